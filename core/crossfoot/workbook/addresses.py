"""Cell addresses: `AB12` and `A1:C9`, as rows and columns that count from 1."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?\Z")
_WHOLE_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})\Z")
_COLUMN = re.compile(r"\d{1,5}\Z", re.ASCII)
_WHOLE_ROWS = re.compile(r"\$?(\d{1,7}):\$?(\d{1,7})\Z")


@lru_cache(maxsize=2 * LAST_COLUMN)
def column_number(letters: str) -> int:
    """`A` is 1, `XFD` is 16,384; 0 where the text is no column."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number if number <= LAST_COLUMN else 0


@lru_cache(maxsize=2 * LAST_COLUMN)
def column_letters(number: int) -> str:
    """1 is `A`, 16,384 is `XFD`."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    @property
    def ref(self) -> str:
        """The area as Excel writes it: `A1:C9`, or `A1` where it is one cell."""
        first = f"{column_letters(self.first_column)}{self.first_row}"
        last = f"{column_letters(self.last_column)}{self.last_row}"
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in it."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


def parse_area(text: str) -> Area | None:
    """`A1`, `A1:C9`, `A:C` or `3:9` as an area; None where the text is none."""
    if match := _AREA.match(text):
        first, row, last, last_row = match.groups()
        columns = column_number(first.upper()), column_number((last or first).upper())
        rows = int(row), int(last_row or row)
    elif match := _WHOLE_COLUMNS.match(text):
        columns = column_number(match[1].upper()), column_number(match[2].upper())
        rows = 1, LAST_ROW
    elif match := _WHOLE_ROWS.match(text):
        columns = 1, LAST_COLUMN
        rows = int(match[1]), int(match[2])
    else:
        return None
    if 0 in columns or 0 in rows or max(rows) > LAST_ROW:
        return None
    return Area(min(rows), min(columns), max(rows), max(columns))


def parse_span(first: str, last: str) -> tuple[int, int] | None:
    """A span of columns, stated by two numbers that count from 1; None where they state none."""
    if not (_COLUMN.match(first) and _COLUMN.match(last)):
        return None
    span = int(first), min(int(last), LAST_COLUMN)
    return span if 1 <= span[0] <= span[1] else None


def joined_spans(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans from left to right, those that touch or overlap as one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined
