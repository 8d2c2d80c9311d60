"""The list of goals and measures: one or two for each activity, some without a goal, a target or a result."""

from __future__ import annotations

from crossfoot.samples.model import Column, Planted, Sheet, SheetRow, Workbook, row_number, text_of

FILE = "BDE performance measures.xlsx"
SHEET = "Measures"

_COLUMNS = (
    Column("PROGRAM ACTIVITY", 22),
    Column("PERFORMANCE GOAL", 44),
    Column("PERFORMANCE MEASURE", 44),
    Column("TARGET VALUE", 12, "integer"),
    Column("ACTUAL VALUE", 12, "integer"),
    Column("FISCAL YEAR", 12, "integer"),
)
_GOAL, _MEASURE, _TARGET, _ACTUAL = 1, 2, 3, 4
_ROWS: tuple[SheetRow, ...] = (
    ("Recruitment", "Agencies apply in each state", "Applications received", 20, 23, 2017),
    ("Recruitment", "Agencies apply in each state", "Applications received", 24, None, 2018),
    ("Staffing", "Program manager positions are filled", "Share of positions filled, percent", 95, 74, 2017),
    ("Training compliance", "Officers complete required courses", None, None, None, 2017),
    ("Equipment", "Equipment is installed in time", "Share installed within 180 days, percent", 90, 33, 2017),
    ("Supervision", None, "Visits to agencies", 140, 121, 2017),
    ("Inspections", "Each agency is inspected", "Agencies inspected", 38, None, 2017),
    ("Inspections", "Each agency is inspected", "Agencies inspected", 40, None, 2018),
    ("Complaints", "Complaints are resolved", "Complaints resolved within 90 days, percent", None, 81, 2017),
    ("Encounters", "Encounters are recorded", "Encounters recorded within a day, percent", 98, 97, 2017),
)
_PLANTED = (
    (3, _MEASURE, "no measure, target or result"),
    (5, _GOAL, "no goal"),
    (6, _ACTUAL, "no result for a fiscal year that had ended"),
    (8, _TARGET, "no target"),
)
EXPECTED = {
    "performance-measures-coverage": {
        "read": 8,
        "excluded": 0,
        "tested": 8,
        "exceptions": len(_PLANTED),
        "covered": 4,
        "no_goal": 1,
        "no_measure": 1,
        "no_target": 2,
        "no_actual": 1,
        "not_listed": 0,
    }
}


def build_measures() -> tuple[Workbook, list[Planted]]:
    """The workbook of performance measures of FY 2017, and of FY 2018, of which no results are due."""
    sheet = Sheet(
        "performance_measures",
        SHEET,
        "Goals and measures of the program, fiscal years 2017 and 2018",
        "Goals, measures and results are invented.",
        _COLUMNS,
        _ROWS,
    )
    effect = "exception of performance-measures-coverage"
    planted = [
        Planted(
            "performance_measures",
            FILE,
            SHEET,
            row_number(row),
            _COLUMNS[column].header,
            text_of(_ROWS[row][column]),
            defect,
            effect,
        )
        for row, column, defect in _PLANTED
    ]
    return Workbook(FILE, (sheet,)), planted
