"""Which criteria bound an event: by its day, the model of the agreement and, where it is known, its template.

Rule: audit-practice.md section 1 of the design. A criterion without dates or models is open on that side; a term of one
template binds an agreement whose template is not told, as the checks take it (crossfoot.checks.terms).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from crossfoot.checks.terms import model_and_template
from crossfoot.review.criteria import CriterionRecord


def criteria_in_force(
    criteria: Iterable[CriterionRecord], on: dt.date, model: str = "", template: str = ""
) -> list[CriterionRecord]:
    """Those of `criteria` that were in force on the day `on` (both ends included) for that model and template.

    `model` and `template` empty: not asked, so that only the day decides. A template alone tells its model.
    """
    asked = model or (model_and_template(template)[0] or "" if template else "")
    return [one for one in criteria if in_force_on(one, on) and _applies(one, asked, template)]


def in_force_on(criterion: CriterionRecord, on: dt.date) -> bool:
    """Whether the criterion was in force on that day; open where it states no day."""
    day = on.isoformat()
    return (not criterion.in_force_from or criterion.in_force_from <= day) and (
        not criterion.in_force_to or day <= criterion.in_force_to
    )


def _applies(criterion: CriterionRecord, model: str, template: str) -> bool:
    if not criterion.applies_to or not model:
        return True
    for named in criterion.applies_to:
        of_model, of_template = model_and_template(named)
        if of_model == model and (not of_template or not template or of_template == template):
            return True
    return False
