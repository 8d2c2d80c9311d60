"""What SQLite may do for the text of a check: read, call the known functions, and write to the one table it fills."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from crossfoot.checks.functions import BUILT_IN, FUNCTIONS

_FORBIDDEN = frozenset(
    (
        "load_extension",
        "readfile",
        "writefile",
        "edit",
        "fts3_tokenizer",
        "zeroblob",
        "randomblob",
        "random",
        "sqlite_compileoption_get",
    )
)
_READING = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE))

Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]


def visible_only(note_read: Callable[[str], None]) -> Authorizer:
    """For compiling a text against the shelf: what it may name, and which functions it may call."""
    known = BUILT_IN | set(FUNCTIONS)

    def authorize(
        action: int, first: str | None, second: str | None, _db: str | None, _view: str | None
    ) -> int:
        if action in _READING:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION:
            return sqlite3.SQLITE_OK if str(second).lower() in known else sqlite3.SQLITE_DENY
        if action == sqlite3.SQLITE_READ and not str(first).startswith("sqlite_"):
            note_read(str(first))
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    return authorize


def reading_only(
    action: int, _first: str | None, second: str | None, _db: str | None, _view: str | None
) -> int:
    """Reading, and any function that does no harm: the text itself was compiled against the shelf before."""
    if action in _READING or action == sqlite3.SQLITE_READ:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and str(second).lower() not in _FORBIDDEN:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def laying_only(table: str, schema: str) -> Authorizer:
    """Lay and fill the one table, and read: what SQLite does for CREATE TABLE AS."""

    def authorize(
        action: int, first: str | None, second: str | None, db: str | None, view: str | None
    ) -> int:
        if action == sqlite3.SQLITE_CREATE_TABLE and first == table and db == schema:
            return sqlite3.SQLITE_OK
        if action in (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE) and first in (table, "sqlite_master"):
            return sqlite3.SQLITE_OK
        return reading_only(action, first, second, db, view)

    return authorize


def plain_words(error: Exception) -> str:
    """SQLite's words, with those of the authorizer made plain."""
    text = str(error)
    if "not authorized to use function" in text:
        return (
            f"{text}: checks may only call the functions that are listed for them (no SQLite date functions)"
        )
    return text
