"""The fast path: many rows at once, as columns of bytes; what it does not recognise goes to the exact path.

A piece of the sheet's XML is cut at the end of a row and matched by one pattern for whole rows (`fast_pattern`). Rows
that match come as a `Block`; every other row is read by the parser of the exact path and comes as a `SheetRow`, in its
place. How many rows went which way is counted: a sheet that goes the long way is read right, only slower.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest
from operator import itemgetter

from crossfoot.workbook.addresses import LAST_ROW
from crossfoot.workbook.model import SheetRow
from crossfoot.workbook.xlsx.fast_pattern import (
    WIDEST,
    Habit,
    declared_prefixes,
    hides_row,
    is_plain,
    last_column,
    may_change_what_follows,
    row_pattern,
    rows_start,
    stored_kind,
)
from crossfoot.workbook.xlsx.sheet_rows import RowReading, SheetSource
from crossfoot.workbook.xlsx.styles import PLAIN, NumberFormat

ROWS_END = b"</row>"
_INLINE = b"<is>"
_OTHER = itemgetter(-1)
_NO_TEXTS: tuple[bytes, ...] = ()
_SHEET_END = b"</sheetData>"
_ROWS = b"sheetData"
_BLANKS = b" \t\r\n"
_LONGEST_ROW = 4 * 1024 * 1024
"""Bytes of one row; a longer one is streamed through the exact path."""
_HEAD = 1024 * 1024
_MOST_LESSONS, _MOST_WAYS = 24, 8
_MOST_REMEMBERED = 65_536
"""Spellings of attributes."""
_GIVE_UP_AT = 2_000
"""Rows on the exact path from which on a sheet that mostly goes there is no longer tried here."""


Habits = tuple[Habit | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CellKind:
    """How cells store their values: stored type (`t`) and number format. One reading has one object for each kind."""

    stored: str
    format: NumberFormat


@dataclass(frozen=True, slots=True)
class BlockColumn:
    """One column of a block: `values[i]` is what its i-th cell stores, `b""` where the cell is absent or empty, which
    `blanks` counts.

    `kinds` are those of its filled cells. Where they are several, `attributes` tells by `FastReading.kind` which cell
    is of which; it is None where they are all of one kind.
    """

    column: int
    values: tuple[bytes, ...]
    kinds: frozenset[CellKind]
    attributes: tuple[bytes, ...] | None
    blanks: int


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other in the file, as columns. `hidden` is None where no row is hidden."""

    numbers: tuple[int, ...]
    hidden: tuple[bool, ...] | None
    columns: tuple[BlockColumn, ...]


class FastReading:
    """The rows of one sheet, most of them in blocks. Iterate it once; `fast` and `exact` count rows afterwards."""

    def __init__(self, source: SheetSource) -> None:
        self.source = source
        self.fast = 0
        self.exact = 0
        self._reading = RowReading(source)
        self._width = 0
        self._kinds: dict[bytes, CellKind | None] = {}
        self._habits: Habits = ()
        self._seen: dict[int, tuple[set[bytes], set[bytes]]] = {}
        self._lessons = 0
        self._hidden: dict[bytes, bool | None] = {}
        self._prefixes: frozenset[bytes] = frozenset()
        self._known: dict[tuple[str, NumberFormat], CellKind] = {}
        self._depth = 0
        self._is_lost = False

    def __iter__(self) -> Iterator[Block | SheetRow]:
        chunks = self.source.package.chunks(self.source.part)
        head, start = self._head(chunks)
        yield from self._exactly(head[: start or len(head)])
        if start:
            self._prefixes = declared_prefixes(head[:start])
            self._depth = self._reading.depth
            yield from self._rows(chunks, head[start:])
        for chunk in chunks:
            yield from self._exactly(chunk)
        yield from self._exactly(b"", last=True)

    def kind(self, attributes: bytes) -> CellKind | None:
        """What the attributes of a cell say; None where only the exact path may read it."""
        try:
            return self._kinds[attributes]
        except KeyError:
            if len(self._kinds) >= _MOST_REMEMBERED:
                self._kinds.clear()
            found = self._kinds[attributes] = self._read_kind(attributes)
            return found

    def _read_kind(self, attributes: bytes) -> CellKind | None:
        found = stored_kind(attributes)
        if found is None:
            return None
        style, stored = found
        formats = self.source.formats
        shown = formats[style] if style < len(formats) else PLAIN
        return self._known.setdefault((stored, shown), CellKind(stored, shown))

    def _head(self, chunks: Iterator[bytes]) -> tuple[bytes, int]:
        head = b""
        for chunk in chunks:
            head += chunk
            if start := rows_start(head):
                return head, start
            if b"sheetData" in head or len(head) > _HEAD:
                break
        return head, 0

    def _rows(self, chunks: Iterator[bytes], rest: bytes) -> Iterator[Block | SheetRow]:
        """All up to the end of the rows, or up to where the exact path must take over; the bytes left over go to it."""
        while True:
            cut = rest.rfind(ROWS_END) + len(ROWS_END)
            end = rest.find(_SHEET_END, cut if cut >= len(ROWS_END) else 0)
            if end >= 0:
                if cut >= len(ROWS_END):
                    yield from self._piece(rest[:cut])
                    rest = rest[cut:]
                yield from self._exactly(rest)
                return
            if cut >= len(ROWS_END):
                yield from self._piece(rest[:cut])
                rest = rest[cut:].lstrip(_BLANKS)
            chunk = next(chunks, None)
            if chunk is None or len(rest) > _LONGEST_ROW:
                yield from self._exactly(rest + (chunk or b""))
                return
            rest += chunk

    def _piece(self, piece: bytes) -> Iterator[Block | SheetRow]:
        """Whole rows, and nothing else if the file is one that we know."""
        parts = None if self._is_lost else self._parts(piece)
        if parts is None:
            yield from self._exactly(piece)
            self._is_lost = (
                self._is_lost or self._reading.depth != self._depth or may_change_what_follows(piece, _ROWS)
            )
            return
        for part in parts:
            if isinstance(part, bytes):
                yield from self._exactly(part)
                continue
            self.fast += len(part.numbers)
            self._reading.go_on_after(part.numbers[-1])
            if part.columns:
                yield part

    def _parts(self, piece: bytes) -> list[Block | bytes] | None:
        """The piece as blocks, and the bytes of other rows between them; None where the exact path shall read all."""
        if self.exact > _GIVE_UP_AT and self.exact > 4 * self.fast:
            return None
        if not is_plain(piece):
            return None
        found, habits = self._matched(piece)
        if not found:
            return []
        groups = list(zip(*found, strict=True))
        if not any(groups[-1]):
            block = self._block(groups, habits)
            return None if block is None else [block]
        parts: list[Block | bytes] = []
        for is_row, run in groupby(found, key=_is_row):
            rows = list(run)
            if not is_row:
                others = [row[-1] for row in rows]
                if not all(map(_is_whole, others)):
                    return None
                parts.append(b"".join(others))
                continue
            block = self._block(list(zip(*rows, strict=True)), habits)
            if block is None:
                return None
            parts.append(block)
        return parts

    def _matched(self, piece: bytes) -> tuple[list[tuple[bytes, ...]], Habits]:
        """The rows by the pattern of the sheet's habits; by the general one where a row has others, or more columns."""
        if not self._width:
            self._width = min(max(last_column(piece[: piece.find(ROWS_END)]), 1), WIDEST)
        inline = _INLINE in piece
        if self._habits and not inline:
            found: list[tuple[bytes, ...]] = row_pattern(self._width, False, self._habits).findall(piece)
            if not any(map(_OTHER, found)):
                return found, self._habits
        found = row_pattern(self._width, inline).findall(piece)
        widest = max((last_column(row[-1]) for row in found if row[-1]), default=0)
        if self._width < widest <= WIDEST:
            self._width, self._habits = widest, ()
            found = row_pattern(widest, inline).findall(piece)
        return found, ()

    def _block(self, groups: list[tuple[bytes, ...]], habits: Habits) -> Block | None:
        """The groups of the pattern as a block; None where one of them says what only the exact path may judge."""
        numbers = tuple(map(int, groups[0]))
        if max(numbers) > LAST_ROW:
            return None
        hidden = self._hidden_rows(groups[1])
        if hidden is None:
            return None
        columns = self._by_habits(groups, habits) if habits else self._by_attributes(groups)
        if columns is None:
            return None
        if self.source.budget is not None:
            for column in columns:
                if any(kind.stored == "s" for kind in column.kinds):
                    self.source.budget.spend_on(column.values)
        return Block(numbers, hidden if True in hidden else None, tuple(columns))

    def _by_habits(self, groups: list[tuple[bytes, ...]], habits: Habits) -> list[BlockColumn] | None:
        columns, at = [], 2
        for column, habit in enumerate(habits, start=1):
            if habit is None:
                found = self._column(column, groups[at], groups[at + 1])
                if found is None or any(kind.stored == "inlineStr" for kind in found.kinds):
                    return None  # an inline text does not stand in `v`
                at += 2
            else:
                kind = self.kind(habit.filled[0])
                assert kind is not None  # a habit was learned of cells that could be read
                found = BlockColumn(column, groups[at], frozenset((kind,)), None, groups[at].count(b""))
                at += 1
            if found.blanks < len(found.values):
                columns.append(found)
        return columns

    def _by_attributes(self, groups: list[tuple[bytes, ...]]) -> list[BlockColumn] | None:
        columns, learned = [], []
        each = (len(groups) - 3) // self._width
        for column, at in enumerate(range(2, len(groups) - 1, each), start=1):
            attributes, values = groups[at], groups[at + 1]
            inline = groups[at + 2] if each == 3 else _NO_TEXTS
            if any(inline) or b'"inlineStr"' in b"".join(set(attributes)):
                if not _agree(attributes, values, inline):
                    return None
                values = tuple(value or text for value, text in zip_longest(values, inline, fillvalue=b""))
            found = self._column(column, attributes, values)
            if found is None:
                return None
            if found.blanks < len(values):
                columns.append(found)
            if self.fast:  # the first rows hold the header, which is of other kinds than what stands below it
                learned.append(self._learned(found, attributes))
        if learned and each == 2 and self._lessons < _MOST_LESSONS:
            self._lessons += 1
            self._habits = tuple(learned)
        return columns

    def _column(
        self, column: int, attributes: tuple[bytes, ...], values: tuple[bytes, ...]
    ) -> BlockColumn | None:
        kinds = {self.kind(one) for one in set(attributes)}
        if None in kinds:
            return None
        if len(kinds) > 1:  # a blank cell's style says nothing
            kinds = {
                self.kind(one)
                for one in {one for one, value in zip(attributes, values, strict=True) if value}
            }
        known = frozenset(kind for kind in kinds if kind is not None)
        return BlockColumn(column, values, known, attributes if len(known) > 1 else None, values.count(b""))

    def _learned(self, found: BlockColumn, attributes: tuple[bytes, ...]) -> Habit | None:
        """What the column's cells were seen to have so far; None where it takes more than one kind, or many ways."""
        filled, blank = self._seen.setdefault(found.column, (set(), set()))
        if len(filled) + len(blank) > _MOST_WAYS:
            return None
        for one, is_filled in set(zip(attributes, map(bool, found.values), strict=True)):
            (filled if is_filled else blank).add(one)
        kinds = {self.kind(one) for one in filled}
        if len(kinds) != 1 or len(filled) + len(blank) > _MOST_WAYS:
            return None
        if any(kind is not None and kind.stored == "inlineStr" for kind in kinds):
            return None  # a habit takes what stands in `v`, where an inline text does not
        return Habit(tuple(sorted(filled)), tuple(sorted(blank)))

    def _hidden_rows(self, attributes: tuple[bytes, ...]) -> tuple[bool, ...] | None:
        distinct = set(attributes)
        if len(self._hidden) >= _MOST_REMEMBERED:
            self._hidden.clear()
        for one in distinct:
            if one not in self._hidden:
                self._hidden[one] = hides_row(one, self._prefixes)
            if self._hidden[one] is None:
                return None
        return tuple(map(self._hidden.__getitem__, attributes))  # type: ignore[arg-type]  # no None among them

    def _exactly(self, data: bytes, last: bool = False) -> Iterator[SheetRow]:
        rows = self._reading.feed(data, last)
        self.exact += len(rows)
        yield from rows


def _is_row(groups: tuple[bytes, ...]) -> bool:
    return not groups[-1]


def _is_whole(other: bytes) -> bool:
    """Whether what is no plain row is one whole row, or text: nothing that stays open, or ends something else."""
    return other != b"<" and other.count(b"<row") <= 1


def _agree(attributes: tuple[bytes, ...], values: tuple[bytes, ...], inline: tuple[bytes, ...]) -> bool:
    """Whether inline texts stand in all cells that say so, and in no other."""
    return all(
        bool(text) == (b'"inlineStr"' in stated)
        for stated, value, text in zip_longest(attributes, values, inline, fillvalue=b"")
        if value or text
    )
