"""The corrections of an audit as they are listed, and those behind a row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.override_cells import columns_of, source_field, value_text
from crossfoot.auditfile.record_names import (
    quoted,
    whole_rows,
)
from crossfoot.auditfile.uids import full_uid
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import Field, RecordType
from crossfoot.workbook.addresses import column_letters, parse_area


@dataclass(frozen=True, slots=True)
class Override:
    """One correction. `raw` is the text that it holds for, None where it is of one cell (`import_id`, `ref`).

    `stood` is the text as it stands in the workbook, `used` the one used instead ('' for no value), `cells` how many
    cells of current lists it changes now.
    """

    uid: str
    record_type: str
    field: str
    raw: str | None
    import_id: int | None
    row_no: int | None
    ref: str
    stood: str
    used: str
    reason: str
    actor: str
    at: str
    withdrawn: bool
    cells: int


@dataclass(frozen=True, slots=True)
class CellCorrection:
    """What a correction made of one cell of a row: what it held as a person writes it, what is used, why, by whom."""

    field: str
    ref: str
    stood: str
    used: str
    reason: str
    actor: str
    at: str

    @property
    def sentence(self) -> str:
        """`used 2025-07-07 because the agency said so (A. Auditor, 2025-08-01)`."""
        return f"used {self.used or 'no value'} because: {self.reason} ({self.actor}, {self.at[:10]})"


def list_overrides(audit: Audit, *, withdrawn: bool = False) -> list[Override]:
    """The corrections in force, in the order in which they were set; with `withdrawn`, those taken back too."""
    return _read(audit, "withdrawn <= ?", (int(withdrawn),))


def find_override(audit: Audit, uid: str) -> Override:
    """The correction of that uid or of the one uid that starts so; AuditFileError where there is none."""
    known = full_uid(audit, "cf_override", uid, "correction", "`crossfoot override` lists them.")
    return _read(audit, "uid = ?", (known,))[0]


def _read(audit: Audit, where: str, given: tuple[Any, ...]) -> list[Override]:
    rows = audit.rows(
        "SELECT r.uid, r.record_type, r.field, r.raw, r.import_id, r.row_no, r.used, r.reason, r.actor, r.at, "
        "r.withdrawn, (SELECT count(*) FROM cf_override_cell c JOIN cf_import i ON i.import_id = c.import_id "
        f"WHERE c.override_uid = r.uid AND i.state = 'current') AS cells FROM cf_override r WHERE r.{where} "
        "ORDER BY override_id",
        given,
    )
    return [_override(audit, row) for row in rows]


def _override(audit: Audit, row: dict[str, Any]) -> Override:
    ref, stood = "", row["raw"] or ""
    if row["raw"] is None:
        kind, field = field_of(audit, row["record_type"], row["field"])
        ref, stood = _cell_as_it_stands(audit, kind, field, row["import_id"], row["row_no"])
    return Override(**{**row, "withdrawn": bool(row["withdrawn"]), "ref": ref, "stood": stood})


def _cell_as_it_stands(
    audit: Audit, kind: RecordType, field: Field, import_id: int, row_no: int
) -> tuple[str, str]:
    columns = columns_of(audit, import_id)
    ref = f"{columns.get(source_field(field, columns), '')}{row_no}"
    kept = audit.rows(
        "SELECT raw FROM cf_misfit WHERE import_id = :i AND row_no = :r AND ref = :ref UNION ALL "
        "SELECT coalesce(link, raw) FROM cf_raw_text WHERE import_id = :i AND row_no = :r AND ref = :ref",
        {"i": import_id, "r": row_no, "ref": ref},
    )
    if kept:
        return ref, str(kept[0]["raw"])
    before = audit.rows(
        "SELECT before FROM cf_override_cell WHERE import_id = ? AND row_no = ? AND field = ?",
        (import_id, row_no, field.name),
    )
    if before:
        return ref, value_text(field, json.loads(before[0]["before"]))
    return ref, value_text(field, current_value(audit, kind, field.name, import_id, row_no))


def corrections_of(
    audit: Audit, places: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], list[CellCorrection]]:
    """The corrected cells of many rows, by import and Excel's row number."""
    rows = audit.rows(
        "WITH place AS (SELECT value ->> 0 AS import_id, value ->> 1 AS row_no FROM json_each(?)) "
        "SELECT c.import_id, c.row_no, c.field, c.ref, c.before, o.record_type, o.used, o.reason, o.actor, o.at "
        "FROM place p JOIN cf_override_cell c ON c.import_id = p.import_id AND c.row_no = p.row_no "
        "JOIN cf_override o ON o.uid = c.override_uid ORDER BY c.import_id, c.row_no, c.ref",
        (json.dumps(sorted(set(places))),),
    )
    found: dict[tuple[int, int], list[CellCorrection]] = {}
    for row in rows:
        stood = value_text(audit.types[row["record_type"]].field(row["field"]), json.loads(row["before"]))
        found.setdefault((row["import_id"], row["row_no"]), []).append(
            CellCorrection(
                row["field"], row["ref"], stood, row["used"], row["reason"], row["actor"], row["at"]
            )
        )
    return found


def current_value(audit: Audit, kind: RecordType, field: str, import_id: int, row_no: int) -> Any:
    """The typed value that the row has now; None where it has none."""
    sql = f"SELECT {quoted(field)} AS value FROM {whole_rows(kind)} WHERE import_id = ? AND row_no = ?"
    rows = audit.rows(sql, (import_id, row_no))
    return rows[0]["value"] if rows else None


def field_of(audit: Audit, record_type: str, field: str) -> tuple[RecordType, Field]:
    """The record type and its field; AuditFileError where there is no such one."""
    kind = audit.types.get(record_type)
    if kind is None:
        raise AuditFileError(
            f"There is no record type {record_type!r} in this audit.",
            f"There are: {', '.join(sorted(audit.types))}.",
        )
    found = kind.field(field)
    if found is None:
        raise AuditFileError(
            f"The record type {record_type} has no field {field!r}.",
            f"The fields are: {', '.join(f.name for f in kind.fields)}.",
        )
    return kind, found


def named_field(kind: RecordType, field: str) -> str:
    """A field as sentences name it: `officers, authorized on`."""
    return f"{kind.title.lower()}, {field.replace('_', ' ')}"


def field_at(audit: Audit, import_id: int, ref: str) -> tuple[str, str, int]:
    """Record type, field and row of the cell `ref` of an import; AuditFileError where no field is told by it."""
    area = parse_area(ref)
    columns = {letter: field for field, letter in columns_of(audit, import_id).items()}
    rows = audit.rows("SELECT record_type FROM cf_import WHERE import_id = ?", (import_id,))
    if not rows:
        raise AuditFileError(
            f"There is no import {import_id} in this audit.", "`crossfoot tables` lists the imports."
        )
    if area is None or area.cells != 1 or column_letters(area.first_column) not in columns:
        known = ", ".join(
            f"{letter} {field}" for letter, field in sorted(columns.items(), key=lambda c: (len(c[0]), c))
        )
        raise AuditFileError(
            f"{ref!r} is no cell of import {import_id} that tells a field.", f"Its columns are: {known}."
        )
    return rows[0]["record_type"], columns[column_letters(area.first_column)], area.first_row
