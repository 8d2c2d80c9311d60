"""The custody log: every copy of data or evidence that left the audit file, with its marking and who was given it.

What has left cannot be called back by a program. The log says which files to call back by hand, after a purge or when
someone asks where a value went.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.errors import AuditFileError

EXPORT_EVENT = "export.written"
_REPORT_EVENT = "report.printed"


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was written from the audit. `bytes` is None, and `sha256` and `marking` are '', where not noted."""

    seq: int
    at: str
    actor: str
    what: str
    file: str
    sha256: str
    bytes: int | None
    marking: str
    given_to: str


def require_marking(audit: Audit) -> str:
    """What every page and copy bears ('' where someone chose that none is needed).

    AuditFileError where nobody has chosen: a marking has no default, and nothing leaves the file before.
    """
    facts = audit.facts
    if facts.marking is None and not facts.fictitious:
        raise AuditFileError(
            "Nothing is written out of this audit while nobody has chosen its marking.",
            f"Choose one: crossfoot audit {audit.path.name} --marking TEXT, or --no-marking-because REASON.",
        )
    return facts.page_marking


def record_copy(audit: Audit, path: Path, what: str, *, given_to: str = "", by: str | None = None) -> None:
    """Note in the history that `path` was written from the audit: `what` it is, its bytes, its marking, who gets it.

    Called once the file stands, inside the caller's write block or with none open; it does not move the head that a
    report prints. AuditFileError as `require_marking` says, or where the file cannot be read back.
    """
    marking = require_marking(audit)
    try:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except OSError as error:
        raise AuditFileError(
            f"{path.name} cannot be read back: {error.strerror}.",
            "Write it again to a folder that you may read.",
        ) from None
    body = {
        "what": what, "file": path.name, "sha256": digest, "bytes": size, "marking": marking, "given_to": given_to,
    }  # fmt: skip
    if audit.connection.in_transaction:
        audit.record(EXPORT_EVENT, f"export:{new_uid()}", body, actor=by)
        return
    with audit.write():
        audit.record(EXPORT_EVENT, f"export:{new_uid()}", body, actor=by)


def list_copies(audit: Audit) -> list[Copy]:
    """Every copy that was written, in order; printed reports too."""
    rows = audit.rows(
        "SELECT seq, at, actor, kind, body FROM cf_event WHERE kind IN (?, ?) ORDER BY seq",
        (EXPORT_EVENT, _REPORT_EVENT),
    )
    return [_copy(row["kind"], row["seq"], row["at"], row["actor"], json.loads(row["body"])) for row in rows]


def _copy(kind: str, seq: int, at: str, actor: str, body: dict[str, object]) -> Copy:
    what = f"{body.get('status', '')} report".strip() if kind == _REPORT_EVENT else str(body.get("what", ""))
    size = body.get("bytes")
    return Copy(
        seq,
        at,
        actor,
        what,
        str(body.get("file", "")),
        str(body.get("sha256", "")),
        size if isinstance(size, int) else None,
        str(body.get("marking", "")),
        str(body.get("given_to", "")),
    )
