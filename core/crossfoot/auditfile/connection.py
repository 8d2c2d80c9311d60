"""How an audit file is opened: what it must be, what SQLite is told, and its troubles in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crossfoot import values
from crossfoot.errors import AuditFileError

APPLICATION_ID = 0x43524654  # "CRFT"
SCHEMA_VERSION = 4
_MAGIC = b"SQLite format 3\x00"
_FULL_CHECK_UP_TO = 64 * 1024 * 1024  # bytes; a larger file is checked page by page by `crossfoot verify`
_BUSY_SECONDS = 5.0


@contextmanager
def plain_trouble(path: Path) -> Iterator[None]:
    """Say what SQLite refuses in the auditor's words; the file's name is in each sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.IntegrityError:
        raise  # a broken rule of our own schema: a bug, not known trouble
    except sqlite3.DatabaseError as error:
        raise AuditFileError(
            f"{path.name} is damaged: SQLite says {str(error)!r}.",
            "Go back to the last good copy of this audit file. The sources and reports beside it are not touched.",
        ) from error


def _operational(path: Path, error: sqlite3.OperationalError) -> AuditFileError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return AuditFileError(
            f"{path.name} is being written by another program.",
            "Close the audit there, or wait until its work is done, and try again.",
        )
    if "readonly" in text or "read-only" in text:
        return AuditFileError(
            f"{path.name} cannot be written: the file or its folder is read-only.",
            "Copy the audit file to a folder that you may write to, and open the copy.",
        )
    if "full" in text:
        return AuditFileError(
            f"There is no room left on the disk that holds {path.name}; nothing of this step was kept.",
            "Free some space and do the step again.",
        )
    if "malformed" in text or "disk I/O" in text:
        return AuditFileError(
            f"{path.name} is damaged: SQLite says {text!r}.",
            "Go back to the last good copy of this audit file.",
        )
    raise error


def open_connection(path: Path) -> sqlite3.Connection:
    """Open an existing audit file for reading and writing.

    AuditFileError where the file is missing, not an audit file, damaged, or written by a newer version; the file is
    not changed in any of these cases. Leftovers of a killed program are recovered by SQLite without a question.
    """
    _is_an_audit_file(path)
    with plain_trouble(path):
        connection = _connect(path, "rw")
        try:
            _version_fits(path, connection)
            _pages_are_whole(path, connection)
            _set_up(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def new_connection(path: Path) -> sqlite3.Connection:
    """Create an empty audit file at `path`; AuditFileError where something is there already or cannot be written."""
    if path.exists():
        raise AuditFileError(f"{path.name} exists already.", "Choose another name, or open that audit.")
    if not path.parent.is_dir():
        raise AuditFileError(
            f"There is no folder {path.parent}.", "Create the folder first, or choose another."
        )
    with plain_trouble(path):
        try:
            connection = _connect(path, "rwc")
        except sqlite3.OperationalError:
            raise AuditFileError(
                f"{path.name} cannot be created in {path.parent}.", "Choose a folder that you may write to."
            ) from None
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _set_up(connection)
    return connection


def close_connection(connection: sqlite3.Connection) -> None:
    """Close so that the audit is one file again, safe to copy: the journal is written back and removed."""
    try:
        if not connection.in_transaction:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError:
        pass  # another window still has it open: the last one to close tidies up
    finally:
        connection.close()


def register_functions(connection: sqlite3.Connection) -> None:
    """The named functions that SQL of the program and of checks may call; each is NULL where an argument is."""

    def on_text(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args: None if any(a is None for a in args) else function(*args)

    def days(start: str, end: str) -> int | None:
        first, last = values.parse_date(start), values.parse_date(end)
        return None if first is None or last is None else (last - first).days

    def later(date: str, months: int) -> str | None:
        first = values.parse_date(date)
        return None if first is None else values.add_months(first, int(months)).isoformat()

    def year(date: str) -> int | None:
        first = values.parse_date(date)
        return None if first is None else values.fiscal_year(first)

    for name, arguments, function in (
        ("fold", 1, values.fold),
        ("days_between", 2, days),
        ("add_months", 2, later),
        ("fiscal_year", 1, year),
    ):
        connection.create_function(name, arguments, on_text(function), deterministic=True)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.resolve()))}?mode={mode}"
    return sqlite3.connect(
        uri,
        uri=True,
        isolation_level=None,
        timeout=_BUSY_SECONDS,
        check_same_thread=False,
        cached_statements=256,
    )


def _is_an_audit_file(path: Path) -> None:
    if not path.exists():
        raise AuditFileError(
            f"There is no audit file {path}.", "Check the name, or create one with `crossfoot new`."
        )
    if path.is_dir():
        raise AuditFileError(
            f"{path} is a folder, not an audit file.", "Name a file that ends in .crossfoot."
        )
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise AuditFileError(
            f"{path.name} cannot be read: {error.strerror}.", "Check who may read the file."
        ) from None
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise AuditFileError(
            f"{path.name} is not a Crossfoot audit file, or its beginning is damaged.",
            "Choose a file made by `crossfoot new`, or go back to the last good copy.",
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise AuditFileError(
            f"{path.name} is a database of another program, not a Crossfoot audit file.",
            "Choose a file made by `crossfoot new`.",
        )


def _version_fits(path: Path, connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise AuditFileError(
            f"{path.name} was written by a newer version of Crossfoot (file version {version}; "
            f"this program reads up to {SCHEMA_VERSION}). It was not changed.",
            "Open it with that newer version.",
        )


def _pages_are_whole(path: Path, connection: sqlite3.Connection) -> None:
    if path.stat().st_size > _FULL_CHECK_UP_TO:
        return
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise AuditFileError(
            f"{path.name} is damaged: {found}.",
            "Go back to the last good copy of this audit file. Nothing was changed in this one.",
        )


def _set_up(connection: sqlite3.Connection) -> None:
    """WAL with full synchronising while open; where WAL cannot work (a network folder) the plain journal."""
    for pragma in (
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "recursive_triggers = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
    except sqlite3.OperationalError:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    register_functions(connection)
