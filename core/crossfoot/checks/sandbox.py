"""Where the SQL of a check runs: a scratch database of its own, with the audit attached for reading only.

A check's text is compiled twice. First against a *shelf*: an empty database that holds the visible views as empty
tables and nothing else, so that what the text may name does not rest on how SQLite reports names. Then against the
audit, under an authorizer that allows reading, the known functions, and writing to the one outcome table.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crossfoot.checks.authorizers import (
    Authorizer,
    laying_only,
    plain_words,
    reading_only,
    visible_only,
)
from crossfoot.checks.functions import FUNCTIONS
from crossfoot.checks.ground import ROOM, Ground, Room
from crossfoot.checks.header import PackView
from crossfoot.checks.model import ParameterValue
from crossfoot.checks.native_sql import native_sql
from crossfoot.checks.row_views import row_views
from crossfoot.checks.scratch import lay_parameter, lay_terms, set_limits, stock_shelf
from crossfoot.checks.shared_views import SharedViews
from crossfoot.checks.terms import ALWAYS, Term
from crossfoot.errors import Cancelled, CheckDefinitionError
from crossfoot.progress import Progress

_PAGE_BYTES = 4_096
_STEPS_BETWEEN_LOOKS = (
    2_000  # of SQLite's machine: a look every few milliseconds, so that Cancel answers at once
)
_SECONDS_BETWEEN_REPORTS = 0.1
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class CheckSqlError(Exception):
    """The SQL of a check cannot run; the runner makes a failed outcome of it."""


class Sandbox:
    """One check's scratch database. Use `open_sandbox`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        shelf: sqlite3.Connection,
        bindings: dict[str, Any],
        views: Sequence[PackView],
        progress: Progress,
        sharing: Callable[[PackView], AbstractContextManager[Path]] | None = None,
        room: Room = ROOM,
        record_types: frozenset[str] = frozenset(),
    ) -> None:
        self._room = room
        self.record_types = record_types
        self._views = {view.name: view for view in views}
        self._sharing = sharing
        self._connection = connection
        self._shelf = shelf
        self.bindings = bindings
        self.read: set[str] = set()
        self._progress = progress
        self._stopped: BaseException | None = None

    def columns_of(self, sql: str, bindings: Mapping[str, Any] | None = None) -> list[str]:
        """Compile the text of a check against the visible names only; its columns. Notes what it reads."""
        self._shelf.set_authorizer(visible_only(self.read.add))
        try:
            known = {**self.bindings, **(bindings or {})}
            cursor = self._shelf.execute(f"SELECT * FROM (\n{sql}\n) LIMIT 0", known)
            return [column[0] for column in cursor.description]
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise CheckSqlError(plain_words(error)) from None
        finally:
            self._shelf.set_authorizer(None)

    def fill_outcomes(self, sql: str) -> list[str]:
        """Run the check's SELECT into the table `outcomes`; its columns."""
        self._lay_views_of(sql)
        return self._fill("outcomes", sql)

    def clear_outcomes(self) -> None:
        """Take the outcome rows away, so that another text can fill them over the views that stand."""
        for connection in (self._shelf, self._connection):
            connection.execute("DROP TABLE IF EXISTS outcomes")

    def _lay_views_of(self, sql: str) -> None:
        """Lay the pack's views that a text names as tables, so that each is computed once, for the check or the run."""
        for word in _NAME.findall(sql):
            view = self._views.pop(word, None)
            if view is None:
                continue
            try:
                if self._sharing is None:
                    self._lay_view(view, "main")
                    continue
                with self._sharing(view) as path:
                    self._attach_view(view, path)
            except CheckSqlError as error:
                raise CheckSqlError(f"{error} (in {view.file})") from None

    def _attach_view(self, view: PackView, path: Path) -> None:
        """The view from the file that the checks of a run share, computed into it where nobody did yet."""
        schema = f"shared_{view.name}"
        self._lay_views_of(view.sql)
        if path.exists():
            self._shelve(view.name, self.columns_of(view.sql))
            self._attach(path, schema, "ro")
            return
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        self._attach(making, schema, "rwc")
        self._connection.execute(f"PRAGMA {schema}.journal_mode = OFF").fetchone()
        self._connection.execute(f"PRAGMA {schema}.synchronous = OFF").fetchone()
        self._lay_view(view, schema)
        making.rename(path)  # what a stopped check left behind is never taken for the view

    def _attach(self, path: Path, schema: str, mode: str) -> None:
        where = f"file:{quote(str(path))}?mode={mode}"
        self._connection.execute(f"ATTACH DATABASE ? AS {schema}", (where,))

    def _lay_view(self, view: PackView, schema: str) -> None:
        self._lay_views_of(view.sql)
        self._fill(view.name, view.sql, schema)
        for column in view.indexes:
            self.own(f'CREATE INDEX {schema}."{view.name}_by_{column}" ON "{view.name}" ("{column}")')

    def _fill(self, table: str, sql: str, schema: str = "main") -> list[str]:
        columns = self.columns_of(sql)
        _refuse_odd_names(columns)
        self._shelve(table, columns)
        text = native_sql(sql)
        place = f'{schema}."{table}"'
        with self._watched(laying_only(table, schema)):  # compiled once: a text over all lists takes its time
            self._connection.execute(f"CREATE TABLE {place} AS SELECT * FROM (\n{text}\n)", self.bindings)
        return columns

    def _shelve(self, table: str, columns: Sequence[str]) -> None:
        """Let the texts that follow see the table."""
        listed = ", ".join(f'"{column}"' for column in columns)
        self._shelf.execute(f'CREATE TABLE "{table}" ({listed})')

    def lay_outcomes(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """The outcome rows that a program of core computed, as the table `outcomes`."""
        self._lay_table("outcomes", columns)
        marks = ", ".join("?" * len(columns))
        with self._watched(None):
            self._connection.executemany(f"INSERT INTO outcomes VALUES ({marks})", rows)

    def _lay_table(self, table: str, columns: Sequence[str]) -> None:
        self._shelve(table, columns)
        listed = ", ".join(f'"{column}"' for column in columns)
        self._connection.execute(f'CREATE TABLE "{table}" ({listed})')

    def rows(self, sql: str, bindings: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """The rows of a text that the check brought (its figures, the trace of one): small, and read only."""
        self._lay_views_of(sql)
        self.columns_of(sql, bindings)
        with self._watched(reading_only):
            cursor = self._connection.execute(native_sql(sql), {**self.bindings, **(bindings or {})})
            names = [column[0] for column in cursor.description]
            found = cursor.fetchmany(self._room.rows + 1)
            if len(found) > self._room.rows:
                raise CheckSqlError(
                    f"the query of figures gave more than {self._room.rows:,} rows; does it recurse without end?"
                )
            return [dict(zip(names, row, strict=True)) for row in found]

    def own(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """A statement of the runner itself (not of a check), watched for Cancel."""
        with self._watched(None):
            return self._connection.execute(sql, parameters).fetchall()

    def lay_own_table(self, table: str, columns: Sequence[str], sql: str, parameters: Sequence[Any]) -> None:
        """A table of the runner's own that the texts of checks may read."""
        self._lay_table(table, columns)
        self.own(f'INSERT INTO "{table}" {sql}', parameters)

    def add_function(self, name: str, arguments: int, function: Callable[..., Any]) -> None:
        """A function for the runner's own statements."""
        self._connection.create_function(name, arguments, function, deterministic=True)

    @contextmanager
    def _watched(self, authorizer: Authorizer | None) -> Iterator[None]:
        self._stopped = None
        deadline = time.monotonic() + self._room.seconds
        last = time.monotonic()
        free = shutil.disk_usage(tempfile.gettempdir()).free

        def look() -> int:
            nonlocal last
            moment = time.monotonic()
            if moment > deadline:
                self._stopped = CheckSqlError(
                    f"the query did not end within {self._room.seconds:.0f} seconds; does it recurse without end?"
                )
                return 1
            if moment - last >= _SECONDS_BETWEEN_REPORTS:
                last = moment
                if (
                    free - shutil.disk_usage(tempfile.gettempdir()).free > 2 * self._room.bytes
                ):  # sorting has no limit
                    self._stopped = CheckSqlError(
                        f"the query took more than {2 * self._room.bytes / 1024**3:.0f} GB of the disk; "
                        "does it recurse without end?"
                    )
                    return 1
                try:
                    self._progress(0, 0, "")
                except Cancelled as cancelled:
                    self._stopped = cancelled
                    return 1
            return 0

        self._connection.set_authorizer(authorizer)
        self._connection.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
        try:
            yield
        except (sqlite3.Error, sqlite3.Warning) as error:
            if self._stopped is not None:
                raise self._stopped from None
            if "database or disk is full" in str(error):
                most = f"{self._room.bytes / 1024**3:.0f} GB"
                raise CheckSqlError(
                    f"the query gave more than {most} of rows, or the disk is full; does it recurse without end?"
                ) from None
            raise CheckSqlError(plain_words(error)) from None
        finally:
            self._connection.set_progress_handler(None, 0)
            self._connection.set_authorizer(None)


@contextmanager
def open_sandbox(
    audit: Ground,
    scratch: Path,
    views: Sequence[PackView],
    parameters: Mapping[str, ParameterValue],
    progress: Progress,
    terms: Sequence[Term] = (ALWAYS,),
    shared: SharedViews | None = None,
    room: Room = ROOM,
) -> Iterator[Sandbox]:
    """A scratch database at `scratch` (made anew) for one check; closed, with its file kept, at the end.

    `terms` say when and for which models the criteria of the check hold, as the table `criterion_terms`. `shared` keeps
    the pack's views for the other checks of the run; without it they are computed for this check alone.
    """
    connection = sqlite3.connect(
        f"file:{quote(str(scratch))}", uri=True, isolation_level=None, check_same_thread=False
    )
    shelf = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "trusted_schema = OFF",
            "cache_size = -65536",
            f"page_size = {_PAGE_BYTES}",
            f"max_page_count = {room.bytes // _PAGE_BYTES}",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchone()
        connection.execute(
            "ATTACH DATABASE ? AS audit", (f"file:{quote(str(audit.path.resolve()))}?mode=ro",)
        )
        facts = audit.facts
        dates = {"as_of": facts.as_of, "period_start": facts.period_start, "period_end": facts.period_end}
        bindings: dict[str, Any] = {name: date.isoformat() for name, date in dates.items()}
        for name, (arguments, function) in FUNCTIONS.items():
            connection.create_function(name, arguments, function, deterministic=True)
            shelf.create_function(name, arguments, function, deterministic=True)
        stock_shelf(connection, shelf)
        own_views = row_views(connection, audit.types, parameters)
        for target in (connection, shelf):
            target.execute("CREATE TABLE audit_facts (as_of, period_start, period_end)")
            target.execute("INSERT INTO audit_facts VALUES (:as_of, :period_start, :period_end)", bindings)
            for parameter in parameters.values():
                lay_parameter(target, parameter)
            lay_terms(target, terms)
            for name, sql in own_views:
                target.execute(f'CREATE TEMP VIEW "{name}" AS {sql}')
        bindings |= {p.name: p.value for p in parameters.values() if not isinstance(p.value, list)}
        set_limits(connection, attached=1 + len(views), text=room.text)
        by_name = {view.name: view for view in views}

        def sharing(view: PackView) -> AbstractContextManager[Path]:
            assert shared is not None
            return shared.place_of(view, by_name, parameters)

        yield Sandbox(
            connection,
            shelf,
            bindings,
            views,
            progress,
            sharing if shared else None,
            room,
            frozenset(audit.types),
        )
    except sqlite3.Error as error:
        raise CheckDefinitionError(
            f"A shared view or parameter of the pack cannot be set up: {error}.",
            "Correct the views of the pack.",
        ) from None
    finally:
        connection.close()
        shelf.close()


def _refuse_odd_names(columns: Sequence[str]) -> None:
    """Columns are named again in the statements of the program: a name that is not plain could say something there."""
    odd = next((column for column in columns if not _NAME.fullmatch(column)), None)
    if odd is not None:
        raise CheckSqlError(
            f"its SELECT gives a column called {odd!r}; name each column once, with AS, in letters, digits and _"
        )
