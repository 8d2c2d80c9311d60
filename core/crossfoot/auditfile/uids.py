"""Objects that a person names by the first letters of their uid, as lists show them."""

from __future__ import annotations

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import AuditFileError

SHORTEST = 4


def full_uid(audit: Audit, table: str, start: str, what: str, hint: str) -> str:
    """The one uid of `table` that is `start` or starts so; AuditFileError where there is none, or several."""
    asked = start.strip().lower()
    rows = (
        audit.rows(f"SELECT uid FROM {table} WHERE substr(uid, 1, ?) = ? LIMIT 2", (len(asked), asked))
        if len(asked) >= SHORTEST
        else []
    )
    if len(rows) != 1:
        found = "More than one" if rows else "No"
        raise AuditFileError(f"{found} {what} is called {start!r} in this audit.", hint)
    return str(rows[0]["uid"])
