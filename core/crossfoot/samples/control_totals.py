"""The totals that the bureau sends along with its lists: all agree with them but one, which counts two rows more."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.samples.model import AS_OF, Column, Planted, Sheet, SheetRow, Workbook, row_number

FILE = "BDE control totals.xlsx"
SHEET = "Control totals"
COUNTED = ("agreements", "applications", "officers", "training_completions")
TOO_MANY = 2
"""How many rows more than the list holds are stated of the last of these lists."""
EXPECTED = {
    "dr-completeness": {"totals_tested": len(COUNTED) + 1, "totals_differing": 1, "fields_lacking": 1},
    "dr-validity": {"unreadable": 1, "impossible_year": 1, "not_in_list": 0},
}

_COLUMNS = (
    Column("LIST", 24),
    Column("DATE EXTRACTED", 16, "date"),
    Column("ROW COUNT", 12, "integer"),
    Column("CONTROL COLUMN", 18),
    Column("COLUMN SUM", 16, "integer"),
    Column("SOURCE SYSTEM", 34),
)
_ROWS, _SUMMED = 2, "AMOUNT ENACTED"


def build_control_totals(workbooks: Sequence[Workbook]) -> tuple[Workbook, list[Planted]]:
    """The workbook of control totals of the lists in `workbooks`, drawn on the as-of date."""
    sheets = {sheet.dataset: sheet for workbook in workbooks for sheet in workbook.sheets}
    counts = {name: sum(bool(row) for row in sheets[name].rows) for name in COUNTED}
    counts[COUNTED[-1]] += TOO_MANY
    rows: list[SheetRow] = [
        (name.replace("_", " ").capitalize(), AS_OF, count, None, None, "Export of the program's database")
        for name, count in counts.items()
    ]
    budget = sheets["budget"]
    place = [column.header for column in budget.columns].index(_SUMMED)
    amounts = [row[place] for row in budget.rows if row]
    total = sum(amount for amount in amounts if isinstance(amount, int))
    rows.append(("Budget", AS_OF, None, "Enacted", total, "Ledger of the bureau"))
    planted = Planted(
        "control_totals",
        FILE,
        SHEET,
        row_number(len(COUNTED) - 1),
        _COLUMNS[_ROWS].header,
        str(counts[COUNTED[-1]]),
        "two rows more than the list holds",
        "exception of dr-completeness",
    )
    sheet = Sheet(
        "control_totals",
        SHEET,
        "Control totals of the lists as of 03/31/2018",
        "Totals are invented.",
        _COLUMNS,
        tuple(rows),
    )
    return Workbook(FILE, (sheet,)), [planted]
