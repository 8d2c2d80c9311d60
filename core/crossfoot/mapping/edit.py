"""What an auditor changes of a proposal, column by column and row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from crossfoot.errors import MappingError
from crossfoot.mapping.columns import missing_required
from crossfoot.mapping.headers import field_label
from crossfoot.mapping.model import ColumnMapping, Mapping, RecordType, SkippedRows

LEFT_OUT = "Left out by the auditor; not loaded."


def field_choices(record_type: RecordType) -> tuple[tuple[str, str], ...]:
    """What a column may become: (field name, label) for every field. Beside these it may be kept or left out."""
    return tuple((field.name, field_label(field)) for field in record_type.fields)


def with_field(mapping: Mapping, letter: str, field: str | None, record_type: RecordType) -> Mapping:
    """Column `letter` fills `field` (None: it is kept as raw text); a column that filled it before is kept."""

    def change(column: ColumnMapping) -> ColumnMapping:
        if column.letter == letter:
            reason = "You chose it." if field else "You left it without a field; kept as raw text."
            return _by_auditor(column, field, reason)
        if field is not None and column.field == field:
            return _by_auditor(column, None, f"You gave its field to column {letter}; kept as raw text.")
        return column

    changed = _changed(mapping, letter, change)
    fields = {column.field for column in changed.columns if column.field}
    return replace(changed, missing_required=missing_required(fields, record_type))


def with_date_format(mapping: Mapping, letter: str, date_format: str | None) -> Mapping:
    """Text dates of column `letter` are read by `date_format` (strptime); None takes it back."""
    return _changed(
        mapping,
        letter,
        lambda column: (
            replace(column, date_format=date_format, kind="auditor") if column.letter == letter else column
        ),
    )


def with_left_out(mapping: Mapping, letter: str, reason: str = LEFT_OUT) -> Mapping:
    """Column `letter` is not loaded at all; its cells are counted as ignored."""

    def change(column: ColumnMapping) -> ColumnMapping:
        left = column.letter == letter
        return replace(_by_auditor(column, None, reason), left_out=True) if left else column

    return _changed(mapping, letter, change)


def with_pseudonyms(mapping: Mapping, letter: str, reason: str) -> Mapping:
    """Column `letter` is loaded, but its values are stored as keyed pseudonyms: it names persons."""

    def change(column: ColumnMapping) -> ColumnMapping:
        return replace(column, reason=reason, pseudonyms=True) if column.letter == letter else column

    return _changed(mapping, letter, change)


def with_skipped(mapping: Mapping, rows: SkippedRows) -> Mapping:
    """The rows are declared to be no data, for a reason."""
    in_order = sorted({*mapping.skipped, rows}, key=lambda one: (one.first, one.last, one.reason))
    return replace(mapping, skipped=tuple(in_order))


def _by_auditor(column: ColumnMapping, field: str | None, reason: str) -> ColumnMapping:
    return ColumnMapping(column.letter, column.header, field, reason, 1.0, "auditor")


def _changed(mapping: Mapping, letter: str, change: Callable[[ColumnMapping], ColumnMapping]) -> Mapping:
    if letter not in {column.letter for column in mapping.columns}:
        raise MappingError(
            f"Sheet {mapping.sheet!r} has no column {letter}.",
            f"Choose one of its columns: {', '.join(column.letter for column in mapping.columns)}.",
        )
    return replace(mapping, columns=tuple(change(column) for column in mapping.columns))
