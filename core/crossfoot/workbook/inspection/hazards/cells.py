"""Hazards of what stands in the cells: errors, formulas, texts that look like something else, digits, links."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.workbook.inspection.column_facts import ColumnFacts
from crossfoot.workbook.inspection.hazards.found import Finder, found, found_in_columns
from crossfoot.workbook.inspection.places import Places
from crossfoot.workbook.inspection.sheet_tally import SheetTally
from crossfoot.workbook.model import Hazard

_NONE = Places()
_SHOWN_LINKS = 5


def _errors(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns("error-cells", sheet, lambda column: column.errors)


def _formulas_without_value(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns("formula-without-value", sheet, lambda column: column.no_value)


def _constants_among_formulas(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns("constants-among-formulas", sheet, _typed_over)


def _typed_over(column: ColumnFacts) -> Places:
    """The typed-in cells of a column that is mostly formulas."""
    return column.typed_in if column.formulas > max(1, column.typed_in.count) else _NONE


def _formulas_from_outside(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns("external-links", sheet, lambda column: column.from_outside)


def _text_dates(sheet: SheetTally) -> Iterator[Hazard]:
    if sheet.cells_are_typed:
        yield from found_in_columns("text-that-looks-like-a-date", sheet, lambda column: column.text_dates)


def _text_numbers(sheet: SheetTally) -> Iterator[Hazard]:
    if sheet.cells_are_typed:
        yield from found_in_columns("number-stored-as-text", sheet, lambda column: column.text_numbers)


def _long_wholes(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns("number-beyond-15-digits", sheet, lambda column: column.long_wholes)


def _long_fractions(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns("fraction-beyond-15-digits", sheet, lambda column: column.long_fractions)


def _trailing_spaces(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns("trailing-spaces", sheet, lambda column: column.outer_blanks)


def _text_without_link(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns(
        "link-text-without-link", sheet, lambda column: column.unlinked if column.links else _NONE
    )


def _link_behind_pending(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns("link-behind-pending", sheet, lambda column: column.pending_linked)


def _wrapped_link(sheet: SheetTally) -> Iterator[Hazard]:
    return found_in_columns("link-wrapped-by-mail-filter", sheet, lambda column: column.wrapped)


def _link_on_empty_cell(sheet: SheetTally) -> Iterator[Hazard]:
    unmet = sheet.frame.links_on_empty
    if unmet:
        more = len(unmet) - _SHOWN_LINKS
        shown = ", ".join(ref for ref, _ in unmet[:_SHOWN_LINKS]) + (
            f" and {more:,} more" if more > 0 else ""
        )
        what = f"Hyperlinks on cells that hold nothing: {len(unmet):,}; the first leads to {unmet[0][1]}."
        yield found("link-on-empty-cell", f"{sheet.name}!{shown}", len(unmet), what)


CELLS: tuple[Finder, ...] = (
    _errors,
    _formulas_without_value,
    _constants_among_formulas,
    _formulas_from_outside,
    _text_dates,
    _text_numbers,
    _long_wholes,
    _long_fractions,
    _trailing_spaces,
    _text_without_link,
    _link_behind_pending,
    _wrapped_link,
    _link_on_empty_cell,
)
