"""The tables that hold imported rows, made from the pack's record types, with the views over them.

Rows of a record type lie in `cf_rows_<name>`. The view `<name>` shows those of current imports, in the pack's words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from crossfoot.auditfile.record_names import (
    KEPT_CELLS,
    RAW_TEXT,
    WHOLE,
    quoted,
    restricted_fields,
    restricted_table,
    rows_table,
)
from crossfoot.auditfile.record_views import record_views
from crossfoot.mapping.model import Field, FieldType, RecordType

_SQL_TYPES: dict[FieldType, str] = {
    "text": "TEXT",
    "link": "TEXT",
    "date": "TEXT",
    "timestamp": "TEXT",
    "code": "TEXT",
    "integer": "INTEGER",
    "money": "INTEGER",
    "boolean": "INTEGER",
    "number": "REAL",
}


def lay_record_tables(connection: sqlite3.Connection, types: dict[str, RecordType]) -> None:
    """Create what is missing for the record types: tables, new columns, indexes; and make all views anew."""
    for name in _present_views(connection):  # first: a column that a view names cannot be taken away
        connection.execute(f"DROP VIEW {quoted(name)}")
    for record_type in types.values():
        _lay_table(connection, record_type)
    _lay_kept_cells(connection)
    for statement in record_views(types):
        connection.execute(statement)


def fits_record_types(connection: sqlite3.Connection, types: dict[str, RecordType]) -> bool:
    """Whether the file's tables and views are those of these record types; a pack that grew needs them laid anew."""
    for record_type in types.values():
        restricted = {field.name for field in restricted_fields(record_type)}
        others = {field.name for field in record_type.fields} - restricted
        open_ones = _columns(connection, rows_table(record_type.name))
        kept_apart = _columns(connection, restricted_table(record_type.name))
        if (
            not (others <= open_ones and restricted <= kept_apart)
            or restricted & open_ones
            or others & kept_apart
        ):
            return False
    if not _columns(connection, KEPT_CELLS):
        return False
    return sorted(_present_views(connection).values()) == sorted(
        statement.strip() for statement in record_views(types)
    )


def _present_views(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
    return {
        name: sql
        for name, sql in rows
        if not name.startswith("cf_") or name == RAW_TEXT or name.startswith(WHOLE)
    }


def _lay_table(connection: sqlite3.Connection, record_type: RecordType) -> None:
    table = rows_table(record_type.name)
    restricted = restricted_fields(record_type)
    others = [field for field in record_type.fields if field not in restricted]
    fields = "".join(f", {_declared(field)}" for field in others)
    connection.execute(  # all fields at once: SQLite reads its whole schema anew for each column that is added
        f"CREATE TABLE IF NOT EXISTS {quoted(table)} (row_id INTEGER PRIMARY KEY, "
        "import_id INTEGER NOT NULL REFERENCES cf_import, row_no INTEGER NOT NULL, hidden INTEGER NOT NULL, "
        f"agency_ref TEXT, repeats INTEGER{fields}) STRICT"
    )
    _add_columns(connection, table, others)
    apart = restricted_table(record_type.name)
    if restricted:
        listed = ", ".join(map(_declared, restricted))
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {quoted(apart)} (row_id INTEGER PRIMARY KEY, {listed}) STRICT"
        )
        _add_columns(connection, apart, restricted)
    _move_columns(connection, table, apart, restricted)
    _move_columns(connection, apart, table, others)
    name = quoted(f"{table}_by_import_id_row_no")
    connection.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {quoted(table)} (import_id, row_no)")


def _lay_kept_cells(connection: sqlite3.Connection) -> None:
    """Make the table of the cells of kept columns; in an earlier audit file they lay among the other stored texts."""
    if _columns(connection, KEPT_CELLS):
        return
    connection.execute(
        f"CREATE TABLE {KEPT_CELLS} (import_id INTEGER NOT NULL REFERENCES cf_import, row_no INTEGER NOT NULL, "
        "ref TEXT NOT NULL, raw TEXT NOT NULL, cell_type TEXT NOT NULL, link TEXT, raw_cell_id INTEGER PRIMARY KEY) "
        "STRICT"
    )
    connection.execute(f"CREATE INDEX cf_restricted_cell_by_row ON {KEPT_CELLS} (import_id, row_no)")
    columns = "import_id, row_no, ref, raw, cell_type, link, raw_cell_id"
    of_kept = (
        "WHERE EXISTS (SELECT 1 FROM cf_import_column k WHERE k.import_id = cf_raw_cell.import_id "
        "AND k.treatment = 'kept' AND k.letter = rtrim(cf_raw_cell.ref, '0123456789'))"
    )
    connection.execute(f"INSERT INTO {KEPT_CELLS} ({columns}) SELECT {columns} FROM cf_raw_cell {of_kept}")
    connection.execute(f"DELETE FROM cf_raw_cell {of_kept}")


def _declared(field: Field) -> str:
    return f"{quoted(field.name)} {_SQL_TYPES[field.type]}"


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({quoted(table)})")}


def _add_columns(connection: sqlite3.Connection, table: str, fields: Iterable[Field]) -> None:
    present = _columns(connection, table)
    for field in fields:
        if field.name not in present:
            connection.execute(f"ALTER TABLE {quoted(table)} ADD COLUMN {_declared(field)}")


def _move_columns(connection: sqlite3.Connection, source: str, target: str, fields: Iterable[Field]) -> None:
    """Bring fields whose class changed, or that an earlier version kept elsewhere, with their values to where they
    belong now."""
    present = _columns(connection, source)
    names = [quoted(field.name) for field in fields if field.name in present]
    if not names:
        return
    listed, anew = ", ".join(names), ", ".join(f"{name} = excluded.{name}" for name in names)
    filled = " OR ".join(f"{name} IS NOT NULL" for name in names)
    if "import_id" in present:
        connection.execute(
            f"INSERT INTO {quoted(target)} (row_id, {listed}) SELECT row_id, {listed} FROM {quoted(source)} "
            f"WHERE {filled} ON CONFLICT (row_id) DO UPDATE SET {anew}"
        )
    else:
        told = ", ".join(f"{name} = s.{name}" for name in names)
        connection.execute(
            f"UPDATE {quoted(target)} AS t SET {told} FROM {quoted(source)} s WHERE s.row_id = t.row_id"
        )
    for name in names:
        connection.execute(f"ALTER TABLE {quoted(source)} DROP COLUMN {name}")


def lay_join_indexes(connection: sqlite3.Connection, types: dict[str, RecordType]) -> None:
    """Index the columns that checks join on, in one transaction; what is there already is left alone.

    They are laid when checks run and not when rows are loaded: an index costs half as much on a table that is full.
    """
    present = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    missing = [
        (name, table, fields)
        for record_type in types.values()
        for table in (rows_table(record_type.name),)
        for fields in join_fields(record_type)
        if (name := _join_index(record_type, fields)) not in present
    ]
    if not missing:
        return
    connection.execute("BEGIN IMMEDIATE")
    for name, table, fields in missing:
        listed = ", ".join(map(quoted, fields))
        connection.execute(f"CREATE INDEX {quoted(name)} ON {quoted(table)} ({listed})")
    connection.execute("COMMIT")


def drop_join_indexes(connection: sqlite3.Connection, record_type: RecordType) -> None:
    """Take them away before many rows are loaded, inside the caller's transaction."""
    for fields in join_fields(record_type):
        connection.execute(f"DROP INDEX IF EXISTS {quoted(_join_index(record_type, fields))}")


def _join_index(record_type: RecordType, fields: tuple[str, ...]) -> str:
    return f"{rows_table(record_type.name)}_by_{'_'.join(fields)}"


def join_fields(record_type: RecordType) -> list[tuple[str, ...]]:
    """The columns that checks join on: the agency, keys, references. Without an index a check would never end.

    The groups that a record type names hold `repeats` and `import_id` too: then the rows themselves need not be read.
    """
    wide = [(*group, "repeats", "import_id") for group in record_type.joins]
    single = ["agency_ref"] if record_type.agency else []
    single += [*record_type.key, *(reference.field for reference in record_type.references)]
    covered = {group[0] for group in wide}
    return [*wide, *((name,) for name in dict.fromkeys(single) if name not in covered)]
