"""Blocks of plain rows, counted column by column for the inspection: the same tally as row by row, much faster.

A block in which anything may need a look at each row (a hyperlink, a blank text, a possible total, a row out of order)
is counted row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crossfoot.errors import WorkbookError
from crossfoot.workbook.inspection.column_facts import ColumnFacts
from crossfoot.workbook.inspection.sheet_tally import SheetTally
from crossfoot.workbook.inspection.text_shapes import MAYBE_TOTAL, TOTAL, may_have_traits, text_traits
from crossfoot.workbook.model import CellType
from crossfoot.workbook.xlsx.block_cells import Meaning, block_rows, cell_meaning
from crossfoot.workbook.xlsx.fast_rows import Block, BlockColumn, CellKind, FastReading
from crossfoot.workbook.xlsx.fast_text import plain_text
from crossfoot.workbook.xlsx.text_budget import LONGEST_INDEX

REMEMBERED = 65_536
_SURELY_NUMBERS = 300
"""So many digits are less than the largest number."""


@dataclass(slots=True)
class _Part:
    """The cells of one type in one column of a block: their places in it, and their texts or stored numbers."""

    places: Sequence[int] | None
    texts: list[str] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Column:
    """The filled cells of one column of a block by their types, and what they show, from top to bottom."""

    facts: ColumnFacts
    types: dict[CellType, _Part]
    shown: Iterable[str]


class _Meanings(dict[bytes, Meaning]):
    """What stored bytes of one kind mean, remembered up to a size."""

    def __init__(self, reading: FastReading, kind: CellKind) -> None:
        super().__init__()
        self._reading, self._kind = reading, kind

    def __missing__(self, stored: bytes) -> Meaning:
        made = cell_meaning(self._reading.source, self._kind, stored, "")
        if len(self) < REMEMBERED:
            self[stored] = made
        return made


class BlockTally:
    """Adds the blocks of one reading to the tally of its sheet, whose header is set."""

    def __init__(self, reading: FastReading, tally: SheetTally) -> None:
        self._reading, self._tally = reading, tally
        self._meanings: dict[CellKind, _Meanings] = {}
        links = reading.source.frame.links
        self._linked_rows = frozenset(row for row, _ in links.by_ref)
        self._linked_areas = bool(links.areas)

    def add(self, block: Block) -> None:
        """Count the rows of the block."""
        try:
            parts = self._parts(block)
        except WorkbookError:
            parts = None  # raised again below, with the cell that it is about
        if parts is not None and self._adds(block, parts):
            return
        for row in block_rows(self._reading, block):
            self._tally.add(row)

    def _parts(self, block: Block) -> list[_Column] | None:
        """The cells by column and type; None where the block must be looked at row by row."""
        tally, numbers = self._tally, block.numbers
        if self._linked_areas or (self._linked_rows and not self._linked_rows.isdisjoint(numbers)):
            return None
        if not tally.goes_on_with(numbers):
            return None
        found = []
        for column in block.columns:
            if tally.is_outside(column.column) or self._may_repeat_numbers(column):
                return None
            types, shown = self._types(column)
            text = types.get("text")
            if text is not None and not self._may_be_taken_together(text.texts):
                return None
            facts = tally.column(column.column)  # it is made here, as its cells are known not to be blank
            assert facts is not None
            found.append(_Column(facts, types, shown))
        return found if _every_row_is_filled([part.types for part in found], len(numbers)) else None

    def _may_be_taken_together(self, texts: list[str]) -> bool:
        """Whether none of the texts is blank, or says that its row may be a total or a header again."""
        if self._tally.may_repeat_header(texts):
            return False
        if not all(text.strip() for text in texts if text[:1].isspace() or not text):
            return False
        joined = "\n".join(texts).lower()
        if "total" not in joined and "sum" not in joined:
            return True
        return not any(text_traits(text) & (TOTAL | MAYBE_TOTAL) for text in texts)

    def _may_repeat_numbers(self, column: BlockColumn) -> bool:
        """Whether one of the cells that are no texts may say what the first header says."""
        stored = {kind.stored for kind in column.kinds}
        if self._tally.first_header_is_number:
            stored -= {"s"}
        else:
            stored -= {"s", "str", "inlineStr", "n"}
        return bool(stored) and self._tally.may_repeat_header(
            [plain_text(value) for value in set(column.values)]
        )

    def _types(self, column: BlockColumn) -> tuple[dict[CellType, _Part], Iterable[str]]:
        """The filled cells of a column by their type, and what they show."""
        attributes, values = column.attributes, column.values
        places: list[int] | None = None
        if column.blanks:
            places = [at for at, value in enumerate(values) if value]
            attributes = None if attributes is None else tuple(attributes[at] for at in places)
            values = tuple(values[at] for at in places)
        if attributes is None:
            stored = next(iter(column.kinds))
            if whole := self._as_a_whole(values, stored, places):
                ((_, only),) = whole.items()
                return whole, only.texts or map(str, map(int, only.raws))
            meanings = list(map(self._remembered(stored).__getitem__, values))
        else:
            remembered = {one: self._remembered(self._kind(one)) for one in set(attributes)}
            meanings = [remembered[one][value] for one, value in zip(attributes, values, strict=True)]
        types: dict[CellType, _Part] = {}
        for at, (kind, raw, value) in enumerate(meanings):
            part = types.get(kind)
            if part is None:
                part = types[kind] = _Part([])
            part.places.append(places[at] if places is not None else at)  # type: ignore[union-attr]  # made as a list
            if kind == "text":
                part.texts.append(raw)
            elif kind == "number":
                part.raws.append(raw)
                part.numbers.append(float(value))
        shown = [raw if kind == "text" else str(value) for kind, raw, value in meanings if kind != "error"]
        return types, shown

    def _as_a_whole(
        self, values: tuple[bytes, ...], kind: CellKind, places: list[int] | None
    ) -> dict[CellType, _Part] | None:
        """A column of shared texts, or of plain numbers; None where it takes a look at each cell."""
        if kind.stored == "s":
            if not b"".join(values).isdigit() or max(map(len, values)) > LONGEST_INDEX:
                return None
            strings = self._reading.source.strings
            try:
                texts = [strings[int(value)] for value in values]
            except IndexError:
                return None
            return {"text": _Part(places, texts)}
        if kind.stored != "n" or kind.format.shows != "number":
            return None
        # a sign, a point, an exponent, more than a number may have: look at each
        if b"".join(values).translate(None, b"0123456789") or max(map(len, values)) > _SURELY_NUMBERS:
            return None
        raws = b"\n".join(values).decode().split("\n")
        return {"number": _Part(places, raws=raws, numbers=list(map(float, raws)))}

    def _adds(self, block: Block, parts: list[_Column]) -> bool:
        """Count the block; False (and nothing counted) where one of its rows may be a row of totals."""
        numbers = block.numbers
        sums = {one.facts.column: part.numbers for one in parts if (part := one.types.get("number"))}
        texts = [part for one in parts if (part := one.types.get("text"))]
        if not self._tally.totals.passes_over(sums, _most_texts(texts, len(numbers)), rows=len(numbers)):
            return False
        self._tally.add_rows(numbers, block.hidden)
        for one in parts:
            for kind, part in one.types.items():
                rows = numbers if part.places is None else [numbers[at] for at in part.places]
                one.facts.add_plain(kind, rows, part.texts if may_have_traits(part.texts) else (), part.raws)
            if one.facts.wants_samples:
                for shown in dict.fromkeys(one.shown):
                    if not one.facts.add_sample(shown):
                        break
        self._tally.note_columns(one.facts.column for one in parts)
        return True

    def _kind(self, attributes: bytes) -> CellKind:
        kind = self._reading.kind(attributes)
        assert kind is not None  # the reading looked at all kinds of a block
        return kind

    def _remembered(self, kind: CellKind) -> _Meanings:
        if kind not in self._meanings:
            self._meanings[kind] = _Meanings(self._reading, kind)
        return self._meanings[kind]


def _every_row_is_filled(columns: list[dict[CellType, _Part]], rows: int) -> bool:
    filled: set[int] = set()
    for types in columns:
        for part in types.values():
            if part.places is None:
                return True
            filled.update(part.places)
    return len(filled) == rows


def _most_texts(parts: list[_Part], rows: int) -> int:
    """The most texts that any row has."""
    if all(part.places is None for part in parts):
        return len(parts)
    counts = [0] * rows
    always = 0
    for part in parts:
        if part.places is None:
            always += 1
            continue
        for at in part.places:
            counts[at] += 1
    return always + max(counts, default=0)
