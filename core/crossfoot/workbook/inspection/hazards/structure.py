"""Hazards of how a list is laid out: totals, headers, blank rows, merged cells, what lies beside it."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.workbook.inspection.column_facts import ColumnFacts
from crossfoot.workbook.inspection.hazards.found import Finder, found, found_in_rows
from crossfoot.workbook.inspection.sheet_tally import SheetTally
from crossfoot.workbook.model import Hazard

_SHOWN_AREAS = 5
_ROWS_BEYOND, _COLUMNS_BEYOND = 100, 26


def _total_rows(sheet: SheetTally) -> Iterator[Hazard]:
    if rows := sheet.totals.found:
        by_sum = f" ({sheet.totals.by_sum:,} told by their numbers alone)" if sheet.totals.by_sum else ""
        what = f"Rows that look like totals of the rows above them: {rows.count:,}{by_sum}."
        yield found_in_rows("total-rows", sheet, rows, what)


def _header_row_repeated(sheet: SheetTally) -> Iterator[Hazard]:
    if rows := sheet.repeated_headers:
        what = f"Rows inside the data that repeat the header: {rows.count:,}."
        yield found_in_rows("header-row-repeated", sheet, rows, what)


def _repeated_header(sheet: SheetTally) -> Iterator[Hazard]:
    seen: dict[str, ColumnFacts] = {}
    for column in sheet.columns:
        key = column.header.casefold()
        if key and key in seen:
            yield found(
                "repeated-header",
                f"{sheet.name}!{column.letter}{sheet.header_row}",
                2,
                f'The header "{column.header}" stands over columns {seen[key].letter} and {column.letter}.',
            )
        seen.setdefault(key, column)


def _blank_header(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if not column.header:
            yield found(
                "blank-header",
                f"{sheet.name}!{column.letter}{sheet.header_row}",
                column.filled,
                f"Filled cells under a blank header: {column.filled:,}, in column {column.letter}.",
            )


def _blank_row_inside(sheet: SheetTally) -> Iterator[Hazard]:
    if rows := sheet.blank_rows:
        yield found_in_rows("blank-row-inside", sheet, rows, f"Blank rows inside the data: {rows.count:,}.")


def _outside_data_range(sheet: SheetTally) -> Iterator[Hazard]:
    if cells := sheet.outside:
        what = f"Filled cells beside the columns that have a header: {cells.count:,}."
        yield found("cells-outside-data-range", f"{sheet.name}!{cells.text()}", cells.count, what)


def _merged_cells(sheet: SheetTally) -> Iterator[Hazard]:
    merged = [area for area in sheet.frame.merged if area.cells > 1 and area.last_row >= sheet.header_row]
    if merged:
        shown = ", ".join(area.ref for area in merged[:_SHOWN_AREAS])
        more = len(merged) - _SHOWN_AREAS
        where = f"{sheet.name}!{shown}" + (f" and {more:,} more" if more > 0 else "")
        yield found("merged-cells", where, len(merged), f"Groups of merged cells: {len(merged):,}.")


def _used_range_beyond_data(sheet: SheetTally) -> Iterator[Hazard]:
    stated = sheet.frame.dimension
    if stated is None or not sheet.last_filled_row:
        return
    rows = stated.last_row - max(sheet.last_filled_row, sheet.header_row)
    columns = stated.last_column - sheet.last_filled_column
    if _much(rows, sheet.last_filled_row, _ROWS_BEYOND) or _much(
        columns, sheet.last_filled_column, _COLUMNS_BEYOND
    ):
        beyond = [
            f"{n:,} {word}{'' if n == 1 else 's'}"
            for n, word in ((rows, "row"), (columns, "column"))
            if n > 0
        ]
        what = f"The file states {stated.ref} as in use: {' and '.join(beyond)} beyond the last filled cell."
        yield found("used-range-beyond-data", f"{sheet.name}!{stated.ref}", max(rows, columns), what)


def _much(beyond: int, filled: int, at_least: int) -> bool:
    return beyond >= at_least and beyond >= filled


def _disordered(sheet: SheetTally) -> Iterator[Hazard]:
    if places := sheet.disordered:
        what = f"Rows or cells that stand twice or out of order in the file: {places.count:,}."
        yield found("doubled-or-disordered-cells", f"{sheet.name}!{places.text()}", places.count, what)


STRUCTURE: tuple[Finder, ...] = (
    _total_rows,
    _header_row_repeated,
    _repeated_header,
    _blank_header,
    _blank_row_inside,
    _outside_data_range,
    _merged_cells,
    _used_range_beyond_data,
    _disordered,
)
