"""Hazards of what Excel does not show: hidden sheets, rows and columns, filters."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.workbook.inspection.hazards.found import Finder, found, found_in_rows
from crossfoot.workbook.inspection.sheet_tally import SheetTally
from crossfoot.workbook.model import Hazard


def _hidden_sheet(sheet: SheetTally) -> Iterator[Hazard]:
    if sheet.state == "veryHidden":
        yield found(
            "very-hidden-sheet", sheet.name, 1, "The sheet is hidden so that Excel's menu does not show it."
        )
    elif sheet.state != "visible":
        yield found("hidden-sheet", sheet.name, 1, "The sheet is hidden.")


def _hidden_rows(sheet: SheetTally) -> Iterator[Hazard]:
    if rows := sheet.hidden_rows:
        what = f"{rows.count:,} of {sheet.data_rows:,} data rows are hidden in Excel."
        yield found_in_rows("hidden-rows", sheet, rows, what)


def _hidden_columns(sheet: SheetTally) -> Iterator[Hazard]:
    hidden = [column for column in sheet.columns if column.hidden]
    if hidden:
        where = f"{sheet.name}!{', '.join(column.letter for column in hidden)}"
        names = ", ".join(column.name for column in hidden)
        yield found("hidden-columns", where, len(hidden), f"Hidden in Excel: {names}.")


def _filter_left_on(sheet: SheetTally) -> Iterator[Hazard]:
    if sheet.frame.filter_active and sheet.frame.filter_area:
        shown = sheet.data_rows - sheet.hidden_rows.count
        yield found(
            "filter-left-on",
            f"{sheet.name}!{sheet.frame.filter_area.ref}",
            sheet.hidden_rows.count,
            f"A filter is left on: Excel shows {shown:,} of {sheet.data_rows:,} data rows.",
        )


def _data_outside_filter(sheet: SheetTally) -> Iterator[Hazard]:
    if (rows := sheet.beyond_filter) and sheet.frame.filter_area:
        area = sheet.frame.filter_area.ref
        what = f"{rows.count:,} data rows lie outside the range of the sheet's filter ({area})."
        yield found_in_rows("data-outside-filter", sheet, rows, what)


HIDDEN: tuple[Finder, ...] = (
    _hidden_sheet,
    _hidden_rows,
    _hidden_columns,
    _filter_left_on,
    _data_outside_filter,
)
