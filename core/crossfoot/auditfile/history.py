"""The history: an append-only chain of events, each sealed by the hash of the one before it.

It makes changes evident; it does not make them impossible (docs/history.md says what it does not protect against).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

PURGE_EVENT = "purge.done"
EVENT_COLUMNS = "seq, id, at, actor, kind, object, body, prev, hash, body_digest"
_NOT_CONTENT = ("report.", "export.", "verify.", "open.", "sign.")


@dataclass(frozen=True, slots=True)
class Event:
    """One event: `object` names what it is about (`exception:4f...`), `body` holds what was said, before and after."""

    seq: int
    id: str
    at: str
    actor: str
    kind: str
    object: str
    body: dict[str, Any]
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last event that can change content; a report prints its sequence number and hash."""

    seq: int
    hash: str


def canonical_json(value: Any) -> str:
    """One text for one value: sorted keys, no blanks, no NaN. What hashes and digests are taken over."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def now() -> str:
    """The present moment as UTC ISO text with milliseconds."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_uid() -> str:
    """A fresh identifier of 32 hex digits; it needs no counter, so two people's objects never collide."""
    return uuid.uuid4().hex


def append_event(
    connection: sqlite3.Connection,
    kind: str,
    obj: str,
    body: dict[str, Any],
    actor: str,
    at: str | None = None,
) -> Event:
    """Append one event inside the caller's transaction and return it."""
    row = connection.execute("SELECT seq, hash FROM cf_event ORDER BY seq DESC LIMIT 1").fetchone() or (0, "")
    seq, prev = row[0] + 1, row[1]
    identity, at, salt = new_uid(), at or now(), new_uid()
    text = canonical_json(body)
    sealed = said_digest(salt, actor, kind, obj, text)
    seal = event_hash(seq, identity, at, sealed, prev)
    connection.execute(
        "INSERT INTO cf_event (seq, id, at, actor, kind, object, body, prev, hash, salt, body_digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, identity, at, actor, kind, obj, text, prev, seal, salt, sealed),
    )
    return Event(seq, identity, at, actor, kind, obj, body, prev, seal)


def said_digest(salt: str, actor: str, kind: str, obj: str, body: str) -> str:
    """sha256 over what an event says: with its salt, nobody can try values against the digest once the salt is gone."""
    return _sha256([salt, actor, kind, obj, body])


def event_hash(seq: int, identity: str, at: str, sealed: str, prev: str) -> str:
    """The seal of an event: sha256 over the canonical JSON of its place, its time and the digest of what it says.

    What it says (actor, kind, object, body) stands behind that digest, so that a value can leave it while the chain
    holds.
    """
    return _sha256([seq, identity, at, sealed, prev])


def left_digest(event: Sequence[Any]) -> str:
    """The digest by which a purge names what it left of an event: over all columns of `EVENT_COLUMNS` but the salt."""
    return _sha256(list(event))


def _old_hash(seq: int, identity: str, at: str, said: list[str], prev: str) -> str:
    """The seal of an event of versions 1 to 3 of the audit file, over what it says itself."""
    return _sha256([seq, identity, at, *said, prev])


def _sha256(parts: list[Any]) -> str:
    return hashlib.sha256(canonical_json(parts).encode("utf-8")).hexdigest()


def events(connection: sqlite3.Connection) -> Iterator[Event]:
    """All events in order."""
    for row in connection.execute(
        "SELECT seq, id, at, actor, kind, object, body, prev, hash FROM cf_event ORDER BY seq"
    ):
        seq, identity, at, actor, kind, obj, body, prev, seal = row
        yield Event(seq, identity, at, actor, kind, obj, json.loads(body), prev, seal)


def content_head(connection: sqlite3.Connection) -> Head:
    """The head that a report prints: events that cannot change content (reports, exports) do not count."""
    for seq, kind, seal in connection.execute("SELECT seq, kind, hash FROM cf_event ORDER BY seq DESC"):
        if not kind.startswith(_NOT_CONTENT):
            return Head(seq, seal)
    return Head(0, "")


def purged_events(connection: sqlite3.Connection) -> dict[int, str]:
    """Which events a later purge changed: their number, and the digest of what the last such purge left of them."""
    left: dict[int, str] = {}
    for seq, body in connection.execute(
        "SELECT seq, body FROM cf_event WHERE kind = ? ORDER BY seq", (PURGE_EVENT,)
    ):
        left.update({changed: digest for changed, digest in json.loads(body)["events"] if changed < seq})
    return left


def broken_link(connection: sqlite3.Connection) -> str | None:
    """The first event whose seal does not hold, as a sentence; None where the whole chain holds.

    An event from which a purge removed a value holds where it is what a later event of the chain says was left of it.
    """
    last, prev = 0, ""
    try:
        left = purged_events(connection)
    except (ValueError, KeyError, TypeError):
        return "An event that tells of a purge cannot be read."
    for row in connection.execute(f"SELECT {EVENT_COLUMNS}, salt FROM cf_event ORDER BY seq"):
        seq, identity, at, *said, before, seal, sealed, salt = row
        if seq != last + 1:
            return f"Event {last + 1} is missing from the history."
        purged = seq in left and salt is None and left_digest(row[:-1]) == left[seq]
        if sealed is None:  # written before version 4
            holds = purged or _old_hash(seq, identity, at, said, before) == seal
        else:
            holds = event_hash(seq, identity, at, sealed, before) == seal
            holds = holds and (purged or (salt is not None and said_digest(salt, *said) == sealed))
        if before != prev or not holds:
            return f"Event {seq} ({said[1]}, {at}) does not carry the seal it was written with."
        last, prev = seq, seal
    return None
