"""What in a sheet may mislead an auditor: one small function per hazard, listed in one table.

Each looks at the tally of the sheet after its rows were read once, and says what it found, where, and why it matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crossfoot.workbook.addresses import Area, column_letters
from crossfoot.workbook.model import Hazard
from crossfoot.workbook.places import Places
from crossfoot.workbook.sheet_tally import ColumnTally, SheetTally

_SHOWN_AREAS = 5


def find_hazards(sheet: SheetTally) -> tuple[Hazard, ...]:
    """All hazards of the sheet, in the order of the table."""
    return tuple(hazard for find in HAZARDS for hazard in find(sheet))


def missing_cells(sheet: str) -> Hazard:
    """The hazard of a sheet that the workbook lists without holding its cells."""
    return Hazard(
        "sheet-without-its-cells",
        sheet,
        1,
        "The workbook lists this sheet but does not hold its cells: the file is incomplete. Ask for it again.",
    )


def _hidden_sheet(sheet: SheetTally) -> Iterator[Hazard]:
    if sheet.state != "visible":
        how = "hidden so that Excel's menu does not show it" if sheet.state == "veryHidden" else "hidden"
        yield Hazard(
            "hidden-sheet",
            sheet.name,
            1,
            f"The sheet is {how}. Whoever worked with the file may not know that it is there.",
        )


def _hidden_rows(sheet: SheetTally) -> Iterator[Hazard]:
    if rows := sheet.hidden_rows:
        yield Hazard(
            "hidden-rows",
            _rows(sheet, rows),
            rows.count,
            f"{rows.count:,} of {sheet.data_rows:,} data rows are hidden in Excel. They are read like the others; "
            "whoever counted the list on the screen counted without them.",
        )


def _hidden_columns(sheet: SheetTally) -> Iterator[Hazard]:
    hidden = [column for column in sheet.columns if column.hidden]
    if hidden:
        yield Hazard(
            "hidden-columns",
            f"{sheet.name}!{', '.join(column.letter for column in hidden)}",
            len(hidden),
            f"Hidden in Excel: {_names(hidden)}. They are read like the others; whoever sent the file may not know "
            "that it holds them.",
        )


def _filter_left_on(sheet: SheetTally) -> Iterator[Hazard]:
    if sheet.frame.filter_active and sheet.frame.filter_area:
        yield Hazard(
            "filter-left-on",
            f"{sheet.name}!{_area_text(sheet.frame.filter_area)}",
            sheet.hidden_rows.count,
            f"A filter is left on: Excel shows {sheet.data_rows - sheet.hidden_rows.count:,} of {sheet.data_rows:,} "
            "data rows. All rows are read; figures taken from the screen are of the filtered rows only.",
        )


def _data_outside_filter(sheet: SheetTally) -> Iterator[Hazard]:
    if (rows := sheet.beyond_filter) and sheet.frame.filter_area:
        yield Hazard(
            "data-outside-filter",
            _rows(sheet, rows),
            rows.count,
            f"{rows.count:,} data rows lie outside the range of the sheet's filter "
            f"({_area_text(sheet.frame.filter_area)}). Filtering or sorting in Excel leaves them out.",
        )


def _error_cells(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if column.errors:
            yield _in_column(
                "error-cells",
                sheet,
                column,
                column.errors,
                "Cells that hold an Excel error such as #N/A",
                "They are kept as errors and count as missing; many programs read them as blank without a word.",
            )


def _formula_without_value(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if column.no_value:
            yield _in_column(
                "formula-without-value",
                sheet,
                column,
                column.no_value,
                "Formulas without a stored result",
                "Their values are missing until the file is opened in Excel, computed and saved.",
            )


def _blank_row_inside(sheet: SheetTally) -> Iterator[Hazard]:
    if rows := sheet.blank_rows:
        yield Hazard(
            "blank-row-inside",
            _rows(sheet, rows),
            rows.count,
            f"Blank rows inside the data: {rows.count:,}. Excel's sort, filter and totals may stop there; those below "
            "are read all the same.",
        )


def _repeated_header(sheet: SheetTally) -> Iterator[Hazard]:
    seen: dict[str, ColumnTally] = {}
    for column in sheet.columns:
        key = column.header.casefold()
        if key and key in seen:
            yield Hazard(
                "repeated-header",
                f"{sheet.name}!{column.letter}{sheet.header_row}",
                2,
                f'The header "{column.header}" stands over columns {seen[key].letter} and {column.letter}. Look which '
                "of the two is meant.",
            )
        seen.setdefault(key, column)
    if rows := sheet.repeated_headers:
        yield Hazard(
            "repeated-header",
            _rows(sheet, rows),
            rows.count,
            f"Rows inside the data that repeat the header: {rows.count:,}. They are not records.",
        )


def _blank_header(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if not column.header:
            yield Hazard(
                "blank-header",
                f"{sheet.name}!{column.letter}{sheet.header_row}",
                column.filled,
                f"Filled cells under a blank header: {column.filled:,}, in column {column.letter}. Ask what they mean "
                "before they are used or left out.",
            )


def _outside_data_range(sheet: SheetTally) -> Iterator[Hazard]:
    if cells := sheet.outside:
        yield Hazard(
            "cells-outside-data-range",
            f"{sheet.name}!{cells.text()}",
            cells.count,
            f"Filled cells beside the columns that have a header: {cells.count:,}. They are no part of the list and "
            "are left out; look whether they are notes that matter.",
        )


def _text_dates(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if column.text_dates and sheet.cells_are_typed:
            yield _in_column(
                "text-that-looks-like-a-date",
                sheet,
                column,
                column.text_dates,
                "Texts that look like dates but are not stored as dates",
                "Excel neither sorts nor computes with them, and day and month may be swapped.",
            )


def _text_numbers(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if column.text_numbers and sheet.cells_are_typed:
            yield _in_column(
                "number-stored-as-text",
                sheet,
                column,
                column.text_numbers,
                "Numbers that are stored as text",
                "That is right for identifiers; Excel leaves amounts stored so out of its sums.",
            )


def _merged_cells(sheet: SheetTally) -> Iterator[Hazard]:
    merged = [area for area in sheet.frame.merged if area.last_row >= sheet.header_row]
    if merged:
        shown = ", ".join(_area_text(area) for area in merged[:_SHOWN_AREAS])
        more = len(merged) - _SHOWN_AREAS
        yield Hazard(
            "merged-cells",
            f"{sheet.name}!{shown}" + (f" and {more:,} more" if more > 0 else ""),
            len(merged),
            f"Groups of merged cells: {len(merged):,}. Only the upper left cell of each holds a value; its other cells "
            "read as blank.",
        )


def _dates_1904(sheet: SheetTally) -> Iterator[Hazard]:
    if sheet.date1904:
        yield Hazard(
            "dates-1904",
            sheet.name,
            1,
            "The workbook counts days from 1904 (an old Macintosh setting). Dates are read so; dates copied from it "
            "into another workbook move by four years and a day.",
        )


def _trailing_spaces(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if column.outer_blanks:
            yield _in_column(
                "trailing-spaces",
                sheet,
                column,
                column.outer_blanks,
                "Texts that begin or end with blanks",
                "They are compared without the blanks; Excel's own look-ups would miss them.",
            )


def _text_without_link(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if column.links and column.unlinked:
            yield _in_column(
                "link-text-without-link",
                sheet,
                column,
                column.unlinked,
                f"Cells without a hyperlink where {column.links:,} others of the column have one",
                "Nothing can be opened from them, whatever their text says.",
            )


def _link_behind_pending(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if column.pending_linked:
            yield _in_column(
                "link-behind-pending",
                sheet,
                column,
                column.pending_linked,
                "Cells that say 'pending' but have a hyperlink",
                "The hyperlink decides; open it to see what it is.",
            )


def _wrapped_link(sheet: SheetTally) -> Iterator[Hazard]:
    for column in sheet.columns:
        if column.wrapped:
            yield _in_column(
                "link-wrapped-by-mail-filter",
                sheet,
                column,
                column.wrapped,
                "Hyperlinks that go through a mail filter's address",
                "The address inside is compared; the stored one is kept.",
            )


def _disordered(sheet: SheetTally) -> Iterator[Hazard]:
    if places := sheet.disordered:
        yield Hazard(
            "doubled-or-disordered-cells",
            f"{sheet.name}!{places.text()}",
            places.count,
            f"Rows or cells that stand twice or out of order in the file: {places.count:,}. Excel never writes such; "
            "programs differ in what they show of them, so compare with the source system.",
        )


HAZARDS: tuple[Callable[[SheetTally], Iterator[Hazard]], ...] = (
    _hidden_sheet,
    _hidden_rows,
    _hidden_columns,
    _filter_left_on,
    _data_outside_filter,
    _error_cells,
    _formula_without_value,
    _blank_row_inside,
    _repeated_header,
    _blank_header,
    _outside_data_range,
    _text_dates,
    _text_numbers,
    _merged_cells,
    _dates_1904,
    _trailing_spaces,
    _text_without_link,
    _link_behind_pending,
    _wrapped_link,
    _disordered,
)


def _in_column(
    code: str, sheet: SheetTally, column: ColumnTally, places: Places, what: str, why: str
) -> Hazard:
    message = f"{what}: {places.count:,}, in {column.name}. {why}"
    return Hazard(code, f"{sheet.name}!{places.text()}", places.count, message)


def _rows(sheet: SheetTally, places: Places) -> str:
    word = "row" if places.count == 1 else "rows"
    return f"{sheet.name}, {word} {places.text()}"


def _names(columns: list[ColumnTally]) -> str:
    return ", ".join(column.name for column in columns)


def _area_text(area: Area) -> str:
    first = f"{column_letters(area.first_column)}{area.first_row}"
    last = f"{column_letters(area.last_column)}{area.last_row}"
    return first if first == last else f"{first}:{last}"
