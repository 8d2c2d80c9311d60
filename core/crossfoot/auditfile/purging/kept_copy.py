"""The kept workbook without a column that leaves: the other cells can still be shown in their sheet."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from crossfoot.auditfile.importing.source_keeping import cuts_of_imports
from crossfoot.auditfile.importing.source_store import keep_reduced, write_source
from crossfoot.auditfile.purging.blobs import drop_source
from crossfoot.auditfile.purging.work import Work
from crossfoot.errors import CrossfootError
from crossfoot.workbook.addresses import column_number
from crossfoot.workbook.model import AS_FOUND
from crossfoot.workbook.reduced.cuts import REDUCIBLE
from crossfoot.workbook.reduced.reduce_apart import reduce_apart


def keep_without_column(work: Work, import_id: int, letter: str) -> None:
    """Keep a copy of the import's workbook without the column; no more than its fingerprint where none can be made."""
    row = work.audit.rows(
        "SELECT s.source_id, s.name, s.sha256, s.kept, s.kept_sha256, s.format, i.sheet, i.reading FROM cf_import i "
        "JOIN cf_source s ON s.source_id = i.source_id WHERE i.import_id = ?",
        (import_id,),
    )[0]
    if row["kept"] != "whole":
        return
    cuts = [
        replace(cut, columns=tuple(sorted({*cut.columns, column_number(letter)})))
        if cut.sheet == row["sheet"]
        else cut
        for cut in cuts_of_imports(work.audit, row["sha256"])
    ]
    reading = json.loads(row["reading"])
    how = {name: reading[name] for name in ("encoding", "delimiter") if reading.get(name)}
    with tempfile.TemporaryDirectory(prefix="crossfoot-") as folder:
        path, copy = (
            Path(folder) / (Path(row["name"]).name or "workbook"),
            Path(folder) / f"copy.{row['format']}",
        )
        try:
            if row["format"] not in REDUCIBLE:
                raise CrossfootError("no copy of such a file can be made")
            write_source(work.audit.connection, row["sha256"], path)
            reduce_apart(path, copy, cuts, replace(AS_FOUND, **how))
        except CrossfootError:
            drop_source(work, row["source_id"])
            return
        keep_reduced(work.audit.connection, row["source_id"], copy)
    if row["kept_sha256"]:
        work.seal(row["kept_sha256"])
    work.sources.append(row["name"])
    work.places.add("cf_source_chunk", "data", ["itself"])
    work.notes.append(
        f"The kept copy of {row['name']} now holds the imported sheets without column {letter}; the fingerprint stays "
        "that of the file as it came."
    )
