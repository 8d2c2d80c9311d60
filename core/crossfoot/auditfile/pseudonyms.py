"""Keyed pseudonyms: what stands for a restricted value where the value itself must not stand.

A token is made with a key that each audit file has for itself, so that nobody finds the value by trying all numbers.
The key list stays in the audit file (`cf_pseudonym`), so that a reviewer can trace (`crossfoot restricted`).
"""

from __future__ import annotations

import hmac
import re
import secrets
import sqlite3
from collections.abc import Callable
from hashlib import sha256

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import AuditFileError

_KEY = "pseudonyms"
_DIGITS, _MORE_DIGITS = 12, 32
_TOKEN = re.compile(r"R-(?:[0-9a-f]{32}|[0-9a-f]{12})")


def token_of(connection: sqlite3.Connection, value: str, field_class: str) -> str:
    """The token of a value, the same for the same value in all lists; it is noted in the key list.

    Blanks around a value and case do not count: they are no other person. Inside a write block.
    """
    return tokens(connection, field_class)(value)


def tokens(connection: sqlite3.Connection, field_class: str) -> Callable[[str], str]:
    """A function that gives the token of each value and notes it; for many values. Inside a write block."""
    key = _key(connection)
    known: dict[str, str] = {}

    def token(value: str) -> str:
        kept = known.get(value)
        if kept is None:
            kept = known[value] = _noted(connection, key, value.strip(), field_class)
        return kept

    return token


def find_tokens(text: str) -> list[str]:
    """The tokens that stand in a text."""
    return _TOKEN.findall(text)


def reveal(audit: Audit, token: str, reason: str) -> str:
    """The value that a token stands for; who asked and why is recorded, and not what it is.

    AuditFileError where no reason is given or the audit file has no such token.
    """
    if not reason.strip():
        raise AuditFileError(
            "A restricted value is shown only with a reason.", "Say why you need it: --reason TEXT."
        )
    rows = audit.rows("SELECT value FROM cf_pseudonym WHERE token = ?", (token.strip(),))
    if not rows:
        raise AuditFileError(
            f"There is no token {token} in this audit file.",
            "Tokens begin with R- and come from the history, an export or a list; a purged value has none.",
        )
    with audit.write():
        audit.record("restricted.revealed", f"token:{token.strip()}", {"reason": reason.strip()})
    return str(rows[0]["value"])


def _key(connection: sqlite3.Connection) -> bytes:
    row = connection.execute("SELECT value FROM cf_secret WHERE name = ?", (_KEY,)).fetchone()
    if row is None:
        row = (secrets.token_hex(32),)
        connection.execute("INSERT INTO cf_secret (name, value) VALUES (?, ?)", (_KEY, row[0]))
    return bytes.fromhex(row[0])


def _noted(connection: sqlite3.Connection, key: bytes, value: str, field_class: str) -> str:
    digest = hmac.new(key, value.upper().encode(), sha256).hexdigest()
    for digits in (_DIGITS, _MORE_DIGITS):  # more where two values share the first ones
        token = f"R-{digest[:digits]}"
        row = connection.execute("SELECT value FROM cf_pseudonym WHERE token = ?", (token,)).fetchone()
        if row is None:
            connection.execute(
                "INSERT INTO cf_pseudonym (token, field_class, value) VALUES (?, ?, ?)",
                (token, field_class, value),
            )
            return token
        if row[0].upper() == value.upper():
            break
    return token
