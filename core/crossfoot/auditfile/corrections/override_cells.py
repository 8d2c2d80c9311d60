"""Which cells a correction changes for the checks, and how each gets back what it held.

What stands in the typed column of a row follows from the row as it was loaded and from the corrections in force, in
whatever order these were set: a correction of one cell wins over one of a raw value. `cf_override_cell` keeps the
value before; the raw text stays in the ledger of misfits or among the raw cells.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.record_names import (
    quoted,
    restricted_fields,
    restricted_table,
    rows_table,
    whole_rows,
)
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import Field, RecordType
from crossfoot.staging.convert import Unfit, converter
from crossfoot.staging.model import TypedValue
from crossfoot.values import amount_text
from crossfoot.workbook.model import Cell, CellType, CellValue

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class OverriddenCell:
    """One cell that a correction can change: where it is, and the typed value that its row has as it was loaded."""

    import_id: int
    row_no: int
    ref: str
    before: TypedValue


def used_value(field: Field, used: str) -> TypedValue:
    """The value to use, read as a text cell of the field would be; '' stands for no value.

    AuditFileError where it does not fit the field's type: a correction is held to what a cell is held to.
    """
    if not used.strip():
        return None
    value = converter(field)(_cell("text", used, used))
    if isinstance(value, Unfit) or value is None:
        why = value.reason if isinstance(value, Unfit) else "text, not a link"
        near = f" Did you mean {value.suggestion}?" if isinstance(value, Unfit) and value.suggestion else ""
        raise AuditFileError(
            f"{used!r} cannot be used for {field.name.replace('_', ' ')}: {why}.",
            _as_written(field) + near,
        )
    return value


def _as_written(field: Field) -> str:
    if field.type == "code":
        return f"Use one of: {', '.join(code for code, _ in field.values)}."
    return _AS_WRITTEN[field.type]


_AS_WRITTEN = {
    "text": "Write the text to use.",
    "link": "Write the whole address, from https:// on.",
    "date": "Write dates as 2018-03-31.",
    "timestamp": "Write dates as 2018-03-31, with the time as 2018-03-31T14:05:00.",
    "integer": "Write a whole number.",
    "number": "Write a number, such as 12.5.",
    "money": "Write an amount, such as 1,250.00.",
    "boolean": "Write yes or no.",
}


def value_text(field: Field | None, value: Any) -> str:
    """A typed value as a person writes it: amounts with cents, yes and no as TRUE and FALSE, '' where there is none."""
    if value is None or field is None:
        return "" if value is None else str(value)
    if field.type == "money":
        return amount_text(int(value))
    if field.type == "boolean":
        return "TRUE" if value else "FALSE"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def source_field(field: Field, mapped: Iterable[str]) -> str:
    """The field whose column holds the cell of `field`: itself, or the one that it is derived from."""
    return field.derived_from if field.derived_from and field.name not in set(mapped) else field.name


def columns_of(audit: Audit, import_id: int) -> dict[str, str]:
    """The letter of the column that is mapped to each field of an import."""
    rows = audit.connection.execute(
        "SELECT field, letter FROM cf_import_column WHERE import_id = ? AND treatment = 'field' "
        "AND field IS NOT NULL ORDER BY position DESC",
        (import_id,),
    )
    return dict(rows.fetchall())


def cells_holding(
    audit: Audit, kind: RecordType, field: Field, raw: str, import_id: int
) -> list[OverriddenCell]:
    """The cells of one import whose stored text is exactly `raw` and that no correction changes yet.

    Stored text is what the ledger of misfits or the raw cells keep, else the text that the typed value gives back.
    """
    columns = columns_of(audit, import_id)
    source = source_field(field, columns)
    if source not in columns:
        return []
    table, own, told = whole_rows(kind), quoted(field.name), quoted(source)
    of_source = kind.field(source)
    shown = "coalesce(c.link, c.raw)" if of_source is not None and of_source.type == "link" else "c.raw"
    free = (
        "NOT EXISTS (SELECT 1 FROM cf_override_cell o WHERE o.import_id = t.import_id AND o.row_no = t.row_no "
        f"AND o.field = :field) AND (SELECT count(*) FROM {table} x "
        "WHERE x.import_id = t.import_id AND x.row_no = t.row_no) = 1"
    )
    values = _values_of(audit, import_id, of_source or field, raw)
    given = {
        "import": import_id,
        "field": field.name,
        "source": source,
        "letter": columns[source],
        "raw": raw,
    }
    queries = [
        # A second cell of one address is a misfit too, but the first is the one that is used.
        f"SELECT t.row_no, m.ref, t.{own} FROM cf_misfit m JOIN {table} t "
        "ON t.import_id = m.import_id AND t.row_no = m.row_no WHERE m.import_id = :import AND m.field = :source "
        f"AND m.raw = :raw AND t.{told} IS NULL AND m.misfit_id = (SELECT min(f.misfit_id) FROM cf_misfit f WHERE "
        f"f.import_id = m.import_id AND f.row_no = m.row_no AND f.field = m.field) AND {free}",
        f"SELECT t.row_no, c.ref, t.{own} FROM cf_raw_cell c JOIN {table} t "
        "ON t.import_id = c.import_id AND t.row_no = c.row_no WHERE c.import_id = :import "
        f"AND c.ref = :letter || c.row_no AND {shown} = :raw AND {free}",
    ]
    queries += [
        f"SELECT t.row_no, :letter || t.row_no, t.{own} FROM {table} t LEFT JOIN cf_override_cell b "
        "ON b.import_id = t.import_id AND b.row_no = t.row_no AND b.field = :source WHERE t.import_id = :import "
        f"AND CASE WHEN b.field IS NULL THEN t.{told} ELSE b.before ->> '$' END = :value{place} "
        "AND NOT EXISTS (SELECT 1 FROM cf_raw_cell c WHERE c.import_id = t.import_id AND c.row_no = t.row_no "
        f"AND c.ref = :letter || t.row_no) AND {free}"
        for place, value in enumerate(values)
    ]
    given.update({f"value{place}": value for place, value in enumerate(values)})
    found = [
        row for sql in queries for row in audit.connection.execute(sql, _only_named(given, sql)).fetchall()
    ]
    return [OverriddenCell(import_id, *row) for row in dict.fromkeys(found)]


def _only_named(given: dict[str, Any], sql: str) -> dict[str, Any]:
    return {name: value for name, value in given.items() if f":{name}" in sql}


def _values_of(audit: Audit, import_id: int, field: Field, raw: str) -> list[TypedValue]:
    """The typed values that cells without a raw cell of their own have where they stored `raw`."""
    spelled = audit.connection.execute(
        "SELECT value, raw FROM cf_spelling WHERE import_id = ? AND field = ?", (import_id, field.name)
    ).fetchall()
    known = {value for value, _ in spelled}
    typed = int if field.type == "boolean" else str
    values: list[TypedValue] = [typed(value) for value, spelling in spelled if spelling == raw]
    return values + [value for value in _given_back(field, raw) if str(value) not in known]


def _given_back(field: Field, raw: str) -> list[TypedValue]:
    """The typed values whose cells stored `raw` though nothing but the typed value is kept of them."""
    if field.type not in ("integer", "number", "money", "boolean"):
        return [raw]
    cells: list[Cell] = []
    if _NUMBER.fullmatch(raw):
        cells.append(_cell("number", raw, float(raw) if set(raw) & set(".eE") else int(raw)))
    if raw.upper() in ("TRUE", "FALSE"):
        cells.append(_cell("boolean", raw, raw.upper() == "TRUE"))
    values = [converter(field)(cell) for cell in cells]
    return [value for value in values if value is not None and not isinstance(value, Unfit)]


def _cell(kind: CellType, raw: str, value: CellValue) -> Cell:
    return Cell("", "A1", 1, 1, kind, raw, value)


def change_cells(
    audit: Audit, uid: str, kind: RecordType, field: Field, cells: list[OverriddenCell], value: TypedValue
) -> None:
    """Let these cells have `value`, and keep what each had; inside a write block."""
    audit.connection.executemany(
        "INSERT INTO cf_override_cell (override_uid, import_id, row_no, ref, field, before, used) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (uid, c.import_id, c.row_no, c.ref, field.name, json.dumps(c.before), json.dumps(value))
            for c in cells
        ),
    )
    _set_values(audit, kind, field.name, ((value, c.import_id, c.row_no) for c in cells))


def restore_cells(audit: Audit, kind: RecordType, field: str, where: str, given: tuple[Any, ...]) -> int:
    """Give the corrected cells that `where` names what they held, and forget their correction; how many they were."""
    run = audit.connection
    found = run.execute(
        f"SELECT before, import_id, row_no FROM cf_override_cell WHERE field = ? AND {where}", (field, *given)
    ).fetchall()
    _set_values(audit, kind, field, ((json.loads(before), i, r) for before, i, r in found))
    run.execute(f"DELETE FROM cf_override_cell WHERE field = ? AND {where}", (field, *given))
    return len(found)


def _set_values(
    audit: Audit, kind: RecordType, field: str, values: Iterable[tuple[TypedValue, int, int]]
) -> None:
    table, column = quoted(rows_table(kind.name)), quoted(field)
    sql = f"UPDATE {table} SET {column} = ? WHERE import_id = ? AND row_no = ?"
    if field in {one.name for one in restricted_fields(kind)}:
        sql = (  # a row has no restricted part where no restricted field of it was filled
            f"INSERT INTO {quoted(restricted_table(kind.name))} (row_id, {column}) SELECT row_id, ?1 FROM {table} "
            f"WHERE import_id = ?2 AND row_no = ?3 ON CONFLICT (row_id) DO UPDATE SET {column} = excluded.{column}"
        )
    audit.connection.executemany(sql, values)


def apply_overrides(audit: Audit, import_id: int, field: str | None = None) -> list[dict[str, Any]]:
    """Apply the corrections by raw value that are in force to one import (one field of it), inside a write block.

    Returns `{"override": uid, "field": ..., "cells": n}` for each that changed a cell. A cell that is corrected by
    itself stays as it is. Agencies and repeats are to be settled afterwards.
    """
    (record_type,) = audit.connection.execute(
        "SELECT record_type FROM cf_import WHERE import_id = ?", (import_id,)
    ).fetchone()
    kind, applied = audit.types[record_type], []
    for uid, name, raw, used in audit.connection.execute(
        "SELECT uid, field, raw, used FROM cf_override WHERE withdrawn = 0 AND raw IS NOT NULL AND record_type = ? "
        "AND (? IS NULL OR field = ?) ORDER BY override_id",
        (record_type, field, field),
    ).fetchall():
        found = kind.field(name)
        if found is None:
            continue
        cells = cells_holding(audit, kind, found, raw, import_id)
        if cells:
            change_cells(audit, uid, kind, found, cells, used_value(found, used))
            applied.append({"override": uid, "field": name, "cells": len(cells)})
    return applied
