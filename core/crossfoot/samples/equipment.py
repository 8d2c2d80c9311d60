"""The list of equipment orders: days from request to installation as published figures need them."""

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
from crossfoot.samples.names import Partner

FILE = "BDE equipment.xlsx"
SHEET = "Orders"
OVER_200 = (201, 205, 210, 215, 220, 228, 240, 255, 270, 290, 310, 365)
OVER_180 = (181, 188, 195, 200)
IN_TIME = (60, 90, 120, 150, 165, 172, 179, 180)
FY_2017 = (dt.date(2016, 10, 1), dt.date(2017, 9, 30))
_NEXT_YEAR_DAYS = (95, 140, 176, 190, 205, 230)
_OPEN_SINCE = ("2017-06-12", "2017-08-23", "2017-11-06", "2018-01-18", "2018-03-12")

_COLUMNS = (
    Column("ORDER NO", 12),
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("ITEM", 34),
    Column("QTY", 8, "integer"),
    Column("DATE REQUESTED", 16, "date"),
    Column("DATE SHIPPED", 14, "date"),
    Column("DATE INSTALLED", 16, "date"),
    Column("ORDER STATUS", 14),
)
_ITEMS = (
    "Workstation and network circuit",
    "Fingerprint scanner and workstation",
    "Network circuit",
    "Workstation",
)
_TARGET_DAYS = 180
_EDGES = {
    180: ("installed after exactly 180 days", "not over 180"),
    181: ("installed after 181 days", "over 180, not over 200"),
    200: ("installed after exactly 200 days", "over 180, not over 200"),
    201: ("installed after 201 days", "over 200"),
}
Order = tuple[Partner, dt.date | None, dt.date | None]
"""Agency, day of the request, day of the installation."""


def build_equipment() -> tuple[Workbook, list[Planted]]:
    """The workbook of orders: 26 installed in FY 2017 (2 without a request date), 6 in FY 2018, 5 open."""
    orders = sorted(_orders(), key=lambda order: (order[2] or dt.date.max, order[1] or dt.date.min))
    rows = tuple(_row(number, order) for number, order in enumerate(orders))
    sheet = Sheet(
        "equipment",
        SHEET,
        "Equipment orders and installations as of 03/31/2018",
        "Orders and their dates are invented; the target of 180 days is the published one.",
        _COLUMNS,
        rows,
    )
    return Workbook(FILE, (sheet,)), [
        planted for index, order in enumerate(orders) for planted in _planted(row_number(index), order)
    ]


def _orders() -> list[Order]:
    dice = Random(26)
    old = [partner for partner in partners() if partner.signed_on < dt.date(2015, 6, 1)]
    new = sorted(
        (p for p in partners() if p.signed_on > dt.date(2017, 1, 25)), key=lambda partner: partner.signed_on
    )
    orders: list[Order] = []
    for number, days in enumerate((*OVER_200, *OVER_180, *IN_TIME)):
        installed = {0: FY_2017[0], 23: FY_2017[1]}.get(number, weekday_between(dice, FY_2017[0], FY_2017[1]))
        orders.append((old[number % len(old)], installed - dt.timedelta(days=days), installed))
    orders += [(old[3], None, dt.date(2017, 2, 14)), (old[8], None, dt.date(2017, 7, 19))]
    for number, days in enumerate(_NEXT_YEAR_DAYS):
        first = FY_2017[1] + dt.timedelta(days=1)
        installed = first if number == 0 else weekday_between(dice, first + dt.timedelta(days=60), AS_OF)
        orders.append((new[number], installed - dt.timedelta(days=days), installed))
    return orders + [
        (new[8 + number], dt.date.fromisoformat(day), None) for number, day in enumerate(_OPEN_SINCE)
    ]


def _row(number: int, order: Order) -> SheetRow:
    partner, requested, installed = order
    shipped = installed - dt.timedelta(days=12 + number % 9) if installed else None
    item = (_ITEMS[number % len(_ITEMS)], 1 + number % 4)
    status = "Installed" if installed else "Open"
    agency = partner.agency
    return (f"BDE-{number + 1:04}", agency.state, agency.name, *item, requested, shipped, installed, status)


def _planted(row: int, order: Order) -> list[Planted]:
    _, requested, installed = order

    def plant(column: str, day: dt.date | None, defect: str, effect: str) -> Planted:
        text = day.isoformat() if day else ""
        return Planted("equipment", FILE, SHEET, row, column, text, defect, effect)

    if installed is None:
        return [plant("DATE INSTALLED", None, "open order", "out of the population of installs")]
    if requested is None:
        return [plant("DATE REQUESTED", None, "no request date", "read, excluded: days cannot be counted")]
    if installed > FY_2017[1]:
        return [
            plant("DATE INSTALLED", installed, "installed in FY 2018", "out of the population of FY 2017")
        ]
    found: list[Planted] = []
    if installed in FY_2017:
        found.append(
            plant("DATE INSTALLED", installed, "installed on the first or last day of FY 2017", "counted")
        )
    days = (installed - requested).days
    if days in _EDGES:
        found.append(plant("DATE INSTALLED", installed, *_EDGES[days]))
    elif days > _TARGET_DAYS:
        found.append(
            plant("DATE INSTALLED", installed, f"installed {days} days after the request", "exception")
        )
    return found
