"""The list of meetings: a first one in the year after each agency began to work, then one a year, but for a few."""

from __future__ import annotations

import datetime as dt

from crossfoot.samples.agreement_terms import operational_on
from crossfoot.samples.agreements import partners, planted_agreement
from crossfoot.samples.model import AS_OF, Column, Planted, Sheet, SheetRow, Workbook, row_number
from crossfoot.samples.names import SampleAgency

FILE = "BDE meetings.xlsx"
SHEET = "Meetings"
ALLOWED = 365 + 30
"""Days within which a meeting follows: a year, and what the check allows beyond."""
NO_FIRST_MEETING = (0, 51)
FIRST_TOO_LATE = 44
LAST_DAYS_AGO = {1: ALLOWED + 1, 2: 500, 14: 640, 19: 900, 25: ALLOWED}
"""Days since the last meeting of the partner at this place; the last one is the boundary."""
EXPECTED = {
    "moa-annual-meeting": {
        "read": 82,
        "excluded": 6,
        "tested": 76,
        "exceptions": 7,
        "no_first_review": 3,
        "no_meeting": 4,
    }
}

_COLUMNS = (
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("MEETING DATE", 14, "date"),
    Column("MEETING TYPE", 20),
)
_EXCEPTION = "exception of moa-annual-meeting"
_INITIAL, _ANNUAL = "Initial review", "Annual meeting"


def build_meetings() -> tuple[Workbook, list[Planted]]:
    """The workbook of meetings, in the order of the agencies."""
    rows: list[SheetRow] = []
    planted: list[Planted] = []
    for place, partner in enumerate(partners()):
        start = operational_on(place, partner.signed_on)
        if start is None:
            continue
        if place in NO_FIRST_MEETING:
            planted.append(planted_agreement(partner, "no first meeting", _EXCEPTION))
        if place == FIRST_TOO_LATE:
            planted.append(planted_agreement(partner, "first meeting after more than a year", _EXCEPTION))
        if LAST_DAYS_AGO.get(place, 0) > ALLOWED:
            planted.append(planted_agreement(partner, "no meeting for more than a year", _EXCEPTION))
        for day, kind, said in _held(place, start):
            if said:
                planted.append(_planted(row_number(len(rows)), day, *said))
            rows.append(_row(partner.agency, day, kind))
    sheet = Sheet(
        "meetings",
        SHEET,
        "Meetings with participating agencies as of 03/31/2018",
        "Meetings are invented.",
        _COLUMNS,
        tuple(rows),
    )
    return Workbook(FILE, (sheet,)), planted


def _held(place: int, start: dt.date) -> list[tuple[dt.date, str, tuple[str, str] | None]]:
    """Day, kind, and what is planted, of each meeting with the partner at this place."""
    found: list[tuple[dt.date, str, tuple[str, str] | None]] = []
    if (AS_OF - start).days >= ALLOWED and place not in NO_FIRST_MEETING:
        late = place == FIRST_TOO_LATE
        after = ALLOWED + 1 if late else 200 + place * 11 % 160
        said = (f"first meeting {after} days after the operational date", _EXCEPTION) if late else None
        found.append((start + dt.timedelta(days=after), _INITIAL, said))
    ago = LAST_DAYS_AGO.get(place, 20 + place * 37 % 320)
    for days in (ago + 340, ago):
        day = AS_OF - dt.timedelta(days=days)
        if day > max([start + dt.timedelta(days=ALLOWED), *(held for held, _, _ in found)]):
            planted = place in LAST_DAYS_AGO and days == ago
            effect = "in time" if ago == ALLOWED else _EXCEPTION
            found.append((day, _ANNUAL, (f"last meeting {days} days ago", effect) if planted else None))
    return found


def _row(agency: SampleAgency, day: dt.date, kind: str) -> SheetRow:
    return (agency.state, agency.name, day, kind)


def _planted(row: int, day: dt.date, defect: str, effect: str) -> Planted:
    return Planted("meetings", FILE, SHEET, row, "MEETING DATE", day.isoformat(), defect, effect)
