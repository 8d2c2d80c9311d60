"""The budget lines of two years: nothing was asked for above the year before."""

from __future__ import annotations

from crossfoot.samples.model import Column, Planted, Sheet, SheetRow, Workbook, row_number
from crossfoot.samples.positions import MANAGERS, VACANT

FILE = "BDE budget.xlsx"
SHEET = "Budget"

_COLUMNS = (
    Column("FISCAL YEAR", 13, "integer"),
    Column("PROGRAM", 30),
    Column("BUDGET LINE", 24),
    Column("BUDGET STAGE", 20),
    Column("AMOUNT REQUESTED", 19, "money"),
    Column("AMOUNT ENACTED", 18, "money"),
    Column("OBLIGATIONS", 15, "money"),
    Column("OUTLAYS", 15, "money"),
    Column("POSITIONS REQUESTED", 22, "integer"),
    Column("POSITIONS ENACTED", 20, "integer"),
)
_PROGRAM = "Delegated examples program"
_LINES = (
    ("Program management", 4_320_000, MANAGERS + VACANT),
    ("IT support", 610_000, 2),
    ("Training", 275_000, 0),
)


def build_budget() -> tuple[Workbook, list[Planted]]:
    """The workbook of budget lines: FY 2017 as enacted, FY 2018 as in the President's budget."""
    rows: list[SheetRow] = []
    for line, amount, positions in _LINES:
        spent = amount * 97 // 100, amount * 91 // 100
        rows.append((2017, _PROGRAM, line, "Enacted", amount, amount, *spent, positions, positions))
    for line, amount, positions in _LINES:
        rows.append((2018, _PROGRAM, line, "President's budget", amount, None, None, None, positions, None))
    sheet = Sheet(
        "budget",
        SHEET,
        "Budget of the program, fiscal years 2017 and 2018",
        "Amounts and numbers of positions are invented.",
        _COLUMNS,
        tuple(rows),
    )
    same = "equal to positions enacted for the year before: no additional positions requested"
    planted = [
        Planted(
            "budget",
            FILE,
            SHEET,
            row_number(index),
            "POSITIONS REQUESTED",
            str(row[8]),
            same,
            "measure: 0 additional",
        )
        for index, row in enumerate(rows)
        if row[0] == 2018
    ]
    return Workbook(FILE, (sheet,)), planted
