"""Every kind of hazard: its code, what it is, why it matters, and what the auditor may decide where only he can.

The words here are those of the window, the report and `docs/hazards.md`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that the auditor may decide, in the words in which it is kept and printed.

    `leaves_out` says that the rows do not belong to the list: the import is to be repeated with them skipped.
    """

    words: str
    leaves_out: bool = False


@dataclass(frozen=True, slots=True)
class HazardKind:
    """One kind. `choices` are there where the auditor must decide; `why` is one or two whole sentences."""

    code: str
    what: str
    why: str
    choices: tuple[Choice, ...] = ()


NOTED = Choice("noted")
"""What may be decided of a hazard that asks for no decision: it was seen, and matters no further."""

_THEY_COUNT = (Choice("they count"), Choice("they do not belong to the list", leaves_out=True))
_NO_RECORDS = (Choice("leave the rows out", leaves_out=True), Choice("they are records"))
_SHEET = (Choice("it belongs to what was asked for"), Choice("it does not belong to what was asked for"))
_ASK = Choice("ask for the list again")

KINDS: tuple[HazardKind, ...] = (
    HazardKind(
        "sheet-without-its-cells",
        "A sheet that the workbook lists but does not hold",
        "The file is incomplete. Ask for it again.",
    ),
    HazardKind(
        "hidden-sheet",
        "A hidden sheet",
        "Whoever worked with the file may not know that it is there.",
        _SHEET,
    ),
    HazardKind(
        "very-hidden-sheet",
        "A sheet that is hidden so that Excel's menu does not show it",
        "Only a program, or someone who knows how, hides a sheet so. Ask why it is there.",
        _SHEET,
    ),
    HazardKind(
        "hidden-rows",
        "Data rows that are hidden in Excel",
        "They are read like the others; whoever counted the list on the screen counted without them.",
        _THEY_COUNT,
    ),
    HazardKind(
        "hidden-columns",
        "Columns that are hidden in Excel",
        "They are read like the others; whoever sent the file may not know that it holds them.",
    ),
    HazardKind(
        "filter-left-on",
        "A filter that is left on",
        "All rows are read; figures taken from the screen are of the filtered rows only.",
    ),
    HazardKind(
        "data-outside-filter",
        "Data rows outside the range of the sheet's filter",
        "Filtering or sorting in Excel leaves them out.",
        _THEY_COUNT,
    ),
    HazardKind(
        "error-cells",
        "Cells that hold an Excel error such as #N/A",
        "They are kept as errors and count as missing; many programs read them as blank without a word.",
    ),
    HazardKind(
        "formula-without-value",
        "Formulas without a stored result",
        "Their values are missing until the file is opened in Excel, computed and saved.",
        (_ASK, Choice("go on without these values")),
    ),
    HazardKind(
        "constants-among-formulas",
        "Typed-in values in a column of formulas",
        "Somebody may have typed over the formula; the values no longer follow from the rest of the row.",
        (Choice("the typed-in values stand"), Choice("the typed-in values are in doubt"), _ASK),
    ),
    HazardKind(
        "external-links",
        "Values that come from other workbooks",
        "They are as old as the last time somebody updated them, and cannot be traced further in this file.",
    ),
    HazardKind(
        "number-stored-as-text",
        "Numbers that are stored as text",
        "That is right for identifiers; Excel leaves amounts stored so out of its sums.",
    ),
    HazardKind(
        "text-that-looks-like-a-date",
        "Texts that look like dates but are not stored as dates",
        "Excel neither sorts nor computes with them, and day and month may be swapped.",
    ),
    HazardKind(
        "number-beyond-15-digits",
        "Whole numbers of more than 15 digits that are stored as numbers",
        "Excel keeps 15 digits and turns the others into zeros: identifiers stored so have lost their last digits.",
        (
            _ASK,
            Choice("the numbers are right"),
            Choice("they are not used as identifiers"),
        ),
    ),
    HazardKind(
        "fraction-beyond-15-digits",
        "Numbers with more digits than the 15 that Excel shows",
        "They come from computing. They are read as stored; a comparison with a figure on the screen may fail in the "
        "last digit.",
    ),
    HazardKind(
        "trailing-spaces",
        "Texts that begin or end with blanks",
        "They are compared without the blanks; Excel's own look-ups would miss them.",
    ),
    HazardKind(
        "total-rows",
        "Rows of totals among the data",
        "Counted as records they double every sum and add to every count.",
        _NO_RECORDS,
    ),
    HazardKind(
        "header-row-repeated",
        "Rows inside the data that repeat the header",
        "They come from lists that were put together or printed page by page, and are no records.",
        _NO_RECORDS,
    ),
    HazardKind(
        "repeated-header",
        "Columns with the same header",
        "Look which of them is meant.",
    ),
    HazardKind(
        "blank-header",
        "Filled columns without a header",
        "Ask what they mean before they are used or left out.",
    ),
    HazardKind(
        "blank-row-inside",
        "Blank rows inside the data",
        "Excel's sort, filter and totals may stop there; those below are read all the same.",
    ),
    HazardKind(
        "cells-outside-data-range",
        "Filled cells beside the columns that have a header",
        "They are no part of the list and are left out; look whether they are notes that matter.",
    ),
    HazardKind(
        "merged-cells",
        "Merged cells",
        "Only the upper left cell of each group holds a value; its other cells read as blank.",
    ),
    HazardKind(
        "used-range-beyond-data",
        "A sheet that is said to be much larger than its data",
        "Cells were formatted, or filled and emptied again, far from the list. Ask whether data were deleted.",
    ),
    HazardKind(
        "doubled-or-disordered-cells",
        "Rows or cells that stand twice or out of order in the file",
        "Excel never writes such; programs differ in what they show of them, so compare with the source system.",
    ),
    HazardKind(
        "link-text-without-link",
        "Cells without a hyperlink in a column where others have one",
        "Nothing can be opened from them, whatever their text says.",
    ),
    HazardKind(
        "link-behind-pending",
        "Cells that say 'pending' but have a hyperlink",
        "The hyperlink decides; open it to see what it is.",
    ),
    HazardKind(
        "link-wrapped-by-mail-filter",
        "Hyperlinks that go through a mail filter's address",
        "The address inside is compared; the stored one is kept.",
    ),
    HazardKind(
        "link-on-empty-cell",
        "Hyperlinks on cells that hold nothing",
        "No text of the list shows them, so they are not loaded; open them to see whether a record is missing.",
    ),
    HazardKind(
        "comments",
        "Comments on cells",
        "They are not loaded; whoever filled in the list may have said there what the values do not say. Read them.",
    ),
    HazardKind(
        "threaded-comments",
        "Threads of comments on cells",
        "They are not loaded; people may have discussed there whether the values are right. Read them.",
    ),
    HazardKind(
        "comments-not-readable",
        "Comments or links to other workbooks that cannot be read",
        "That part of the file is damaged. The list itself is read; open the file in Excel to look for comments.",
    ),
    HazardKind(
        "dates-1904",
        "A workbook that counts days from 1904",
        "That is an old Macintosh setting. Dates are read so; dates copied from it into another workbook move by four "
        "years and a day.",
    ),
    HazardKind(
        "format-losses",
        "What the format of the file does not give, or leaves in doubt",
        "What is not read, or read in doubt, cannot be relied on; ask for the list as .xlsx where it matters.",
    ),
)  # fmt: skip

BY_CODE: dict[str, HazardKind] = {kind.code: kind for kind in KINDS}


def choices_for(code: str) -> tuple[Choice, ...]:
    """What may be decided of a hazard of this code; one of another version's codes can only be noted."""
    kind = BY_CODE.get(code)
    return kind.choices if kind is not None and kind.choices else (NOTED,)


def must_decide(code: str) -> bool:
    """Whether the auditor must decide what a hazard of this code means."""
    kind = BY_CODE.get(code)
    return kind is not None and bool(kind.choices)
