"""The list of equipment orders: days from request to installation as published figures need them."""

from __future__ import annotations

import datetime as dt
from random import Random

from crossfoot.samples.agreements import partners, planted_agreement
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
    Column("APPROVAL DATE", 14, "date"),
    Column("SITE SURVEY DATE", 14, "date"),
    Column("CIRCUIT ORDER DATE", 14, "date"),
    Column("ISA SIGNED DATE", 14, "date"),
    Column("ISA EXPIRATION DATE", 14, "date"),
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
NO_ORDER = (0, 7, 8, 18, 38, 43, 44, 65, 66, 70, 71)
"""Partners (by their place in the list, from 0) that have authorized officers and never ordered equipment."""
NO_ISA = (4, 15, 27)
ISA_AFTER = {9: 1, 20: 14}
"""Days after the installation on which the security agreement was signed."""
ISA_EXPIRED = {2: dt.date(2017, 12, 31), 18: dt.date(2018, 3, 30)}
ISA_ON_THE_DAY, ISA_ENDS_ON_AS_OF = 11, 22
"""Orders (by their place in the list, from 0) whose security agreement is a violation or its boundary."""
EXPECTED = {
    "equipment-open-aging": {
        "read": 5,
        "excluded": 0,
        "tested": 5,
        "exceptions": 2,
        "over_target": 2,
        "oldest": 292,
        "median_age": 145,
        "by_age": {"0 to 90 days": 2, "91 to 180 days": 1, "181 to 365 days": 2},
        "installed": 30,
    },
    "equipment-missing-active": {
        "read": 35,
        "excluded": 0,
        "tested": 35,
        "exceptions": len(NO_ORDER),
        "without_order": len(NO_ORDER),
        "not_installed": 0,
    },
    "equipment-isa-missing": {
        "read": 32,
        "excluded": 0,
        "tested": 32,
        "exceptions": len(NO_ISA) + len(ISA_AFTER) + len(ISA_EXPIRED),
        "missing": len(NO_ISA),
        "signed_after": len(ISA_AFTER),
        "expired": len(ISA_EXPIRED),
        "median_days_after": "7.5",
    },
    "equipment-it-workload": {
        "read": 18,
        "tested": 18,
        "open_at_end": 5,
        "staff_at_end": 2,
        "load_at_end": "2.5",
        "months_without_staff": 0,
        "orders_not_counted": 2,
        "needed_at_end": {"2": 3, "3": 2, "5": 1, "10": 1},
    },
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
        planted
        for index, order in enumerate(orders)
        for planted in (*_planted(row_number(index), order), *_planted_isa(index, rows[index]))
    ] + [
        planted_agreement(partners()[place], "officers and no order", "exception of equipment-missing-active")
        for place in NO_ORDER
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
    start = (f"BDE-{number + 1:04}", agency.state, agency.name, *item, requested, shipped, installed, status)
    return (*start, *_steps(requested, shipped or AS_OF), *_isa(number, installed))


def _steps(requested: dt.date | None, until: dt.date) -> tuple[dt.date | None, ...]:
    """Approval, site survey and order of the circuit, at a tenth, three and six tenths of the days to the shipping."""
    if requested is None:
        return (None, None, None)
    days = (until - requested).days
    return tuple(requested + dt.timedelta(days=days * tenths // 10) for tenths in (1, 3, 6))


def _isa(number: int, installed: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """When the security agreement of the order at this place was signed, and its last day three years later."""
    if installed is None or number in NO_ISA:
        return (None, None)
    before = 0 if number == ISA_ON_THE_DAY else 10 + number % 20
    signed = installed + dt.timedelta(days=ISA_AFTER.get(number, -before))
    last = AS_OF if number == ISA_ENDS_ON_AS_OF else signed + dt.timedelta(days=3 * 365)
    return (signed, ISA_EXPIRED.get(number, last))


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


def _planted_isa(number: int, row: SheetRow) -> list[Planted]:
    exception = "exception of equipment-isa-missing"
    said = {
        **dict.fromkeys(NO_ISA, ("ISA SIGNED DATE", "no security agreement", exception)),
        **dict.fromkeys(ISA_AFTER, ("ISA SIGNED DATE", "signed after the installation", exception)),
        **dict.fromkeys(ISA_EXPIRED, ("ISA EXPIRATION DATE", "expired before the as-of date", exception)),
        ISA_ON_THE_DAY: ("ISA SIGNED DATE", "signed on the day of the installation", "in time"),
        ISA_ENDS_ON_AS_OF: ("ISA EXPIRATION DATE", "expires on the as-of date", "in force on that day"),
    }
    if number not in said:
        return []
    column, defect, effect = said[number]
    cell = row[[c.header for c in _COLUMNS].index(column)]
    return [Planted("equipment", FILE, SHEET, row_number(number), column, text_of(cell), defect, effect)]
