"""A purge while it is carried out: what was found where, and what follows for digests, identities and events."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.purging.rewriting import Places, Rewriter, rewrite_table
from crossfoot.auditfile.purging.tokens import Tokens
from crossfoot.auditfile.purging.walk import Row, Table, tables


@dataclass(slots=True)
class Work:
    """What one purge did so far.

    `seals` maps each digest or identifier that was counted from a purged value to the one that stands for it now;
    `events` are the numbers of the events that say less than before; `notes` are sentences for the auditor;
    `on_exception` makes the identity of an exception anew whose texts change.
    """

    audit: Audit
    on_exception: Callable[[Work, int, dict[str, str]], None]
    dry_run: bool = False
    tokens: Tokens = field(default_factory=Tokens)
    places: Places = field(default_factory=Places)
    seals: dict[str, str] = field(default_factory=dict)
    events: set[int] = field(default_factory=set)
    imports: list[tuple[str, str]] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    exceptions: int = 0
    samples: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tables(self) -> list[Table]:
        """All tables of the audit file."""
        return tables(self.audit.connection)

    def rewrite(self, table: Table, rewriter: Rewriter, where: str = "", given: tuple[Any, ...] = ()) -> None:
        """Write the texts of a table anew, and follow up what rests on them."""
        rewrite_table(self.audit.connection, table, rewriter, self.places, self.follow, where, given)

    def follow(self, table: Table, row: Row, new: dict[str, str]) -> None:
        """Note what rests on a row whose texts change."""
        if table.name == "cf_event":
            self.events.add(int(row.key[0]))
        elif table.name == "cf_exception":
            self.on_exception(self, int(row.key[0]), new)

    def seal(self, old: str, new: str = "") -> str:
        """What stands for a digest from now on; where it cannot be counted anew, a number that says nothing."""
        return self.seals.setdefault(old, new or secrets.token_hex(len(old) // 2))
