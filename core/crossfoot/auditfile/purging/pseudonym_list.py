"""Pseudonyms of purged values: the key list forgets them, and no key of the file leads from a guess to them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from crossfoot.auditfile.purging.rewriting import Places, SealRewriter, rewrite_table
from crossfoot.auditfile.purging.walk import rows_with
from crossfoot.auditfile.purging.work import Work
from crossfoot.auditfile.record_names import (
    holds_rows,
)

_PSEUDONYM = re.compile(r"R-(?:[0-9a-f]{32}|[0-9a-f]{12})(?![0-9a-f])")
_GONE = re.compile(r"\[purged:[0-9a-f]{12}(-\d+)?\]", re.IGNORECASE)


def pseudonyms_of(work: Work, wanted: Callable[[str], bool]) -> list[str]:
    """The pseudonyms in the key list whose values are `wanted`."""
    return [
        token
        for token, value in work.audit.connection.execute("SELECT token, value FROM cf_pseudonym")
        if wanted(value)
    ]


def replace_pseudonyms(work: Work, pseudonyms: Iterable[str]) -> None:
    """Let a random one stand for each, everywhere: the old one could be made again from a guess with the file's key.

    The key list forgets those of which the whole value was purged.
    """
    swapped = {old: f"R-{secrets.token_hex((len(old) - 2) // 2)}" for old in pseudonyms}
    if not swapped:
        return
    rewriter, elsewhere = SealRewriter(swapped, _PSEUDONYM), Places()
    for table in work.tables():
        rewrite_table(work.audit.connection, table, rewriter, elsewhere, work.follow)
    for name, columns in elsewhere.columns.items():
        work.places.columns.setdefault(name, set()).update(columns)
    run = work.audit.connection
    for token, value in run.execute("SELECT token, value FROM cf_pseudonym").fetchall():
        if _GONE.fullmatch(value):
            run.execute("DELETE FROM cf_pseudonym WHERE token = ?", (token,))
    work.notes.append(
        f"{len(swapped):,} pseudonyms stood for it; others stand in their place, which lead nowhere."
    )


def forget_unused_pseudonyms(work: Work, cleared: Iterable[Any]) -> list[str]:
    """Take the pseudonyms of cleared cells that no row holds any more off the key list; returns their values."""
    candidates = {str(value) for value in cleared if _PSEUDONYM.fullmatch(str(value))}
    if not candidates:
        return []
    for table in work.tables():
        if holds_rows(table.name):
            for row in rows_with(work.audit.connection, table, lambda text: "R-" in text):
                candidates -= {one for text in row.texts.values() for one in _PSEUDONYM.findall(text)}
    run, values = work.audit.connection, []
    for token in sorted(candidates):
        values += [
            value for (value,) in run.execute("SELECT value FROM cf_pseudonym WHERE token = ?", (token,))
        ]
        run.execute("DELETE FROM cf_pseudonym WHERE token = ?", (token,))
    if values:
        work.places.add("cf_pseudonym", "value", ["itself"], len(values))
    return values
