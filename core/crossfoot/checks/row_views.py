"""Views over all loaded lists at once, made from the record types, for the checks of data reliability.

`field_values`: one row per mapped field of a current list, with how many of its rows have no value and why. A misfit
that a correction gave a value (or none) counts as what the correction made of it.
`missing_cells`: each row without a value in a mapped field.
`keyed_rows`: each row of a list whose record type has a key, with that key as text and the row that it repeats.
`orphan_references`: each row that names a row of another loaded list which is not there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from crossfoot.auditfile.identity.register import REGISTERING
from crossfoot.mapping.model import Field, RecordType
from crossfoot.staging.convert import NULL_LIKE

_MISSING_MISFIT = (
    "(reason LIKE 'error value%' OR reason IN ('text that stands for a missing value', 'only blanks'))"
)
_LONGEST_NULL_LIKE = max(map(len, NULL_LIKE)) + 2


def row_views(connection: sqlite3.Connection, types: Mapping[str, RecordType]) -> list[tuple[str, str]]:
    """Name and SELECT of each view, for the lists that `connection` (with the audit attached as `audit`) holds."""
    mapped = {
        (record_type, field)
        for record_type, field in connection.execute(
            "SELECT record_type, field FROM audit.mapped_columns WHERE field IS NOT NULL"
        )
    }
    loaded = {name for (name,) in connection.execute("SELECT DISTINCT record_type FROM audit.list_catalogue")}
    there = [
        (types[name], [f for f in types[name].fields if (name, f.name) in mapped])
        for name in types
        if name in loaded
    ]
    there = [(kind, fields) for kind, fields in there if fields and kind.name != "agencies"]
    keyed = [kind for kind, _ in there if kind.natural_key or kind.key]
    parts = {
        "field_values": [_field_values(kind, fields) for kind, fields in there],
        "missing_cells": [_missing_cells(kind, field) for kind, fields in there for field in fields],
        "keyed_rows": [_keyed_rows(kind) for kind in keyed],
        "orphan_references": [part for kind, _ in there for part in _orphans(kind, mapped, loaded)],
    }
    return [(name, " UNION ALL ".join(parts[name]) or _empty(columns)) for name, columns in _COLUMNS.items()]


_COLUMNS = {
    "field_values": "record_type import_id field rows empty null_like error_cells unreadable missing",
    "missing_cells": "record_type import_id row_id row_no field",
    "keyed_rows": "record_type import_id row_id row_no repeats key_text",
    "orphan_references": "record_type import_id row_id row_no repeats field value target",
}


def _empty(columns: str) -> str:
    return f"SELECT {', '.join(f'NULL AS {name}' for name in columns.split())} WHERE 0"


def _null_like(field: Field) -> str:
    if field.type not in ("text", "link"):
        return "0"
    known = ", ".join(f"'{text}'" for text in sorted(NULL_LIKE))
    return f'(length("{field.name}") <= {_LONGEST_NULL_LIKE} AND lower(trim("{field.name}")) IN ({known}))'


def _field_values(kind: RecordType, fields: list[Field]) -> str:
    """One scan of the list counts all its fields; the misfits of a field are counted apart."""
    counts = ", ".join(
        f'sum("{f.name}" IS NULL) AS "empty {f.name}", sum({_null_like(f)}) AS "like {f.name}"'
        for f in fields
    )
    names = ", ".join(f"('{field.name}')" for field in fields)
    empty = " ".join(f"WHEN '{f.name}' THEN \"empty {f.name}\"" for f in fields)
    like = " ".join(f"WHEN '{f.name}' THEN ifnull(\"like {f.name}\", 0)" for f in fields)
    return (
        f"SELECT '{kind.name}' AS record_type, import_id, field, rows, empty - ifnull(misfits, 0) AS empty, "
        "null_like + ifnull(missing_misfits, 0) - ifnull(error_cells, 0) AS null_like, "
        "ifnull(error_cells, 0) AS error_cells, ifnull(misfits, 0) - ifnull(missing_misfits, 0) AS unreadable, "
        "empty + null_like - (ifnull(misfits, 0) - ifnull(missing_misfits, 0)) AS missing FROM ("
        f"SELECT t.import_id, f.column1 AS field, t.rows, CASE f.column1 {empty} END AS empty, "
        f"CASE f.column1 {like} END AS null_like "
        f"FROM (SELECT import_id, count(*) AS rows, {counts} FROM {kind.name} GROUP BY import_id) t, "
        f"(VALUES {names}) f "
        "JOIN mapped_columns m ON m.import_id = t.import_id AND m.field = f.column1) "
        "LEFT JOIN (SELECT import_id AS misfit_import, field AS misfit_field, count(*) AS misfits, "
        f"sum({_MISSING_MISFIT}) AS missing_misfits, sum(reason LIKE 'error value%') AS error_cells "
        "FROM misfit_cells WHERE NOT overridden GROUP BY import_id, field) "
        "ON misfit_import = import_id AND misfit_field = field"
    )


def _missing_cells(kind: RecordType, field: Field) -> str:
    return (
        f"SELECT '{kind.name}' AS record_type, t.import_id, t.row_id, t.row_no, '{field.name}' AS field "
        f'FROM {kind.name} t WHERE {_null_like(field)} OR (t."{field.name}" IS NULL AND t.row_id NOT IN '
        f"(SELECT m.row_id FROM misfit_cells m WHERE m.record_type = '{kind.name}' AND m.field = '{field.name}' "
        f"AND m.row_id IS NOT NULL AND NOT m.overridden AND NOT {_MISSING_MISFIT}))"
    )


def _keyed_rows(kind: RecordType) -> str:
    members = kind.natural_key or kind.key
    text = " || ' | ' || ".join(f"ifnull(\"{member}\", '')" for member in members)
    columns = f"import_id, row_id, row_no, repeats, {text} AS key_text"
    return f"SELECT '{kind.name}' AS record_type, {columns} FROM {kind.name}"


def _orphans(kind: RecordType, mapped: set[tuple[str, str]], loaded: set[str]) -> list[str]:
    head = f"SELECT '{kind.name}' AS record_type, import_id, row_id, row_no, repeats"
    parts = [
        f"{head}, '{r.field}' AS field, \"{r.field}\" AS value, '{r.target}' AS target FROM {kind.name} "
        f'WHERE "{r.field}" IS NOT NULL AND fold("{r.field}") NOT IN '
        f'(SELECT fold("{r.target_field}") FROM {r.target} WHERE "{r.target_field}" IS NOT NULL)'
        for r in kind.references
        if r.target in loaded and {(kind.name, r.field), (r.target, r.target_field)} <= mapped
    ]
    naming = kind.agency
    if naming is not None and not loaded.isdisjoint(REGISTERING):
        names = [name for name in (naming.id, naming.name) if name and (kind.name, name) in mapped]
        if names:
            value = f"coalesce({', '.join(f'{chr(34)}{name}{chr(34)}' for name in names)}, NULL)"
            parts.append(
                f"{head}, 'agency' AS field, {value} AS value, 'agencies' AS target FROM {kind.name} "
                f"WHERE agency_ref IS NULL AND {value} IS NOT NULL"
            )
    return parts
