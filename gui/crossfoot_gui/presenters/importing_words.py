"""The import page's words: sheets, columns, how sure a proposal is, what became of an import."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf

from crossfoot.auditfile.imports import ImportSummary
from crossfoot.auditfile.lookups import ImportLine
from crossfoot.mapping.model import ColumnMapping, Field, RecordType
from crossfoot.values import count_text
from crossfoot.workbook.model import ColumnInfo, Hazard

from crossfoot_gui.presenters.importing_state import (
    Choice,
    ColumnLine,
    HazardLine,
    ResultLine,
    SheetLine,
    SheetState,
)
from crossfoot_gui.presenters.sheet_draft import SheetDraft

RAW_TEXT = Choice("", "(keep as raw text)")
NO_TYPE = Choice("", "(none fits - choose what it is)")
_STATES = {"visible": "", "hidden": "hidden sheet", "veryHidden": "sheet hidden by a program"}
_SAMPLES = 3


def count_of(number: int, word: str) -> str:
    """`1 row`, `832 rows`."""
    return f"{count_text(number)} {word}{'' if number == 1 else 's'}"


def size_text(size: int) -> str:
    """A file's size as people say it: `84 kB`, `1.3 MB`."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def sheet_line(draft: SheetDraft, types: MappingOf[str, RecordType]) -> SheetLine:
    """The sheet in the list of sheets: what it would become, and what is in the way."""
    name = draft.mapping.record_type
    what = types[name].title if name else "not recognised"
    parts = [what, count_of(draft.sheet.data_rows, "row"), _STATES.get(draft.sheet.state, draft.sheet.state)]
    note = ", ".join(part for part in parts if part)
    return SheetLine(draft.sheet.name, note, draft.included, not draft.obstacle(types))


def sheet_state(draft: SheetDraft, types: MappingOf[str, RecordType]) -> SheetState:
    """The shown sheet with its columns, hazards and what is missing."""
    sheet, mapping = draft.sheet, draft.mapping
    record_type = types.get(mapping.record_type)
    fields = (
        tuple(Choice(field.name, field_label(field)) for field in record_type.fields) if record_type else ()
    )
    known = {column.letter: column for column in mapping.columns}
    return SheetState(
        name=sheet.name,
        facts=_sheet_facts(draft),
        reason=mapping.reason,
        record_type=mapping.record_type,
        record_types=(NO_TYPE, *(Choice(name, each.title) for name, each in types.items())),
        fields=(RAW_TEXT, *fields),
        columns=tuple(
            _column_line(column, known[column.letter]) for column in sheet.columns if column.letter in known
        ),
        hazards=tuple(HazardLine(hazard.where, _sentence(hazard)) for hazard in sheet.hazards),
        missing=draft.missing(types),
        place=draft.place,
        versions=draft.versions(),
        version_of=draft.version_of,
        list_name=draft.list_name,
    )


def field_label(field: Field) -> str:
    """A field as the list of fields shows it; a required one says so."""
    words = field.name.replace("_", " ")
    return f"{words} - required" if field.required else words


def result_line(summary: ImportSummary, types: MappingOf[str, RecordType]) -> ResultLine:
    """What became of one sheet."""
    title = types[summary.record_type].title
    version = " (a new version; the one before is kept, superseded)" if summary.supersedes else ""
    hidden = (
        f", {count_text(summary.hidden_rows)} of them hidden in the workbook" if summary.hidden_rows else ""
    )
    return ResultLine(
        f"{title}: {count_of(summary.rows, 'row')} from sheet {summary.sheet}{hidden}{version}.",
        (
            ("cells that are not empty", count_text(summary.cells)),
            ("taken over as values", count_text(summary.typed)),
            ("in the ledger of misfits", count_text(summary.misfits)),
            ("kept as raw text", count_text(summary.kept)),
            ("outside the data range, left out", count_text(summary.ignored)),
            ("the second reading", summary.certificate["sentence"]),
        ),
        summary.misfits,
    )


def imported_line(line: ImportLine) -> str:
    """One import as the page lists what is already there."""
    state = "" if line.state == "current" else f" - {line.state}"
    return f"{line.list_name}: {count_of(line.rows, 'row')} from {line.file}, sheet {line.sheet}{state}"


def _column_line(column: ColumnInfo, mapping: ColumnMapping) -> ColumnLine:
    sample = ", ".join(" ".join(text.split()) for text in column.samples[:_SAMPLES])
    errors = f", {count_of(column.errors, 'error cell')}" if column.errors else ""
    return ColumnLine(
        letter=column.letter,
        header=" ".join(column.header.split()) or "(no header)",
        sample=sample,
        filled=f"{count_text(column.filled)} filled{errors}",
        field=mapping.field or "",
        sure=_sure(mapping),
        reason=mapping.reason,
    )


def _sure(mapping: ColumnMapping) -> str:
    if mapping.kind == "auditor":
        return "yours"
    if mapping.field is None:
        return "-"
    word = (
        "certain"
        if mapping.confidence >= 0.95
        else "likely"
        if mapping.confidence >= 0.75
        else "look closely"
    )
    return f"{word} ({mapping.confidence:.0%})"


def _sheet_facts(draft: SheetDraft) -> str:
    sheet = draft.sheet
    if not sheet.header_row:
        return "The sheet is empty."
    hidden = f", {count_text(sheet.hidden_rows)} of them hidden" if sheet.hidden_rows else ""
    state = f" The sheet itself is a {_STATES[sheet.state]}." if _STATES.get(sheet.state) else ""
    return (
        f"Header in row {sheet.header_row}; {count_of(sheet.data_rows, 'row')} of data in rows "
        f"{sheet.first_data_row} to {sheet.last_data_row}{hidden}.{state}"
    )


def _sentence(hazard: Hazard) -> str:
    return hazard.message if hazard.message.endswith(".") else f"{hazard.message}."
