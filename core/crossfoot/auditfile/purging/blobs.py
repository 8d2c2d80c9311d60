"""Kept workbooks, attached files and other bytes that hold a value: they leave, their fingerprint stays."""

from __future__ import annotations

from typing import Any

from crossfoot.auditfile.purging.hidden_bytes import holds, opaque
from crossfoot.auditfile.purging.needle import Needle
from crossfoot.auditfile.purging.walk import Packed, packed_bytes
from crossfoot.auditfile.purging.work import Work
from crossfoot.auditfile.record_names import (
    quoted,
)


def purge_blobs(work: Work, *needles: Needle) -> None:
    """Drop all bytes that hold one of the values; note the attached files in which nobody can look for it."""
    leaving = []
    for packed in packed_bytes(work.audit.connection):
        if any(holds(packed.data, needle) for needle in needles):
            leaving.append((packed.table.name, packed))
        elif opaque(packed.data):
            _note_opaque(work, packed)
    for table, packed in leaving:
        work.places.add(table, packed.column, ["in a longer text"])
        if table == "cf_source_chunk":
            drop_source(work, packed.key[0])
        elif table == "cf_evidence_chunk":
            drop_attachment(work, packed.key[0])
        else:
            _drop(work, packed)


def drop_source(work: Work, source_id: int) -> None:
    """Keep no more than the fingerprint of a workbook."""
    run = work.audit.connection
    name, kept_sha256 = run.execute(
        "SELECT name, kept_sha256 FROM cf_source WHERE source_id = ?", (source_id,)
    ).fetchone()
    run.execute("DELETE FROM cf_source_chunk WHERE source_id = ?", (source_id,))
    run.execute(
        "UPDATE cf_source SET kept = 'hash only', kept_sha256 = NULL WHERE source_id = ?", (source_id,)
    )
    if kept_sha256:
        work.seal(kept_sha256)
    work.sources.append(name)
    work.notes.append(
        f"The kept copy of {name} left the audit file; its fingerprint stays. Its cells can no longer be shown in "
        "their sheet."
    )


def drop_attachment(work: Work, evidence_uid: str) -> None:
    """Keep no more than the record and the fingerprint of an attached file."""
    run = work.audit.connection
    (number,) = run.execute("SELECT number FROM cf_evidence WHERE uid = ?", (evidence_uid,)).fetchone()
    run.execute("DELETE FROM cf_evidence_chunk WHERE evidence_uid = ?", (evidence_uid,))
    run.execute("UPDATE cf_evidence SET attached = 0 WHERE uid = ?", (evidence_uid,))
    work.evidence.append(evidence_uid)
    work.notes.append(
        f"The attached file of E-{number} left the audit file; its record and fingerprint stay."
    )


def _drop(work: Work, packed: Packed) -> None:
    run, table = work.audit.connection, packed.table
    owners = [part for part in table.key if not packed.pieces or part != "seq"]
    where = " AND ".join(f"{quoted(part)} IS ?" if part != "rowid" else "rowid = ?" for part in owners)
    given: tuple[Any, ...] = packed.key
    run.execute(f"UPDATE {quoted(table.name)} SET {quoted(packed.column)} = x'' WHERE {where}", given)


def _note_opaque(work: Work, packed: Packed) -> None:
    if packed.table.name != "cf_evidence_chunk":
        return
    (number, name) = work.audit.connection.execute(
        "SELECT number, name FROM cf_evidence WHERE uid = ?", (packed.key[0],)
    ).fetchone()
    work.notes.append(
        f"E-{number} ({name}) cannot be searched for letters: look at it, and purge it with --evidence E-{number} if "
        "it shows the value."
    )
