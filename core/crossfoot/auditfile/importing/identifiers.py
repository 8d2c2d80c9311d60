"""Columns whose values name persons who may be no officers: an import needs the auditor's word on each of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from crossfoot.auditfile.pseudonyms import tokens
from crossfoot.errors import MappingError
from crossfoot.mapping.model import ColumnMapping, Mapping, RecordType
from crossfoot.workbook.model import ColumnInfo, SheetInfo

_ONE_IN = 5
"""A column names persons where at least one of so many filled cells has the form of such a number."""
_CLASS = "third_person"


def unsettled_identifiers(sheet: SheetInfo, mapping: Mapping) -> list[ColumnInfo]:
    """The columns that look like identifiers of persons and are neither left out nor stored as pseudonyms."""
    settled = {column.letter for column in mapping.columns if column.left_out or column.pseudonyms}
    return [
        column
        for column in sheet.columns
        if column.letter not in settled
        and column.identifiers
        and column.identifiers * _ONE_IN >= column.filled
    ]


def identifiers_said(sheet: SheetInfo, mapping: Mapping) -> str:
    """Why the sheet cannot be imported yet, in a sentence; empty where nothing of this kind is in the way."""
    for column in unsettled_identifiers(sheet, mapping):
        return (
            f'Column {column.letter} "{column.header}" of sheet {sheet.name!r} holds numbers that name persons '
            f"({column.identifiers:,} of {column.filled:,} cells are like nnn-nn-nnnn, or A and 8 or 9 digits)."
        )
    return ""


def refuse_identifiers(sheet: SheetInfo, mapping: Mapping) -> None:
    """MappingError where such a column is neither left out nor kept for a stated reason."""
    said = identifiers_said(sheet, mapping)
    if said:
        letter = unsettled_identifiers(sheet, mapping)[0].letter
        raise MappingError(
            said,
            f'Leave it out (--leave-out "{letter}:not needed"). If a step needs it, say why '
            f'(--keep-identifiers "{letter}:REASON"): its values are then stored as pseudonyms.',
        )


def check_pseudonyms(mapping: Mapping, record_type: RecordType) -> None:
    """MappingError where values of a field are to become pseudonyms that are no texts."""
    for column in mapping.columns:
        field = record_type.field(column.field) if column.field else None
        if column.pseudonyms and field is not None and field.type != "text":
            raise MappingError(
                f'Column {column.letter} "{column.header}" fills {field.name}, a {field.type}; only a text can be '
                "stored as pseudonyms.",
                "Keep the column without a field, or leave it out.",
            )


def pseudonymise(
    connection: sqlite3.Connection, schema: str, number: int, mapping: Mapping, fields: Sequence[str]
) -> None:
    """Put tokens in place of the values in the side file of sheet `number`, before its rows are taken over."""
    columns = [column for column in mapping.columns if column.pseudonyms]
    if not columns:
        return
    token = tokens(connection, _CLASS)
    for column in columns:
        for table, name, where in _places(column, number, fields):
            place = f"{schema}.{table}"
            values = connection.execute(
                f"SELECT DISTINCT {name} FROM {place} WHERE {where} AND {name} IS NOT NULL"
            ).fetchall()
            connection.execute("CREATE TEMP TABLE named (value PRIMARY KEY, token) WITHOUT ROWID")
            connection.executemany(
                "INSERT INTO named VALUES (?, ?)", [(value, token(str(value))) for (value,) in values]
            )
            connection.execute(
                f"UPDATE {place} SET {name} = named.token FROM temp.named WHERE {where} AND {name} = named.value"
            )
            connection.execute("DROP TABLE temp.named")


def _places(column: ColumnMapping, number: int, fields: Sequence[str]) -> list[tuple[str, str, str]]:
    """Where the side file holds values of the column: table, column, and which rows."""
    places = [
        (f"raw_{number}", name, f"rtrim(ref, '0123456789') = '{column.letter}'") for name in ("raw", "link")
    ]
    if column.field is not None:
        field = column.field.replace("'", "''")
        places += [(f"misfits_{number}", name, f"field = '{field}'") for name in ("raw", "suggestion")]
        if column.field in fields:
            places.append((f"rows_{number}", f"f{list(fields).index(column.field)}", "1"))
    return places
