"""Rows that a person typed, for the case files of checks: loaded as an import would load them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import canonical_json, now
from crossfoot.auditfile.importing.import_plan import SheetPlan
from crossfoot.auditfile.importing.imports import ImportSummary, attached_side_file, settle_rows, take_over
from crossfoot.auditfile.importing.side_file import SideFile, side_path
from crossfoot.errors import MappingError
from crossfoot.mapping.model import ColumnMapping, Mapping
from crossfoot.staging.model import Misfit, RawCell, StagedChunk
from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.model import SheetInfo


def load_plain_rows(
    audit: Audit,
    record_type: str,
    rows: Sequence[dict[str, Any]],
    *,
    list_name: str | None = None,
    columns: Sequence[str] | None = None,
    supersedes: int | None = None,
) -> ImportSummary:
    """Load rows given as `{field: typed value}`; agencies are resolved and repeats marked as in a real import.

    `supersedes` is the import of which these rows are the next version.

    `columns` are the fields that count as mapped (default: those that any row names, in record-type order). A value
    `{"misfit": "05/082017", "reason": "..."}` is loaded as a misfit, a row `hidden = true` as a hidden row. Rows of a
    record type without fields are given by header, and each of their columns is kept as raw text. MappingError where a
    row names an unknown field.
    """
    kind = audit.types[record_type]
    named = {name for row in rows for name in row} - {"hidden"} | set(columns or ())
    unknown = named - {field.name for field in kind.fields} if kind.fields else set()
    if unknown:
        raise MappingError(
            f"{record_type} has no field called {', '.join(sorted(unknown))}.", "Correct the row."
        )
    fields = tuple(field.name for field in kind.fields if field.name in named)
    kept = (
        () if kind.fields else tuple(dict.fromkeys(name for row in rows for name in row if name != "hidden"))
    )
    letters = {name: column_letters(i + 1) for i, name in enumerate((*fields, *kept))}
    mapped = (
        *(ColumnMapping(letters[n], n, n, "Typed by hand.", 1.0, "auditor") for n in fields),
        *(ColumnMapping(letters[n], n, None, "Typed by hand.", 1.0, "none") for n in kept),
    )
    sheet = SheetInfo("typed rows", "visible", 1, 2, len(rows) + 1, len(rows), 0, ())
    mapping = Mapping("typed rows", record_type, 1, mapped)
    plan = SheetPlan(sheet, mapping, kind, list_name or record_type, supersedes)
    side = side_path(audit.path, os.getpid())
    file = SideFile(side)
    file.write_sheet(0, fields, [_chunk(rows, fields, kept, letters)])
    file.close()
    try:
        with attached_side_file(audit, side), audit.write():
            text = canonical_json(
                [record_type, [{name: str(v) for name, v in row.items()} for row in rows], now()]
            )
            digest = sha256(text.encode()).hexdigest()
            source = audit.connection.execute(
                "INSERT INTO cf_source (sha256, name, bytes, format, kept, added_at) "
                "VALUES (?, ?, ?, 'typed', 'hash only', ?)",
                (digest, f"{record_type} (typed by hand)", len(text), now()),
            )
            summary = take_over(
                audit, int(source.lastrowid or 0), 0, plan, f"{record_type} (typed by hand)", digest
            )
            settle_rows(audit, {record_type})
    finally:
        side.unlink(missing_ok=True)
    return summary


def _chunk(
    rows: Sequence[dict[str, Any]], fields: tuple[str, ...], kept: tuple[str, ...], letters: dict[str, str]
) -> StagedChunk:
    misfits: list[Misfit] = []
    values = []
    for number, row in enumerate(rows, start=2):
        typed = []
        for name in fields:
            value = row.get(name)
            if isinstance(value, dict):
                reason = value.get("reason", "does not fit")
                misfits.append(
                    Misfit(number, f"{letters[name]}{number}", name, value["misfit"], "text", reason)
                )
                value = None
            typed.append(
                int(value) if isinstance(value, bool) else getattr(value, "isoformat", lambda v=value: v)()
            )
        values.append(tuple(typed))
    raw = tuple(
        RawCell(
            number,
            f"{letters[name]}{number}",
            str(row[name]),
            "text" if isinstance(row[name], str) else "number",
        )
        for number, row in enumerate(rows, start=2)
        for name in kept
        if row.get(name) is not None
    )
    cells = sum(value is not None for row in values for value in row)
    return StagedChunk(
        tuple(range(2, len(rows) + 2)),
        tuple(bool(row.get("hidden")) for row in rows),
        tuple(zip(*values, strict=True)) if values else tuple(() for _ in fields),
        tuple(misfits), raw, cells + len(misfits) + len(raw), cells, len(raw), 0,
    )  # fmt: skip
