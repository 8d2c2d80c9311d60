"""Filled coding forms come back: each answer is checked against its instrument, and all are kept or none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import CrossfootError, EvidenceError
from crossfoot.evidence.register import find_evidence
from crossfoot.review.coding import Asked, Coded, known_coder, record_codings
from crossfoot.review.coding_forms import COLUMN_NAMES, FORM, VERSION, form_seal
from crossfoot.review.instruments import (
    ANSWERS,
    Instrument,
    answer_of,
    instrument_of_mark,
    items_to_code,
    standing_instrument,
)
from crossfoot.review.sample_results import sample_state
from crossfoot.sampling.results import Item
from crossfoot.values import fold
from crossfoot.workbook.model import Cell, SheetRow
from crossfoot.workbook.read import open_rows, sheet_names

_LEAD_LINES = 40
_LINE = re.compile(
    r"Form: crossfoot instrument (?P<mark>[0-9a-f]{12}), version (?P<version>\d+), seal (?P<seal>[0-9a-f]{16}), "
    r"coder: (?P<coder>.+?)\s*$"
)
_AS_SENT = "Leave the columns that are not to be filled in as they were sent."
_NO_TEXT = ("date", "datetime", "time", "duration")


@dataclass(frozen=True, slots=True)
class FormRead:
    """What a filled form held: how many answers, how many of them are new or changed, and questions left blank."""

    instrument: str
    coder: str
    answers: int
    fresh: int
    blank: int


def read_form(audit: Audit, path: Path, by: str | None = None) -> FormRead:
    """Read a filled form and keep its answers, all or none. EvidenceError says what is wrong, and in which cell."""
    if FORM not in sheet_names(path):
        raise EvidenceError(
            f"{path.name} is no coding form: it has no sheet called {FORM}.",
            "Fill in the workbook that `crossfoot instrument AUDIT forms NAME --coder WHO --out FILE.xlsx` writes.",
        )
    rows = iter(open_rows(path, FORM))
    lead, header = _head(path, rows)
    instrument, coder = _recognised(audit, path, lead)
    state = sample_state(audit, instrument.sample)
    to_code = {item.place: item for item in items_to_code(state)}
    answers: dict[Asked, Coded] = {}
    asked_at: dict[Asked, int] = {}
    for row in rows:
        cells = {header[cell.column]: cell for cell in row.cells if cell.column in header and not cell.blank}
        if not cells:
            continue
        asked = _asked(path, row, cells, instrument, to_code)
        if asked in asked_at:
            raise EvidenceError(
                f"{path.name}, row {row.number}: item {asked[0]}, {asked[1]} stands in row {asked_at[asked]} already.",
                "Leave one of the two rows.",
            )
        asked_at[asked] = row.number
        coded = _coded(audit, path, row, cells)
        if coded:
            answers[asked] = coded
    if not answers:
        raise EvidenceError(f"{path.name} holds no answer.", "Fill in the column Answer, then try again.")
    with path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
    fresh = record_codings(audit, instrument, coder, answers, sha256=sha256, by=by)
    asked_in_all = len(to_code) * len(instrument.attributes)
    return FormRead(instrument.name, coder, len(answers), fresh, asked_in_all - len(answers))


def _head(path: Path, rows: Iterable[SheetRow]) -> tuple[str, dict[int, str]]:
    """The lines above the table as one text, and the name of each column of it."""
    lead: list[str] = []
    for row in islice(rows, _LEAD_LINES):
        found = {cell.column: str(cell.value).strip() for cell in row.cells}
        if {"Item", "Attribute", "Answer"} <= set(found.values()):
            header = {column: name for column, name in found.items() if name in COLUMN_NAMES}
            return " ".join(lead), header
        lead.append(" ".join(found.values()))
    raise EvidenceError(
        f"{path.name} has no row with the columns Item, Attribute and Answer.",
        "Fill in the form as it was sent.",
    )


def _recognised(audit: Audit, path: Path, lead: str) -> tuple[Instrument, str]:
    known = _LINE.search(lead)
    if known is None:
        raise EvidenceError(
            f"{path.name} does not say which instrument it belongs to and who answers.",
            "The line that begins with 'Form: crossfoot instrument' stands above the table; send the form anew.",
        )
    instrument = instrument_of_mark(audit, known["mark"])
    if instrument is None or int(known["version"]) != VERSION:
        raise EvidenceError(
            f"{path.name} is the form of an instrument that this audit does not have.",
            "Check whether the form belongs to this audit.",
        )
    standing_instrument(audit, instrument.name)
    if form_seal(instrument, known["coder"]) != known["seal"]:
        raise EvidenceError(
            f"{path.name} was written for another coder than {known['coder']}.",
            f"Write one of his own: crossfoot instrument AUDIT forms {instrument.name!r} --coder {known['coder']!r}.",
        )
    return instrument, known_coder(audit, instrument, known["coder"])


def _asked(
    path: Path, row: SheetRow, cells: dict[str, Cell], instrument: Instrument, to_code: dict[int, Item]
) -> Asked:
    """Which question of which item a row answers."""
    place, record, key = (cells.get(name) for name in ("Item", "Record", "Attribute"))
    number, entity, attribute = (_shown(cell) for cell in (place, record, key))
    item = to_code.get(int(number)) if number.isdecimal() else None
    if item is None:
        raise EvidenceError(
            f"{_where(path, row, place)}: {number or 'a blank'} is no item that {instrument.name!r} asks about.",
            _AS_SENT,
        )
    if fold(entity) != fold(item.entity):
        raise EvidenceError(
            f"{_where(path, row, record)}: item {item.place} is {item.entity}, not {entity or 'a blank'}.",
            _AS_SENT,
        )
    if attribute not in {one.key for one in instrument.attributes}:
        raise EvidenceError(
            f"{_where(path, row, key)}: {instrument.name!r} has no attribute {attribute or 'without a name'}.",
            _AS_SENT,
        )
    return item.place, attribute


def _where(path: Path, row: SheetRow, cell: Cell | None) -> str:
    return f"{path.name}, {cell.ref if cell else f'row {row.number}'}"


def _shown(cell: Cell | None) -> str:
    """A cell as text; whole numbers without a decimal point."""
    if cell is None:
        return ""
    whole = isinstance(cell.value, float) and cell.value.is_integer()
    return str(int(cell.value) if whole else cell.value).strip()  # type: ignore[arg-type]


def _coded(audit: Audit, path: Path, row: SheetRow, cells: dict[str, Cell]) -> Coded | None:
    """The answer of a row; None where nothing of it is filled in."""
    answer = cells.get("Answer")
    others = {name: _text(path, cells[name]) for name in ("Page", "Note", "Evidence") if name in cells}
    if answer is None:
        if others:
            raise EvidenceError(
                f"{path.name}, row {row.number}: {' and '.join(others)} without an answer.",
                "Choose an answer, or clear the row.",
            )
        return None
    found = answer_of(str(answer.value))
    if found is None:
        raise EvidenceError(
            f"{path.name}, {answer.ref}: {str(answer.value)!r} is none of the four answers.",
            f"Choose one of: {', '.join(ANSWERS)}.",
        )
    uid = ""
    if "Evidence" in others:
        try:
            uid = find_evidence(audit, others["Evidence"]).uid
        except CrossfootError as trouble:
            raise EvidenceError(
                f"{path.name}, {cells['Evidence'].ref}: {trouble.message}", trouble.hint
            ) from None
    return Coded(found, others.get("Page", ""), others.get("Note", ""), uid)


def _text(path: Path, cell: Cell) -> str:
    if cell.type in _NO_TEXT:
        raise EvidenceError(
            f"{path.name}, {cell.ref}: the spreadsheet made a date of what was typed.",
            "Format the cell as text and type it again, such as 3-4 for pages 3 to 4.",
        )
    return _shown(cell)
