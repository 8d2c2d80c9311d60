"""What a person decided about rows of two versions: this removed and that added row are one record, or are not."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid, now
from crossfoot.errors import AuditFileError


@dataclass(frozen=True, slots=True)
class RowMatch:
    """One decision; keys are texts as a comparison prints them."""

    uid: str
    list_name: str
    key_before: str
    key_after: str
    same: bool
    evidence: str
    actor: str
    at: str


def row_matches(audit: Audit, list_name: str | None = None) -> list[RowMatch]:
    """The decisions that stand, oldest first; of one list or of all."""
    rows = audit.rows(
        "SELECT m.uid, l.name AS list_name, m.key_before, m.key_after, m.same, m.evidence, m.actor, m.at "
        "FROM cf_row_match m JOIN cf_list l ON l.list_id = m.list_id "
        "WHERE ? IS NULL OR l.name = ? ORDER BY m.at, m.uid",
        (list_name, list_name),
    )
    return [RowMatch(**{**row, "same": bool(row["same"])}) for row in rows]


def match_rows(
    audit: Audit, list_name: str, key_before: str, key_after: str, *, same: bool, evidence: str
) -> RowMatch:
    """Record that a removed and an added row are one record (`same`) or are not, with the evidence for it.

    AuditFileError without evidence, for an unknown list, for equal keys, or where the pair is decided already.
    """
    if not evidence.strip():
        raise AuditFileError(
            "Rows are matched only with evidence.",
            "Say what shows that they are one record, or that they are not.",
        )
    found = audit.rows("SELECT list_id, uid FROM cf_list WHERE name = ?", (list_name,))
    if not found:
        raise AuditFileError(f"There is no list called {list_name!r} in this audit.")
    if key_before == key_after:
        raise AuditFileError("The two rows have the same key; they are matched already.")
    decided = [
        m for m in row_matches(audit, list_name) if (m.key_before, m.key_after) == (key_before, key_after)
    ]
    if decided:
        raise AuditFileError(
            f"These two rows were decided on already by {decided[0].actor}.",
            f"Withdraw that decision first: {decided[0].uid}.",
        )
    match = RowMatch(new_uid(), list_name, key_before, key_after, same, evidence.strip(), audit.actor, now())
    with audit.write() as db:
        db.conn.execute(
            "INSERT INTO cf_row_match VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                match.uid,
                found[0]["list_id"],
                key_before,
                key_after,
                int(same),
                match.evidence,
                match.actor,
                match.at,
            ),
        )
        audit.record("rows.matched" if same else "rows.distinct", f"match:{match.uid}", _body(match))
    return match


def withdraw_row_match(audit: Audit, uid: str, reason: str) -> None:
    """Take a decision back, with a reason; the history keeps both."""
    if not reason.strip():
        raise AuditFileError("A decision is withdrawn only with a reason.", "Say why it no longer holds.")
    match = next((one for one in row_matches(audit) if one.uid == uid), None)
    if match is None:
        raise AuditFileError(
            f"There is no decision {uid} about rows.", "`crossfoot diff --decided` lists them."
        )
    with audit.write() as db:
        db.conn.execute("DELETE FROM cf_row_match WHERE uid = ?", (uid,))
        audit.record("rows.match_withdrawn", f"match:{uid}", {**_body(match), "reason": reason.strip()})


def _body(match: RowMatch) -> dict[str, object]:
    return {
        "list": match.list_name, "key_before": match.key_before, "key_after": match.key_after, "same": match.same,
        "evidence": match.evidence,
    }  # fmt: skip
