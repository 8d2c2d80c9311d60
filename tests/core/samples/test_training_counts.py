"""The training figures, counted a second time from the committed workbooks."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pytest

from tests.core.samples.committed import expected, records
from tests.core.samples.training_oracle import recount, verdicts

COURSE = {"FREQUENCY": "Fixed", "DUE DAY": "11-30", "GRACE PERIOD": 0, "EFFECTIVE DATE": dt.date(2016, 10, 1)}
OLD = dt.date(2014, 1, 6)


@cache
def counts() -> dict[str, Any]:
    return recount(records("officers"), records("training_courses"), records("training_completions"))


@pytest.mark.parametrize(
    ("name", "figure"),
    [("exceptions", 57), ("officers_late", 11), ("officers_complete", 232), ("excluded", 8)],
)
def test_the_workbooks_give_the_decided_figures(name: str, figure: int) -> None:
    assert counts()[name] == figure == expected()["training-online-incomplete"][name]


def test_the_totals_of_due_missing_and_late_are_the_expected_ones() -> None:
    stated = expected()["training-online-incomplete"]
    found = counts()["by_course"]
    for course, figures in stated["by_course"].items():
        assert sum(found[course].values()) == figures["due"]
        assert (found[course]["missing"], found[course]["late"]) == (figures["missing"], figures["late"])
    assert stated["officer_courses_due"] == sum(sum(one.values()) for one in found.values())
    assert stated["officer_courses_missing"] == sum(one["missing"] for one in found.values())
    assert stated["officer_courses_late"] == len(counts()["late_days"])
    for name in ("officer_course_pairs_due", "officer_course_pairs_missing"):
        assert stated[name] == counts()[name]


def test_late_completions_run_from_1_to_59_days_and_no_late_officer_misses_a_course() -> None:
    assert (counts()["late_days"][0], counts()["late_days"][-1]) == (1, 59)
    assert counts()["late_too"] == 0


def test_every_officer_with_a_course_missing_had_one_due_sixty_days_before_the_as_of_date() -> None:
    assert counts()["not_revoked"] == 57 == expected()["authority-not-revoked"]["exceptions"]
    assert all(any(due <= dt.date(2018, 1, 30) for due in dues) for dues in counts()["missing_due"].values())
    assert any(min(dues) == dt.date(2018, 1, 30) for dues in counts()["missing_due"].values())


def test_three_hundred_officers_were_authorized_by_31_october_2017() -> None:
    dates = [row["AUTHORIZATION DATE"] for row in records("officers")]
    assert (len(dates), sum(day <= dt.date(2017, 10, 31) for day in dates)) == (308, 300)


def test_completions_name_officers_and_courses_of_the_lists_and_lie_after_the_course_began() -> None:
    officers = {row["DIO ID"]: row for row in records("officers")}
    courses = {row["COURSE CODE"]: row for row in records("training_courses")}
    for row in records("training_completions"):
        officer, course = officers[row["DIO ID"]], courses[row["COURSE CODE"]]
        assert row["DATE COMPLETED"] <= dt.date(2018, 3, 31)
        if course["COURSE TYPE"] == "Online":
            assert officer["AUTHORIZATION DATE"] <= row["DATE COMPLETED"]
            assert row["DATE COMPLETED"] >= course["EFFECTIVE DATE"]


def test_no_officer_is_authorized_before_the_agency_signed() -> None:
    signed = {row["LAW ENFORCEMENT AGENCY"].strip(): row["SIGNED"] for row in records("agreements")}
    assert all(
        row["AUTHORIZATION DATE"] >= signed[row["LAW ENFORCEMENT AGENCY"]] for row in records("officers")
    )


@pytest.mark.parametrize(
    ("done", "first", "second"),
    [
        (["2016-11-30", "2017-11-30"], "on time", "on time"),
        (["2016-11-30"], "on time", "missing"),
        (["2016-12-01", "2017-11-01"], "late", "on time"),
        (["2016-12-05"], "late", "missing"),
        (["2017-11-30"], "missing", "on time"),
        (["2016-11-01", "2016-12-01"], "on time", "on time"),
        (["2016-11-01", "2016-11-20"], "on time", "missing"),
    ],
)
def test_the_oracle_lets_a_completion_serve_one_due_date_only(
    done: list[str], first: str, second: str
) -> None:
    days = [dt.date.fromisoformat(day) for day in done]
    assert [verdict for _, verdict, _ in verdicts(COURSE, OLD, days)] == [first, second]
