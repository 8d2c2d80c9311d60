"""What a sandbox stands on, and how much room the text of a check has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from crossfoot.auditfile.audit import AuditFacts
from crossfoot.mapping.model import RecordType


class Ground(Protocol):
    """What a sandbox stands on: an audit, or a stand-in file with the same visible names (auditfile.stand_in)."""

    @property
    def path(self) -> Path:
        """The database file."""

    @property
    def facts(self) -> AuditFacts:
        """The dates of the audit."""

    @property
    def types(self) -> dict[str, RecordType]:
        """Its record types."""


@dataclass(frozen=True, slots=True)
class Lists:
    """An audit's file and facts without its connection, for a sandbox on another thread."""

    path: Path
    facts: AuditFacts
    types: dict[str, RecordType]


@dataclass(frozen=True, slots=True)
class Room:
    """How long the text of a check may run, how much it may lay, and how many rows it may hand to the program."""

    seconds: float
    bytes: int
    rows: int = 4_000_000
    text: int = 10_000_000  # bytes of one value: SQLite searches within one without looking at the clock


ROOM = Room(600.0, 64 * 1024**3)
ROOM_OF_AN_OWN_CHECK = Room(60.0, 1024**3, 100_000, 1_000_000)
"""A text that nobody but its author has seen: one without an end is stopped before it is in anybody's way."""
