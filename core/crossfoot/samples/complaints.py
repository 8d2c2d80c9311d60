"""The list of complaints: most told and answered in time, some not, each limit with its boundary."""

from __future__ import annotations

import datetime as dt

from crossfoot.samples.encounters import able_officers
from crossfoot.samples.model import (
    PERIOD_START,
    CellContent,
    Column,
    Planted,
    Sheet,
    SheetRow,
    Workbook,
    row_number,
)
from crossfoot.samples.officers import officer_id
from crossfoot.samples.training_plan import OfficerPlan

FILE = "BDE complaints.xlsx"
SHEET = "Complaints"
COUNT = 20
EXPECTED = {
    "complaint-timeliness": {
        "read": 20,
        "excluded": 1,
        "tested": 19,
        "exceptions": 5,
        "notices_late": 3,
        "notices_missing": 1,
        "results_late": 2,
    }
}

_COLUMNS = (
    Column("COMPLAINT NO", 14),
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("DIO ID", 11),
    Column("DATE RECEIVED", 18, "time"),
    Column("FEDERAL AGENCY NOTIFIED", 18, "time"),
    Column("COMPLAINT TYPE", 26),
    Column("DATE RESOLVED", 14, "date"),
    Column("RESOLUTION", 18),
    Column("DATE RESULT REPORTED", 14, "date"),
)
_KINDS = ("Officer conduct", "Conditions of detention", "Discrimination", "Other complaint")
_EXCEPTION = "exception of complaint-timeliness"
_FRIDAY, _MONDAY = dt.date(2017, 3, 10), dt.date(2017, 7, 10)


def build_complaints(plans: list[OfficerPlan]) -> tuple[Workbook, list[Planted]]:
    """The workbook of complaints, and what is planted in it."""
    able = able_officers(plans)
    rows: list[SheetRow] = []
    planted: list[Planted] = []
    for place in range(COUNT):
        officer = able[(place * 17) % len(able)]
        agency = plans[officer].partner.agency
        number = f"BDE-C-{place + 1:03}"
        times, said = _times(place)
        if said is not None:
            planted.append(
                Planted("complaints", FILE, SHEET, row_number(place), "COMPLAINT NO", number, *said)
            )
        rows.append((number, agency.state, agency.name, officer_id(officer), *times))
    sheet = Sheet(
        "complaints",
        SHEET,
        "Complaints about delegated officers received from 10/01/2016 to 03/31/2018",
        "Complaints, their times and their results are invented.",
        _COLUMNS,
        tuple(rows),
    )
    return Workbook(FILE, (sheet,)), planted


def _times(place: int) -> tuple[tuple[CellContent, ...], tuple[str, str] | None]:
    """The cells from the receipt on, and what is planted in them."""
    day = _weekday(PERIOD_START + dt.timedelta(days=9 + place * 26))
    received = dt.datetime.combine(day, dt.time(9, 30))
    said = None
    if place in _RECEIVED:
        received = dt.datetime.combine(_RECEIVED[place], dt.time(9, 30))
    notified: dt.datetime | str | None = received + dt.timedelta(hours=3 + place)
    if place in _NOTICES:
        after, said = _NOTICES[place]
        notified = received + after if after else None
    resolved = received.date() + dt.timedelta(days=40 + place)
    reported: dt.date | None = resolved + dt.timedelta(days=5 + place % 20)
    if place in _RESULTS:
        days, said = _RESULTS[place]
        reported = resolved + dt.timedelta(days=days) if days is not None else None
    kind = _KINDS[place % len(_KINDS)]
    if place in _OPEN:
        cells: tuple[CellContent, ...] = (received, notified, kind, None, "Pending", None)
    else:
        cells = (received, notified, kind, resolved, "Unfounded" if place % 3 else "Sustained", reported)
    if place == _WITHOUT_TIME:
        said = ("received and told on one day, without a time of day", "excluded: time of day missing")
        text = received.date().isoformat()
        cells = (text, text, kind, None, "Pending", None)
    return cells, said


def _weekday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=max(0, day.weekday() - 3))


_HOURS = dt.timedelta(hours=1)
_RECEIVED = {3: _FRIDAY, 4: _MONDAY}
_NOTICES: dict[int, tuple[dt.timedelta | None, tuple[str, str]]] = {
    3: (96 * _HOURS, ("told after 96 hours with a weekend among them", "within 48 hours of working days")),
    4: (48 * _HOURS + dt.timedelta(seconds=1), ("told one second after 48 hours", _EXCEPTION)),
    7: (72 * _HOURS, ("told after 72 hours without a weekend", _EXCEPTION)),
    9: (None, ("no notice of the complaint", _EXCEPTION)),
}
_RESULTS: dict[int, tuple[int | None, tuple[str, str]]] = {
    11: (30, ("result reported exactly 30 days after the resolution", "within 30 days")),
    12: (31, ("result reported 31 days after the resolution", _EXCEPTION)),
    14: (None, ("no report of the result", _EXCEPTION)),
}
_OPEN = frozenset({17, 18})
_WITHOUT_TIME = 19
