"""The frame: the units that a sample can be drawn from, each with its key, and the hash that identifies the whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from crossfoot.errors import SampleError


@dataclass(frozen=True, slots=True)
class Frame:
    """Units as columns of equal length; the order of the rows means nothing.

    `keys` name the units (each its own), `rows` are their row ids, `strata` their strata, `books` their recorded
    amounts in cents, `orders` the values that a systematic sample goes by; the last three may be empty.
    """

    keys: Sequence[str]
    rows: Sequence[int]
    strata: Sequence[str] = ()
    books: Sequence[int] = ()
    orders: Sequence[object] = field(default=())

    def __len__(self) -> int:
        return len(self.keys)

    def stratum_sizes(self) -> dict[str, int]:
        """How many units each stratum has, by name; one nameless stratum where there are none."""
        found = Counter(self.strata) if self.strata else {"": len(self.keys)}
        return dict(sorted(found.items()))

    def sha256(self) -> str:
        """sha256 over one line a unit, sorted by key: key, stratum, amount in cents, order, with tabs between them.

        Columns that the frame does not have are left out with their tab.
        """
        columns: list[Sequence[str]] = [self.keys]
        if self.strata:
            columns.append(self.strata)
        if self.books:
            columns.append([str(book) for book in self.books])
        if self.orders:
            columns.append(["" if value is None else str(value) for value in self.orders])
        lines = (
            sorted(zip(*columns, strict=True)) if len(columns) > 1 else sorted((key,) for key in self.keys)
        )
        text = "".join("\t".join(line) + "\n" for line in lines)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def refuse_repeated_keys(self) -> None:
        """SampleError where two units have one key: it would not be told which of them was drawn."""
        if len(set(self.keys)) < len(self.keys):
            key = next(key for key, times in Counter(self.keys).items() if times > 1)
            raise SampleError(
                f"Two units of the frame have the key {key!r}, so a draw could not tell them apart.",
                "Correct the list, or map the column that identifies its rows.",
            )
