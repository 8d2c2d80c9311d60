"""The lists of positions and of which manager looks after which agency."""

from __future__ import annotations

import datetime as dt
from random import Random

from crossfoot.samples.agreements import partners
from crossfoot.samples.model import (
    AS_OF,
    Column,
    Planted,
    Sheet,
    SheetRow,
    Workbook,
    row_number,
    weekday_between,
)

FILE = "BDE positions and assignments.xlsx"
MANAGERS = 20
VACANT = 7
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
)
_ASSIGNMENTS = (
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("POSITION NO", 14),
    Column("START DATE", 13, "date"),
    Column("END DATE", 13, "date"),
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


def manager_id(number: int) -> str:
    """The position number of the program manager with this number (from 0)."""
    return f"PM-{number + 1:03}"


def build_positions() -> tuple[Workbook, list[Planted]]:
    """The workbook of 32 positions and 76 assignments (sixteen managers with four agencies, four with three)."""
    filled_on = _filled_dates()
    positions = Sheet(
        "positions",
        "Positions",
        "Authorized positions as of 03/31/2018",
        NOTE,
        _POSITIONS,
        (*_directors(), *_managers(filled_on), *_it_support()),
    )
    assignments = Sheet(
        "assignments",
        "Assignments",
        "Program managers and their agencies as of 03/31/2018",
        NOTE,
        _ASSIGNMENTS,
        _assigned(filled_on),
    )
    return Workbook(FILE, (positions, assignments)), _planted(positions)


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
        rows.append((*start, *held[:3], f"FOD-{office + 1:03}", held[3]))
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
        )
        for number, day in enumerate((dt.date(2014, 9, 8), dt.date(2016, 4, 18)))
    ]


def _assigned(filled_on: list[dt.date]) -> tuple[SheetRow, ...]:
    by_signing = sorted(partners(), key=lambda partner: (partner.signed_on, partner.agency.name))
    manager_of = {partner.agency: number % MANAGERS for number, partner in enumerate(by_signing)}
    return tuple(
        (
            partner.agency.state,
            partner.agency.name,
            manager_id(manager_of[partner.agency]),
            max(partner.signed_on, filled_on[manager_of[partner.agency]]),
            None,
        )
        for partner in partners()
    )


def _planted(positions: Sheet) -> list[Planted]:
    edges = (
        (manager_id(MANAGERS - 1), 5, "filled on the as-of date", "counts as filled"),
        (manager_id(MANAGERS), 6, "vacated on the as-of date", "does not count as filled"),
    )
    ids = [row[0] for row in positions.rows]
    return [
        Planted(
            "positions",
            FILE,
            positions.name,
            row_number(ids.index(position)),
            _POSITIONS[column].header,
            AS_OF.isoformat(),
            defect,
            effect,
        )
        for position, column, defect, effect in edges
    ]
