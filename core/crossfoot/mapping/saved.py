"""A mapping as a TOML file that an auditor keeps, edits and hands over with `--mapping`.

    sheet = "Sheet1"
    record_type = "agreements"
    header_row = 1

    [[columns]]
    column = "F"
    header = "SIGNED"
    field = "signed_on"
    date_format = "%m/%d/%Y"

A column that the file does not name, or names without a field, is kept as raw text.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Mapping as MappingOf
from typing import Any

from crossfoot.errors import MappingError
from crossfoot.mapping.columns import missing_required
from crossfoot.mapping.headers import header_key
from crossfoot.mapping.model import ColumnMapping, Mapping, RecordType
from crossfoot.workbook.model import ColumnInfo, SheetInfo

_FILE_KEYS = {"sheet": str, "record_type": str, "header_row": int, "columns": list}
_COLUMN_KEYS = {"column": str, "header": str, "field": str, "date_format": str, "reason": str}
_A_DATE = dt.date(2018, 3, 31)


def mapping_to_toml(mapping: Mapping) -> str:
    """`mapping` as the text of a TOML file, which `mapping_from_toml` reads back."""
    lines = [
        f"sheet = {_quoted(mapping.sheet)}",
        f"record_type = {_quoted(mapping.record_type)}",
        f"header_row = {mapping.header_row}",
    ]
    for column in mapping.columns:
        lines += [
            "",
            "[[columns]]",
            f"column = {_quoted(column.letter)}",
            f"header = {_quoted(column.header)}",
        ]
        if column.field is not None:
            lines.append(f"field = {_quoted(column.field)}")
        if column.date_format is not None:
            lines.append(f"date_format = {_quoted(column.date_format)}")
        if column.reason:
            lines.append(f"reason = {_quoted(column.reason)}")
    return "\n".join(lines) + "\n"


def mapping_from_toml(text: str, sheet: SheetInfo, types: MappingOf[str, RecordType]) -> Mapping:
    """The mapping that a TOML file states, checked against `sheet` and the record types.

    MappingError names what does not fit: the file itself, the record type, a field, a column, a missing field.
    """
    table = _parsed(text)
    record_type = _record_type(table.get("record_type", ""), types)
    stated: dict[str, dict[str, Any]] = {}
    for entry in table.get("columns", ()):
        letter = _column_of(entry, sheet).letter
        if letter in stated:
            raise MappingError(f"The mapping names column {letter} twice.", "Remove one of the two.")
        stated[letter] = entry
    mapping = Mapping(
        sheet=sheet.name,
        record_type=record_type.name,
        header_row=table.get("header_row", sheet.header_row),
        columns=tuple(_column_mapping(column, stated.get(column.letter)) for column in sheet.columns),
        reason="As the mapping file says.",
        confidence=1.0,
    )
    validate_mapping(mapping, sheet, record_type)
    return mapping


def validate_mapping(mapping: Mapping, sheet: SheetInfo, record_type: RecordType) -> None:
    """MappingError where `mapping` cannot be used to read `sheet` as `record_type`; it names what and where."""
    if mapping.record_type != record_type.name:
        raise MappingError(
            f'The mapping is for "{mapping.record_type}", not for "{record_type.name}".',
            "Choose the record type that the mapping was made for.",
        )
    letters = [column.letter for column in sheet.columns]
    if mapping.header_row < 1:
        raise MappingError(
            f"The mapping puts the header in row {mapping.header_row}.",
            "Rows count from 1, as Excel shows them.",
        )
    filled_by: dict[str, str] = {}
    for column in mapping.columns:
        if column.letter not in letters:
            raise _no_such_column(column.letter, sheet)
        if column.field is None:
            continue
        field = record_type.field(column.field)
        if field is None:
            raise MappingError(
                f'Column {column.letter} is mapped to "{column.field}", which {record_type.title} does not have.',
                f"Its fields are: {', '.join(field.name for field in record_type.fields)}.",
            )
        if column.field in filled_by:
            raise MappingError(
                f"Columns {filled_by[column.field]} and {column.letter} are both mapped to {column.field}.",
                "Leave the field with one of them; the other is kept as raw text.",
            )
        filled_by[column.field] = column.letter
        if column.date_format is not None:
            _check_date_format(column, field.type)
    missing = missing_required(set(filled_by), record_type)
    if missing:
        raise MappingError(
            f'Sheet "{sheet.name}" as {record_type.title}: no column is mapped to {"; ".join(missing)}.',
            "Map a column to it, or choose another record type.",
        )


def _parsed(text: str) -> dict[str, Any]:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(
            f"The mapping file is not valid TOML: {error}.", "Correct the line that the message names."
        ) from None
    _check_keys(table, _FILE_KEYS, "The mapping file")
    for number, entry in enumerate(table.get("columns", ()), start=1):
        if not isinstance(entry, dict):
            raise MappingError(
                "In the mapping file, columns is not a list of tables.", "Write each column as [[columns]]."
            )
        _check_keys(entry, _COLUMN_KEYS, f"Column entry {number} of the mapping file")
    return table


def _check_keys(table: dict[str, Any], known: MappingOf[str, type], what: str) -> None:
    for key, value in table.items():
        if key not in known:
            raise MappingError(f'{what} has the unknown key "{key}".', f"The keys are: {', '.join(known)}.")
        if not isinstance(value, known[key]) or isinstance(value, bool):
            kind = {str: "text in quotes", int: "a whole number", list: "a list of tables"}[known[key]]
            raise MappingError(f'{what}: "{key}" is {value!r}.', f"It must be {kind}.")


def _record_type(name: str, types: MappingOf[str, RecordType]) -> RecordType:
    if name not in types:
        raise MappingError(
            f'The mapping names the record type "{name}", which the pack does not have.'
            if name
            else "The mapping names no record type.",
            f'Write record_type = "..."; the record types are: {", ".join(types)}.',
        )
    return types[name]


def _column_of(entry: dict[str, Any], sheet: SheetInfo) -> ColumnInfo:
    """The column that an entry means: by its letter, by its header, or by both where they agree."""
    letter, header = entry.get("column", "").strip().upper(), entry.get("header")
    if letter:
        column = next((column for column in sheet.columns if column.letter == letter), None)
        if column is None:
            raise _no_such_column(letter, sheet)
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
            f'Name the column by its letter (column = "A"); the columns are {_columns(sheet)}.',
        )
    return found[0]


def _column_mapping(column: ColumnInfo, entry: dict[str, Any] | None) -> ColumnMapping:
    if entry is None or "field" not in entry:
        reason = (entry or {}).get("reason", "The mapping file gives it no field; kept as raw text.")
        return ColumnMapping(column.letter, column.header, None, reason, 1.0, "auditor")
    reason = entry.get("reason", "As the mapping file says.")
    return ColumnMapping(
        column.letter, column.header, entry["field"], reason, 1.0, "auditor", entry.get("date_format")
    )


def _check_date_format(column: ColumnMapping, field_type: str) -> None:
    if field_type not in ("date", "timestamp"):
        raise MappingError(
            f"Column {column.letter} has a date format, but {column.field} is not a date.",
            "Remove date_format, or map the column to a date.",
        )
    written = column.date_format or ""
    try:
        understood = dt.datetime.strptime(_A_DATE.strftime(written), written).date() == _A_DATE  # noqa: DTZ007
    except ValueError:
        understood = False
    if not understood:
        raise MappingError(
            f'Column {column.letter}: "{written}" does not say how a whole date is written.',
            'Use day, month and year, such as "%m/%d/%Y" for 03/31/2018 or "%d %b %Y" for 31 Mar 2018.',
        )


def _no_such_column(letter: str, sheet: SheetInfo) -> MappingError:
    return MappingError(
        f'The mapping names column {letter}, which sheet "{sheet.name}" does not have.',
        f"Its columns are {_columns(sheet)}.",
    )


def _columns(sheet: SheetInfo) -> str:
    return ", ".join(f"{column.letter} ({column.header})" for column in sheet.columns) or "none"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
