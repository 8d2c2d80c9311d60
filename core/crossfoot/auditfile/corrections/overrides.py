"""Corrections: a value to use beside the one that stands in the workbook, with a reason, listed and reversible.

A correction by raw value holds for every current cell of a field that stores exactly that text, and for those of the
next version of the list too; a correction of one cell holds for that cell alone, and wins over one by raw value.
The workbook, the ledger of misfits and the digest of the import stay as they were.
"""

from __future__ import annotations

from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.override_cells import (
    OverriddenCell,
    apply_overrides,
    cells_holding,
    change_cells,
    columns_of,
    restore_cells,
    source_field,
    used_value,
)
from crossfoot.auditfile.corrections.override_list import (
    Override,
    current_value,
    field_of,
    find_override,
    named_field,
)
from crossfoot.auditfile.history import new_uid, now
from crossfoot.auditfile.importing.imports import settle_rows
from crossfoot.auditfile.importing.repeats import mark_repeats
from crossfoot.auditfile.record_names import (
    quoted,
    rows_table,
)
from crossfoot.auditfile.restricted import said_of_field
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import Field, RecordType
from crossfoot.staging.model import TypedValue


def set_override(
    audit: Audit,
    record_type: str,
    field: str,
    used: str,
    reason: str,
    *,
    raw: str | None = None,
    import_id: int | None = None,
    row_no: int | None = None,
    replace: bool = False,
) -> Override:
    """Correct by raw value (`raw`), or one cell (`import_id` and `row_no`); `used` '' stands for no value.

    AuditFileError where no reason is given, the value does not fit the field, no cell holds the raw value, nothing
    would change, or such a correction is in force already and `replace` does not say that it gives way.
    """
    kind, found = field_of(audit, record_type, field)
    _needs_reason(reason)
    by_cell = import_id is not None and row_no is not None
    if by_cell == (raw is not None):
        raise AuditFileError(
            "A correction is either of a raw value or of one cell.", "Name one of the two, not both."
        )
    value, uid, at = used_value(found, used), new_uid(), now()
    with audit.write() as db:
        _make_room(audit, (record_type, field, raw, import_id, row_no), replace)
        if import_id is not None and row_no is not None:
            changed, differs = _one_cell(audit, kind, found, (import_id, row_no), value)
        else:
            changed, differs = _cells_of_raw(audit, kind, found, raw or "", value)
        if not differs:
            what = f"cell {changed[0].ref}" if raw is None else f"{raw!r}"
            raise AuditFileError(
                f"In {named_field(kind, field)}, {what} is already read as {used or 'no value'}.",
                "Nothing needs to be corrected.",
            )
        db.conn.execute(
            "INSERT INTO cf_override (uid, record_type, field, raw, import_id, row_no, used, reason, actor, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (uid, record_type, field, raw, import_id, row_no, used, reason.strip(), audit.actor, at),
        )
        change_cells(audit, uid, kind, found, changed, value)
        _settle(audit, kind, field)
        where = {"raw": raw} if import_id is None else _address(audit, import_id, changed[0].ref)
        said = {"record_type": record_type, "field": field, "used": used, "reason": reason.strip(), **where}
        body = said_of_field(db.conn, found, {**said, "cells": len(changed)}, "used", "raw")
        audit.record("override.set", f"override:{uid}", body)
    return find_override(audit, uid)


def _cells_of_raw(
    audit: Audit, kind: RecordType, field: Field, raw: str, value: TypedValue
) -> tuple[list[OverriddenCell], bool]:
    """The current cells that hold `raw`, and whether `value` would change any of them."""
    imports = _current_imports(audit, kind.name)
    cells = [cell for one in imports for cell in cells_holding(audit, kind, field, raw, one)]
    if not cells:
        raise AuditFileError(
            f"No cell of {named_field(kind, field.name)} holds exactly {raw!r}.",
            "`crossfoot misfits` shows the texts as they stand; blanks and case count.",
        )
    return cells, any(cell.before != value for cell in cells)


def _one_cell(
    audit: Audit, kind: RecordType, field: Field, place: tuple[int, int], value: TypedValue
) -> tuple[list[OverriddenCell], bool]:
    """The cell at an import and row, freed of a correction by raw value, and whether `value` would change it."""
    ref = _address_of_cell(audit, kind, field, *place)
    stands = current_value(audit, kind, field.name, *place)
    restore_cells(audit, kind, field.name, "import_id = ? AND row_no = ?", place)
    as_loaded = current_value(audit, kind, field.name, *place)
    return [OverriddenCell(*place, ref, as_loaded)], stands != value


def withdraw_override(audit: Audit, uid: str, reason: str) -> Override:
    """Take a correction back: its cells hold again what they held. `uid` may be its first letters. Needs a reason."""
    _needs_reason(reason)
    override = find_override(audit, uid)
    if override.withdrawn:
        raise AuditFileError(
            "This correction was withdrawn before.", "`crossfoot override` lists those in force."
        )
    with audit.write():
        _withdraw(audit, override, reason.strip())
        _settle(audit, audit.types[override.record_type], override.field)
    return find_override(audit, override.uid)


def _withdraw(audit: Audit, override: Override, reason: str) -> None:
    kind = audit.types[override.record_type]
    restored = restore_cells(audit, kind, override.field, "override_uid = ?", (override.uid,))
    audit.connection.execute("UPDATE cf_override SET withdrawn = 1 WHERE uid = ?", (override.uid,))
    if override.import_id in _current_imports(audit, override.record_type):
        apply_overrides(
            audit, int(override.import_id or 0), override.field
        )  # one by raw value may hold for it
    body = {"record_type": override.record_type, "field": override.field, "reason": reason, "cells": restored}
    audit.record("override.withdrawn", f"override:{override.uid}", body)


def _settle(audit: Audit, kind: RecordType, field: str) -> None:
    """After values of `field` changed: which agency each row names and which rows repeat, where these rest on it."""
    if kind.agency is not None and field in (kind.agency.id, kind.agency.name, kind.agency.state):
        settle_rows(audit, {kind.name})
    elif field in (kind.natural_key or kind.key):
        mark_repeats(audit.connection, kind)


def _make_room(audit: Audit, of: tuple[str, str, str | None, int | None, int | None], replace: bool) -> None:
    """See that no correction of the same raw value or cell is in force, or withdraw it where it gives way."""
    rows = audit.rows(
        "SELECT uid FROM cf_override WHERE withdrawn = 0 AND record_type = ? AND field = ? AND raw IS ? "
        "AND import_id IS ? AND row_no IS ?",
        of,
    )
    for row in rows:
        there = find_override(audit, row["uid"])
        if not replace:
            raise AuditFileError(
                f"A correction is in force already: {there.stood!r} is used as {there.used!r}, because: "
                f"{there.reason} ({there.actor}).",
                f"Withdraw it ({there.uid[:8]}), or say that the new one replaces it.",
            )
        _withdraw(audit, there, "Replaced by another correction.")


def _address_of_cell(audit: Audit, kind: RecordType, field: Field, import_id: int, row_no: int) -> str:
    """The address of the cell; AuditFileError where the import is not current, or has no such row or column."""
    if import_id not in _current_imports(audit, kind.name):
        raise AuditFileError(
            f"Import {import_id} is no current list of {kind.title.lower()}.",
            "`crossfoot tables` lists the imports.",
        )
    columns = columns_of(audit, import_id)
    source = source_field(field, columns)
    rows = audit.rows(
        f"SELECT count(*) AS n FROM {quoted(rows_table(kind.name))} WHERE import_id = ? AND row_no = ?",
        (import_id, row_no),
    )[0]["n"]
    if source not in columns or rows != 1:
        why = (
            f"has no column for {field.name.replace('_', ' ')}" if source not in columns
            else f"has no data in row {row_no}" if not rows
            else f"has row {row_no} more than once, so that no cell of it can be told by its address"
        )  # fmt: skip
        raise AuditFileError(
            f"Import {import_id} {why}.", "Correct the address, or correct by the raw value."
        )
    return f"{columns[source]}{row_no}"


def _current_imports(audit: Audit, record_type: str) -> list[int]:
    rows = audit.rows(
        "SELECT import_id FROM cf_import WHERE state = 'current' AND record_type = ? ORDER BY 1",
        (record_type,),
    )
    return [row["import_id"] for row in rows]


def _address(audit: Audit, import_id: int | None, ref: str) -> dict[str, Any]:
    row = audit.rows(
        "SELECT i.uid, i.sheet, s.name AS file, s.sha256 FROM cf_import i "
        "JOIN cf_source s ON s.source_id = i.source_id WHERE i.import_id = ?",
        (import_id,),
    )[0]
    return {
        "import": row["uid"],
        "file": row["file"],
        "sha256": row["sha256"],
        "sheet": row["sheet"],
        "ref": ref,
    }


def _needs_reason(reason: str) -> None:
    if not reason.strip():
        raise AuditFileError("A correction is set or withdrawn only with a reason.", "Say what it rests on.")
