"""Hyperlinks of cells: targets by address and range, and the address behind a mail filter's wrapping."""

from __future__ import annotations

import re
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
    """The hyperlinks of one sheet. Of two on one cell the later stands, as in Excel."""

    by_ref: dict[tuple[int, int], str] = field(default_factory=dict)
    areas: list[tuple[Area, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.by_ref or self.areas)

    def add(self, area: Area, link: str) -> None:
        """Put the link on every cell of the area."""
        if area.cells > _SPREAD_UP_TO:
            self.areas.append((area, link))
            return
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                self.by_ref[row, column] = link

    def at(self, row: int, column: int) -> str | None:
        """The link of the cell, or None."""
        link = self.by_ref.get((row, column))
        if link is None and self.areas:
            return next((link for area, link in reversed(self.areas) if area.holds(row, column)), None)
        return link
