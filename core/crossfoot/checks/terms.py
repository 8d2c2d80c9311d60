"""When, and for which models and templates, a check's criteria hold: a term of 2020 does not bind an event of 2017.

A check's text sees them as the table `criterion_terms` (criterion_id, in_force_from, in_force_to, model, template): one
row for each model or template, model NULL where the criterion holds for all, template NULL where it holds for every
template of the model, dates NULL where it is open. Rows whose event date lies in none are excluded by the check with
the reason "criterion not established". Where a list does not tell an agreement's template, model and date decide.
Source: audit-practice.md section 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One criterion for one model (None: all) and one of its templates (None: all of the model's).

    The days are ISO text, None where open, and both are in force. `template` is named MODEL-YEAR.
    """

    criterion_id: str
    in_force_from: str | None
    in_force_to: str | None
    model: str | None
    template: str | None = None


ALWAYS = Term("", None, None, None)
"""What stands where no criterion stands: a check that only measures leaves no row out for the lack of one."""


def terms_of(criteria: Iterable[tuple[str, str | None, str | None, Sequence[str]]]) -> tuple[Term, ...]:
    """Terms from (id, in force from, in force to, models or templates) of the criteria that stand; else ALWAYS."""
    found = [
        Term(criterion, start or None, end or None, *model_and_template(named))
        for criterion, start, end, models in criteria
        for named in (*models,) or (None,)
    ]
    return tuple(found) or (ALWAYS,)


_TEMPLATE = re.compile(r"(.+)-\d{4}")


def model_and_template(named: str | None) -> tuple[str | None, str | None]:
    """What a criterion applies to: `JEM` is a model, `JEM-2020` a template of it, None all of them."""
    found = _TEMPLATE.fullmatch(named or "")
    return (found.group(1), named) if found else (named, None)
