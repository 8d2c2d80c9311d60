"""Purging: what should not be in the audit file leaves it everywhere, and a tombstone says so without the value.

All of it happens in one transaction; what a dry run tells is what the purge would do, since it is done and undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import list_copies
from crossfoot.auditfile.purging.aftermath import alone, compact, still_in_bytes, traces_elsewhere
from crossfoot.auditfile.purging.cells import purge_column, purge_field_value, purge_row
from crossfoot.auditfile.purging.derived import exception_anew, settle_digests
from crossfoot.auditfile.purging.evidence_parts import purge_evidence
from crossfoot.auditfile.purging.needle import Needle
from crossfoot.auditfile.purging.place_words import place_words
from crossfoot.auditfile.purging.purge_model import PlaceCount, Purged, PurgeRequest
from crossfoot.auditfile.purging.source_parts import purge_source
from crossfoot.auditfile.purging.tombstones import history_open, leave_tombstone, reseal, unsalted
from crossfoot.auditfile.purging.value import needle_of, purge_value, refuse_what_stays
from crossfoot.auditfile.purging.work import Work
from crossfoot.auditfile.verify import refuse_changed_file
from crossfoot.errors import AuditFileError
from crossfoot.progress import Progress, silent

Kind = Callable[[Work, PurgeRequest], str]
"""Takes what is asked for out of the file, inside the transaction; returns what it was, without the value."""

_KINDS: dict[str, Kind] = {
    "value": purge_value,
    "field value": purge_field_value,
    "source": purge_source,
    "evidence": purge_evidence,
    "column": purge_column,
    "row": purge_row,
}


class _Undo(Exception):  # noqa: N818 - no error: a dry run ends so
    """Takes back what a dry run did."""


def purge(
    audit: Audit,
    request: PurgeRequest,
    *,
    by: str | None = None,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Purged:
    """Take what `request` names out of the audit file, everywhere; with `dry_run` say only where it stands.

    AuditFileError where the request is not whole, names nothing, stands in too many places to be removed, the file is
    open elsewhere, or it does not verify: a purge must not cover up another change.
    """
    kind = _kind(request)
    needle = needle_of(request)
    _refuse_telling(request, needle, by or audit.actor)
    progress(0, 0, "Checking the history and the rows")
    refuse_changed_file(audit)
    recall = tuple(list_copies(audit))
    if dry_run:
        return replace(_carried_out(audit, request, kind, needle, by, dry_run=True), recall=recall)
    with alone(audit):
        progress(0, 0, "Removing")
        done = _carried_out(audit, request, kind, needle, by, dry_run=False)
        progress(0, 0, "Writing the file anew")
        compact(audit)
        spellings = [needle.value] if needle and not _could_be_a_seal(needle.value) else []
        still = still_in_bytes(audit, spellings)
    notes = [*done.notes, *traces_elsewhere(audit, needle)]
    if still:
        notes.append("The bytes of the audit file still hold these letters: tell those who keep Crossfoot.")
    audit.reread_facts()
    return replace(done, recall=recall, notes=tuple(notes))


def _carried_out(
    audit: Audit, request: PurgeRequest, kind: str, needle: Needle | None, by: str | None, *, dry_run: bool
) -> Purged:
    work = Work(audit, exception_anew, dry_run)
    done: Purged | None = None
    try:
        with audit.write() as db:
            db.conn.execute("PRAGMA defer_foreign_keys = ON")
            with history_open(db.conn):
                what = _KINDS[kind](work, request)
                if not work.places.cells:
                    raise AuditFileError(
                        f"There is nothing to purge: {what.replace('a value', 'the value')} is not in this audit file.",
                        "Check how it is written; `crossfoot tables` lists the imports.",
                    )
                settle_digests(work)
                _forget_statistics(audit)
                events = reseal(work)
            _note_old_events(work)
            token = work.tokens.token(needle.form if needle else what)
            leave_tombstone(work, what, token, request.reason.strip(), request.authority.strip(), events, by)
            if needle is not None and kind == "value":
                refuse_what_stays(work, needle)
            done = Purged(
                what, "" if dry_run else token, dry_run, _places(work), len(events), len(work.imports),
                work.exceptions, (), tuple(dict.fromkeys(work.notes)),
            )  # fmt: skip
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    assert done is not None
    return done


def _places(work: Work) -> tuple[PlaceCount, ...]:
    return tuple(
        PlaceCount(place_words(table, column), standing, cells)
        for (table, column, standing), cells in sorted(work.places.counts.items())
    )


def _kind(request: PurgeRequest) -> str:
    named = {
        "value": bool(request.value),
        "source": bool(request.source),
        "evidence": bool(request.evidence),
        "column": bool(request.column),
        "row": request.row is not None,
    }
    chosen = [name for name, asked in named.items() if asked]
    if len(chosen) != 1 or (request.column and request.import_id is None):
        raise AuditFileError(
            "A purge takes out exactly one thing.",
            "Name a value, a source, a piece of evidence, a column (--import ID --column LETTER), or a row.",
        )
    if not request.reason.strip() or not request.authority.strip():
        raise AuditFileError(
            "A purge needs a reason and an authority.",
            "Say why it leaves (--reason) and who or which rule demands it (--authority).",
        )
    return "field value" if chosen == ["value"] and request.field else chosen[0]


def _refuse_telling(request: PurgeRequest, needle: Needle | None, who: str) -> None:
    """What the purge says of itself stays in the history, so it must not hold the value."""
    if needle is not None and any(needle.find(text) for text in (request.reason, request.authority, who)):
        raise AuditFileError(
            "The reason, the authority or the name of who purges holds the value itself, and they stay.",
            "Say it without the value.",
        )


def _note_old_events(work: Work) -> None:
    old = unsalted(work) if work.events else 0
    if old:
        work.notes.append(
            f"{old:,} of the changed events were written by a version before 4: their old seals stay, and whoever can "
            "guess a short value could try it against them."
        )


def _forget_statistics(audit: Audit) -> None:
    """SQLite's own samples of columns, where somebody let it take some."""
    for (name,) in audit.connection.execute(
        "SELECT name FROM sqlite_master WHERE name LIKE 'sqlite\\_stat%' ESCAPE '\\'"
    ).fetchall():
        audit.connection.execute(f"DELETE FROM {name}")


def _could_be_a_seal(value: str) -> bool:
    """Whether digits and identifiers of the program may hold the same letters by chance."""
    return all(sign in "0123456789abcdefABCDEF-" for sign in value)
