"""Where something was seen: counted, with the first few addresses to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_SHOWN = 5
_MOST_RANGES = 2_000


@dataclass(slots=True)
class Places:
    """A count of cells or rows with the first few of them; bounded however many are added.

    Cells of one column are given by their row numbers, and the column's letters when they are shown.
    """

    count: int = 0
    first: list[int | str] = field(default_factory=list)

    def add(self, place: int | str) -> None:
        """One more there."""
        self.count += 1
        if len(self.first) < _SHOWN:
            self.first.append(place)

    def add_all(self, places: Sequence[int]) -> None:
        """As many more as there are places."""
        self.count += len(places)
        if len(self.first) < _SHOWN:
            self.first += places[: _SHOWN - len(self.first)]

    def __bool__(self) -> bool:
        return self.count > 0

    def text(self, column: str = "") -> str:
        """`C11, C12, C16, C20, C31 and 222 more` for cells of column C; without a column the places as they are."""
        more = self.count - len(self.first)
        return ", ".join(f"{column}{place}" for place in self.first) + (f" and {more:,} more" if more else "")


@dataclass(slots=True)
class RowPlaces(Places):
    """Rows by their numbers, with the ranges that they fill, so that they can be left out as a whole."""

    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, place: int | str) -> None:
        """One more row."""
        self.add_span(int(place), int(place))

    def add_span(self, first: int, last: int) -> None:
        """The rows from first to last."""
        self.count += last - first + 1
        for row in range(first, min(last, first + _SHOWN) + 1):
            if len(self.first) < _SHOWN:
                self.first.append(row)
        if self.spans and self.spans[-1][1] == first - 1:
            self.spans[-1] = (self.spans[-1][0], last)
        elif len(self.spans) <= _MOST_RANGES:
            self.spans.append((first, last))

    def ranges(self) -> tuple[tuple[int, int], ...]:
        """All rows as ranges (both ends included); none where there are too many ranges to name."""
        return tuple(self.spans) if len(self.spans) <= _MOST_RANGES else ()
