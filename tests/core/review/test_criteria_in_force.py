"""A criterion binds an event by its day, the model of the agreement and its template."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from crossfoot.review.criteria import CriterionRecord
from crossfoot.review.criteria_in_force import criteria_in_force, in_force_within

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


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2016-10-01", "2018-03-31", "no"),
        ("2016-10-01", "2020-06-08", "no"),
        ("2016-10-01", "2020-06-09", "part"),
        ("2020-06-09", "2025-02-23", "whole"),
        ("2020-06-09", "2025-02-24", "part"),
        ("2025-02-24", "2025-12-31", "no"),
    ],
)
def test_of_a_period_the_whole_a_part_or_nothing_may_lie_in_its_force(
    first: str, last: str, expected: str
) -> None:
    assert in_force_within(JEM_2020, dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == expected
