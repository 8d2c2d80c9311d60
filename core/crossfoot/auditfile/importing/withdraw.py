"""Taking an import out of the audit again: it is marked, nothing of it is deleted."""

from __future__ import annotations

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.imports import settle_rows
from crossfoot.errors import AuditFileError


def withdraw_import(audit: Audit, import_id: int, reason: str) -> None:
    """Mark an import as withdrawn: its rows stay in the file but no check sees them. A reason is required."""
    if not reason.strip():
        raise AuditFileError(
            "An import is withdrawn only with a reason.", "Say why it should no longer count."
        )
    found = audit.rows("SELECT uid, record_type, state FROM cf_import WHERE import_id = ?", (import_id,))
    if not found:
        raise AuditFileError(
            f"There is no import {import_id} to withdraw.", "`crossfoot tables` lists the imports."
        )
    if found[0]["state"] == "withdrawn":
        raise AuditFileError(
            f"Import {import_id} is withdrawn already.",
            "`crossfoot tables --all` lists what became of each import.",
        )
    with audit.write() as db:
        db.conn.execute(
            "UPDATE cf_import SET state = 'withdrawn', withdrawn_reason = ? WHERE import_id = ?",
            (reason, import_id),
        )
        settle_rows(audit, {found[0]["record_type"]})
        audit.record("import.withdrawn", f"import:{found[0]['uid']}", {"reason": reason})
