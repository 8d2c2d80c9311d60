"""What a purge leaves: events that say less, a tombstone, and the event that tells of both without the value."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from crossfoot.auditfile.history import EVENT_COLUMNS, PURGE_EVENT, canonical_json, left_digest, new_uid
from crossfoot.auditfile.purging.place_words import place_words
from crossfoot.auditfile.purging.work import Work


@contextmanager
def history_open(connection: sqlite3.Connection) -> Iterator[None]:
    """Let events be changed inside the caller's transaction; their triggers are back at its end."""
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'cf_event' ORDER BY rowid"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield  # on any exception the transaction is rolled back, and the triggers with it
    for _, sql in triggers:
        connection.execute(sql)


def reseal(work: Work) -> list[list[Any]]:
    """Take the salt from the events that say less; their numbers, each with the digest of what it says now."""
    run, left = work.audit.connection, []
    for seq in sorted(work.events):
        run.execute("UPDATE cf_event SET salt = NULL WHERE seq = ?", (seq,))
        event = run.execute(f"SELECT {EVENT_COLUMNS} FROM cf_event WHERE seq = ?", (seq,)).fetchone()
        left.append([seq, left_digest(event)])
    return left


def unsalted(work: Work) -> int:
    """How many of the changed events were written without a salt, by an older version of the program."""
    marks = ", ".join("?" * len(work.events))
    (count,) = work.audit.connection.execute(
        f"SELECT count(*) FROM cf_event WHERE body_digest IS NULL AND seq IN ({marks})", sorted(work.events)
    ).fetchone()
    return int(count)


def leave_tombstone(
    work: Work, what: str, token: str, reason: str, authority: str, events: list[list[Any]], by: str | None
) -> str:
    """Write the tombstone and its event, which names every event that says less; returns the tombstone's uid."""
    places = [
        {"place": place_words(table, column), "how": standing, "count": count}
        for (table, column, standing), count in sorted(work.places.counts.items())
    ]
    uid = new_uid()
    body = {
        "what": what, "token": token, "reason": reason, "authority": authority, "places": places, "events": events,
        "imports": [list(one) for one in work.imports], "sources": work.sources, "evidence": work.evidence,
        "exceptions": work.exceptions, "samples": work.samples,
    }  # fmt: skip
    event = work.audit.record(PURGE_EVENT, f"tombstone:{uid}", body, actor=by)
    work.audit.connection.execute(
        "INSERT INTO cf_tombstone (uid, what, token, reason, authority, places, actor, at, seq) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (uid, what, token, reason, authority, tombstone_places(body), event.actor, event.at, event.seq),
    )
    return uid


def tombstone_places(body: dict[str, Any]) -> str:
    """What a tombstone holds of places and events, from the body of its event."""
    return canonical_json({"places": body["places"], "events": body["events"]})


def tombstone_differences(connection: sqlite3.Connection) -> Iterator[str]:
    """Where tombstones and the events that tell of them are not each other's, as sentences."""
    columns = "uid, what, token, reason, authority, places, actor, at, seq"
    stones = {row[-1]: row for row in connection.execute(f"SELECT {columns} FROM cf_tombstone")}
    for seq, obj, body, actor, at in connection.execute(
        "SELECT seq, object, body, actor, at FROM cf_event WHERE kind = ? ORDER BY seq", (PURGE_EVENT,)
    ):
        told = json.loads(body)
        names = ("what", "token", "reason", "authority")
        wanted = (
            obj.removeprefix("tombstone:"), *(told[name] for name in names), tombstone_places(told), actor, at, seq,
        )  # fmt: skip
        if stones.pop(seq, None) != wanted:
            yield f"Event {seq} tells of a purge, and its tombstone is missing or says something else."
    for seq in sorted(stones):
        yield f"A tombstone says that event {seq} is its purge, and there is no such event."
