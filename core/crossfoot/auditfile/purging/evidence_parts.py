"""Evidence that leaves: the attached bytes, what was said, quoted and noted of it. Its number and fingerprint stay."""

from __future__ import annotations

import json
import re
from typing import Any

from crossfoot.auditfile.purging.blobs import drop_attachment
from crossfoot.auditfile.purging.forms import FormsRewriter, forms_of
from crossfoot.auditfile.purging.purge_model import PurgeRequest
from crossfoot.auditfile.purging.readings import folded
from crossfoot.auditfile.purging.work import Work
from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.errors import AuditFileError

_TEXTS: dict[str, tuple[str, ...]] = {
    "cf_evidence": ("title", "obtained_from", "obtained_by", "held_at", "name", "note"),
    "cf_interview": ("interviewee", "title", "office", "place", "attendees", "confirmed_by"),
    "cf_interview_paragraph": ("text",),
    "cf_citation": ("quote", "page"),
}
_LABEL = re.compile(r"(?:e-?)?(\d{1,9})", re.IGNORECASE)
_SHORTEST_UID = 4


def purge_evidence(work: Work, request: PurgeRequest) -> str:
    """Take the bytes and words of a piece of evidence out; citations that rest on it are told by `crossfoot verify`."""
    run = work.audit.connection
    uid, number = _find(work, request.evidence.strip())
    held: list[str] = []
    for table, columns in _TEXTS.items():
        owner = "uid" if table == "cf_evidence" else "evidence_uid"
        for key, *texts in run.execute(
            f"SELECT {_key(table)}, {', '.join(columns)} FROM {table} WHERE {owner} = ?", (uid,)
        ).fetchall():
            new: dict[str, Any] = {}
            for column, text in zip(columns, texts, strict=True):
                if text and text != "[]":
                    held += json.loads(text) if column == "attendees" else [text]
                    new[column] = _gone(work, column, text)
                    work.places.add(table, column, ["itself"])
            if new:
                marks = ", ".join(f"{quoted(column)} = ?" for column in new)
                run.execute(
                    f"UPDATE {table} SET {marks} WHERE {owner} = ? AND {_key(table)} = ?",
                    (*new.values(), uid, key),
                )
    if run.execute("SELECT 1 FROM cf_evidence_chunk WHERE evidence_uid = ?", (uid,)).fetchone():
        work.places.add("cf_evidence_chunk", "data", ["itself"])
        drop_attachment(work, uid)
    elif uid not in work.evidence:
        work.evidence.append(uid)
    rewriter = FormsRewriter(
        forms_of(held), work.tokens, frozenset(c for texts in _TEXTS.values() for c in texts)
    )
    for table_of in work.tables():
        if table_of.name == "cf_event":
            work.rewrite(table_of, rewriter, "WHERE object = ? OR instr(body, ?)", (f"evidence:{uid}", uid))
    return f"evidence E-{number}"


def _key(table: str) -> str:
    return {"cf_interview_paragraph": "number", "cf_citation": "uid"}.get(table, "rowid")


def _gone(work: Work, column: str, text: str) -> str:
    if column == "attendees":
        return json.dumps([work.tokens.word(folded(name), name) for name in json.loads(text)])
    return work.tokens.word(folded(text), text)


def _find(work: Work, ref: str) -> tuple[str, int]:
    label = _LABEL.fullmatch(ref)
    rows = work.audit.rows(
        "SELECT uid, number FROM cf_evidence WHERE number = ?" if label else
        "SELECT uid, number FROM cf_evidence WHERE length(?1) >= ?2 AND substr(uid, 1, length(?1)) = ?1",
        (int(label[1]),) if label else (ref.lower(), _SHORTEST_UID),
    )  # fmt: skip
    if len(rows) != 1:
        raise AuditFileError(
            f"There is no evidence {ref!r} in this audit.", "Name it by its number, such as E-7."
        )
    return rows[0]["uid"], rows[0]["number"]
