"""Hazards of the file as a whole, told with each of its sheets: comments, other workbooks, calendar, format."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.workbook.inspection.hazards.found import Finder, found
from crossfoot.workbook.inspection.sheet_tally import SheetTally
from crossfoot.workbook.model import Hazard

_WORKBOOK = "the whole workbook"
_SHOWN_NAMES = 3


def _comments(sheet: SheetTally) -> Iterator[Hazard]:
    if cells := sheet.around.comments:
        where = f"{sheet.name}!{cells.text()}"
        yield found("comments", where, cells.count, f"Cells with a comment: {cells.count:,}.")


def _threads(sheet: SheetTally) -> Iterator[Hazard]:
    if cells := sheet.around.threads:
        where = f"{sheet.name}!{cells.text()}"
        yield found(
            "threaded-comments", where, cells.count, f"Cells with a thread of comments: {cells.count:,}."
        )


def _not_readable(sheet: SheetTally) -> Iterator[Hazard]:
    if sheet.around.damaged:
        yield found(
            "comments-not-readable", sheet.name, 1, "Comments or links to other workbooks cannot be read."
        )


def _other_workbooks(sheet: SheetTally) -> Iterator[Hazard]:
    names = sheet.around.other_workbooks
    if names:
        more = len(names) - _SHOWN_NAMES
        shown = ", ".join(names[:_SHOWN_NAMES]) + (f" and {more:,} more" if more > 0 else "")
        yield found(
            "external-links", _WORKBOOK, len(names), f"The workbook draws on other workbooks: {shown}."
        )


def _dates_1904(sheet: SheetTally) -> Iterator[Hazard]:
    if sheet.date1904:
        yield found("dates-1904", sheet.name, 1, "The workbook counts days from 1904.")


def _losses(sheet: SheetTally) -> Iterator[Hazard]:
    if losses := sheet.losses:
        yield found("format-losses", _WORKBOOK, len(losses), " ".join(losses))


WHOLE_FILE: tuple[Finder, ...] = (
    _comments,
    _threads,
    _not_readable,
    _other_workbooks,
    _dates_1904,
    _losses,
)
