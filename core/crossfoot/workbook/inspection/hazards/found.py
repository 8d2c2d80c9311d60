"""Making a hazard of what was found: where it is, how much of it, and why it matters by the table of kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crossfoot.workbook.inspection.column_facts import ColumnFacts
from crossfoot.workbook.inspection.hazards.kinds import BY_CODE, must_decide
from crossfoot.workbook.inspection.places import Places, RowPlaces
from crossfoot.workbook.inspection.sheet_tally import SheetTally
from crossfoot.workbook.model import Hazard

Finder = Callable[[SheetTally], Iterator[Hazard]]
"""Looks at the tally of a sheet whose rows were all read, and gives the hazards of its kind."""


def found(code: str, where: str, count: int, what: str, rows: tuple[tuple[int, int], ...] = ()) -> Hazard:
    """A hazard; `what` is a whole sentence that says what was found here."""
    return Hazard(code, where, count, f"{what} {BY_CODE[code].why}", must_decide(code), rows)


def found_in_rows(code: str, sheet: SheetTally, rows: RowPlaces, what: str) -> Hazard:
    """A hazard of whole rows."""
    word = "row" if rows.count == 1 else "rows"
    return found(code, f"{sheet.name}, {word} {rows.text()}", rows.count, what, rows.ranges())


def found_in_columns(
    code: str, sheet: SheetTally, places: Callable[[ColumnFacts], Places]
) -> Iterator[Hazard]:
    """One hazard for each column that has such cells; the table says what they are."""
    for column in sheet.columns:
        cells = places(column)
        if cells.count:
            where = f"{sheet.name}!{cells.text(column.letter)}"
            yield found(code, where, cells.count, f"{BY_CODE[code].what}: {cells.count:,}, in {column.name}.")
