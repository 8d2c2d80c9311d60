"""The audit as the later stages hold it: its facts, a database to read, one way to write."""

from __future__ import annotations

import datetime as dt
import getpass
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlite_utils

from crossfoot import __version__, content, values
from crossfoot.auditfile import connection as door
from crossfoot.auditfile.history import Event, append_event, new_uid, now
from crossfoot.auditfile.importing.side_file import remove_leftovers
from crossfoot.auditfile.migrate import migrate
from crossfoot.auditfile.record_tables import (
    fits_record_types,
    lay_join_indexes,
)
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import RecordType
from crossfoot.mapping.record_types import record_types

DEMONSTRATION_MARKING = "DEMONSTRATION - FICTITIOUS DATA"


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """What an audit says of itself. `marking` is None until someone has chosen one ('' means: none, with a reason)."""

    uid: str
    title: str
    number: str
    auditee: str
    office: str
    objective: str
    pack: str
    as_of: dt.date
    period_start: dt.date
    period_end: dt.date
    issue_date: dt.date | None
    marking: str | None
    fictitious: bool

    @property
    def page_marking(self) -> str:
        """What every page bears: for fictitious data always the demonstration marking."""
        return DEMONSTRATION_MARKING if self.fictitious else (self.marking or "")


class Audit:
    """An open audit file. `db` reads; `write()` is the only way to change; `record()` tells the history."""

    def __init__(self, path: Path, connection: sqlite3.Connection, actor: str) -> None:
        self.path = path.absolute()  # so that no name of a file is ever taken for a database's address
        self.actor = actor
        self.db = sqlite_utils.Database(connection, use_counts_table=False)
        self.facts = _facts(connection)
        self.types: dict[str, RecordType] = record_types(self.facts.pack)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection behind `db`."""
        return self.db.conn  # type: ignore[no-any-return]

    @property
    def reads_while_written(self) -> bool:
        """Whether others may read the file while it is written (not where SQLite's write-ahead log cannot work)."""
        return str(self.connection.execute("PRAGMA journal_mode").fetchone()[0]) == "wal"

    @contextmanager
    def write(self) -> Iterator[sqlite_utils.Database]:
        """One transaction, begun as IMMEDIATE: all of it is kept, or (on any exception) none."""
        with door.plain_trouble(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.execute("COMMIT")

    def record(self, kind: str, obj: str, body: dict[str, Any], *, actor: str | None = None) -> Event:
        """Append an event to the history, inside a `write()` block."""
        return append_event(self.connection, kind, obj, body, actor or self.actor)

    def rows(self, sql: str, parameters: tuple[Any, ...] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        """The rows of a SELECT as dicts."""
        with door.plain_trouble(self.path):
            return list(self.db.query(sql, parameters))

    def set_facts(self, **changes: Any) -> None:
        """Change facts of the audit (title, number, issue_date, marking ...); what was before stands in the history."""
        before = self.rows("SELECT * FROM cf_audit")[0]
        unknown = set(changes) - set(before)
        if unknown:
            raise AuditFileError(f"An audit has no fact called {', '.join(sorted(unknown))}.")
        if self.facts.fictitious and not changes.get("fictitious", True):
            raise AuditFileError(
                "This audit holds fictitious data; its marking cannot be taken off.",
                "Start a new audit for real data.",
            )
        if "title" in changes and not str(changes["title"]).strip():
            raise AuditFileError("An audit cannot be without a title.", "Give it one; the report prints it.")
        changed = {name: value for name, value in changes.items() if before[name] != value}
        if changed:
            with self.write() as db:
                assignments = ", ".join(f'"{name}" = :{name}' for name in changed)
                db.conn.execute(f"UPDATE cf_audit SET {assignments}", changed)
                self.record(
                    "audit.changed",
                    f"audit:{self.facts.uid}",
                    {"before": {n: before[n] for n in changed}, "after": changed},
                )
            self.facts = _facts(self.connection)

    def reread_facts(self) -> None:
        """Take the facts as the file has them now, after work that wrote to it without `set_facts`."""
        self.facts = _facts(self.connection)

    def lay_join_indexes(self) -> None:
        """Index what checks join on; without an index a check on a long list would never end."""
        with door.plain_trouble(self.path):
            lay_join_indexes(self.connection, self.types)

    def close(self) -> None:
        """Close the file so that it is one whole file again."""
        door.close_connection(self.connection)

    def __enter__(self) -> Audit:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create_audit(
    path: Path,
    *,
    title: str,
    as_of: dt.date,
    period_start: dt.date | None = None,
    period_end: dt.date | None = None,
    pack: str = content.DEFAULT_PACK,
    number: str = "",
    auditee: str = "",
    office: str = "",
    objective: str = "",
    fictitious: bool = False,
    actor: str | None = None,
) -> Audit:
    """Create the audit file at `path`. The period defaults to the fiscal year that holds the as-of date.

    AuditFileError where the file exists, the folder cannot be written, or the dates contradict each other.
    """
    default_start, default_end = values.fiscal_year_of(as_of)
    start, end = period_start or default_start, period_end or (as_of if period_start else default_end)
    if start > end:
        raise AuditFileError(
            f"The period starts on {start} but ends on {end}.", "Give the earlier date as the start."
        )
    if not title.strip():
        raise AuditFileError("The audit has no title.", "Give it a title; the report prints it.")
    types = record_types(content.pack(pack).name)
    connection = door.new_connection(path)
    who = actor or default_actor()
    try:
        with door.plain_trouble(path):
            connection.execute("BEGIN IMMEDIATE")
            migrate(connection, types)
            facts: dict[str, Any] = {
                "uid": new_uid(), "title": title.strip(), "number": number, "auditee": auditee, "office": office,
                "objective": objective, "pack": pack, "as_of": as_of.isoformat(), "period_start": start.isoformat(),
                "period_end": end.isoformat(), "fictitious": int(fictitious), "created_at": now(),
                "program_version": __version__,
            }  # fmt: skip
            columns = ", ".join(facts)
            marks = ", ".join(f":{name}" for name in facts)
            connection.execute(f"INSERT INTO cf_audit ({columns}) VALUES ({marks})", facts)
            append_event(
                connection, "audit.created", f"audit:{facts['uid']}", facts, who, facts["created_at"]
            )
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            leftover.unlink(missing_ok=True)
        raise
    return Audit(path, connection, who)


def open_audit(path: Path, *, actor: str | None = None) -> Audit:
    """Open an audit file; AuditFileError says what is wrong where it cannot be opened, and the file stays as it is."""
    connection = door.open_connection(path)
    try:
        with door.plain_trouble(path):
            remove_leftovers(path)
            _bring_up_to_date(connection)
            return Audit(path, connection, actor or default_actor())
    except BaseException:
        connection.close()
        raise


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Migrate an older file, and lay what a grown pack needs, in one transaction; a file that fits is not written."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    types = record_types(connection.execute("SELECT pack FROM cf_audit").fetchone()[0])
    if version == door.SCHEMA_VERSION and fits_record_types(connection, types):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrate(connection, types)
    except BaseException:
        connection.rollback()
        raise
    connection.execute("COMMIT")


def default_actor() -> str:
    """The operating system's user, where nobody says who acts."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown user"


def _facts(connection: sqlite3.Connection) -> AuditFacts:
    row = connection.execute(
        "SELECT uid, title, number, auditee, office, objective, pack, as_of, period_start, period_end, issue_date, "
        "marking, fictitious FROM cf_audit"
    ).fetchone()
    if row is None:
        raise AuditFileError(
            "The audit file holds no audit.", "Go back to the last good copy of this audit file."
        )
    as_of, period_start, period_end = (dt.date.fromisoformat(text) for text in row[7:10])
    issue = dt.date.fromisoformat(row[10]) if row[10] else None
    uid, title, number, auditee, office, objective, pack = row[:7]
    return AuditFacts(
        uid,
        title,
        number,
        auditee,
        office,
        objective,
        pack,
        as_of,
        period_start,
        period_end,
        issue,
        row[11],
        bool(row[12]),
    )
