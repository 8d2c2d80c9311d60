"""Blocks of plain rows, converted column by column: the same values as row by row, at a fraction of the cost.

What the same bytes become in one column is worked out once and remembered. Texts and whole numbers, of which a column
may hold a million different ones, are converted as a whole column where that gives the same result. A block that
holds anything else of note (rows outside the data range, hyperlinks, rows of blanks, a shared text that does not exist)
is taken row by row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from crossfoot.errors import WorkbookError
from crossfoot.staging.chunk import Chunk
from crossfoot.staging.convert import Unfit
from crossfoot.staging.model import TypedValue
from crossfoot.staging.plan import Derive, StagingPlan, Target
from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.model import Cell
from crossfoot.workbook.xlsx.block_cells import block_rows, cell_meaning
from crossfoot.workbook.xlsx.fast_rows import Block, BlockColumn, CellKind, FastReading
from crossfoot.workbook.xlsx.text_budget import LONGEST_INDEX

FEW, REMEMBERED = 2_048, 65_536
"""A column of few different values is looked up in what is remembered; at most so many values are."""

_DIGITS = b"0123456789,"
_ODD_TEXT = re.compile(rb"\n(?![!-%'-^`-~])")
"""Before a text of which its first letter does not say that it is not blank: an escape may stand for a blank."""
_ODD_INDEX = re.compile(rb"\n(?!(?:0|[1-9][0-9]*)(?:\n|\Z))")
"""Before the index of a shared text that is spelled in another way than indexes are."""
EXACT_DIGITS = 15


@dataclass(frozen=True, slots=True)
class _Odd:
    """A cell whose typed value is not all that there is to say of it."""

    value: TypedValue
    cell: Cell
    unfit: Unfit | None


Converted = TypedValue | _Odd


class _Memory(dict[bytes, Converted]):
    """What stored bytes become; `odd` is true once one of them became more than a value."""

    def __init__(self, make: Callable[[bytes], Converted]) -> None:
        super().__init__({b"": None})
        self.odd = False
        self._make = make

    def __missing__(self, stored: bytes) -> Converted:
        made = self._make(stored)
        self.odd = self.odd or isinstance(made, _Odd)
        if len(self) < REMEMBERED:
            self[stored] = made
        return made


_NOTHING = _Memory(lambda _stored: None)


@dataclass(frozen=True, slots=True)
class _Column:
    """The converted cells of one column of a block; `odd` says whether there may be an `_Odd` among them."""

    source: BlockColumn
    target: Target | None
    values: list[Converted]
    odd: bool


class BlockStaging:
    """Converts the blocks of one reading by one plan."""

    def __init__(self, reading: FastReading, plan: StagingPlan) -> None:
        self._reading = reading
        self._plan = plan
        self._memories: dict[int, dict[CellKind, _Memory]] = defaultdict(dict)
        self._derived: dict[tuple[int, int], dict[CellKind, _Memory]] = defaultdict(dict)
        strings, links = reading.source.strings, reading.source.frame.links
        self._blank_texts = _blank_texts(strings)
        self._linked_rows = frozenset(row for row, _ in links.by_ref)
        self._linked_areas = bool(links.areas)

    def add(self, block: Block, chunk: Chunk) -> None:
        """Put the rows of the block into the chunk."""
        if self._is_plain(block):
            try:
                columns = [
                    self._converted(column) for column in block.columns if column.column in self._plan.columns
                ]
            except WorkbookError:
                pass  # raised again below, with the cell that it is about
            else:
                self._take(block, columns, chunk)
                return
        for row in block_rows(self._reading, block):
            chunk.add_row(row)

    def _is_plain(self, block: Block) -> bool:
        """Whether all rows of the block are data rows with no more to say of them than their values."""
        plan, numbers = self._plan, block.numbers
        first, last = min(numbers), max(numbers)
        if first < plan.first_row or last > plan.last_row or self._linked_areas:
            return False
        if any(begin <= last and end >= first for begin, end in plan.skipped):
            return False
        if self._linked_rows and not self._linked_rows.isdisjoint(numbers):
            return False
        suspects: set[int] | None = None
        for column in block.columns:
            if column.column not in plan.columns:
                continue
            blanks = self._blanks(column)
            suspects = set(blanks) if suspects is None else suspects.intersection(blanks)
            if not suspects:
                return True
        return False

    def _blanks(self, column: BlockColumn) -> Iterable[int]:
        """The places in the column where nothing, or nothing but blanks, stands."""
        values = column.values
        are_indexes = bool(self._blank_texts) and any(kind.stored == "s" for kind in column.kinds)
        odd = _ODD_INDEX if are_indexes else _ODD_TEXT
        if not odd.search(b"\n".join((b"", *values))) and self._blank_texts.isdisjoint(values):
            return ()
        return [
            at
            for at, value in enumerate(values)
            if value in self._blank_texts or odd.search(b"\n" + value) is not None
        ]

    def _converted(self, column: BlockColumn) -> _Column:
        """The column's values by its target."""
        target = self._plan.columns[column.column]
        memories = {kind: self._memory(column.column, kind) for kind in column.kinds}
        if column.attributes is None and target is not None:
            (kind, memory) = next(iter(memories.items()))
            whole = self._as_a_whole(column, kind, target) if len(memory) > FEW else None
            if whole is not None:
                return _Column(column, target, whole, odd=False)
        values = self._looked_up(column, memories)
        return _Column(column, target, values, odd=any(memory.odd for memory in memories.values()))

    def _looked_up(self, column: BlockColumn, memories: dict[CellKind, _Memory]) -> list[Converted]:
        if column.attributes is None:
            return list(map(memories[next(iter(column.kinds))].__getitem__, column.values))
        # a kind without a memory is that of blank cells
        by_attributes = {one: memories.get(self._kind(one), _NOTHING) for one in set(column.attributes)}
        return [
            by_attributes[one][value] for one, value in zip(column.attributes, column.values, strict=True)
        ]

    def _as_a_whole(self, column: BlockColumn, kind: CellKind, target: Target) -> list[Converted] | None:
        """A column of texts for a text field, or of whole numbers; None where it takes a look at each cell."""
        wanted, values = target.field.type, column.values
        if kind.stored == "s" and wanted == "text":
            strings = self._reading.source.strings
            if not b"".join(values).isdigit() or max(map(len, values)) > LONGEST_INDEX:
                return None
            try:
                if column.blanks:
                    return [strings[int(value)] if value else None for value in values]
                return list(map(strings.__getitem__, map(int, values)))
            except IndexError:
                return None
        if kind.stored != "n" or kind.format.shows != "number" or wanted not in ("text", "integer", "number"):
            return None
        joined = b",".join(values)
        if joined.translate(None, _DIGITS) or set(kind.format.code) == {"0"}:
            return None
        if joined.startswith(b"0") or b",0" in joined or max(map(len, values)) > EXACT_DIGITS:
            return None
        if wanted == "text":
            return [text or None for text in joined.decode().split(",")]
        number = int if wanted == "integer" else float
        return [number(value) if value else None for value in values]

    def _kind(self, attributes: bytes) -> CellKind:
        kind = self._reading.kind(attributes)
        assert kind is not None  # the reading looked at all kinds of a block
        return kind

    def _memory(self, column: int, kind: CellKind) -> _Memory:
        memories = self._memories[column]
        if kind not in memories:
            memories[kind] = _Memory(lambda stored: self._made(column, kind, stored))
        return memories[kind]

    def _derived_values(self, column: BlockColumn, place: int, derive: Derive) -> list[Converted]:
        memories = self._derived[column.column, place]
        for kind in column.kinds - memories.keys():
            memories[kind] = _Memory(
                lambda stored, kind=kind: derive(self._cell(column.column, kind, stored))  # type: ignore[misc]
            )
        return self._looked_up(column, memories)

    def _cell(self, column: int, kind: CellKind, stored: bytes) -> Cell:
        """The cell without its row."""
        source = self._reading.source
        meaning, raw, value = cell_meaning(source, kind, stored, "")
        return Cell(source.sheet, "", 0, column, meaning, raw, value, kind.format.code)

    def _made(self, column: int, kind: CellKind, stored: bytes) -> Converted:
        cell = self._cell(column, kind, stored)
        target = self._plan.columns[column]
        if target is None:
            return _Odd(None, cell, None)
        made = target.convert(cell)
        if isinstance(made, Unfit):
            return _Odd(None, cell, made)
        return made if self._plan.tells(target, cell, made) else _Odd(made, cell, None)

    def _take(self, block: Block, columns: list[_Column], chunk: Chunk) -> None:
        rows = len(block.numbers)
        chunk.rows.extend(block.numbers)
        chunk.hidden.extend(block.hidden or repeat(False, rows))
        filled = set()
        for column in columns:
            cells = rows - column.source.blanks
            chunk.cells += cells
            target = column.target
            misfits = _settle_odd(column, block, chunk) if column.odd else 0
            if target is None:
                chunk.kept += cells
                continue
            chunk.typed += cells - misfits
            chunk.columns[target.place].extend(column.values)  # type: ignore[arg-type]  # no _Odd is left among them
            filled.add(target.place)
            for place, derive in target.derived:
                chunk.columns[place].extend(self._derived_values(column.source, place, derive))  # type: ignore[arg-type]
                filled.add(place)
        for place, values in enumerate(chunk.columns):
            if place not in filled:
                values.extend(repeat(None, rows))
        inside = self._plan.columns
        chunk.ignored += sum(rows - column.blanks for column in block.columns if column.column not in inside)


def _blank_texts(strings: Sequence[str]) -> frozenset[bytes]:
    """What a cell stores that points at a shared text of nothing, or of blanks."""
    blank = [at for at, is_blank in enumerate(map(str.isspace, strings)) if is_blank]
    if "" in strings:
        blank += [at for at, text in enumerate(strings) if not text]
    return frozenset(str(at).encode() for at in blank)


def _settle_odd(column: _Column, block: Block, chunk: Chunk) -> int:
    """Put what there is to say of odd cells into the chunk and their values in their places; returns the misfits."""
    letters, target = column_letters(column.source.column), column.target
    misfits = 0
    for at in [at for at, value in enumerate(column.values) if value.__class__ is _Odd]:
        odd = column.values[at]
        assert isinstance(odd, _Odd)
        row = block.numbers[at]
        ref = f"{letters}{row}"
        column.values[at] = odd.value
        if target is not None and odd.unfit is not None:
            misfits += 1
            chunk.misfit(row, ref, target.field.name, odd.cell, odd.unfit)
        else:
            chunk.keep_raw(row, ref, odd.cell)
    return misfits
