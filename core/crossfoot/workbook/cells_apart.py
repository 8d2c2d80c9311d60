"""The cells of a workbook as JSON lines, read in a process apart and handed on in bounded memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.run import stream_apart
from crossfoot.progress import Progress, silent
from crossfoot.workbook.model import AS_FOUND, ReadOptions

_WITH_FORMATS = ("xlsx", "xlsm", "csv")
"""The kinds of files of which the number format of each cell is known."""


def cell_lines_apart(
    path: Path, sheet: str | None = None, options: ReadOptions = AS_FOUND, progress: Progress = silent
) -> Iterator[str]:
    """One JSON text per non-empty cell of the sheet, or of all sheets, in the order of the file."""
    payload = {"path": str(path), "sheet": sheet, "options": to_plain(options)}
    return stream_apart("crossfoot.workbook.cells_apart:cells_job", payload, progress, what=path.name)


def cells_job(payload: dict[str, Any], progress: Progress) -> Iterator[str]:
    """The job itself."""
    from crossfoot.workbook.book import open_book
    from crossfoot.workbook.cell_json import cell_as_json

    path, sheet = Path(payload["path"]), payload["sheet"]
    with open_book(path, from_plain(ReadOptions, payload["options"])) as book:
        places = book.sheets if sheet is None else (book.place(sheet),)
        cells = (cell for place in places for row in book.rows(place) for cell in row.cells)
        for number, cell in enumerate(cells, start=1):
            if number % 10_000 == 0:
                progress(number, 0, f"{path.name}: reading cells")
            line = cell_as_json(cell, book.date1904, book.format in _WITH_FORMATS)
            yield json.dumps(line, ensure_ascii=False)
