"""The list of positions: who holds them, which are vacant and since when."""

from __future__ import annotations

import datetime as dt
from random import Random

from crossfoot.samples import reporting
from crossfoot.samples.assignments import FILE, LARGE_LOADS, MANAGERS, build_assignments, manager_id
from crossfoot.samples.model import (
    AS_OF,
    Column,
    Planted,
    Sheet,
    SheetRow,
    Workbook,
    row_number,
    text_of,
    weekday_between,
)

VACANT = 7
MAX_VACANT_DAYS = 180
NOTE = "Positions, offices and assignments are invented; only the number of 20 program managers is published."

_POSITIONS = (
    Column("POSITION NO", 14),
    Column("POSITION TITLE", 24),
    Column("FIELD OFFICE", 22),
    Column("FTE", 7, "integer"),
    Column("ESTABLISHED", 14, "date"),
    Column("DATE FILLED", 14, "date"),
    Column("DATE VACATED", 14, "date"),
    Column("POSITION STATUS", 17),
    Column("REPORTS TO", 14),
    Column("INCUMBENT", 12),
    *reporting.COLUMNS,
)
_OFFICES = ("Merrin Bay Office", "Tallow Ridge Office", "Winterford Office")
_ESTABLISHED = dt.date(2010, 10, 1)
_VACANCIES: tuple[tuple[str | None, str | None], ...] = (
    ("2011-04-11", "2018-03-31"),
    ("2012-05-21", "2017-12-22"),
    ("2013-02-04", "2017-09-15"),
    ("2011-08-29", "2017-06-30"),
    ("2014-03-10", "2016-11-18"),
    (None, None),
    (None, None),
)
"""When each vacant position was filled and vacated; the last two never were."""


EXPECTED = {
    "staffing-vacancies": {
        "read": 32,
        "excluded": 0,
        "tested": 32,
        "exceptions": 5,
        "established": 32,
        "vacant": VACANT,
        "frozen": 0,
        "vacancy_rate": 22,
        "over_target": 5,
        "median_days": 274,
        "longest_days": 2738,
        "longer_than": {"90": 6, "180": 5, "365": 3},
    },
    "growth-vs-capacity": {
        "read": MANAGERS + VACANT + 2,
        "excluded": 0,
        "tested": MANAGERS + VACANT + 2,
        "agencies_base": 36,
        "agencies_as_of": 76,
        "agency_growth": "111.1",
        "managers_base": 16,
        "managers_base_most": 24,
        "managers_as_of": MANAGERS,
        "manager_growth_most": "25.0",
        "manager_growth_least": "-16.7",
        "gap_least": "86.1",
        "gap_most": "127.8",
        "ratio_as_of": "3.8",
        "it_support_base": 2,
        "it_support_as_of": 2,
    },
}


def build_positions() -> tuple[Workbook, list[Planted]]:
    """The workbook of 32 positions and of the assignments of their holders to agencies."""
    filled_on = _filled_dates()
    positions = Sheet(
        "positions",
        "Positions",
        "Authorized positions as of 03/31/2018",
        NOTE,
        _POSITIONS,
        (*_directors(), *_managers(filled_on), *_it_support()),
    )
    assignments, planted = build_assignments(filled_on, NOTE)
    return Workbook(FILE, (positions, assignments)), [*_planted(positions), *planted]


def _filled_dates() -> list[dt.date]:
    dice = Random(20)
    drawn = sorted(
        weekday_between(dice, dt.date(2011, 1, 3), dt.date(2018, 2, 26)) for _ in range(MANAGERS - 1)
    )
    return [*drawn, AS_OF]


def _directors() -> list[SheetRow]:
    return [
        (
            f"FOD-{number + 1:03}",
            "Field Office Director",
            office,
            1,
            _ESTABLISHED,
            dt.date(2015, 3, 2 + 7 * number),
            None,
            "Filled",
            None,
            f"EMP-00{number + 1}",
            *reporting.duties(f"FOD-{number + 1:03}", dt.date(2015, 3, 2 + 7 * number)),
        )
        for number, office in enumerate(_OFFICES)
    ]


def _managers(filled_on: list[dt.date]) -> list[SheetRow]:
    rows: list[SheetRow] = []
    for number in range(MANAGERS + VACANT):
        office = number % len(_OFFICES)
        start: tuple[str | int | dt.date | None, ...] = (
            manager_id(number),
            "Program Manager",
            _OFFICES[office],
            1,
            _ESTABLISHED,
        )
        held: tuple[dt.date | None, dt.date | None, str, str | None]
        if number < MANAGERS:
            held = (filled_on[number], None, "Filled", f"EMP-{number + 101}")
        else:
            filled, vacated = _VACANCIES[number - MANAGERS]
            held = (_date(filled), _date(vacated), "Vacant", None)
        supervisor = reporting.reports_to(manager_id(number), f"FOD-{office + 1:03}")
        duties = reporting.duties(manager_id(number), held[0])
        rows.append((*start, *held[:3], supervisor, held[3], *duties))
    return rows


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _it_support() -> list[SheetRow]:
    return [
        (
            f"IT-{number + 1:03}",
            "IT Support",
            _OFFICES[0],
            1,
            _ESTABLISHED,
            day,
            None,
            "Filled",
            "FOD-001",
            f"EMP-{number + 201}",
            *reporting.duties(f"IT-{number + 1:03}", day),
        )
        for number, day in enumerate((dt.date(2014, 9, 8), dt.date(2016, 4, 18)))
    ]


def _planted(positions: Sheet) -> list[Planted]:
    found = [
        (manager_id(MANAGERS - 1), "DATE FILLED", "filled on the as-of date", "counts as filled"),
        (manager_id(MANAGERS), "DATE VACATED", "vacated on the as-of date", "does not count as filled"),
    ]
    for number, (_, vacated) in enumerate(_VACANCIES, start=MANAGERS):
        since = _date(vacated) or _ESTABLISHED
        days = (AS_OF - since).days
        column = "DATE VACATED" if vacated else "ESTABLISHED"
        if days > MAX_VACANT_DAYS:
            found.append(
                (manager_id(number), column, f"vacant for {days} days", "exception of staffing-vacancies")
            )
    found += [
        (manager_id(number), "POSITION NO", f"looks after {load} agencies", "exception of supervision-span")
        for number, load in LARGE_LOADS.items()
    ]
    found += reporting.PLANTED
    ids = [row[0] for row in positions.rows]
    headers = [column.header for column in positions.columns]
    planted: list[Planted] = []
    for position, column, defect, effect in found:
        index = ids.index(position)
        text = text_of(positions.rows[index][headers.index(column)])
        planted.append(
            Planted("positions", FILE, positions.name, row_number(index), column, text, defect, effect)
        )
    return planted
