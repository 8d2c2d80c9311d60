"""Looks for repeated keys while rows are laid, so that a long list need not be sorted once more for them.

It knows keys by their hashes: a row that it names may repeat another one, a row that it does not name repeats none.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from crossfoot.mapping.model import RecordType
from crossfoot.mapping.record_types import RESOLVED_AGENCY
from crossfoot.values import fold, fold_all

MOST_NAMED = 50_000
_PARTS = 4
"""The hashes are looked at in so many parts, so that a set of all of them never stands in memory."""


class RepeatWatch:
    """Watches the rows of one sheet. It has no opinion on keys that hold the resolved agency: rows do not tell it."""

    def __init__(self, fields: Sequence[str], record_type: RecordType) -> None:
        key = record_type.natural_key or record_type.key
        self._watches = bool(key) and RESOLVED_AGENCY not in key and any(name in fields for name in key)
        texts = {field.name for field in record_type.fields if field.type == "text"}
        # a member that no column fills is missing in every row, and so the same in all of them
        self._members = [(fields.index(name), name in texts) for name in key if name in fields]
        self._rows = array("q")
        self._hashes = array("q")

    def add(self, rows: Sequence[int], columns: Sequence[Sequence[Any]]) -> None:
        """Take the next rows in: their numbers, and the columns of their fields."""
        if not self._watches:
            return
        key = [_folded(columns[place]) if is_text else columns[place] for place, is_text in self._members]
        self._rows.extend(rows)
        self._hashes.extend(map(hash, zip(*key, strict=True)))

    def found(self) -> list[int] | None:
        """The numbers of the rows that may repeat another row or be repeated; None where it cannot tell (or there are
        very many)."""
        if not self._watches:
            return None
        twice: set[int] = set()
        for part in range(_PARTS):
            seen: set[int] = set()
            for one in [one for one in self._hashes if one % _PARTS == part]:
                if one in seen:
                    twice.add(one)
                else:
                    seen.add(one)
        if not twice:
            return []
        rows = [row for row, one in zip(self._rows, self._hashes, strict=True) if one in twice]
        return rows if len(rows) <= MOST_NAMED else None


def _folded(values: Sequence[Any]) -> Sequence[Any]:
    if None in values:
        return [None if value is None else fold(value) for value in values]
    return fold_all(values)
