"""A cell as it stood, in its sheet: some rows of the kept workbook, read anew.

The bytes that the audit file keeps are written to a private temporary file, their fingerprint is compared with the one
of the import, and the rows are read in a process apart. Nothing here comes from the loaded rows.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.run import run_apart
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.import_mappings import steps_of_import
from crossfoot.auditfile.importing.source_store import write_source
from crossfoot.errors import AuditFileError
from crossfoot.progress import Progress, silent
from crossfoot.workbook.addresses import LAST_ROW
from crossfoot.workbook.format import fingerprint
from crossfoot.workbook.model import AS_FOUND, ReadOptions, SheetRow

MOST_AROUND = 200


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell as the workbook holds it. `raw` is the stored text, `shown` the one that Excel shows (None where that is
    not known), `link` the hyperlink as stored, `merged` the merged range that it is the corner of."""

    ref: str
    column: int
    type: str
    raw: str
    shown: str | None
    formula: str | None
    link: str | None
    merged: str | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row that holds a cell; `number` is Excel's."""

    number: int
    hidden: bool
    cells: tuple[SourceCell, ...]


@dataclass(frozen=True, slots=True)
class NotKeptColumn:
    """A column whose values the kept copy does not hold, and why: left out, or stored as `pseudonyms`."""

    letter: str
    header: str
    reason: str
    pseudonyms: bool

    @property
    def said(self) -> str:
        """What to say of its cells."""
        what = "is stored as pseudonyms" if self.pseudonyms else "was left out of the import"
        return f'Column {self.letter} "{self.header}" {what}: {self.reason}'


@dataclass(frozen=True, slots=True)
class SourceRows:
    """Rows of a sheet of a kept workbook: the (last) row of its header, and those around the row that was asked for."""

    import_id: int
    list_name: str
    file: str
    sha256: str
    sheet: str
    row: int
    header: tuple[SourceRow, ...]
    rows: tuple[SourceRow, ...]
    not_kept: tuple[NotKeptColumn, ...] = ()

    def not_kept_of(self, ref: str) -> NotKeptColumn | None:
        """The column of an address where the kept copy does not hold its values."""
        letter = ref.rstrip("0123456789")
        return next((one for one in self.not_kept if one.letter == letter), None)

    def cell(self, ref: str) -> SourceCell | None:
        """The cell at an address; None where it is empty. Of two with one address the first, as Excel has it."""
        return next((cell for row in self.rows for cell in row.cells if cell.ref == ref), None)


def cells_around(
    audit: Audit,
    import_id: int,
    row_no: int,
    before: int = 3,
    after: int = 3,
    *,
    password: str | None = None,
    progress: Progress = silent,
) -> SourceRows:
    """The rows around `row_no` of the sheet that an import was read from, whatever the import's state.

    `password` opens a workbook that is protected by one; it is not kept. AuditFileError where there is no such import,
    only the fingerprint of the workbook was kept, or the kept bytes do not have it; WorkbookError as the reader says.
    """
    found = _import(audit, import_id)
    if not (1 <= row_no <= LAST_ROW and 0 <= before <= MOST_AROUND and 0 <= after <= MOST_AROUND):
        raise AuditFileError(
            f"Row {row_no} with {before} rows before and {after} after cannot be shown.",
            f"Rows count from 1 to {LAST_ROW:,}; at most {MOST_AROUND} are shown on either side.",
        )
    reading = json.loads(found["reading"])
    options = replace(
        AS_FOUND,
        password=password,
        **{name: reading[name] for name in ("encoding", "delimiter") if reading.get(name)},
    )
    payload = {
        "sheet": found["sheet"],
        "wanted": [max(1, row_no - before), row_no + after],
        "header": found["header_row"],
        "options": to_plain(options),
    }
    with tempfile.TemporaryDirectory(prefix="crossfoot-") as folder:
        path = Path(folder) / (
            Path(found["file"]).name or "workbook"
        )  # a text table's sheet bears the file's name
        expected = write_source(audit.connection, found["sha256"], path)
        if fingerprint(path) != expected:
            raise AuditFileError(
                f"The bytes of {found['file']} in this audit file are not those that were imported.",
                "The audit file is damaged: go back to a copy of it, or ask for the workbook again.",
            )
        answer = run_apart(
            "crossfoot.auditfile.importing.source_cells:rows_job", {**payload, "path": str(path)}, progress,
            what=found["file"],
        )  # fmt: skip
    header_rows, rows = (
        tuple(from_plain(SourceRow, row) for row in answer[name]) for name in ("header", "rows")
    )
    return SourceRows(
        import_id,
        found["list_name"],
        found["file"],
        found["sha256"],
        found["sheet"],
        row_no,
        header_rows,
        rows,
        _not_kept(audit, import_id),
    )


def rows_job(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """The job itself. The whole sheet is passed through: rows may stand out of their order."""
    from crossfoot.workbook.book import open_book
    from crossfoot.workbook.cell_json import cell_as_json

    first, last = payload["wanted"]
    header = payload["header"]
    kept: dict[str, list[Any]] = {"header": [], "rows": []}
    options = from_plain(ReadOptions, payload["options"])
    with open_book(Path(payload["path"]), options) as book:
        formats_known = book.format in ("xlsx", "xlsm", "csv")
        place = book.place(payload["sheet"])
        frame = book.frame(place)
        fast = book.fast_reading(place, frame)
        found = book.rows(place, frame) if fast is None else _near(fast, (first, last), (header, header))
        for number, row in enumerate(found, start=1):
            if number % 10_000 == 0:
                progress(number, 0, "Looking for the row in the workbook")
            for name, low, high in (("header", header, header), ("rows", first, last)):
                if low <= row.number <= high:
                    cells = [
                        _plain(cell_as_json(cell, book.date1904, formats_known), cell.column)
                        for cell in row.cells
                    ]
                    kept[name].append({"number": row.number, "hidden": row.hidden, "cells": cells})
    for rows in kept.values():
        rows.sort(key=lambda row: int(row["number"]))
    return kept


def _near(reading: Any, *spans: tuple[int, int]) -> Iterator[SheetRow]:
    """The rows of the blocks that hold a wanted row, and all that come one by one."""
    from crossfoot.workbook.xlsx.block_cells import block_rows

    for found in reading:
        if isinstance(found, SheetRow):
            yield found
        elif any(min(found.numbers) <= high and max(found.numbers) >= low for low, high in spans):
            yield from block_rows(reading, found)


def _plain(cell: dict[str, Any], column: int) -> dict[str, Any]:
    names = ("ref", "type", "raw", "shown", "formula", "link", "merged", "hidden")
    return {"column": column, **{name: cell[name] for name in names}}


def _not_kept(audit: Audit, import_id: int) -> tuple[NotKeptColumn, ...]:
    return tuple(
        NotKeptColumn(column.letter, column.header, column.reason, column.pseudonyms)
        for column in steps_of_import(audit, import_id).mapping.columns
        if column.left_out or column.pseudonyms
    )


def _import(audit: Audit, import_id: int) -> dict[str, Any]:
    rows = audit.rows(
        "SELECT i.sheet, i.header_row, i.reading, l.name AS list_name, s.name AS file, s.sha256, s.format "
        "FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id JOIN cf_source s ON s.source_id = i.source_id "
        "WHERE i.import_id = ?",
        (import_id,),
    )
    if not rows:
        raise AuditFileError(
            f"There is no import {import_id} in this audit.", "`crossfoot tables` lists the imports."
        )
    return rows[0]
