"""The budget lines of three years: nothing was asked for above the year before, and a few amounts are out of order."""

from __future__ import annotations

from crossfoot.samples.assignments import MANAGERS
from crossfoot.samples.model import Column, Planted, Sheet, SheetRow, Workbook, row_number, text_of
from crossfoot.samples.positions import VACANT

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
_EXECUTED: tuple[tuple[str, int, int, int, str], ...] = (
    ("Equipment", 900_000, 780_000, 700_000, "obligated 13.3 percent less than enacted"),
    (
        "Travel",
        120_000,
        126_000,
        110_000,
        "obligated 5 percent more than enacted: no larger difference than the limit",
    ),
    ("Interpreters", 80_000, 79_000, 81_500, "outlays above the obligations"),
    ("Outreach", 40_000, 38_000, 35_000, "obligated exactly 5 percent less than enacted"),
)
"""Lines of FY 2017 without positions: enacted, obligated, spent, and what is planted."""
_CLEAN = frozenset({"Outreach"})
MAX_RATIO, LIMIT_PERCENT = 2, 5
EXPECTED = {
    "budget-request-gap": {
        "read": 2,
        "excluded": 0,
        "tested": 2,
        "exceptions": 1,
        "requests": 2,
        "not_above": 2,
        "additional": {
            "fiscal year 2017, Program management": 0,
            "fiscal year 2018, Program management": 0,
        },
        "agencies": {"2017": 35, "2018": 56},
    },
    "budget-execution-variance": {
        "read": 7,
        "excluded": 0,
        "tested": 7,
        "exceptions": 3,
        "over_limit": 1,
        "obligated_above": 1,
        "expended_above": 1,
        "planned": 6345000,
        "differ_by_more": {"5": 1, "10": 1, "20": 0},
    },
}


def build_budget() -> tuple[Workbook, list[Planted]]:
    """The workbook of budget lines: FY 2016 and 2017 as enacted, FY 2017 and 2018 as in the President's budget."""
    rows: list[SheetRow] = []
    for year in (2016, 2017):
        for line, amount, positions in _LINES:
            spent = amount * 97 // 100, amount * 91 // 100
            rows.append((year, _PROGRAM, line, "Enacted", amount, amount, *spent, positions, positions))
    for line, enacted, obligated, expended, _ in _EXECUTED:
        rows.append((2017, _PROGRAM, line, "Enacted", enacted, enacted, obligated, expended, 0, 0))
    for year in (2017, 2018):
        for line, amount, positions in _LINES:
            budget = (amount, None, None, None, positions, None)
            rows.append((year, _PROGRAM, line, "President's budget", *budget))
    line, amount, positions = _LINES[0]
    more = (amount * 4 // 3, None, None, None, positions + 9, None)
    rows.append((2018, _PROGRAM, line, "Component request", *more))
    sheet = Sheet(
        "budget",
        SHEET,
        "Budget of the program, fiscal years 2016 to 2018",
        "Amounts and numbers of positions are invented.",
        _COLUMNS,
        tuple(rows),
    )
    return Workbook(FILE, (sheet,)), [one for index, row in enumerate(rows) for one in _planted(index, row)]


def _planted(index: int, row: SheetRow) -> list[Planted]:
    year, line, stage = row[0], row[2], row[3]

    def plant(column: int, defect: str, effect: str) -> Planted:
        return Planted(
            "budget",
            FILE,
            SHEET,
            row_number(index),
            _COLUMNS[column].header,
            text_of(row[column]),
            defect,
            effect,
        )

    if stage == "Component request":
        return [plant(8, "pre-decisional request", "not read by any check of the budget, in no report")]
    found: list[Planted] = []
    if stage == "President's budget" and year == 2018:
        same = "equal to positions enacted for the year before: no additional positions requested"
        short = line == _LINES[0][0]
        effect = (
            "exception of budget-request-gap: 28 needed for 56 agencies" if short else "measure: 0 additional"
        )
        found.append(plant(8, same, effect))
    for name, _, _, _, defect in _EXECUTED:
        if year == 2017 and line == name:
            clean = line in _CLEAN
            found.append(
                plant(6, defect, "no exception" if clean else "exception of budget-execution-variance")
            )
    return found
