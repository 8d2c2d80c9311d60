"""The templates of a request as the fictitious agency fills them in: the rows of its workbooks, under our headers.

What is planted in the rows comes with them (texts for dates, repeats, curly apostrophes, blanks); what is planted in
the sheets around them does not (hidden rows, notes beside the list), since a template has no place for it.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot.auditfile.importing.template_sheets import DATA, EXTRACTION_STATEMENT
from crossfoot.errors import WorkbookError
from crossfoot.mapping.headers import header_key, known_headers
from crossfoot.mapping.model import RecordType
from crossfoot.mapping.record_types import record_types
from crossfoot.papers.steady import steady
from crossfoot.request.statement import QUESTIONNAIRE, head_of
from crossfoot.samples.build import plan_samples
from crossfoot.samples.control_totals import COUNTED, TOO_MANY
from crossfoot.samples.model import AGENCY, AS_OF, CellContent, Link, Sheet, SheetRow

RUN_ON = dt.date(2018, 4, 16)
_FILLED = dt.datetime(2018, 4, 16, 9, 0, 0)  # noqa: DTZ001 - a document property, by definition without a zone here
_CLERKS = (
    "Casey Sample, Data Analyst",
    "Robin Placeholder, Records Officer",
    "Jamie Fictitious, Budget Analyst",
)
_INVENTED = "Invented for the demonstration; no system of an agency is described."
_DATE, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


@dataclass(frozen=True, slots=True)
class FilledTemplates:
    """The files that were written, and the record types of which the fictitious agency keeps no list."""

    files: tuple[Path, ...]
    not_kept: tuple[str, ...]


def write_filled_templates(templates: Path, folder: Path) -> FilledTemplates:
    """Fill in the templates and questionnaires below `templates` (a request as it was written) and put them, under
    their own names, into `folder`. Every build from the same request gives the same bytes.

    A template of which the agency has no list is not sent back. WorkbookError where there is no template, or the folder
    cannot be written to.
    """
    sheets = {sheet.dataset: sheet for workbook in plan_samples()[0] for sheet in workbook.sheets}
    written: list[Path] = []
    not_kept: list[str] = []
    forms = sorted(templates.rglob("*.xlsx")) if templates.is_dir() else []
    for number, path in enumerate(forms):
        book = _opened(path)
        if QUESTIONNAIRE in book.sheetnames:
            _answer(book[QUESTIONNAIRE])
        elif EXTRACTION_STATEMENT in book.sheetnames:
            kind = _record_type(book[EXTRACTION_STATEMENT])
            if kind not in sheets:
                not_kept.append(kind)
                continue
            _fill(book, record_types()[kind], sheets[kind], _CLERKS[number % len(_CLERKS)])
        else:
            continue
        target = folder / path.relative_to(templates)
        written.append(_saved(book, target))
    if not written and not not_kept:
        raise WorkbookError(
            f"There is no template in {templates.name}.",
            "Name the folder that crossfoot request AUDIT --out DIR wrote.",
        )
    return FilledTemplates(tuple(written), tuple(not_kept))


def _opened(path: Path) -> Any:
    from openpyxl import load_workbook

    return load_workbook(path)


def _saved(book: Any, target: Path) -> Path:
    buffer = io.BytesIO()
    book.save(buffer)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(steady(buffer.getvalue(), _FILLED))
    except OSError as error:
        raise WorkbookError(
            f"{target.name} cannot be written: {error.strerror}.", "Choose a folder that you may write to."
        ) from None
    return target


def _record_type(statement: Any) -> str:
    rows = statement.iter_rows(max_row=20, max_col=2)
    lines = [{cell.column: str(cell.value) for cell in row if cell.value is not None} for row in rows]
    known = head_of(lines).identification
    return known.record_type if known else ""


def _fill(book: Any, record_type: RecordType, sheet: Sheet, clerk: str) -> None:
    """The agency's rows under the headers of the template; columns that were not asked for are left out."""
    known, data = known_headers(record_type), book[DATA]
    places = {
        known[key].name: n
        for n, column in enumerate(sheet.columns)
        if (key := header_key(column.header)) in known
    }
    asked = {cell.column: known[header_key(str(cell.value))].name for cell in data[1] if cell.value}
    for number, row in enumerate(sheet.rows, start=2):
        for column, field in asked.items():
            if row and field in places:
                _put(data.cell(number, column), row[places[field]])
    rows = [row for row in sheet.rows if row]
    extra = TOO_MANY if record_type.name == COUNTED[-1] else 0
    sums = {name: _sum(rows, place) for name, place in places.items()}
    _state(book[EXTRACTION_STATEMENT], record_type, len(rows) + extra, sums, clerk)


def _put(cell: Any, content: CellContent) -> None:
    if isinstance(content, Link):
        cell.value, cell.hyperlink = content.text, content.target
    elif content is not None:
        cell.value = content
        if isinstance(content, dt.date):
            cell.number_format = _MOMENT if isinstance(content, dt.datetime) else _DATE


def _sum(rows: list[SheetRow], place: int) -> int:
    amounts = (row[place] for row in rows)
    return sum(amount for amount in amounts if isinstance(amount, int))


def _state(statement: Any, record_type: RecordType, count: int, sums: Mapping[str, int], clerk: str) -> None:
    """Answer the extraction statement; a column that the agency does not keep has no sum."""
    answers: dict[str, Any] = {
        "system": f"{record_type.title} register of the {AGENCY} (fictitious)",
        "owner": "Office of Delegated Programs (fictitious)", "filters": "none", "as of date": AS_OF,
        "run by": clerk, "run on": RUN_ON, "row count": count, "known gaps": "none known",
    }  # fmt: skip
    known = known_headers(record_type)
    for label, answer in statement.iter_rows(max_col=2):
        key = header_key(str(label.value or ""))
        if key.startswith("sum of "):
            field = known.get(key.removeprefix("sum of "))
            answer.value = sums.get(field.name, "none") if field else "none"
        elif key in answers:
            answer.value = answers[key]
        if isinstance(answer.value, dt.date):
            answer.number_format = _DATE


def _answer(questionnaire: Any) -> None:
    for row in questionnaire.iter_rows(max_col=6):
        if isinstance(row[0].value, int):
            row[3].value, row[5].value = _INVENTED, f"{_CLERKS[0]}, {RUN_ON}"
