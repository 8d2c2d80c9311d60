"""The list of applications: forty approved in the period, six pending."""

from __future__ import annotations

import datetime as dt
from random import Random

from crossfoot.samples.agreements import partners, pending_applicants
from crossfoot.samples.model import (
    AS_OF,
    BASE_DATE,
    MODEL,
    Column,
    Planted,
    Sheet,
    SheetRow,
    Workbook,
    row_number,
    text_of,
    weekday_between,
)

FILE = "BDE applications.xlsx"
SHEET = "Applications"

_COLUMNS = (
    Column("APPLICATION NO", 16),
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("TYPE", 14),
    Column("COUNTY", 24),
    Column("SUPPORT TYPE", 24),
    Column("RECEIVED", 12, "date"),
    Column("DECIDED", 12, "date"),
    Column("DECISION", 12),
    Column("NEEDS ASSESSMENT DATE", 16, "date"),
    Column("STAFFING PLAN DATE", 16, "date"),
    Column("IT PLAN DATE", 16, "date"),
    Column("TRAINING PLAN DATE", 16, "date"),
)
_PLAN_COLUMN = {"needs_assessment_on": 9, "staffing_plan_on": 10, "it_plan_on": 11, "training_plan_on": 12}
_DATED_IN_TIME: dict[str, frozenset[int]] = {
    "needs_assessment_on": frozenset({0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33}),
    "staffing_plan_on": frozenset(),
    "it_plan_on": frozenset({2, 9, 17, 24, 35}),
    "training_plan_on": frozenset({1, 5, 9, 14, 19, 24, 28, 32, 38}),
}
_ON_THE_DAY = (("needs_assessment_on", 0), ("it_plan_on", 2), ("training_plan_on", 1))
_A_DAY_AFTER = (
    ("staffing_plan_on", 4),
    ("staffing_plan_on", 11),
    ("it_plan_on", 20),
    ("training_plan_on", 7),
)

TARGET = 180
_PENDING_SINCE = (
    dt.date(2017, 8, 14),
    dt.date(2017, 10, 1),
    dt.date(2017, 10, 2),
    dt.date(2017, 12, 11),
    dt.date(2018, 1, 22),
    dt.date(2018, 3, 15),
)
"""When the pending applications were received: 229 and 181 days before the as-of date, then exactly 180 and fewer."""
EXPECTED = {
    "application-aging": {
        "read": 6,
        "excluded": 0,
        "tested": 6,
        "exceptions": 2,
        "pending": 6,
        "dated": 6,
        "over_target": 2,
        "also_active": 0,
        "longest_days": 229,
        "median_days": 145,
        "by_band": {"0 to 30 days": 1, "31 to 90 days": 1, "91 to 180 days": 2, "181 to 365 days": 2},
        "decided": 40,
    }
}


def build_applications() -> tuple[Workbook, list[Planted]]:
    """The workbook of applications; no approval has all four plans, and none a staffing plan in time."""
    dice = Random(406)
    approved = [partner for partner in partners() if partner.signed_on > BASE_DATE]
    rows: list[SheetRow] = []
    for number, partner in enumerate(approved):
        decided = weekday_between(
            dice, partner.signed_on - dt.timedelta(days=34), partner.signed_on - dt.timedelta(days=9)
        )
        received = weekday_between(dice, decided - dt.timedelta(days=260), decided - dt.timedelta(days=60))
        agency = partner.agency
        plans = [_plan_date(dice, name, number, received, decided) for name in _PLAN_COLUMN]
        rows.append(
            (
                f"APP-{number + 1:03}",
                agency.state,
                agency.name,
                agency.agency_type,
                agency.county,
                MODEL,
                received,
                decided,
                "Approved",
                *plans,
            )
        )
    for number, agency in enumerate(pending_applicants(), start=len(approved) + 1):
        received = _PENDING_SINCE[number - len(approved) - 1]
        names = (agency.state, agency.name, agency.agency_type, agency.county, MODEL)
        rows.append((f"APP-{number:03}", *names, received, None, "Pending", None, None, None, None))
    sheet = Sheet(
        "applications",
        SHEET,
        "Applications received, with the planning documents on file, as of 03/31/2018",
        "Applicants, dates and planning documents are invented.",
        _COLUMNS,
        tuple(rows),
    )
    on_the_day, day_after = "dated on the day of the decision", "dated the day after the decision"
    planted = [
        _planted(rows, plan, row, on_the_day, "in time: counts as documented") for plan, row in _ON_THE_DAY
    ]
    planted += [
        _planted(rows, plan, row, day_after, "too late: counts as missing") for plan, row in _A_DAY_AFTER
    ]
    planted += [
        Planted(
            "applications",
            FILE,
            SHEET,
            row_number(index),
            "DECISION",
            "Pending",
            "not decided",
            "out of the population",
        )
        for index, row in enumerate(rows)
        if row[8] == "Pending"
    ]
    planted += [
        Planted(
            "applications", FILE, SHEET, row_number(index), "RECEIVED", text_of(row[6]), *_waiting(row[6])
        )
        for index, row in enumerate(rows)
        if row[8] == "Pending" and isinstance(row[6], dt.date) and (AS_OF - row[6]).days >= TARGET
    ]
    without = "approved without a staffing plan dated by the decision"
    planted += [
        _planted(
            rows,
            "staffing_plan_on",
            index,
            without,
            "exception: not all four documents are dated by the decision",
        )
        for index, row in enumerate(rows)
        if row[8] == "Approved"
    ]
    return Workbook(FILE, (sheet,)), planted


def _waiting(received: dt.date) -> tuple[str, str]:
    days = (AS_OF - received).days
    effect = "exception of application-aging" if days > TARGET else "not over the target"
    return f"pending for {days} days", effect


def _plan_date(dice: Random, plan: str, row: int, received: dt.date, decided: dt.date) -> dt.date | None:
    if (plan, row) in _ON_THE_DAY:
        return decided
    if (plan, row) in _A_DAY_AFTER:
        return decided + dt.timedelta(days=1)
    if row in _DATED_IN_TIME[plan]:
        return weekday_between(dice, received + dt.timedelta(days=5), decided - dt.timedelta(days=2))
    return None


def _planted(rows: list[SheetRow], plan: str, row: int, defect: str, effect: str) -> Planted:
    column = _PLAN_COLUMN[plan]
    header = _COLUMNS[column].header
    return Planted(
        "applications", FILE, SHEET, row_number(row), header, text_of(rows[row][column]), defect, effect
    )
