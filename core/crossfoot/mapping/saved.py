"""A mapping as a TOML file that an auditor keeps, edits and hands over with `--mapping` (the form: `stated.py`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from crossfoot.errors import MappingError
from crossfoot.mapping.headers import header_key
from crossfoot.mapping.model import ColumnMapping, Mapping, RecordType
from crossfoot.mapping.stated import StatedColumn, StatedSheet, stated_sheets
from crossfoot.mapping.validate import column_list, no_such_column, validate_mapping
from crossfoot.workbook.model import ColumnInfo, HeaderChoice, SheetInfo

_AS_STATED = "As the mapping file says."


@dataclass(frozen=True, slots=True)
class SavedSheet:
    """A mapping to be written, and to which list its rows go ("" leaves it to the import)."""

    mapping: Mapping
    list_name: str = ""


def mapping_to_toml(mapping: Mapping) -> str:
    """`mapping` as the text of a TOML file, which `mapping_from_toml` reads back."""
    return mappings_to_toml([SavedSheet(mapping)])


def mappings_to_toml(sheets: Sequence[SavedSheet]) -> str:
    """The mappings of several sheets as one TOML text; that of one sheet alone needs no `[[sheets]]`."""
    if len(sheets) == 1:
        return "\n".join(_lines(sheets[0], "")) + "\n"
    blocks = (["[[sheets]]", *_lines(sheet, "sheets.")] for sheet in sheets)
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def mapping_from_toml(text: str, sheet: SheetInfo, types: MappingOf[str, RecordType]) -> Mapping:
    """The mapping that a TOML file states for `sheet`, checked against it and the record types.

    A file about one sheet holds for any sheet; one with `[[sheets]]` has to name it. MappingError names what does not
    fit: the file itself, the record type, a field, a column, a row, a missing field.
    """
    stated = stated_sheets(text)
    found = stated[0] if len(stated) == 1 else next((one for one in stated if one.sheet == sheet.name), None)
    if found is None:
        raise MappingError(
            f'The mapping file does not name the sheet "{sheet.name}".',
            f"Its sheets are: {', '.join(one.sheet for one in stated)}.",
        )
    return settled(found, sheet, types)


def settled(stated: StatedSheet, sheet: SheetInfo, types: MappingOf[str, RecordType]) -> Mapping:
    """What a mapping file states, brought to `sheet` and checked; MappingError as `mapping_from_toml`."""
    record_type = stated_type(stated, types)
    entries: dict[str, StatedColumn] = {}
    for entry in stated.columns:
        letter = _column_of(entry, sheet).letter
        if letter in entries:
            raise MappingError(f"The mapping names column {letter} twice.", "Remove one of the two.")
        entries[letter] = entry
    header = stated.header
    mapping = Mapping(
        sheet=sheet.name,
        record_type=record_type.name,
        header_row=header.row if header else sheet.header_row,
        header_rows=header.rows if header else sheet.header_rows,
        columns=tuple(_column_mapping(column, entries.get(column.letter)) for column in sheet.columns),
        reason=_AS_STATED,
        confidence=1.0,
        skipped=stated.skipped,
    )
    validate_mapping(mapping, sheet, record_type)
    return mapping


def steps_as_stated(stated: StatedSheet, types: MappingOf[str, RecordType]) -> Mapping:
    """What a mapping file states, as steps to be brought to a sheet later; rows that are left out belong to one file.

    MappingError where it names a record type or field that the pack does not have, or no header.
    """
    record_type = stated_type(stated, types)
    for column in stated.columns:
        if column.field is not None and record_type.field(column.field) is None:
            raise MappingError(
                f'The mapping names the field "{column.field}", which {record_type.title} does not have.',
                f"Its fields are: {', '.join(field.name for field in record_type.fields) or 'none'}.",
            )
    if not any(header_key(column.header or "") for column in stated.columns):
        raise MappingError(
            "The mapping names no header, so no sheet could be recognised by it.",
            'Write header = "..." into its columns, all of them.',
        )
    header = stated.header or HeaderChoice(1)
    columns = tuple(_column_mapping(_as_column(column), column) for column in stated.columns)
    return Mapping(
        stated.sheet, record_type.name, header.row, columns, _AS_STATED, 1.0, header_rows=header.rows
    )


def stated_type(stated: StatedSheet, types: MappingOf[str, RecordType]) -> RecordType:
    """The record type that a mapping file names; MappingError where it names none that the pack has."""
    name = stated.record_type
    if name not in types:
        raise MappingError(
            f'The mapping names the record type "{name}", which the pack does not have.'
            if name
            else "The mapping names no record type.",
            f'Write record_type = "..."; the record types are: {", ".join(types)}.',
        )
    return types[name]


def _lines(saved: SavedSheet, within: str) -> Iterator[str]:
    mapping = saved.mapping
    yield f"sheet = {_quoted(mapping.sheet)}"
    yield f"record_type = {_quoted(mapping.record_type)}"
    yield f"header_row = {mapping.header_row}"
    if mapping.header_rows != 1:
        yield f"header_rows = {mapping.header_rows}"
    if saved.list_name:
        yield f"list = {_quoted(saved.list_name)}"
    for rows in mapping.skipped:
        span = str(rows.first) if rows.first == rows.last else f"{rows.first}-{rows.last}"
        yield from ("", f"[[{within}skipped]]", f'rows = "{span}"')
        yield f"reason = {_quoted(rows.reason)}"
    for column in mapping.columns:
        yield from ("", f"[[{within}columns]]", f"column = {_quoted(column.letter)}")
        yield f"header = {_quoted(column.header)}"
        if column.field is not None:
            yield f"field = {_quoted(column.field)}"
        if column.date_format is not None:
            yield f"date_format = {_quoted(column.date_format)}"
        if column.left_out:
            yield "left_out = true"
        if column.pseudonyms:
            yield "pseudonyms = true"
        if column.reason:
            yield f"reason = {_quoted(column.reason)}"


def _column_of(entry: StatedColumn, sheet: SheetInfo) -> ColumnInfo:
    """The column that an entry means: by its letter, by its header, or by both where they agree."""
    letter, header = entry.letter, entry.header
    if letter:
        column = next((column for column in sheet.columns if column.letter == letter), None)
        if column is None:
            raise no_such_column(letter, sheet)
        if header is not None and header_key(header) != header_key(column.header):
            raise MappingError(
                f'Column {letter} is called "{header}" in the mapping, but "{column.header}" in sheet "{sheet.name}".',
                "The mapping was made for another list: correct it, or make a new one.",
            )
        return column
    if header is None:
        raise MappingError(
            "A column of the mapping has neither a letter nor a header.",
            'Write column = "A", or header = "...".',
        )
    found = [column for column in sheet.columns if header_key(column.header) == header_key(header)]
    if len(found) != 1:
        how = "several columns" if found else "no column"
        raise MappingError(
            f'Sheet "{sheet.name}" has {how} with the header "{header}".',
            f'Name the column by its letter (column = "A"); the columns are {column_list(sheet)}.',
        )
    return found[0]


def _column_mapping(column: ColumnInfo, entry: StatedColumn | None) -> ColumnMapping:
    if entry is None:
        entry = StatedColumn()
    silence = (
        "The mapping file leaves it out; not loaded."
        if entry.left_out
        else "The mapping file gives it no field; kept as raw text."
        if entry.field is None
        else _AS_STATED
    )
    return ColumnMapping(
        column.letter,
        column.header,
        entry.field,
        entry.reason if entry.reason is not None else silence,
        1.0,
        "auditor",
        entry.date_format,
        entry.left_out,
        entry.pseudonyms,
    )


def _as_column(entry: StatedColumn) -> ColumnInfo:
    """A column of which only its letter and header are known."""
    return ColumnInfo(entry.letter, entry.header or "", "empty", 0, 0, 0, 0, False)


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
