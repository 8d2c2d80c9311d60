"""A source that leaves: its kept bytes, and the rows, cells and outcomes that came from it. Its fingerprint stays."""

from __future__ import annotations

from crossfoot.auditfile.importing.imports import settle_rows
from crossfoot.auditfile.purging.blobs import drop_source
from crossfoot.auditfile.purging.cells import clear_cells, clear_copies, columns_of_import
from crossfoot.auditfile.purging.purge_model import PurgeRequest
from crossfoot.auditfile.purging.work import Work
from crossfoot.auditfile.record_names import (
    KEPT_CELLS,
    quoted,
    restricted_fields,
    restricted_table,
    rows_table,
)
from crossfoot.errors import AuditFileError

_SHORTEST_SHA = 8
_TABLES = ("cf_override_cell", "cf_raw_cell", KEPT_CELLS, "cf_misfit", "cf_spelling")


def purge_source(work: Work, request: PurgeRequest) -> str:
    """Take a workbook out with all that was read from it; its imports count as withdrawn from now on."""
    source_id, sha256 = _find(work, request.source.strip())
    run = work.audit.connection
    work.places.add("cf_source", "kept", ["itself"])
    imports = run.execute(
        "SELECT import_id, record_type FROM cf_import WHERE source_id = ? ORDER BY import_id", (source_id,)
    ).fetchall()
    for import_id, record_type in imports:
        columns = columns_of_import(work, import_id)
        values = [value for column in columns for value in clear_cells(work, column, None)]
        rows = quoted(rows_table(record_type))
        own = run.execute(f"SELECT row_id FROM {rows} WHERE import_id = ?", (import_id,)).fetchall()
        clear_copies(work, values, columns, everywhere=request.everywhere, rows=[row_id for (row_id,) in own])
        run.execute(
            "UPDATE cf_import SET state = 'withdrawn', withdrawn_reason = 'Purged with its workbook.' "
            "WHERE import_id = ?",
            (import_id,),
        )
        for table in _TABLES:
            run.execute(f"DELETE FROM {table} WHERE import_id = ?", (import_id,))
        run.execute("DELETE FROM cf_entity WHERE import_id = ?", (import_id,))
        if restricted_fields(work.audit.types[record_type]):
            run.execute(
                f"DELETE FROM {quoted(restricted_table(record_type))} WHERE row_id IN "
                f"(SELECT row_id FROM {rows} WHERE import_id = ?)",
                (import_id,),
            )
        run.execute(f"DELETE FROM {rows} WHERE import_id = ?", (import_id,))
    settle_rows(work.audit, {record_type for _, record_type in imports})
    (kept,) = run.execute("SELECT kept FROM cf_source WHERE source_id = ?", (source_id,)).fetchone()
    if kept == "whole":
        drop_source(work, source_id)
    work.notes.append(
        "Checks that read its rows say again what they say now when they are run again; their outcomes hold tokens."
    )
    return f"the workbook with the fingerprint {sha256[:16]}"


def _find(work: Work, named: str) -> tuple[int, str]:
    rows = work.audit.rows(
        "SELECT source_id, sha256 FROM cf_source WHERE name = ? "
        "OR (length(?) >= ? AND substr(sha256, 1, length(?)) = ?)",
        (named, named, _SHORTEST_SHA, named, named.lower()),
    )
    if len(rows) != 1:
        found = f"{len(rows):,} workbooks are" if rows else "No workbook is"
        raise AuditFileError(
            f"{found} called {named!r} in this audit.",
            "Name it by the first digits of its sha256: `crossfoot tables`.",
        )
    return rows[0]["source_id"], rows[0]["sha256"]
