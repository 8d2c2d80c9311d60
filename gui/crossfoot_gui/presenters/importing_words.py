"""The import page's words: sheets, columns, how sure a proposal is, what became of an import."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import replace

from crossfoot.auditfile.importing.imports import ImportResult, ImportSummary
from crossfoot.auditfile.lookups import ImportLine
from crossfoot.checks.not_needed import NotNeeded
from crossfoot.mapping.headers import field_label
from crossfoot.mapping.model import ColumnMapping, Field, RecordType
from crossfoot.values import count_text
from crossfoot.workbook.model import ColumnInfo

from crossfoot_gui.presenters.date_formats import date_choices
from crossfoot_gui.presenters.hazard_words import hazard_lines, hazards_summary
from crossfoot_gui.presenters.importing_state import (
    LEFT_OUT,
    Choice,
    ColumnLine,
    ResultLine,
    SheetLine,
    SheetState,
    SkippedLine,
)
from crossfoot_gui.presenters.sheet_draft import SheetDraft

RAW_TEXT = Choice("", "(keep as raw text)")
NOT_LOADED = Choice(LEFT_OUT, "(leave out: not loaded)")
NO_TYPE = Choice("", "(choose what it is)")
_STATES = {"visible": "", "hidden": "hidden sheet", "veryHidden": "sheet hidden by a program"}
_SAMPLES = 3
_NAMED = 5
_DATES = ("date", "timestamp")


def count_of(number: int, word: str) -> str:
    """`1 row`, `832 rows`."""
    return f"{count_text(number)} {word}{'' if number == 1 else 's'}"


def sheet_line(draft: SheetDraft, types: MappingOf[str, RecordType]) -> SheetLine:
    """The sheet in the list of sheets: what it would become, and what is in the way."""
    name = draft.mapping.record_type
    what = types[name].title if name else "not recognised"
    open_ones = sum(line.group == "decide" for line in hazard_lines(draft))
    parts = [
        what,
        count_of(draft.sheet.data_rows, "row"),
        _STATES.get(draft.sheet.state, draft.sheet.state),
        f"{open_ones} to decide" if open_ones else "",
    ]
    obstacle = draft.obstacle(types) if draft.included else ""
    needs = obstacle.removeprefix(f"{draft.sheet.name}: ")
    return SheetLine(draft.sheet.name, ", ".join(part for part in parts if part), draft.included, needs)


def sheet_state(draft: SheetDraft, types: MappingOf[str, RecordType]) -> SheetState:
    """The shown sheet with its columns, hazards, rows left out and what is missing."""
    sheet, mapping = draft.sheet, draft.mapping
    record_type = types.get(mapping.record_type)
    fields = (
        tuple(Choice(each.name, _choice_label(each)) for each in record_type.fields) if record_type else ()
    )
    known = {column.letter: column for column in mapping.columns}
    hazards = hazard_lines(draft)
    return SheetState(
        name=sheet.name,
        facts=_sheet_facts(draft),
        reason=mapping.reason,
        record_type=mapping.record_type,
        record_types=(NO_TYPE, *(Choice(name, each.title) for name, each in types.items())),
        fields=(RAW_TEXT, NOT_LOADED, *fields) if record_type else (RAW_TEXT,),
        columns=tuple(
            _column_line(column, known[column.letter], record_type)
            for column in sheet.columns
            if column.letter in known
        ),
        hazards=hazards,
        hazards_summary=hazards_summary(hazards),
        missing=draft.missing(types),
        place=draft.place,
        versions=draft.versions(),
        version_of=draft.version_of,
        list_name=draft.list_name,
        header_row=sheet.header_row,
        header_rows=sheet.header_rows,
        skipped=tuple(SkippedLine(_rows(rows.first, rows.last), rows.reason) for rows in mapping.skipped),
        data_rows=(sheet.first_data_row, sheet.last_data_row),
    )


def result_lines(result: ImportResult, types: MappingOf[str, RecordType]) -> tuple[ResultLine, ...]:
    """What became of each sheet; with the first what is said of the bytes that are kept."""
    lines = [result_line(each, types) for each in result.imports]
    if result.said_of_source:
        lines[0] = replace(lines[0], notes=(*lines[0].notes, result.said_of_source))
    return tuple(lines)


def result_line(summary: ImportSummary, types: MappingOf[str, RecordType]) -> ResultLine:
    """What became of one sheet: its rows, each of its cells, and whether two programs read it alike."""
    title = types[summary.record_type].title
    version = " (a new version; the one before is kept, superseded)" if summary.supersedes else ""
    hidden = (
        f", {count_text(summary.hidden_rows)} of them hidden in the workbook" if summary.hidden_rows else ""
    )
    return ResultLine(
        f"{summary.list_name}: {count_of(summary.rows, 'row')} from sheet {summary.sheet}{hidden}{version}."
        if summary.list_name != summary.record_type
        else f"{title}: {count_of(summary.rows, 'row')} from sheet {summary.sheet}{hidden}{version}.",
        (
            (
                "cells of the sheet are not empty; each is in one of four places:",
                count_text(summary.cells + summary.ignored),
            ),
            ("taken over as values", count_text(summary.typed)),
            ("in the ledger of misfits: kept as they stood, with the reason", count_text(summary.misfits)),
            ("kept as raw text, in columns that fill no field", count_text(summary.kept)),
            (_ignored(summary), count_text(summary.ignored)),
        ),
        summary.misfits,
        import_id=summary.import_id,
        read_twice=summary.certificate["verdict"] != "not compared",
        certificate=summary.certificate["sentence"],
        alarm=summary.certificate["verdict"] == "differ",
        notes=tuple(_notes(summary)),
    )


def imported_line(line: ImportLine) -> str:
    """One import as the page lists what is already there."""
    state = "" if line.state == "current" else f" - {line.state}"
    return f"{line.list_name}: {count_of(line.rows, 'row')} from {line.file}, sheet {line.sheet}{state}"


def _notes(summary: ImportSummary) -> list[str]:
    notes = []
    if summary.corrected:
        cells = (
            "1 of its cells" if summary.corrected == 1 else f"{count_text(summary.corrected)} of its cells"
        )
        notes.append(f"Corrections that you set before hold for {cells}.")
    if any(column.kind == "template" for column in summary.plan.mapping.columns):
        notes.append(summary.plan.mapping.reason)
    return notes


def _ignored(summary: ImportSummary) -> str:
    mapping = summary.plan.mapping
    rows = sum(one.last - one.first + 1 for one in mapping.skipped)
    columns = sum(column.left_out for column in mapping.columns)
    named = [count_of(number, word) for number, word in ((rows, "row"), (columns, "column")) if number]
    also = f", or in the {' and '.join(named)} that you left out" if named else ""
    return f"not loaded: outside the data range{also}"


def _choice_label(field: Field) -> str:
    label = field_label(field)
    return f"{label} - required" if field.required else label


def _column_line(column: ColumnInfo, mapping: ColumnMapping, record_type: RecordType | None) -> ColumnLine:
    sample = ", ".join(" ".join(text.split()) for text in column.samples[:_SAMPLES])
    errors = f", {count_of(column.errors, 'error cell')}" if column.errors else ""
    hidden = ", hidden" if column.hidden else ""
    field = record_type.field(mapping.field) if record_type and mapping.field else None
    written = mapping.date_format or ""
    return ColumnLine(
        letter=column.letter,
        header=" ".join(column.header.split()) or "(no header)",
        sample=sample,
        filled=f"{count_text(column.filled)} filled{errors}{hidden}",
        field=LEFT_OUT if mapping.left_out else mapping.field or "",
        sure=_sure(mapping),
        reason=mapping.reason,
        date_format=written,
        dates=date_choices(written) if field is not None and field.type in _DATES else (),
    )


def _sure(mapping: ColumnMapping) -> str:
    if mapping.kind == "auditor":
        return "yours"
    if mapping.field is None and not mapping.left_out:
        return "-"
    if mapping.kind == "template":
        return "as before"
    word = (
        "certain"
        if mapping.confidence >= 0.95
        else "likely"
        if mapping.confidence >= 0.75
        else "look closely"
    )
    return f"{word} ({mapping.confidence:.0%})"


def _rows(first: int, last: int) -> str:
    return f"row {first:,}" if first == last else f"rows {first:,} to {last:,}"


def _sheet_facts(draft: SheetDraft) -> str:
    sheet = draft.sheet
    if not sheet.header_row:
        return "The sheet is empty."
    hidden = f", {count_text(sheet.hidden_rows)} of them hidden" if sheet.hidden_rows else ""
    state = f" The sheet itself is a {_STATES[sheet.state]}." if _STATES.get(sheet.state) else ""
    skipped = sum(rows.last - rows.first + 1 for rows in draft.mapping.skipped)
    less = f" {count_of(skipped, 'row')} left out." if skipped else ""
    return (
        f"Header in {_rows(sheet.header_row - sheet.header_rows + 1, sheet.header_row)}; "
        f"{count_of(sheet.data_rows, 'row')} of data in rows {sheet.first_data_row:,} to "
        f"{sheet.last_data_row:,}{hidden}.{less}{state}"
    )


def not_needed_remark(columns: Sequence[NotNeeded]) -> str:
    """What the auditor is told of columns that no planned check reads."""
    if not columns:
        return ""
    named = [f'{one.sheet}!{one.letter} "{one.header}"' for one in columns[:_NAMED]]
    more = f" and {len(columns) - _NAMED} more" if len(columns) > _NAMED else ""
    return (
        f"Read by no planned check: {', '.join(named)}{more}. Leave out what you do not need; it is then not in the "
        "kept copy either."
    )


def open_hazards_remark(drafts: tuple[SheetDraft, ...]) -> str:
    """What the auditor is told beside the Import button of hazards that are not decided."""
    count = sum(line.group == "decide" for draft in drafts if draft.included for line in hazard_lines(draft))
    if not count:
        return ""
    return (
        f"{count_of(count, 'thing')} that may mislead {'is' if count == 1 else 'are'} not decided yet. You may import "
        "all the same and decide later."
    )
