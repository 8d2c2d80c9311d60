"""A job for a process apart: which other readers open a file, and how many cells it has as read cell by cell."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crossfoot.errors import WorkbookError
from crossfoot.progress import Progress
from crossfoot.workbook.read import iter_cells


def read_otherwise(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """`opened`: the other readers that read all sheets of the file without an error; `cells`: the non-empty cells of
    each sheet, counted one by one (None where the file is refused)."""
    path = Path(payload["path"])
    opened = [name for name, reads in _READERS.items() if _succeeds(reads, path)]
    return {"opened": opened, "cells": _cell_counts(path)}


def _cell_counts(path: Path) -> dict[str, int] | None:
    try:
        return dict(Counter(cell.sheet for cell in iter_cells(path)))
    except WorkbookError:
        return None


def _succeeds(reads: Callable[[Path], None], path: Path) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reads(path)
        except BaseException:  # a panic is no Exception
            return False
    return True


def _by_calamine(path: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _by_openpyxl(path: Path) -> None:
    from openpyxl import load_workbook

    for sheet in load_workbook(path, data_only=True).worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


_READERS = {"calamine": _by_calamine, "openpyxl": _by_openpyxl}
