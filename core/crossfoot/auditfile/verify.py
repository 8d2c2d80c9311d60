"""Whether the audit file still is what its history says: the chain, the rows, the kept bytes, what purges left."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.rows_as_loaded import digest_as_loaded
from crossfoot.auditfile.history import PURGE_EVENT, broken_link
from crossfoot.auditfile.migrate import migrate
from crossfoot.auditfile.purging.tombstones import tombstone_differences
from crossfoot.errors import AuditFileError
from crossfoot.progress import Progress, silent

_SHORTEST_HEAD = 12
_CHECKED_AT_OPENING = 64 * 1024 * 1024  # bytes; a smaller file was checked page by page when it was opened


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. `differences` are sentences, none where all holds; `notices` tell of purges and what they touch.

    `events` counts the events of the history, `head` is the hash of the last one.
    """

    ok: bool
    events: int
    head: str
    differences: tuple[str, ...]
    notices: tuple[str, ...]


def verify(audit: Audit, head: str | None = None, progress: Progress = silent) -> Verification:
    """Recompute all that can be recomputed. `head` is a hash that a report printed (at least its first 12 digits).

    AuditFileError where `head` is no hash. What it cannot show is said in docs/history.md.
    """
    if head is not None and not re.fullmatch(r"[0-9a-f]{12,64}", head.strip().lower()):
        raise AuditFileError(
            f"{head!r} is no hash of an event.",
            f"Give the hash that the report prints, or at least its first {_SHORTEST_HEAD} digits.",
        )
    run = audit.connection
    found: list[str] = []
    for note, look in _LOOKS:
        progress(0, 0, note)
        found += look(audit)
    if head is not None:
        found += _head(run, head.strip().lower())
    (events, last) = run.execute(
        "SELECT count(*), (SELECT hash FROM cf_event ORDER BY seq DESC LIMIT 1) FROM cf_event"
    ).fetchone()
    return Verification(
        not found, events, last or "", tuple(found), (*_purges(run), *_purged_citations(audit))
    )


def refuse_changed_file(audit: Audit) -> None:
    """AuditFileError where the history or the rows do not verify: work that makes digests anew would cover it up."""
    found = [*_chain(audit), *_triggers(audit), *_rows(audit), *_plans(audit), *_tombstones(audit)]
    if found:
        raise AuditFileError(
            f"The audit file does not verify, and a purge would cover that up: {found[0]}",
            "Look at `crossfoot verify`, and go back to the last good copy.",
        )


def _pages(audit: Audit) -> Iterator[str]:
    if audit.path.stat().st_size > _CHECKED_AT_OPENING:
        found = audit.connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            yield f"The file is damaged: {found}."


def _chain(audit: Audit) -> Iterator[str]:
    broken = broken_link(audit.connection)
    if broken is not None:
        yield broken


def _head(run: sqlite3.Connection, head: str) -> Iterator[str]:
    if not run.execute("SELECT 1 FROM cf_event WHERE substr(hash, 1, ?) = ?", (len(head), head)).fetchone():
        yield f"No event of the history has the hash {head[:16]}: it is not the history that the report was built from."


def _triggers(audit: Audit) -> Iterator[str]:
    """The triggers that guard the history, by their text: one of that name that does nothing guards nothing."""
    listed = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        wanted = dict(fresh.execute(listed).fetchall())
    present = dict(audit.connection.execute(listed).fetchall())
    for name in sorted(wanted):
        if present.pop(name, None) != wanted[name]:
            yield f"The guard {name} of the history is missing or was changed."
    for name in sorted(present):
        yield f"There is a trigger {name} in the file that the program did not put there."


def _rows(audit: Audit) -> Iterator[str]:
    """Each import's rows, corrections taken back, against the digest that it and its event hold."""
    told = {
        obj.removeprefix("import:"): json.loads(body)
        for obj, body in audit.connection.execute(
            "SELECT object, body FROM cf_event WHERE kind = 'import.loaded'"
        )
    }
    for row in audit.rows(
        "SELECT i.import_id, i.uid, i.digest, i.sheet, l.name AS list, s.sha256 FROM cf_import i JOIN cf_list l "
        "ON l.list_id = i.list_id JOIN cf_source s ON s.source_id = i.source_id ORDER BY i.import_id"
    ):
        name = f"import {row['import_id']} ({row['list']})"
        body = told.pop(row["uid"], None)
        if body is None:
            yield f"The history tells nothing of {name}."
            continue
        if digest_as_loaded(audit, row["import_id"]) != row["digest"]:
            yield f"The rows of {name} are not those that were loaded."
        if (body.get("digest"), body.get("sha256")) != (row["digest"], row["sha256"]):
            yield f"What is kept of {name} is not what the history says was loaded."
    for body in told.values():
        yield f"An import that the history tells of is missing: {body.get('list')}, sheet {body.get('sheet')}."


def _sources(audit: Audit) -> Iterator[str]:
    for row in audit.rows(
        "SELECT source_id, name, sha256, kept, kept_sha256 FROM cf_source ORDER BY source_id"
    ):
        digest = _digest_of_pieces(audit, "cf_source_chunk", "source_id", row["source_id"])
        if row["kept"] == "hash only":
            if digest is not None:
                yield f"Bytes of {row['name']} lie in the file, though only its fingerprint was kept."
        elif digest != (row["kept_sha256"] or row["sha256"]):
            yield f"The kept bytes of {row['name']} are not those that were imported."


def _evidence(audit: Audit) -> Iterator[str]:
    told = {
        obj.removeprefix("evidence:"): json.loads(body).get("sha256")
        for obj, body in audit.connection.execute(
            "SELECT object, body FROM cf_event WHERE kind = 'evidence.added'"
        )
    }
    for row in audit.rows("SELECT uid, number, name, sha256, attached FROM cf_evidence ORDER BY number"):
        digest = _digest_of_pieces(audit, "cf_evidence_chunk", "evidence_uid", row["uid"])
        if (row["attached"] or digest is not None) and digest != row["sha256"]:
            yield f"The attached bytes of E-{row['number']} ({row['name']}) are not those that were registered."
        if row["uid"] not in told or told[row["uid"]] != row["sha256"]:
            yield f"What is kept of E-{row['number']} is not what the history says was registered."


def _digest_of_pieces(audit: Audit, table: str, owner: str, value: str | int) -> str | None:
    """sha256 over the bytes kept in pieces; None where there are none, '' where they cannot be read."""
    digest, pieces = sha256(), 0
    for (data,) in audit.connection.execute(
        f"SELECT data FROM {table} WHERE {owner} = ? ORDER BY seq", (value,)
    ):
        try:
            digest.update(zlib.decompress(data))
        except zlib.error:
            return ""
        pieces += 1
    return digest.hexdigest() if pieces else None


def _tombstones(audit: Audit) -> Iterator[str]:
    yield from tombstone_differences(audit.connection)


def _purged_citations(audit: Audit) -> Iterator[str]:
    """Citations that rest on evidence whose bytes or words were purged: nobody can look at them any more."""
    for (body,) in audit.connection.execute(
        "SELECT body FROM cf_event WHERE kind = ? ORDER BY seq", (PURGE_EVENT,)
    ).fetchall():
        for uid in json.loads(body).get("evidence", ()):
            for row in audit.rows(
                "SELECT e.number, count(*) AS n FROM cf_citation c JOIN cf_evidence e ON e.uid = c.evidence_uid "
                "WHERE c.evidence_uid = ? AND c.withdrawn = 0 GROUP BY e.number",
                (uid,),
            ):
                rests = "1 citation still rests" if row["n"] == 1 else f"{row['n']:,} citations still rest"
                yield f"What E-{row['number']} held was purged, and {rests} on it."


def _plans(audit: Audit) -> Iterator[str]:
    for row in audit.rows("SELECT plan, digest, at FROM cf_plan_approval ORDER BY seq"):
        if sha256(row["plan"].encode()).hexdigest() != row["digest"]:
            yield f"The plan that was approved on {row['at'][:10]} is not the one that is kept."


def _decisions(audit: Audit) -> Iterator[str]:
    """Each decision against the event that told of it."""
    for row in audit.rows(
        "SELECT d.exception_id, d.decision, d.reason, d.seq, e.object, e.body FROM cf_decision d "
        "LEFT JOIN cf_event e ON e.seq = d.seq ORDER BY d.seq"
    ):
        told = json.loads(row["body"] or "{}").get("after", {})
        said = {"decision": row["decision"], "reason": row["reason"]}
        if row["object"] != f"exception:{row['exception_id']}" or told != said:
            yield f"The decision on exception {row['exception_id']} is not the one that event {row['seq']} tells of."


def _purges(run: sqlite3.Connection) -> Iterator[str]:
    for what, reason, authority, actor, at, seq in run.execute(
        "SELECT what, reason, authority, actor, at, seq FROM cf_tombstone ORDER BY seq"
    ):
        yield f"{at[:10]}, {actor} purged {what} (event {seq}). Reason: {reason} Authority: {authority}"


_LOOKS: tuple[tuple[str, Callable[[Audit], Iterator[str]]], ...] = (
    ("Reading the pages of the file", _pages),
    ("Recomputing the history", _chain),
    ("Comparing the guards of the history", _triggers),
    ("Recomputing the rows of the imports", _rows),
    ("Recomputing the kept workbooks", _sources),
    ("Recomputing the attached files", _evidence),
    ("Comparing approvals, decisions and purges", _plans),
    ("Comparing approvals, decisions and purges", _decisions),
    ("Comparing approvals, decisions and purges", _tombstones),
)
