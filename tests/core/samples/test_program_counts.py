"""What is planted of staffing, supervision, budget, measures and applications, counted again from the workbooks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from typing import Any

from tests.core.samples.committed import expected, records

AS_OF = dt.date(2018, 3, 31)
NEVER = dt.date(9999, 12, 31)


def managers() -> list[dict[str, Any]]:
    return [row for row in records("positions") if row["POSITION TITLE"] == "Program Manager"]


def is_filled(position: dict[str, Any], day: dt.date = AS_OF) -> bool:
    return bool(
        position["DATE FILLED"] and position["DATE FILLED"] <= day < (position["DATE VACATED"] or NEVER)
    )


def assignments_by_agency() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(records("assignments"), key=lambda row: row["START DATE"]):
        found.setdefault(row["LAW ENFORCEMENT AGENCY"], []).append(row)
    return found


def covers(row: dict[str, Any]) -> bool:
    return bool(row["START DATE"] <= AS_OF <= (row["END DATE"] or NEVER))


def test_seven_of_32_positions_are_vacant_five_for_more_than_180_days() -> None:
    ages = sorted(
        (AS_OF - (row["DATE VACATED"] or row["ESTABLISHED"])).days
        for row in records("positions")
        if not is_filled(row)
    )
    assert ages == [0, 99, 197, 274, 498, 2738, 2738]
    stated = expected()["staffing-vacancies"]
    assert (stated["vacant"], stated["exceptions"]) == (len(ages), sum(age > 180 for age in ages))


def test_on_the_base_date_16_managers_are_known_and_24_possible() -> None:
    base = dt.date(2017, 1, 25)
    known = sum(is_filled(row, base) for row in managers())
    unknown = sum(bool(row["DATE FILLED"]) and row["DATE FILLED"] > base for row in managers())
    stated = expected()["growth-vs-capacity"]
    assert (known, known + unknown) == (16, 24) == (stated["managers_base"], stated["managers_base_most"])


def test_two_agencies_are_without_an_assignment_two_with_a_vacant_position_and_two_were_for_some_days() -> (
    None
):
    vacant = {row["POSITION NO"] for row in records("positions") if not is_filled(row)}
    kinds: Counter[str] = Counter()
    gaps: list[int] = []
    for rows in assignments_by_agency().values():
        present = [row for row in rows if covers(row)]
        kinds["none"] += not present
        kinds["vacant"] += bool(present) and all(row["POSITION NO"] in vacant for row in present)
        gaps += [(late["START DATE"] - early["END DATE"]).days - 1 for early, late in pairwise(rows)]
    assert (kinds["none"], kinds["vacant"], sorted(gaps)) == (2, 2, [0, 1, 23])
    assert expected()["supervision-unassigned"]["exceptions"] == 2 + 2 + sum(gap > 0 for gap in gaps)


def test_one_manager_looks_after_six_agencies_one_after_five_and_no_other_after_more_than_four() -> None:
    filled = {row["POSITION NO"] for row in managers() if is_filled(row)}
    load = Counter(
        row["POSITION NO"] for row in records("assignments") if covers(row) and row["POSITION NO"] in filled
    )
    assert sorted(load.values())[-3:] == [4, 5, 6]
    assert expected()["supervision-span"]["exceptions"] == 2


def test_nine_managers_lack_a_reporting_line_or_described_duties_or_have_too_many_others() -> None:
    units = {row["POSITION NO"]: row["ORGANIZATIONAL UNIT"] for row in records("positions")}
    above = {row["POSITION NO"]: row["REPORTS TO"] for row in records("positions")}
    found = set()
    for row in managers():
        number, described = row["POSITION NO"], row["POSITION DESCRIPTION DATE"]
        wrong = (
            above[number] in (None, number),
            above[number] is not None and above[above[number]] == number,
            above[number] is not None and units[above[number]] != "Field Operations",
            described is None or described < dt.date(2016, 7, 1),
            row["COLLATERAL PERCENT"] > 25,
        )
        if any(wrong):
            found.add(number)
    assert len(found) == 9 == expected()["reporting-structure"]["exceptions"]


def test_56_agencies_needed_28_managers_and_27_were_enacted_and_asked_for() -> None:
    signed = {
        row["LAW ENFORCEMENT AGENCY"].strip().replace("\u2019", "'"): row["SIGNED"]
        for row in records("agreements")
        if isinstance(row["SIGNED"], dt.date)
    }
    for year, agencies in ((2017, 35), (2018, 56)):
        begins = dt.date(year - 1, 10, 1)
        assert sum(day <= begins for day in signed.values()) == agencies
        assert expected()["budget-request-gap"]["agencies"][str(year)] == agencies
    asked = [
        row["POSITIONS REQUESTED"]
        for row in records("budget")
        if (row["BUDGET LINE"], row["BUDGET STAGE"]) == ("Program management", "President's budget")
    ]
    assert asked == [27, 27]
    assert -(-35 // 2) <= 27 < -(-56 // 2)


def test_three_of_seven_lines_of_the_year_that_ended_are_out_of_order() -> None:
    lines = [
        row for row in records("budget") if (row["FISCAL YEAR"], row["BUDGET STAGE"]) == (2017, "Enacted")
    ]
    wrong = {
        row["BUDGET LINE"]
        for row in lines
        if 100 * abs(row["OBLIGATIONS"] - row["AMOUNT ENACTED"]) > 5 * row["AMOUNT ENACTED"]
        or row["OBLIGATIONS"] > row["AMOUNT ENACTED"]
        or row["OUTLAYS"] > row["OBLIGATIONS"]
    }
    assert (len(lines), wrong) == (7, {"Equipment", "Travel", "Interpreters"})
    assert expected()["budget-execution-variance"]["exceptions"] == 3


def test_the_component_asked_for_more_than_the_presidents_budget_and_that_is_marked_as_pre_decisional() -> (
    None
):
    (component,) = [row for row in records("budget") if row["BUDGET STAGE"] == "Component request"]
    assert component["POSITIONS REQUESTED"] == 36


def test_four_of_eight_activities_lack_a_goal_a_measure_a_target_or_a_result() -> None:
    activities: dict[str, list[dict[str, Any]]] = {}
    for row in records("performance_measures"):
        activities.setdefault(row["PROGRAM ACTIVITY"], []).append(row)
    lacking = {
        name
        for name, rows in activities.items()
        if not any(row["PERFORMANCE GOAL"] for row in rows)
        or not any(row["PERFORMANCE MEASURE"] for row in rows)
        or all(row["TARGET VALUE"] is None for row in rows)
        or all(row["ACTUAL VALUE"] is None for row in rows if row["FISCAL YEAR"] == 2017)
    }
    assert (len(activities), lacking) == (
        8,
        {"Training compliance", "Supervision", "Inspections", "Complaints"},
    )


def test_two_of_six_pending_applications_have_waited_for_more_than_180_days() -> None:
    ages = sorted(
        (AS_OF - row["RECEIVED"]).days for row in records("applications") if row["DECISION"] == "Pending"
    )
    assert ages == [16, 68, 110, 180, 181, 229]
    assert expected()["application-aging"]["exceptions"] == sum(age > 180 for age in ages)
