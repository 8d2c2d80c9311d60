"""A limit on the text that shared texts may become when each cell that shows one is written out.

A file of 100 kB can let ten thousand cells point at one text of a million letters. Held in memory that costs nothing;
written into an audit file it would fill the disk.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.workbook.package import Package

MAX_LETTERS = 1024**3
SHORT = 256
"""Texts up to this length cannot multiply: a cell that points at one takes a tenth of it in the sheet itself."""
_BYTES_OF_A_CELL = 21  # <c t="s"><v>0</v></c>


class TextBudget:
    """The letters that the cells of one workbook have shown so far; more than the limit is a WorkbookError."""

    def __init__(self, package: Package, strings: Sequence[str]) -> None:
        self._package = package
        self._strings = strings
        self._left = MAX_LETTERS

    def spend(self, letters: int) -> None:
        """A cell shows so many letters."""
        self._left -= letters
        if self._left < 0:
            raise self._package.refused("its cells repeat long shared texts to more than 1 GB of text")

    def spend_on(self, indexes: Sequence[bytes]) -> None:
        """Cells show the shared texts of these indexes; what is no index counts nothing."""
        strings, known = self._strings, len(self._strings)
        places = [int(index) for index in indexes if index.isdigit()]
        self.spend(sum(len(strings[place]) for place in places if place < known))


def text_budget(package: Package, strings: Sequence[str], sheet_bytes: int) -> TextBudget | None:
    """The budget for sheets of so many bytes in all; None where they could not exceed it."""
    longest = max(map(len, strings), default=0)
    if longest <= SHORT or longest * (sheet_bytes // _BYTES_OF_A_CELL) <= MAX_LETTERS:
        return None
    return TextBudget(package, strings)
