"""Small questions that every face of the program asks the audit file: which tables, which imports, which misfits."""

from __future__ import annotations

import json
from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.errors import AuditFileError


@dataclass(frozen=True, slots=True)
class ImportLine:
    """One import as a list shows it. `reading` says how its file was read: encoding, separator, whether a password
    opened it, and how many rows went to the exact path."""

    import_id: int
    list_name: str
    record_type: str
    file: str
    sha256: str
    sheet: str
    rows: int
    hidden_rows: int
    cells: int
    typed: int
    misfits: int
    kept: int
    ignored: int
    state: str
    loaded_at: str
    actor: str
    reading: dict[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class TableLine:
    """One record type that has rows: how many are current, from which imports."""

    record_type: str
    title: str
    rows: int
    imports: tuple[ImportLine, ...]


@dataclass(frozen=True, slots=True)
class MisfitLine:
    """One cell of the ledger of misfits, with the address of its source.

    `override` is the uid of the correction that changes it and `used` the value used for it; both '' where none does.
    """

    import_id: int
    file: str
    sheet: str
    ref: str
    row: int
    field: str
    raw: str
    cell_type: str
    reason: str
    suggestion: str
    override: str = ""
    used: str = ""


MISFIT_SHOWN = (
    "m.import_id, s.name AS file, i.sheet, m.ref, m.row_no AS row, m.field, m.raw, m.cell_type, m.reason, "
    "m.suggestion, coalesce(c.override_uid, '') AS override, coalesce(o.used, '') AS used FROM cf_misfit m "
    "JOIN cf_import i ON i.import_id = m.import_id JOIN cf_source s ON s.source_id = i.source_id "
    "LEFT JOIN cf_override_cell c ON c.import_id = m.import_id AND c.row_no = m.row_no AND c.field = m.field "
    "AND c.ref = m.ref LEFT JOIN cf_override o ON o.uid = c.override_uid"
)
"""The columns of a `MisfitLine` and where they come from, behind SELECT."""


def imports(audit: Audit) -> list[ImportLine]:
    """All imports, oldest first; superseded and withdrawn ones too, as their `state` says."""
    rows = audit.rows(
        "SELECT i.import_id, l.name AS list_name, i.record_type, s.name AS file, s.sha256, i.sheet, i.rows, "
        "i.hidden_rows, i.cells, i.typed, i.misfits, i.kept, i.ignored, i.state, i.loaded_at, i.actor, i.reading "
        "FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id JOIN cf_source s ON s.source_id = i.source_id "
        "ORDER BY i.import_id"
    )
    return [ImportLine(**{**row, "reading": json.loads(row["reading"])}) for row in rows]


def tables(audit: Audit) -> list[TableLine]:
    """The record types that have current rows; the register of agencies counts agencies, not rows."""
    current = [line for line in imports(audit) if line.state == "current"]
    found = []
    for name, record_type in audit.types.items():
        rows = audit.rows(f"SELECT count(*) AS n FROM {quoted(name)}")[0]["n"]
        own = tuple(line for line in current if line.record_type == name)
        if rows or own:
            found.append(TableLine(name, record_type.title, rows, own))
    return found


def misfits(audit: Audit, import_id: int | None = None) -> list[MisfitLine]:
    """The ledger of misfits of current imports, or of one import; AuditFileError where there is no such import."""
    if import_id is not None and not audit.rows("SELECT 1 FROM cf_import WHERE import_id = ?", (import_id,)):
        raise AuditFileError(
            f"There is no import {import_id} in this audit.", "`crossfoot tables` lists the imports."
        )
    rows = audit.rows(
        f"SELECT {MISFIT_SHOWN} WHERE (:one IS NULL AND i.state = 'current') OR m.import_id = :one "
        "ORDER BY m.misfit_id",
        {"one": import_id},
    )
    return [MisfitLine(**row) for row in rows]
