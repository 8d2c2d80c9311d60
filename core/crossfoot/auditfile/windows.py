"""A long table a window at a time: row ids are mapped once, then each page is fetched by its ids, never by OFFSET."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.errors import AuditFileError

_MAX_PAGE = 500


@dataclass(frozen=True, slots=True)
class WindowColumn:
    """One column of a table as shown: the field, what it is called in the workbook, its type."""

    field: str
    header: str
    type: str


class RowWindow:
    """The current rows of one record type, in the order of their workbooks."""

    def __init__(self, audit: Audit, record_type: str) -> None:
        if record_type not in audit.types:
            names = ", ".join(sorted(audit.types))
            raise AuditFileError(
                f"There is no record type {record_type!r} in this audit.", f"There are: {names}."
            )
        self.record_type = record_type
        self._audit = audit
        self._columns = _shown_columns(audit, record_type)
        found = audit.connection.execute(
            f"SELECT row_id FROM {quoted(record_type)} ORDER BY import_id, row_no, row_id"
        )
        self._ids = array("q", (row[0] for row in found))

    def count(self) -> int:
        """How many rows there are."""
        return len(self._ids)

    def columns(self) -> tuple[WindowColumn, ...]:
        """The columns that some current import fills, in record-type order."""
        return self._columns

    def page(self, start: int, size: int) -> list[tuple[Any, ...]]:
        """Rows `start` to `start + size` as `(row_id, import_id, row_no, hidden, values...)`; fewer at the end."""
        ids = self._ids[start : start + min(size, _MAX_PAGE)]
        if not ids:
            return []
        names = "".join(f", {quoted(column.field)}" for column in self._columns)
        rows = self._audit.connection.execute(
            f"SELECT row_id, import_id, row_no, hidden{names} FROM {quoted(self.record_type)} "
            f"WHERE row_id IN ({', '.join('?' * len(ids))})",
            list(ids),
        ).fetchall()
        by_id = {row[0]: row for row in rows}
        return [by_id[row_id] for row_id in ids if row_id in by_id]


def _shown_columns(audit: Audit, record_type: str) -> tuple[WindowColumn, ...]:
    kind = audit.types[record_type]
    headers = {
        row["field"]: row["header"]
        for row in audit.rows(
            "SELECT c.field, c.header FROM cf_import_column c JOIN cf_import i ON i.import_id = c.import_id "
            "WHERE i.state = 'current' AND i.record_type = ? AND c.field IS NOT NULL ORDER BY i.import_id DESC",
            (record_type,),
        )
    }
    if record_type == "agencies":
        headers = {"name": headers.get("name", "name"), "state": headers.get("state", "state"), **headers}
    return tuple(
        WindowColumn(field.name, headers.get(field.name, f"({field.name.replace('_', ' ')})"), field.type)
        for field in kind.fields
        if field.name in headers or field.derived_from in headers
    )
