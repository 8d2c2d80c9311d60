"""Hyperlinks of cells: targets by address and range, and the address behind a mail filter's wrapping."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from urllib.parse import unquote

from crossfoot.workbook.addresses import Area

_WRAPPED = re.compile(
    r"https?://(?:[\w-]+\.)*safelinks\.protection\.(?:outlook\.com|office365\.us)/[^?#]*\?(?:[^#]*?&)?url=([^&#]+)",
    re.IGNORECASE,
)
_SPREAD_UP_TO = 64
_Strips = tuple[list[int], list[int]]


def unwrap(link: str) -> str | None:
    """The address inside a link that a mail filter wrapped; None where the link is not wrapped.

    >>> unwrap("https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fmoa.example%2Fa.pdf&data=05")
    'https://moa.example/a.pdf'
    """
    found = _WRAPPED.match(link) if "safelinks" in link else None
    return unquote(found.group(1)) if found else None


@dataclass(slots=True)
class Links:
    """The hyperlinks of one sheet. Of two on one cell the later stands, as in Excel.

    `listed` has them all; `by_ref` and `areas` say by index in it which one a cell bears; `met` are those that a cell
    with something in it was found to bear.
    """

    listed: list[tuple[Area, str]] = field(default_factory=list)
    by_ref: dict[tuple[int, int], int] = field(default_factory=dict)
    areas: list[int] = field(default_factory=list)
    met: set[int] = field(default_factory=set)
    _columns: dict[int, _Strips] = field(default_factory=dict, repr=False, compare=False)
    _strips: dict[tuple[int, ...], _Strips] = field(default_factory=dict, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.listed)

    def add(self, area: Area, link: str) -> None:
        """Put the link on every cell of the area."""
        index = len(self.listed)
        self.listed.append((area, link))
        if area.cells > _SPREAD_UP_TO:
            self.areas.append(index)
            self._columns.clear()
            return
        for cell in _cells(area):
            self.by_ref[cell] = index

    def at(self, row: int, column: int) -> str | None:
        """The link of a cell that holds something, or None; the link counts as met."""
        index = self._latest(row, column)
        if index < 0:
            return None
        self.met.add(index)
        return self.listed[index][1]

    def _latest(self, row: int, column: int) -> int:
        index = self.by_ref.get((row, column), -1)
        return max(index, self._in_area(row, column)) if self.areas else index

    def _in_area(self, row: int, column: int) -> int:
        strips = self._columns.get(column)
        if strips is None:
            crossing = tuple(
                i
                for i in self.areas
                if self.listed[i][0].first_column <= column <= self.listed[i][0].last_column
            )
            if crossing not in self._strips:
                self._strips[crossing] = _strips([(i, self.listed[i][0]) for i in crossing])
            strips = self._columns[column] = self._strips[crossing]
        return strips[1][bisect_right(strips[0], row)]

    def unmet(self) -> list[tuple[str, str]]:
        """Range and link of those that only empty cells bear, once all rows of the sheet were read."""
        return [
            (area.ref, link)
            for index, (area, link) in enumerate(self.listed)
            if index not in self.met and not self._replaced(index, area)
        ]

    def _replaced(self, index: int, area: Area) -> bool:
        """Whether later links took all its cells."""
        return area.cells <= _SPREAD_UP_TO and all(self._latest(*cell) != index for cell in _cells(area))


def _strips(areas: list[tuple[int, Area]]) -> _Strips:
    """Areas of one column from top to bottom: the rows where something changes, and the latest area before each of
    them and behind the last (-1 where there is none)."""
    rows = sorted({row for _, area in areas for row in (area.first_row, area.last_row + 1)})
    owners = [-1]
    waiting, active = sorted(areas, key=lambda one: one[1].first_row, reverse=True), list[tuple[int, int]]()
    for row in rows:
        while waiting and waiting[-1][1].first_row <= row:
            index, area = waiting.pop()
            heappush(active, (-index, area.last_row))
        while active and active[0][1] < row:
            heappop(active)
        owners.append(-active[0][0] if active else -1)
    return rows, owners


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            yield row, column
