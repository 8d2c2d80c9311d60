"""Which column of a sheet is which field of a given record type, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from crossfoot.mapping.headers import field_label, header_key, known_headers
from crossfoot.mapping.model import ColumnMapping, Field, RecordType
from crossfoot.mapping.samples import Fit, fit_of
from crossfoot.workbook.inspection.chosen_header import BETWEEN_ROWS
from crossfoot.workbook.model import ColumnInfo

CLOSE_HEADER = 88
"""From this likeness of 100 on (rapidfuzz `ratio` of the header keys) a header counts as close to a known one.

At 88, "Dt signed" (90) is close to "date signed", and "assigned" (86) is not close to "signed".
"""
FITTING_SHARE = 0.75
"""From this share of fitting values on, content alone may propose a field."""
DOUBTFUL_SHARE = 0.5
"""Below this share of fitting values, a close header is not proposed, and a known one is marked as doubtful."""

CLOSELY_READ = 256
"""So many columns from the left are read closely; those further right are mapped by known headers only, so that a
sheet of 16,384 columns is proposed in seconds."""


@dataclass(frozen=True, slots=True)
class _Guess:
    column: int
    field: str
    kind: Literal["synonym", "fuzzy", "content"]
    confidence: float
    reason: str


def map_columns(columns: tuple[ColumnInfo, ...], record_type: RecordType) -> tuple[ColumnMapping, ...]:
    """Every column with its field, or with None and the reason; a field is given to one column only.

    The surest guesses are taken first; of two that are equally sure, the column further left.
    """
    known = known_headers(record_type)
    by_header = [guess for index, column in enumerate(columns) for guess in _by_header(index, column, known)]
    taken = _settle(by_header, {})
    rest = [index for index in range(min(len(columns), CLOSELY_READ)) if index not in taken]
    taken = _settle(list(_by_content(rest, columns, record_type, taken)), taken)
    holders = {guess.field: columns[index].letter for index, guess in taken.items()}
    return tuple(
        _mapped(column, taken[index]) if index in taken else _unmapped(column, known, holders)
        for index, column in enumerate(columns)
    )


def missing_required(fields: set[str], record_type: RecordType) -> tuple[str, ...]:
    """What `record_type` requires and `fields` lacks, in words: `signed_on`, `agency_id or agency and state`."""
    missing = [field.name for field in record_type.fields if field.required and field.name not in fields]
    groups = record_type.required_one_of
    if groups and not any(fields.issuperset(group) for group in groups):
        missing.append(" or ".join(" and ".join(group) for group in groups))
    return tuple(missing)


def required_count(record_type: RecordType) -> int:
    """How many things `record_type` requires; a choice between groups counts as one."""
    return sum(field.required for field in record_type.fields) + bool(record_type.required_one_of)


def _by_header(index: int, column: ColumnInfo, known: dict[str, Field]) -> Iterator[_Guess]:
    key = header_key(column.header)
    if not key:
        return
    if key in known:
        yield _known_header(index, column, known[key])
        return
    last = header_key(column.header.rpartition(BETWEEN_ROWS)[2]) if BETWEEN_ROWS in column.header else ""
    if (
        last in known
    ):  # a header over several rows: its last row names the column, the others a group of columns
        yield _known_last_row(index, column, known[last])
        return
    if index >= CLOSELY_READ:
        return
    from rapidfuzz import fuzz, process

    seen: set[str] = set()
    for header, score, _ in process.extract(
        key, list(known), scorer=fuzz.ratio, score_cutoff=CLOSE_HEADER, limit=3
    ):
        field = known[header]
        fit = fit_of(column, field)
        if field.name in seen or (fit is not None and fit.of and fit.share < DOUBTFUL_SHARE):
            continue
        seen.add(field.name)
        reason = f'Header "{_shown(column)}" is close to "{header}" ({score:.0f} of 100).'
        yield _Guess(index, field.name, "fuzzy", round(0.9 * score / 100, 2), reason)


def _known_header(index: int, column: ColumnInfo, field: Field) -> _Guess:
    reason = f'Header "{_shown(column)}" is a known name of {field_label(field)}.'
    fit = None if field.type == "link" else fit_of(column, field)  # a link that is pending is a word
    if fit is not None and fit.of and fit.share < DOUBTFUL_SHARE:
        return _Guess(index, field.name, "synonym", 0.7, f"{reason} But only {fit.sentence()}")
    return _Guess(index, field.name, "synonym", 1.0, reason)


def _known_last_row(index: int, column: ColumnInfo, field: Field) -> _Guess:
    last = column.header.rpartition(BETWEEN_ROWS)[2]
    reason = (
        f'"{" ".join(last.split())}", the last part of the header, is a known name of {field_label(field)}.'
    )
    fit = None if field.type == "link" else fit_of(column, field)
    if fit is not None and fit.of and fit.share < DOUBTFUL_SHARE:
        return _Guess(index, field.name, "synonym", 0.6, f"{reason} But only {fit.sentence()}")
    return _Guess(index, field.name, "synonym", 0.9, reason)


def _by_content(
    indices: list[int], columns: tuple[ColumnInfo, ...], record_type: RecordType, taken: dict[int, _Guess]
) -> Iterator[_Guess]:
    used = {guess.field for guess in taken.values()}
    free = [
        field for field in record_type.fields if field.name not in used and field.type in ("code", "link")
    ]
    # A column of dates may be any date: it is proposed only for the one required date that nothing else fills.
    dates = [
        field
        for field in record_type.fields
        if field.required and field.name not in used and field.type in ("date", "timestamp")
    ]
    candidates = free + (dates if len(dates) == 1 else [])
    for index in indices:
        fits = [(field, fit) for field in candidates if (fit := fit_of(columns[index], field)) is not None]
        best = _one_best(fits)
        if best is not None:
            field, fit = best
            yield _Guess(index, field.name, "content", round(0.6 * fit.share, 2), fit.sentence())


def _one_best(fits: list[tuple[Field, Fit]]) -> tuple[Field, Fit] | None:
    """The one field that the values fit best; None where none fits well or several fit alike."""
    good = sorted(
        ((field, fit) for field, fit in fits if fit.of >= 2 and fit.share >= FITTING_SHARE),
        key=lambda pair: -pair[1].share,
    )
    if not good or (len(good) > 1 and good[1][1].share == good[0][1].share and good[0][0].type == "code"):
        return None
    return good[0]


def _settle(guesses: list[_Guess], taken: dict[int, _Guess]) -> dict[int, _Guess]:
    settled = dict(taken)
    used = {guess.field for guess in settled.values()}
    for guess in sorted(guesses, key=lambda guess: (-guess.confidence, guess.column)):
        if guess.column not in settled and guess.field not in used:
            settled[guess.column] = guess
            used.add(guess.field)
    return settled


def _mapped(column: ColumnInfo, guess: _Guess) -> ColumnMapping:
    return ColumnMapping(
        column.letter, column.header, guess.field, guess.reason, guess.confidence, guess.kind
    )


def _unmapped(column: ColumnInfo, known: dict[str, Field], holders: dict[str, str]) -> ColumnMapping:
    return ColumnMapping(column.letter, column.header, None, _why_unmapped(column, known, holders), 0.0)


def _why_unmapped(column: ColumnInfo, known: dict[str, Field], holders: dict[str, str]) -> str:
    if not column.filled and not column.header.strip():
        return "The column is empty."
    key = header_key(column.header)
    if not key:
        return "The column has no header; kept as raw text."
    if key in known:
        field = known[key]
        return (
            f'Header "{_shown(column)}" is a known name of {field_label(field)}, which column '
            f"{holders[field.name]} already fills; kept as raw text."
        )
    return f'Header "{_shown(column)}" is not known; kept as raw text.'


def _shown(column: ColumnInfo) -> str:
    return " ".join(column.header.split())
