"""The history: an append-only chain of events, each sealed by the hash of the one before it.

It makes changes evident; it does not make them impossible (docs/history.md says what it does not protect against).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
    sealed = body_digest(salt, text)
    seal = event_hash(seq, identity, at, actor, kind, obj, sealed, prev)
    connection.execute(
        "INSERT INTO cf_event (seq, id, at, actor, kind, object, body, prev, hash, salt, body_digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (seq, identity, at, actor, kind, obj, text, prev, seal, salt, sealed),
    )
    return Event(seq, identity, at, actor, kind, obj, body, prev, seal)


def body_digest(salt: str, body: str) -> str:
    """sha256 over the salt and the canonical text of a body: without the salt nobody can try values against it."""
    return hashlib.sha256(f"{salt}{body}".encode()).hexdigest()


def event_hash(
    seq: int, identity: str, at: str, actor: str, kind: str, obj: str, sealed: str, prev: str
) -> str:
    """sha256 over the canonical JSON of an event's parts.

    `sealed` is the digest of the body, so that a value can leave the body while the chain holds; in events that were
    written before version 4 of the audit file it is the body itself.
    """
    text = canonical_json([seq, identity, at, actor, kind, obj, sealed, prev])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


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


def broken_link(connection: sqlite3.Connection) -> str | None:
    """The first event whose seal does not hold, as a sentence; None where the whole chain holds."""
    last, prev = 0, ""
    for row in connection.execute(
        "SELECT seq, id, at, actor, kind, object, body, prev, hash, salt, body_digest FROM cf_event ORDER BY seq"
    ):
        seq, identity, at, actor, kind, obj, body, before, seal, salt, sealed = row
        if seq != last + 1:
            return f"Event {last + 1} is missing from the history."
        broken = before != prev or (sealed is not None and body_digest(salt or "", body) != sealed)
        if broken or event_hash(seq, identity, at, actor, kind, obj, sealed or body, before) != seal:
            return f"Event {seq} ({kind}, {at}) does not carry the seal it was written with."
        last, prev = seq, seal
    return None
