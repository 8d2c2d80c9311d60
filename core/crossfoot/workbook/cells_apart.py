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


def cell_lines_apart(
    path: Path, sheet: str | None = None, options: ReadOptions = AS_FOUND, progress: Progress = silent
) -> Iterator[str]:
    """One JSON text per non-empty cell of the sheet, or of all sheets, in the order of the file."""
    payload = {"path": str(path), "sheet": sheet, "options": to_plain(options)}
    return stream_apart("crossfoot.workbook.cells_apart:cells_job", payload, progress, what=path.name)


def cells_job(payload: dict[str, Any], progress: Progress) -> Iterator[str]:
    """The job itself."""
    from crossfoot.workbook.cell_json import cell_as_json
    from crossfoot.workbook.read import iter_cells

    options = from_plain(ReadOptions, payload["options"])
    path, sheet = Path(payload["path"]), payload["sheet"]
    cells = iter_cells(path, sheet) if options == AS_FOUND else iter_cells(path, sheet, options)
    for number, cell in enumerate(cells, start=1):
        if number % 10_000 == 0:
            progress(number, 0, f"{path.name}: reading cells")
        yield json.dumps(cell_as_json(cell), ensure_ascii=False)
