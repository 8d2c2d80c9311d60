"""Saved steps: a mapping that was made for one sheet, brought to another that has the same columns, or nearly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from itertools import islice

from crossfoot.mapping.columns import map_columns, missing_required
from crossfoot.mapping.headers import header_key
from crossfoot.mapping.model import ColumnMapping, Mapping, RecordType
from crossfoot.workbook.inspection.chosen_header import header_texts
from crossfoot.workbook.model import ColumnInfo, HeaderChoice, SheetInfo, SheetRow

NEARLY = 0.8
"""From this share of shared headers on, a sheet is taken for one that the saved steps were made for."""
FEWEST_SHARED = 2
"""A sheet that shares fewer headers than this with the saved steps is never taken for nearly the same."""
HEADER_WITHIN = 200
"""So many rows from the top are searched for the headers of saved steps."""


@dataclass(frozen=True, slots=True)
class SavedSteps:
    """A mapping from before, and where it comes from in words: `As in template "Agreements", saved by ...`."""

    mapping: Mapping
    origin: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the named headers, in column order: by them the steps are recognised."""
        return header_keys(column.header for column in self.mapping.columns)


@dataclass(frozen=True, slots=True)
class Pairing:
    """The columns of a sheet beside those of saved steps: in both, only in the steps (`gone`), only here (`new`)."""

    both: tuple[tuple[ColumnInfo, ColumnMapping], ...]
    gone: tuple[ColumnMapping, ...]
    new: tuple[ColumnInfo, ...]

    @property
    def share(self) -> float:
        """How much of the named columns of both is shared, 0 to 1; 1 means: the same headers, in whatever order."""
        shared = sum(1 for column, _ in self.both if header_key(column.header))
        headers = [*(column.header for column in self.gone), *(column.header for column in self.new)]
        apart = len(header_keys(headers))
        return shared / (shared + apart) if shared else 0.0

    @property
    def nearly(self) -> bool:
        """Whether the sheet may be taken for one that the steps were made for."""
        named = sum(1 for column, _ in self.both if header_key(column.header))
        return self.share == 1.0 or (self.share >= NEARLY and named >= FEWEST_SHARED)


def header_keys(headers: Iterable[str]) -> tuple[str, ...]:
    """The keys of the headers that are not blank, in column order."""
    return tuple(key for key in map(header_key, headers) if key)


def pair_columns(saved: Mapping, sheet: SheetInfo) -> Pairing:
    """Pair columns by header, of several alike the first with the first; those without a header by their letter."""
    waiting: dict[tuple[str, int | str], ColumnMapping] = dict(
        zip(_places(saved.columns), saved.columns, strict=True)
    )
    both, new = [], []
    for place, column in zip(_places(sheet.columns), sheet.columns, strict=True):
        known = waiting.pop(place, None)
        if known is None:
            new.append(column)
        else:
            both.append((column, known))
    return Pairing(tuple(both), tuple(waiting.values()), tuple(new))


def carried(steps: SavedSteps, sheet: SheetInfo, record_type: RecordType) -> Mapping:
    """The saved steps for `sheet`: shared columns as before, new ones proposed where their field is free.

    Rows that were left out before are not carried over: other rows stand in their place now. The reason says so, and
    which columns came or went.
    """
    pairing = pair_columns(steps.mapping, sheet)
    mapped = {column.letter: _as_before(column, known, steps.origin) for column, known in pairing.both}
    used: set[str | None] = {column.field for column in mapped.values() if column.field}
    for column in map_columns(pairing.new, record_type):
        if column.field in used:
            reason = f"Another column fills {column.field}, as before; kept as raw text."
            column = ColumnMapping(column.letter, column.header, None, reason, 0.0)
        mapped[column.letter] = column
        used.add(column.field)
    return Mapping(
        sheet=sheet.name,
        record_type=record_type.name,
        header_row=sheet.header_row,
        header_rows=sheet.header_rows,
        columns=tuple(mapped[column.letter] for column in sheet.columns),
        reason=" ".join(_sentences(steps, pairing)),
        confidence=round(pairing.share, 4),
        missing_required=missing_required({name for name in used if name}, record_type),
    )


def recognised(
    saved: Sequence[SavedSteps],
    sheet: SheetInfo,
    types: MappingOf[str, RecordType],
    wanted: str | None = None,
) -> Mapping | None:
    """The saved steps that fit `sheet`, brought to it; None where none does. Later ones of `saved` go first.

    The same headers in any order fit; so do nearly the same ones where no required field loses its column.
    """
    ranked = sorted(
        ((pair_columns(steps.mapping, sheet), number) for number, steps in enumerate(saved)),
        key=lambda pair: (pair[0].share, pair[1]),
        reverse=True,
    )
    for pairing, number in ranked:
        record_type = types.get(saved[number].mapping.record_type)
        if not pairing.nearly or record_type is None or wanted not in (None, record_type.name):
            continue
        mapping = carried(saved[number], sheet, record_type)
        if not mapping.missing_required:
            return mapping
    return None


def find_saved_header(rows: Iterable[SheetRow], wanted: Sequence[SavedHeader]) -> HeaderChoice | None:
    """Where in the first rows of a sheet the headers of saved steps stand; None where they do not.

    Of several places the one that shares most is taken, then the highest.
    """
    first = [row for row in islice(rows, HEADER_WITHIN) if any(not cell.blank for cell in row.cells)]
    best: tuple[float, int, HeaderChoice] | None = None
    for at, row in enumerate(first):
        for header in wanted:
            above = [one for one in first[:at] if one.number > row.number - header.rows]
            keys = Counter(header_keys(header_texts([*above, row]).values()))
            looked_for = Counter(header.keys)
            shared = (keys & looked_for).total()
            share = shared / max(1, (keys | looked_for).total())
            if share >= NEARLY and (best is None or (share, -at) > best[:2]):
                best = (share, -at, HeaderChoice(row.number, header.rows))
    return best[2] if best else None


@dataclass(frozen=True, slots=True)
class SavedHeader:
    """A header to look for: its keys, and over how many rows it stood."""

    rows: int
    keys: tuple[str, ...]


def _places(columns: Iterable[ColumnInfo | ColumnMapping]) -> list[tuple[str, int | str]]:
    """By what each column is found again: its header's key and how often it stood before, or its letter."""
    seen: Counter[str] = Counter()
    places: list[tuple[str, int | str]] = []
    for column in columns:
        key = header_key(column.header)
        places.append((key, seen[key] if key else column.letter))
        seen[key] += 1
    return places


def _as_before(column: ColumnInfo, known: ColumnMapping, origin: str) -> ColumnMapping:
    return ColumnMapping(
        column.letter,
        column.header,
        known.field,
        f"{origin}.",
        1.0,
        "template",
        known.date_format,
        known.left_out,
        known.pseudonyms,
    )


def _sentences(steps: SavedSteps, pairing: Pairing) -> Iterable[str]:
    yield f"{steps.origin}."
    if gone := [column.header or f"column {column.letter}" for column in pairing.gone]:
        yield f"No longer there: {_listed(gone)}."
    if new := [column.header or f"column {column.letter}" for column in pairing.new]:
        yield f"New: {_listed(new)}."
    if steps.mapping.skipped:
        rows = ", ".join(f"{rows.first} to {rows.last} ({rows.reason})" for rows in steps.mapping.skipped)
        yield f"Rows left out then are not left out now: {rows}. Look whether this sheet has such rows."


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
