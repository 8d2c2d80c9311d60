"""A limit on the text that shared texts may become when each cell that shows one is written out.

A file of 100 kB can let ten thousand cells point at one text of a million letters. Held in memory that costs nothing;
written into an audit file it would fill the disk.
"""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.workbook.xlsx.fast_text import plain_text
from crossfoot.workbook.xlsx.package import Package

MAX_LETTERS = 1024**3
LONGEST_INDEX = 12
"""Digits of the index of a shared text."""
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
        """Cells show the shared texts of these indexes, as they are stored; what is no index counts nothing."""
        strings, known = self._strings, len(self._strings)
        texts = (plain_text(index).strip() for index in indexes)
        places = [int(text) for text in texts if len(text) <= LONGEST_INDEX and text.isdecimal()]
        self.spend(sum(len(strings[place]) for place in places if place < known))


def text_budget(package: Package, strings: Sequence[str], sheet_bytes: int) -> TextBudget | None:
    """The budget for sheets of so many bytes in all; None where they could not exceed it."""
    longest = max(map(len, strings), default=0)
    if longest <= SHORT or longest * (sheet_bytes // _BYTES_OF_A_CELL) <= MAX_LETTERS:
        return None
    return TextBudget(package, strings)
