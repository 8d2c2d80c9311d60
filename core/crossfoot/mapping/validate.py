"""Whether a mapping can be used to read a sheet; what does not fit is named by sheet, column and row."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from crossfoot.errors import MappingError
from crossfoot.mapping.columns import missing_required
from crossfoot.mapping.model import ColumnMapping, Mapping, RecordType, SkippedRows
from crossfoot.workbook.model import SheetInfo

_A_DATE = dt.date(2018, 3, 31)


def validate_mapping(mapping: Mapping, sheet: SheetInfo, record_type: RecordType) -> None:
    """MappingError where `mapping` cannot be used to read `sheet` as `record_type`; it names what and where."""
    if mapping.record_type != record_type.name:
        raise MappingError(
            f'The mapping is for "{mapping.record_type}", not for "{record_type.name}".',
            "Choose the record type that the mapping was made for.",
        )
    _check_header(mapping, sheet)
    _check_columns(mapping, sheet, record_type)
    _check_skipped(mapping, sheet)
    missing = missing_required({column.field for column in mapping.columns if column.field}, record_type)
    if missing:
        raise MappingError(
            f'Sheet "{sheet.name}" as {record_type.title}: no column is mapped to {"; ".join(missing)}.',
            "Map a column to it, or choose another record type.",
        )


def no_such_column(letter: str, sheet: SheetInfo) -> MappingError:
    """The trouble of a column that the sheet does not have."""
    return MappingError(
        f'The mapping names column {letter}, which sheet "{sheet.name}" does not have.',
        f"Its columns are {column_list(sheet)}.",
    )


def column_list(sheet: SheetInfo) -> str:
    """The columns of a sheet in one line: `A (STATE), B (AGENCY)`."""
    return ", ".join(f"{column.letter} ({column.header})" for column in sheet.columns) or "none"


def _check_header(mapping: Mapping, sheet: SheetInfo) -> None:
    if mapping.header_row < 1:
        raise MappingError(
            f"The mapping puts the header in row {mapping.header_row}.",
            "Rows count from 1, as Excel shows them.",
        )
    if not 1 <= mapping.header_rows <= mapping.header_row:
        raise MappingError(
            f'Sheet "{sheet.name}": a header of {mapping.header_rows} rows cannot end in row {mapping.header_row}.',
            "header_row is the last row of the header; header_rows says how many rows it has.",
        )
    stated, found = (mapping.header_row, mapping.header_rows), (sheet.header_row, sheet.header_rows)
    if stated != found:
        raise MappingError(
            f'The mapping puts the header of sheet "{sheet.name}" in {_rows(*stated)}, but the sheet was looked '
            f"through with its header in {_rows(*found)}.",
            "Look the sheet through again with the header row that the mapping names.",
        )


def _rows(last: int, rows: int) -> str:
    return f"row {last}" if rows == 1 else f"rows {last - rows + 1} to {last}"


def _check_columns(mapping: Mapping, sheet: SheetInfo, record_type: RecordType) -> None:
    letters = {column.letter for column in sheet.columns}
    filled_by: dict[str, str] = {}
    for column in mapping.columns:
        if column.letter not in letters:
            raise no_such_column(column.letter, sheet)
        if column.left_out and column.field is not None:
            raise MappingError(
                f"Column {column.letter} is left out, but it is mapped to {column.field} as well.",
                "Remove one of the two: field, or left_out.",
            )
        if column.field is None:
            if column.date_format is not None:
                raise MappingError(
                    f"Column {column.letter} has a date format, but fills no field.",
                    "Map the column to a date, or remove date_format.",
                )
            continue
        field = record_type.field(column.field)
        if field is None:
            names = ", ".join(field.name for field in record_type.fields)
            raise MappingError(
                f'Column {column.letter} is mapped to "{column.field}", which {record_type.title} does not have.',
                f"Its fields are: {names}."
                if names
                else "It has no fields: every column is kept as raw text.",
            )
        if column.field in filled_by:
            raise MappingError(
                f"Columns {filled_by[column.field]} and {column.letter} are both mapped to {column.field}.",
                "Leave the field with one of them; the other is kept as raw text.",
            )
        filled_by[column.field] = column.letter
        if column.date_format is not None:
            _check_date_format(column, field.type)
    if mapping.columns and all(column.left_out for column in mapping.columns):
        raise MappingError(
            f'Every column of sheet "{sheet.name}" is left out.',
            "Keep at least one, or do not import the sheet.",
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


def _check_skipped(mapping: Mapping, sheet: SheetInfo) -> None:
    for rows in mapping.skipped:
        where = f'Sheet "{sheet.name}": rows {rows.first} to {rows.last} are to be left out'
        if rows.first > rows.last:
            raise MappingError(
                f"{where}, but the first comes after the last.", "Write the smaller row first."
            )
        if not rows.reason.strip():
            raise MappingError(
                f"{where} without a reason.", 'Say why they are no data, such as "totals of the sender".'
            )
        if rows.first <= mapping.header_row or rows.last > sheet.last_data_row:
            raise MappingError(
                f"{where}, but its data stand in rows {sheet.first_data_row} to {sheet.last_data_row}.",
                "Name rows of the data; the rows above and below are left out anyway.",
            )
    in_order: list[SkippedRows] = sorted(mapping.skipped, key=lambda rows: rows.first)
    for before, after in pairwise(in_order):
        if after.first <= before.last:
            raise MappingError(
                f'Sheet "{sheet.name}": rows {after.first} to {min(before.last, after.last)} are left out twice.',
                "Name each row once, with one reason.",
            )
