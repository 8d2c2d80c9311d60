"""When, and for which models, the criteria of a check hold: a term of 2020 does not bind an event of 2017.

The text of a check sees them as the table `criterion_terms` (criterion_id, in_force_from, in_force_to, model): one row
for each model, model NULL where the criterion holds for all, dates NULL where it is open. Rows whose event date lies in
none are excluded by the check with the reason "criterion not established". Source: audit-practice.md section 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One criterion for one model (None: all); the days are ISO text, None where open, and both are in force."""

    criterion_id: str
    in_force_from: str | None
    in_force_to: str | None
    model: str | None


ALWAYS = Term("", None, None, None)
"""What stands where no criterion stands: a check that only measures leaves no row out for the lack of one."""


def terms_of(criteria: Iterable[tuple[str, str | None, str | None, Sequence[str]]]) -> tuple[Term, ...]:
    """Terms from (id, in force from, in force to, models) of the criteria that stand; ALWAYS where there are none."""
    found = [
        Term(criterion, start or None, end or None, model)
        for criterion, start, end, models in criteria
        for model in (*models,) or (None,)
    ]
    return tuple(found) or (ALWAYS,)
