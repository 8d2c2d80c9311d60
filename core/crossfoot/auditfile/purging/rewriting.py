"""Texts without what is purged: how one text is written anew, and how all texts of a table are."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from crossfoot.auditfile.purging.needle import Needle, Standing
from crossfoot.auditfile.purging.tokens import Tokens
from crossfoot.auditfile.purging.walk import Row, Table, rows_with
from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.errors import AuditFileError

_HEX = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{16})(?![0-9a-f])")
_JSON_CELLS = frozenset((("cf_override_cell", "before"), ("cf_override_cell", "used")))


class Rewriter(Protocol):
    """Writes a text anew; says quickly where there is nothing to do."""

    def may_be_in(self, text: str) -> bool:
        """Whether the text may need to be written anew; never wrongly no."""

    def rewrite(self, text: str) -> tuple[str, list[Standing]]:
        """The text as it is to stand, and how each of what was taken out stood."""


@dataclass(slots=True)
class Places:
    """How many cells, in which columns, held what was purged, and how it stood in them.

    `rows` are the keys of the rows that changed, `columns` the columns, both by table; `inside` counts the cells in
    which it was a part of a longer word.
    """

    counts: Counter[tuple[str, str, Standing]] = field(default_factory=Counter)
    rows: dict[str, set[tuple[Any, ...]]] = field(default_factory=dict)
    columns: dict[str, set[str]] = field(default_factory=dict)
    inside: int = 0

    def add(self, table: str, column: str, standings: list[Standing], times: int = 1) -> None:
        """Note a cell (or `times` cells) by the plainest standing in it."""
        self.counts[table, column, min(standings, key=_ORDER.index)] += times
        self.inside += times * ("inside a longer word" in standings)
        self.columns.setdefault(table, set()).add(column)

    @property
    def cells(self) -> int:
        """All cells."""
        return sum(self.counts.values())


_ORDER: tuple[Standing, ...] = ("itself", "other spelling", "in a longer text", "inside a longer word")


@dataclass(frozen=True, slots=True)
class ValueRewriter:
    """Writes a token wherever a value stands."""

    needle: Needle
    tokens: Tokens

    def may_be_in(self, text: str) -> bool:
        """As the needle says."""
        return self.needle.may_be_in(text)

    def rewrite(self, text: str) -> tuple[str, list[Standing]]:
        """The text with a token in each place; what was JSON stays JSON."""
        found = self.needle.find(text)
        if not found:
            return text, []
        made, at = [], 0
        for one in found:
            made += [text[at : one.start], self.tokens.word(self.needle.form, one.spelling)]
            at = one.end
        new = "".join((*made, text[at:]))
        if text[:1] in ("{", "[") and _is_json(text) and not _is_json(new):  # it stood as a number
            new = json.dumps(self._without(json.loads(text)), ensure_ascii=False, separators=(",", ":"))
        return new, [one.standing for one in found]

    def _without(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self.rewrite(name)[0]: self._without(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._without(part) for part in value]
        if isinstance(value, str):
            return self.rewrite(value)[0]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            new, found = self.rewrite(str(value))
            return new if found else value
        return value


@dataclass(frozen=True, slots=True)
class SealRewriter:
    """Writes one digest or identifier for another, wherever it stands as a whole; `pattern` finds all of their kind."""

    seals: Mapping[str, str]
    pattern: re.Pattern[str] = _HEX

    def may_be_in(self, text: str) -> bool:
        """Whether any of them is in the text."""
        return any(match[0] in self.seals for match in self.pattern.finditer(text))

    def rewrite(self, text: str) -> tuple[str, list[Standing]]:
        """The text with the new ones."""
        new = self.pattern.sub(lambda match: self.seals.get(match[0], match[0]), text)
        return new, ["in a longer text"] if new != text else []


def rewrite_table(
    connection: sqlite3.Connection,
    table: Table,
    rewriter: Rewriter,
    places: Places,
    on_change: Callable[[Table, Row, dict[str, str]], None] | None = None,
    where: str = "",
    given: tuple[Any, ...] = (),
) -> None:
    """Write the texts of a table anew, inside a transaction. `on_change` sees each row with the texts to come."""
    changes: list[tuple[Row, dict[str, str]]] = []
    for row in rows_with(connection, table, rewriter.may_be_in, where, given):
        new: dict[str, str] = {}
        for column, text in row.texts.items():
            made, standings = rewriter.rewrite(text)
            if standings:
                if (table.name, column) in _JSON_CELLS and not _is_json(made):
                    made = "null"
                new[column] = made
                places.add(table.name, column, standings)
        if new:
            changes.append((row, new))
    places.rows.setdefault(table.name, set()).update(row.key for row, _ in changes)
    for row, new in changes:
        if on_change is not None:
            on_change(table, row, new)
        write_row(connection, table, row.key, new)


def write_row(
    connection: sqlite3.Connection, table: Table, key: tuple[Any, ...], new: Mapping[str, Any]
) -> None:
    """Give columns of one row other values; AuditFileError where the schema knows only certain words there."""
    named = ", ".join(f"{quoted(column)} = ?" for column in new)
    try:
        connection.execute(
            f"UPDATE {quoted(table.name)} SET {named} WHERE {table.where}", (*new.values(), *key)
        )
    except sqlite3.IntegrityError as error:
        raise AuditFileError(
            f"The value is a word that the program itself uses ({table.name.removeprefix('cf_')}, "
            f"{', '.join(new)}); taking it out would break the audit file.",
            "Purge the column, the row or the evidence that should not be there instead.",
        ) from error


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
