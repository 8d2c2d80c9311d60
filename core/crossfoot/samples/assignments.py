"""The list of which manager looks after which agency, and what is planted in it."""

from __future__ import annotations

import datetime as dt

from crossfoot.samples.agreements import FILE as AGREEMENTS_FILE
from crossfoot.samples.agreements import SHEET as AGREEMENTS_SHEET
from crossfoot.samples.agreements import build_agreements, partners
from crossfoot.samples.model import AS_OF, Column, Planted, Sheet, SheetRow, row_number
from crossfoot.samples.names import SampleAgency

FILE = "BDE positions and assignments.xlsx"
SHEET = "Assignments"
MANAGERS = 20

ENDED = {5: dt.date(2018, 3, 30), 31: dt.date(2017, 11, 30)}
ENDS_ON_AS_OF = 47
TO_VACANT = {12: "PM-021", 58: "PM-023"}
INTERRUPTED = {20: 1, 33: 23}
"""Days without an assignment before the present one."""
SEAMLESS = 40
MOVED = {0: 2, 1: 2, 7: 6}
"""Agencies (by their place among those in order of signing) that another manager looks after than the plan says."""
LARGE_LOADS = {2: 6, 6: 5}
"""Managers (from 0) who look after more than four agencies."""
_PREDECESSOR = "PM-022"

EXPECTED = {
    "supervision-unassigned": {
        "read": 78,
        "excluded": 2,
        "tested": 76,
        "exceptions": len(ENDED) + len(TO_VACANT) + len(INTERRUPTED),
        "unassigned": len(ENDED),
        "vacant_position": len(TO_VACANT),
        "interrupted": len(INTERRUPTED),
        "longest_gap": 23,
        "several": 0,
    },
    "supervision-span": {
        "read": MANAGERS,
        "excluded": 0,
        "tested": MANAGERS,
        "exceptions": len(LARGE_LOADS),
        "managers": MANAGERS,
        "assigned_agencies": 76 - len(ENDED) - len(TO_VACANT),
        "without_agency": 0,
        "most_agencies": 6,
    },
}

_COLUMNS = (
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("POSITION NO", 14),
    Column("START DATE", 13, "date"),
    Column("END DATE", 13, "date"),
)


def manager_id(number: int) -> str:
    """The position number of the program manager with this number (from 0)."""
    return f"PM-{number + 1:03}"


def build_assignments(filled_on: list[dt.date], note: str) -> tuple[Sheet, list[Planted]]:
    """The sheet of 79 assignments, and what is planted. `filled_on`: when each manager began.

    Planted exceptions of agencies stand by the row of their agreement, which the check points to.
    """
    rows: list[SheetRow] = []
    planted: list[Planted] = []
    by_signing = sorted(partners(), key=lambda partner: (partner.signed_on, partner.agency.name))
    place_of = {partner.agency: place for place, partner in enumerate(by_signing)}
    agreement_rows = _agreement_rows()
    for partner in partners():
        place = place_of[partner.agency]
        manager = MOVED.get(place, place % MANAGERS)
        start = max(partner.signed_on, filled_on[manager])
        said = _said(place)
        if said:
            planted.append(_of_agency(partner.agency, agreement_rows[partner.agency.name], said))
        if place in INTERRUPTED or place == SEAMLESS:
            start = dt.date(2017, 12, 20)
            ended = start - dt.timedelta(days=1 + INTERRUPTED.get(place, 0))
            before = max(partner.signed_on, dt.date(2012, 5, 21))
            rows.append(_row(partner.agency, _PREDECESSOR, before, ended))
        end = AS_OF if place == ENDS_ON_AS_OF else ENDED.get(place)
        rows.append(_row(partner.agency, TO_VACANT.get(place, manager_id(manager)), start, end))
        if place == ENDS_ON_AS_OF:
            edge = "ends on the as-of date", "covers it: no exception"
            planted.append(
                Planted(
                    "assignments",
                    FILE,
                    SHEET,
                    row_number(len(rows) - 1),
                    "END DATE",
                    AS_OF.isoformat(),
                    *edge,
                )
            )
    sheet = Sheet(
        "assignments",
        SHEET,
        "Program managers and their agencies as of 03/31/2018",
        note,
        _COLUMNS,
        tuple(rows),
    )
    return sheet, planted


def _row(agency: SampleAgency, position: str, start: dt.date, end: dt.date | None) -> SheetRow:
    return (agency.state, agency.name, position, start, end)


def _said(place: int) -> str:
    if place in ENDED:
        return f"its only assignment ended on {ENDED[place]}"
    if place in TO_VACANT:
        return f"assigned to {TO_VACANT[place]}, which is vacant"
    if place in INTERRUPTED:
        return f"{INTERRUPTED[place]} days between two assignments"
    return ""


def _of_agency(agency: SampleAgency, row: int, said: str) -> Planted:
    place = (AGREEMENTS_FILE, AGREEMENTS_SHEET, row, "LAW ENFORCEMENT AGENCY", agency.name)
    return Planted("assignments", *place, said, "exception of supervision-unassigned")


def _agreement_rows() -> dict[str, int]:
    """The row number of the first agreement of each agency in the list of agreements."""
    (sheet,) = build_agreements()[0].sheets
    found: dict[str, int] = {}
    for index, row in enumerate(sheet.rows):
        if row:
            found.setdefault(str(row[1]).strip(), row_number(index))
    return found
