"""Hyperlinks of cells: targets by address and range, and the address behind a mail filter's wrapping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from crossfoot.workbook.addresses import Area

_WRAPPED = re.compile(
    r"https?://(?:[\w-]+\.)*safelinks\.protection\.(?:outlook\.com|office365\.us)/[^?#]*\?(?:[^#]*?&)?url=([^&#]+)",
    re.IGNORECASE,
)
_SPREAD_UP_TO = 64


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

    def __bool__(self) -> bool:
        return bool(self.listed)

    def add(self, area: Area, link: str) -> None:
        """Put the link on every cell of the area."""
        index = len(self.listed)
        self.listed.append((area, link))
        if area.cells > _SPREAD_UP_TO:
            self.areas.append(index)
            return
        for cell in _cells(area):
            self.by_ref[cell] = index

    def at(self, row: int, column: int) -> str | None:
        """The link of a cell that holds something, or None; the link counts as met."""
        index = self.by_ref.get((row, column))
        if index is None:
            index = next((i for i in reversed(self.areas) if self.listed[i][0].holds(row, column)), None)
            if index is None:
                return None
        self.met.add(index)
        return self.listed[index][1]

    def unmet(self) -> list[tuple[str, str]]:
        """Range and link of those that only empty cells bear, once all rows of the sheet were read."""
        return [
            (area.ref, link)
            for index, (area, link) in enumerate(self.listed)
            if index not in self.met and not self._replaced(index, area)
        ]

    def _replaced(self, index: int, area: Area) -> bool:
        """Whether later links took all its cells."""
        return area.cells <= _SPREAD_UP_TO and all(self.by_ref[cell] != index for cell in _cells(area))


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for row in range(area.first_row, area.last_row + 1):
        for column in range(area.first_column, area.last_column + 1):
            yield row, column
