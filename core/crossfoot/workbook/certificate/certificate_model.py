"""The shapes of an import certificate: what two programs saw in one sheet, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Mode = Literal["full", "values", "loaded", "none"]
"""`full`: every cell with formula and hyperlink; `values`: what the second program can see of every cell; `loaded`:
what it can see of every cell that was loaded; `none`: the sheet was read once."""
Verdict = Literal["agree", "differ", "not compared"]


class Seen(NamedTuple):
    """What a program saw in a cell, in the form that both share.

    `kind` is text, number, date, boolean, error or empty (a formula without a stored value); `text` is the exact text,
    the shortest decimal of a number, the ISO form of a date, time or duration.
    """

    kind: str
    text: str
    formula: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A program that read the file."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class ColumnTotals:
    """What one program saw in one column. The sum is exact; the numbers are decimal texts, empty where there is none.

    `checksum` is a sha256 over row, kind, value, formula and hyperlink of each cell, from top to bottom.
    """

    cells: int = 0
    texts: int = 0
    numbers: int = 0
    dates: int = 0
    booleans: int = 0
    errors: int = 0
    formulas: int = 0
    links: int = 0
    sum: str = ""
    minimum: str = ""
    maximum: str = ""
    text_length: int = 0
    checksum: str = ""


@dataclass(frozen=True, slots=True)
class ColumnPair:
    """One column as the two programs saw it; cells that differ for a known reason stand apart, in `explained`."""

    column: str
    first: ColumnTotals
    second: ColumnTotals
    explained: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of a column that is not the same, with the first cell of it that the programs saw differently."""

    column: str
    measure: str
    first: str
    second: str
    ref: str
    first_there: str
    second_there: str


@dataclass(frozen=True, slots=True)
class Explained:
    """Cells that the programs read differently for a reason that is known; `ref` is the first of them."""

    code: str
    count: int
    why: str
    ref: str


@dataclass(frozen=True, slots=True)
class SheetCertificate:
    """How far two independent programs agree on one sheet. `cells` counts all that is not empty, as Crossfoot reads it.

    `compared` says in words what was compared; `not_seen` what the second program cannot see, with how many cells.
    """

    sheet: str
    mode: Mode
    verdict: Verdict
    sentence: str
    first: Reader
    second: Reader | None = None
    cells: int = 0
    cells_second: int = 0
    compared: str = ""
    not_seen: tuple[str, ...] = ()
    explained: tuple[Explained, ...] = ()
    differences: tuple[Difference, ...] = ()
    cells_that_differ: int = 0
    columns: tuple[ColumnPair, ...] = ()
