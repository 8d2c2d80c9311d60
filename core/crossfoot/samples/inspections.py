"""The list of inspections: within two years of each old agreement but a few; some found deficiencies."""

from __future__ import annotations

import datetime as dt

from crossfoot.samples.agreement_terms import operational_on
from crossfoot.samples.agreements import partners, planted_agreement
from crossfoot.samples.model import (
    AS_OF,
    MODEL,
    Column,
    Planted,
    Sheet,
    SheetRow,
    Workbook,
    row_number,
    text_of,
)

FILE = "BDE inspections.xlsx"
SHEET = "Inspections"
CYCLE_BACK = dt.date(2016, 3, 31)
"""24 months before the as-of date: an inspection of this day is within the cycle."""
CLOSE_DAYS = 90
NEVER = (7, 8)
LAST = {37: dt.date(2016, 3, 30), 52: dt.date(2014, 6, 17), 57: CYCLE_BACK}
"""The last inspection of the partner at this place; the last one is the boundary."""
OPEN = {3: 91, 33: 150, 64: 200, 65: 90}
"""Days for which deficiencies found at the partner at this place have been open; the last one is the boundary."""
EXPECTED = {
    "moa-inspection-cycle": {
        "read": 82,
        "excluded": 6,
        "exempt": 0,
        "tested": 76,
        "exceptions": 7,
        "outside_cycle": 4,
        "open_too_long": 3,
        "deficient": 4,
    }
}

_COLUMNS = (
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("SUPPORT TYPE", 24),
    Column("INSPECTION DATE", 15, "date"),
    Column("REPORT DATE", 14, "date"),
    Column("OVERALL RATING", 18),
    Column("NUMBER OF DEFICIENCIES", 15, "integer"),
    Column("CLOSURE DATE", 14, "date"),
)
_REPORT_AFTER = 35
_EXCEPTION = "exception of moa-inspection-cycle"


def build_inspections() -> tuple[Workbook, list[Planted]]:
    """The workbook of inspections, in the order of the agencies."""
    rows: list[SheetRow] = []
    planted: list[Planted] = []
    for place, partner in enumerate(partners()):
        start = operational_on(place, partner.signed_on) or partner.signed_on
        if place in NEVER or LAST.get(place, CYCLE_BACK) < CYCLE_BACK:
            planted.append(planted_agreement(partner, "no inspection within 24 months", _EXCEPTION))
        if OPEN.get(place, 0) > CLOSE_DAYS:
            planted.append(planted_agreement(partner, "deficiencies open too long", _EXCEPTION))
        day = _inspected(place, start)
        if day is None:
            continue
        result = _result(place, day)
        row: SheetRow = (partner.agency.state, partner.agency.name, MODEL, day, *result)
        planted += _planted(row_number(len(rows)), place, row)
        rows.append(row)
    sheet = Sheet(
        "inspections",
        SHEET,
        "Compliance inspections as of 03/31/2018",
        "Inspections and their results are invented.",
        _COLUMNS,
        tuple(rows),
    )
    return Workbook(FILE, (sheet,)), planted


def _inspected(place: int, start: dt.date) -> dt.date | None:
    if place in OPEN:
        return AS_OF - dt.timedelta(days=OPEN[place] + _REPORT_AFTER)
    if start >= CYCLE_BACK or place in NEVER:
        return None
    return LAST.get(place, AS_OF - dt.timedelta(days=70 + place * 31 % 600))


def _result(place: int, day: dt.date) -> tuple[dt.date, str, int, dt.date | None]:
    report = day + dt.timedelta(days=_REPORT_AFTER)
    if place in OPEN:
        return (report, "Deficient", 1 + place % 3, None)
    if place % 4 == 1 and report + dt.timedelta(days=30) < AS_OF:
        return (report, "Deficient", 1 + place % 2, report + dt.timedelta(days=30))
    return (report, "Compliant", 0, None)


def _planted(row: int, place: int, cells: SheetRow) -> list[Planted]:
    if place in LAST:
        boundary = LAST[place] == CYCLE_BACK
        defect = "inspected exactly 24 months ago" if boundary else "no inspection within 24 months"
        column, effect = "INSPECTION DATE", "within the cycle" if boundary else _EXCEPTION
    elif place in OPEN:
        column, defect = "REPORT DATE", f"deficiencies open for {OPEN[place]} days"
        effect = _EXCEPTION if OPEN[place] > CLOSE_DAYS else "within 90 days"
    else:
        return []
    cell = cells[[one.header for one in _COLUMNS].index(column)]
    return [Planted("inspections", FILE, SHEET, row, column, text_of(cell), defect, effect)]
