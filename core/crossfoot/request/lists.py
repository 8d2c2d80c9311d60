"""The lists of documents and of interviews, theme by theme, with columns for what the auditee answers."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.papers.spreadsheet import CellValue, PaperSheet, SheetColumn
from crossfoot.request.model import ItemKind, Request, RequestItem

DOCUMENTS, INTERVIEWS = "Documents", "Interviews"
_LEAD = "Fill in the columns with the lighter heading."
_DOCUMENT_COLUMNS = (
    SheetColumn("Item", 7, "integer"),
    SheetColumn("Theme", 20),
    SheetColumn("Document", 36),
    SheetColumn("What it is needed for", 34),
    SheetColumn("Provided as (file or place)", 24, fill=True),
    SheetColumn("Does not exist", 10, choices=("yes",), fill=True),
    SheetColumn("Official who says so, title", 24, fill=True),
    SheetColumn("Date", 12, "date", fill=True),
)
_INTERVIEW_COLUMNS = (
    SheetColumn("Item", 7, "integer"),
    SheetColumn("Theme", 20),
    SheetColumn("Interview with", 32),
    SheetColumn("What it is needed for", 36),
    SheetColumn("Name and title", 24, fill=True),
    SheetColumn("Telephone or e-mail", 22, fill=True),
    SheetColumn("Proposed date", 12, "date", fill=True),
    SheetColumn("Nobody holds it: official who says so, date", 24, fill=True),
)


def list_sheets(request: Request) -> tuple[PaperSheet, ...]:
    """A sheet of documents and one of interviews, as far as the request asks for any; by theme, then by number."""
    sheets = []
    if documents := request.of_kind("document"):
        lead = (
            f"Documents asked for in request {request.number}, due on {request.due_on}",
            f"{_LEAD} Where a document does not exist, choose 'yes', and name the official who says so and the date. "
            "Do not write a document in order to answer.",
        )
        sheets.append(PaperSheet(DOCUMENTS, _DOCUMENT_COLUMNS, _rows(documents, _DOCUMENT_COLUMNS), lead))
    if interviews := request.of_kind("interview"):
        lead = (
            f"Interviews asked for in request {request.number}; please answer by {request.due_on}",
            f"{_LEAD} Name who holds each position; where several people share it, name the one who does the work.",
        )
        sheets.append(PaperSheet(INTERVIEWS, _INTERVIEW_COLUMNS, _rows(interviews, _INTERVIEW_COLUMNS), lead))
    return tuple(sheets)


def _rows(items: Sequence[RequestItem], columns: Sequence[SheetColumn]) -> list[tuple[CellValue, ...]]:
    blanks = (None,) * sum(column.fill for column in columns)
    themes = list(dict.fromkeys(item.wanted.theme for item in items))
    ordered = sorted(items, key=lambda item: (themes.index(item.wanted.theme), item.number))
    return [(item.number, item.wanted.theme, item.wanted.asked, item.wanted.why, *blanks) for item in ordered]


def listed_kinds(request: Request) -> tuple[ItemKind, ...]:
    """The kinds of items that the workbook of lists holds."""
    kinds: tuple[ItemKind, ...] = ("document", "interview")
    return tuple(kind for kind in kinds if request.of_kind(kind))
