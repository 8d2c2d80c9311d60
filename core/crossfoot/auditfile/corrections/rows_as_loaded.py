"""The rows of an import as they were loaded: the current ones, with every correction taken back in passing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.side_file import RowDigest
from crossfoot.auditfile.record_names import (
    quoted,
    whole_rows,
)
from crossfoot.mapping.model import ColumnMapping, Mapping
from crossfoot.staging.plan import staged_fields
from crossfoot.staging.stage import CHUNK_ROWS


def rows_as_loaded(audit: Audit, import_id: int) -> Iterator[tuple[Any, ...]]:
    """The rows as `(row number, hidden, values of `loaded_fields`...)`, in the order in which they were loaded."""
    fields = loaded_fields(audit, import_id)
    before: dict[int, dict[int, Any]] = {}
    for row_no, field, value in audit.connection.execute(
        "SELECT row_no, field, before FROM cf_override_cell WHERE import_id = ?", (import_id,)
    ):
        if field in fields:
            before.setdefault(row_no, {})[2 + fields.index(field)] = json.loads(value)
    names = "".join(f", {quoted(name)}" for name in fields)
    table = whole_rows(audit.types[_record_type(audit, import_id)])
    for row in audit.connection.execute(
        f"SELECT row_no, hidden{names} FROM {table} WHERE import_id = ? ORDER BY row_id", (import_id,)
    ):
        kept = before.get(row[0])
        yield tuple(kept.get(place, value) for place, value in enumerate(row)) if kept else row


def loaded_fields(audit: Audit, import_id: int) -> tuple[str, ...]:
    """The fields that the import filled: those with a column, and those derived from one."""
    columns = tuple(
        ColumnMapping(letter, header, field, "", 1.0)
        for letter, header, field in audit.connection.execute(
            "SELECT letter, header, field FROM cf_import_column WHERE import_id = ? AND treatment = 'field' "
            "ORDER BY position",
            (import_id,),
        )
    )
    kind = audit.types[_record_type(audit, import_id)]
    return staged_fields(Mapping("", kind.name, 1, columns), kind)


def digest_as_loaded(audit: Audit, import_id: int) -> str:
    """The digest of the rows as they were loaded, counted anew from the current rows and the corrections."""
    digest, rows = RowDigest(loaded_fields(audit, import_id)), rows_as_loaded(audit, import_id)
    while chunk := list(islice(rows, CHUNK_ROWS)):
        digest.add(chunk)
    return digest.hexdigest()


def rows_as_loaded_differ(audit: Audit, import_id: int) -> bool:
    """Whether the rows, with all corrections taken back, are no longer those that the import loaded."""
    (sealed,) = audit.connection.execute(
        "SELECT digest FROM cf_import WHERE import_id = ?", (import_id,)
    ).fetchone()
    return digest_as_loaded(audit, import_id) != str(sealed)


def _record_type(audit: Audit, import_id: int) -> str:
    (name,) = audit.connection.execute(
        "SELECT record_type FROM cf_import WHERE import_id = ?", (import_id,)
    ).fetchone()
    return str(name)
