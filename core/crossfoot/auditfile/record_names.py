"""How the tables of imported rows are called, and which of them holds a field."""

from __future__ import annotations

from itertools import chain

from crossfoot.mapping.model import Field, FieldClass, RecordType

ROW_COLUMNS = ("row_id", "import_id", "row_no", "hidden", "agency_ref", "repeats")
"""Columns of every row table before its fields: `row_no` is Excel's row number, `hidden` 1 where Excel hides the row,
`agency_ref` the resolved agency (NULL: none named, or unresolved), `repeats` the row_id of the first row with the
same natural key (NULL for the first)."""

WHOLE = "cf_whole_"
"""How a view of whole rows begins."""
RAW_TEXT = "cf_raw_text"
"""The view of stored texts that the typed value does not give back: `cf_raw_cell`, and the cells that are spelled as
`cf_spelling` says for their column and value."""


def rows_table(record_type: str) -> str:
    """The name of the table that holds the rows of a record type."""
    return f"cf_rows_{record_type}"


RESTRICTED: frozenset[FieldClass] = frozenset({"sensitive_personal", "law_enforcement", "third_person"})
"""The classes of fields whose values lie in a table of their own."""


def restricted_table(record_type: str) -> str:
    """The name of the table that holds the restricted fields of the rows of a record type, by `row_id`."""
    return f"cf_restricted_{record_type}"


def restricted_fields(record_type: RecordType) -> tuple[Field, ...]:
    """The fields that lie in the restricted table.

    Not those by which rows are found, whatever their class: keys, references and what checks join on have to stand with
    the row, or each join would look into two tables.
    """
    found_by = {
        *record_type.key,
        *record_type.natural_key,
        *(reference.field for reference in record_type.references),
        *chain.from_iterable(record_type.joins),
    }
    return tuple(
        field
        for field in record_type.fields
        if field.field_class in RESTRICTED and field.name not in found_by
    )


KEPT_CELLS = "cf_restricted_cell"
"""The table of the cells of columns that fill no field. Nobody said yet what they hold, so they are restricted; the
stored texts of columns that fill a field lie in `cf_raw_cell`, in the same shape."""


def field_table(record_type: RecordType, field: str) -> str:
    """The name of the table that holds a field of the rows."""
    restricted = field in {one.name for one in restricted_fields(record_type)}
    return (restricted_table if restricted else rows_table)(record_type.name)


def holds_rows(table: str) -> bool:
    """Whether a table of the audit file holds fields of imported rows, restricted or not."""
    return table.startswith(("cf_rows_", "cf_restricted_"))


def whole_rows(record_type: RecordType) -> str:
    """Where the rows of a record type are read from with all their fields: their table, quoted, or a view over it and
    the restricted one. Nothing is written through it."""
    name = rows_table(record_type.name)
    return quoted(f"{WHOLE}{record_type.name}" if restricted_fields(record_type) else name)


def quoted(name: str) -> str:
    """An SQL identifier, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'
