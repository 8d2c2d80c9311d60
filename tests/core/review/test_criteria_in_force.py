"""A criterion binds an event by its day, the model of the agreement and its template."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from crossfoot.review.criteria import CriterionRecord
from crossfoot.review.criteria_in_force import criteria_in_force

OPEN = CriterionRecord(
    "open", "statute", "A statute", "", "", "", "", (), "headquarters", "must", "T", "S", {}, "pack", "", ""
)
JEM = replace(OPEN, id="jem", in_force_from="2020-06-09", applies_to=("JEM",))
JEM_2020 = replace(
    OPEN, id="jem 2020", in_force_from="2020-06-09", in_force_to="2025-02-23", applies_to=("JEM-2020",)
)
WSO = replace(OPEN, id="wso", applies_to=("WSO",))
ALL = [OPEN, JEM, JEM_2020, WSO]


def bound(day: str, model: str = "", template: str = "") -> list[str]:
    return [one.id for one in criteria_in_force(ALL, dt.date.fromisoformat(day), model, template)]


@pytest.mark.parametrize(
    ("day", "model", "template", "expected"),
    [
        ("2020-06-08", "JEM", "", ["open"]),
        ("2020-06-09", "JEM", "", ["open", "jem", "jem 2020"]),
        ("2025-02-23", "JEM", "JEM-2020", ["open", "jem", "jem 2020"]),
        ("2025-02-24", "JEM", "JEM-2020", ["open", "jem"]),
        ("2021-01-01", "JEM", "JEM-2025", ["open", "jem"]),
        ("2021-01-01", "", "JEM-2025", ["open", "jem"]),
        ("2021-01-01", "WSO", "", ["open", "wso"]),
        ("2021-01-01", "", "", ["open", "jem", "jem 2020", "wso"]),
    ],
)
def test_the_day_the_model_and_the_template_decide(
    day: str, model: str, template: str, expected: list[str]
) -> None:
    assert bound(day, model, template) == expected
