"""The extraction statement of a filled template: whom it answers, how the rows were drawn, what the sender counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.run import run_apart
from crossfoot.auditfile.importing.template_sheets import EXTRACTION_STATEMENT
from crossfoot.mapping.headers import header_key
from crossfoot.progress import Progress, silent
from crossfoot.workbook.model import SheetRow

Cells = dict[int, str]
"""The texts of a row by column, from 1."""

SOURCE = "extraction statement"
"""How the source of a control total begins that comes from a statement."""
QUESTIONNAIRE = "Questionnaire"
"""The sheet of a reliability questionnaire; it bears the same line as the template of its dataset."""
_LINES, _COLUMNS, _LETTERS = 200, 6, 2_000
"""So much of a form is read, and of each of its cells: nobody writes more, and a hostile file might."""

_TEMPLATE = re.compile(
    r"Template: crossfoot request (?P<request>\d+) item (?P<item>\d+), record type (?P<record_type>\w+), "
    r"version (?P<version>\d+)"
)
_SUM_OF = re.compile(r"(?:sum of|total of|column sum) (?P<field>.+)")
_LABELS = {
    "system": "system",
    "owner": "owner",
    "filter": "filters",
    "as of date": "as_of",
    "run by": "run_by",
    "run on": "run_on",
    "row count": "row_count",
    "known gap": "known_gaps",
}
"""How the labels of column A begin, as header keys, and the part of the statement that the answer beside them is."""


@dataclass(frozen=True, slots=True)
class Identification:
    """The line by which a template is recognised when it comes back. `version` is that of the template's form."""

    request: int
    item: int
    record_type: str
    version: int

    @property
    def line(self) -> str:
        """The line as it stands in the extraction statement."""
        return (
            f"Template: crossfoot request {self.request} item {self.item}, record type {self.record_type}, "
            f"version {self.version}"
        )


@dataclass(frozen=True, slots=True)
class ExtractionStatement:
    """What the sender says of an extract, as it was written; '' where nothing was. `sums` are (column, answer)."""

    system: str = ""
    owner: str = ""
    filters: str = ""
    as_of: str = ""
    run_by: str = ""
    run_on: str = ""
    row_count: str = ""
    sums: tuple[tuple[str, str], ...] = ()
    known_gaps: str = ""

    def source(self, file: str) -> str:
        """Where a number of it stands: `extraction statement of officers.xlsx, run by A. Clerk on 2018-04-02`."""
        by = f", run by {self.run_by}" if self.run_by else ""
        on = f" on {self.run_on}" if self.run_on else ""
        return f"{SOURCE} of {file}{by}{on}"


@dataclass(frozen=True, slots=True)
class TemplateHead:
    """What a workbook says of itself before its rows are read; `identification` is None where it is no form of ours.

    A template has a `statement`; a questionnaire so many `questions`, of which some are `answered`.
    """

    identification: Identification | None = None
    statement: ExtractionStatement | None = None
    questions: int = 0
    answered: int = 0


@dataclass(slots=True)
class _Answers:
    """Answers by the name of their part, while the lines are read."""

    parts: dict[str, str] = field(default_factory=dict)
    sums: list[tuple[str, str]] = field(default_factory=list)


def read_template_head(path: Path, progress: Progress = silent) -> TemplateHead:
    """Identification and extraction statement of a workbook, read in a process apart without reading its rows.

    WorkbookError where the file is no workbook or cannot be opened.
    """
    found = run_apart(
        "crossfoot.request.statement:statement_job", {"path": str(path)}, progress, what=path.name
    )
    return from_plain(TemplateHead, found)


def statement_job(payload: dict[str, Any], progress: Progress) -> Any:  # noqa: ARG001
    """The job itself."""
    from crossfoot.workbook.book import open_book

    with open_book(Path(payload["path"])) as book:
        places = {header_key(place.name): place for place in book.sheets if place.part}
        for name, read in ((EXTRACTION_STATEMENT, head_of), (QUESTIONNAIRE, _questionnaire)):
            place = places.get(header_key(name))
            if place is not None:
                return to_plain(read([_cells(row) for row in islice(book.rows(place), _LINES)]))
    return to_plain(TemplateHead())


def head_of(lines: Sequence[Cells]) -> TemplateHead:
    """What the lines of an extraction statement say: label in column A, answer in column B."""
    answers = _Answers()
    for line in lines:
        if line.get(2) and not _TEMPLATE.search(line.get(1, "")):
            _take(answers, header_key(line.get(1, "")), line[2])
    return TemplateHead(_identified(lines), ExtractionStatement(**answers.parts, sums=tuple(answers.sums)))


def _questionnaire(lines: Sequence[Cells]) -> TemplateHead:
    """Its questions are numbered in column A; an answer stands in column D."""
    questions = [line for line in lines if line.get(1, "").isdecimal()]
    return TemplateHead(
        _identified(lines), None, len(questions), sum(bool(line.get(4)) for line in questions)
    )


def _identified(lines: Sequence[Cells]) -> Identification | None:
    for line in lines:
        for text in line.values():
            if known := _TEMPLATE.search(text):
                return Identification(
                    int(known["request"]), int(known["item"]), known["record_type"], int(known["version"])
                )
    return None


def _take(answers: _Answers, label: str, answer: str) -> None:
    of = _SUM_OF.match(label)
    if of is not None:
        answers.sums.append((of["field"], answer))
        return
    part = next((part for begins, part in _LABELS.items() if label.startswith(begins)), None)
    if part is not None:
        answers.parts.setdefault(part, answer)


def _cells(row: SheetRow) -> Cells:
    return {cell.column: _text(cell.value) for cell in row.cells if cell.column <= _COLUMNS}


def _text(value: Any) -> str:
    """A cell's value as the sender wrote it: numbers with all their digits and no exponent."""
    if isinstance(value, float):
        number = Decimal(repr(value))
        return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"
    return "" if value is None else str(value).strip()[:_LETTERS]
