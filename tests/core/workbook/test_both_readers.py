"""`crossfoot cells` against openpyxl on every cell of every real workbook that openpyxl can open.

Differences are allowed only where docs/readers.md lists them, by file, kind and number of cells.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from crossfoot.apart.plain import to_plain
from crossfoot.errors import WorkbookError
from crossfoot.progress import silent
from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.cells_apart import cells_job
from crossfoot.workbook.certificate.second_reader import load_book, sheet_cells
from crossfoot.workbook.model import AS_FOUND, Cell
from crossfoot.workbook.xlsx.package import Package
from crossfoot.workbook.xlsx.xlsx_book import XlsxBook
from crossfoot.workbook.xlsx.xml_stream import STRICT
from python_calamine import CalamineWorkbook

from tests.places import REPOSITORY, SHARED, needs_real_workbooks, shared_data

BOOKS = sorted((SHARED / "data").rglob("*.xls[xm]")) if SHARED else []
COMPARED = (
    "type", "value", "number_format", "formula", "formula_without_value", "link", "hidden", "merged"
)  # fmt: skip
Ours = dict[str, Any]


def value_only(ours: Ours, theirs: Cell) -> bool:
    """Whether all but type and value is the same."""
    return all(ours[name] == getattr(theirs, name) for name in COMPARED[2:])


def empty_result(ours: Ours, theirs: Cell | None) -> bool:
    """A formula whose stored result is the text without letters; openpyxl shows no result."""
    if theirs is None or theirs.value is not None or not theirs.formula_without_value:
        return False
    same = all(ours[name] == getattr(theirs, name) for name in ("number_format", "formula", "link", "hidden"))
    return same and (ours["type"], ours["value"], ours["formula_without_value"]) == ("text", "", False)


def escaped_line_break(ours: Ours, theirs: Cell | None) -> bool:
    if theirs is None or not value_only(ours, theirs) or not isinstance(theirs.value, str):
        return False
    return "_x000D_" in theirs.value and ours["value"] == theirs.value.replace("_x000D_", "\r")


def day_before_the_calendar(ours: Ours, theirs: Cell | None) -> bool:
    if theirs is None or not value_only(ours, theirs):
        return False
    return (ours["type"], theirs.type) == ("number", "datetime") and ours["value"] == float(ours["raw"]) < 0


def initial_of_a_month(ours: Ours, theirs: Cell | None) -> bool:
    if theirs is None or not value_only(ours, theirs) or "mmmmm" not in ours["number_format"]:
        return False
    moment = f"{ours['value']}T00:00:00"
    return (ours["type"], theirs.type, theirs.value) == ("date", "datetime", moment)


KINDS: dict[str, Callable[[Ours, Cell | None], bool]] = {
    "empty result": empty_result,
    "escaped line break": escaped_line_break,
    "day before the calendar": day_before_the_calendar,
    "initial of a month": initial_of_a_month,
}


STRICT_KIND = "strict workbook"


def is_strict(path: Path) -> bool:
    with Package(path) as package:
        return STRICT in package.tree(package.workbook_part()).tag


@dataclass(frozen=True)
class Comparison:
    """One file: the sheets that openpyxl finds with their states, our cells counted, the differences counted by kind,
    those without an explanation in full."""

    sheets: list[tuple[str, str]]
    totals: Counter[str]
    kinds: Counter[str]
    unexplained: list[object]


def our_cells(path: Path) -> list[Ours]:
    """What `crossfoot cells` prints."""
    lines = cells_job({"path": str(path), "sheet": None, "options": to_plain(AS_FOUND)}, silent)
    return [json.loads(line) for line in lines]


@cache
def comparison(path: Path) -> Comparison | None:
    """The two readings compared; None where openpyxl cannot open the file."""
    try:
        formulas, values = load_book(path, data_only=False), load_book(path, data_only=True)
    except WorkbookError:
        return None
    sheets = [(sheet.title, sheet.sheet_state) for sheet in formulas.worksheets]
    theirs = {
        (name, cell.ref): cell for name, _ in sheets for cell in sheet_cells(formulas[name], values[name])
    }
    cells = our_cells(path)
    ours = {(cell["sheet"], cell["ref"]): cell for cell in cells}
    unexplained: list[object] = [f"{len(cells) - len(ours)} doubled"] if len(cells) != len(ours) else []
    unexplained += [("openpyxl only", at, theirs[at]) for at in theirs.keys() - ours.keys()]
    kinds: Counter[str] = Counter()
    if not sheets and is_strict(path):
        return Comparison(sheets, totals(cells), Counter({STRICT_KIND: len(cells)}), unexplained)
    for at, cell in ours.items():
        other = theirs.get(at)
        if other is not None and told(cell.__getitem__) == told(lambda name, of=other: getattr(of, name)):
            continue
        kind = next((name for name, holds in KINDS.items() if holds(cell, other)), None)
        if kind:
            kinds[kind] += 1
        else:
            unexplained.append((at, cell, other))
    return Comparison(sheets, totals(cells), kinds, unexplained)


def told(of: Callable[[str], object]) -> list[object]:
    """What is compared of a cell; numbers also by whether they are whole numbers or floats."""
    return [*(of(name) for name in COMPARED), type(of("value"))]


def totals(cells: list[Ours]) -> Counter[str]:
    return Counter(
        {
            "cells": len(cells),
            "formulas": sum(cell["formula"] is not None for cell in cells),
            "errors": sum(cell["type"] == "error" for cell in cells),
            "hyperlinks": sum(cell["link"] is not None for cell in cells),
            "number formats other than General": sum(cell["number_format"] != "General" for cell in cells),
            "hidden cells": sum(cell["hidden"] for cell in cells),
            "corners of merged ranges": sum(cell["merged"] is not None for cell in cells),
        }
    )


def listed(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading of docs/readers.md."""
    text = (REPOSITORY / "docs" / "readers.md").read_text(encoding="utf-8")
    lines = text.split(f"\n## {heading}\n", 1)[1].split("\n## ")[0].splitlines()
    rows = [[cell.strip(" `") for cell in line.strip("| ").split("|")] for line in lines if line[:1] == "|"]
    return rows[2:]


def allowed(path: Path) -> Counter[str]:
    return Counter({kind: int(count) for name, kind, count in listed("Differences") if name == path.name})


@needs_real_workbooks
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_both_readers_agree_on_every_cell_but_those_that_are_listed(path: Path) -> None:
    found = comparison(path)
    if found is None:
        assert path.name in [row[0] for row in listed("Files that openpyxl does not open")]
        return
    assert found.unexplained == []
    assert found.kinds == allowed(path)


@needs_real_workbooks
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_both_readers_list_the_same_sheets_in_the_same_states(path: Path) -> None:
    found = comparison(path)
    if found is not None and STRICT_KIND not in found.kinds:
        with XlsxBook(path) as book:
            assert [(sheet.name, sheet.state) for sheet in book.sheets] == found.sheets


@needs_real_workbooks
def test_every_listed_difference_is_of_a_file_that_is_here() -> None:
    names = [path.name for path in BOOKS]
    rows = listed("Differences")
    assert [row for row in rows if row[0] not in names or row[1] not in (*KINDS, STRICT_KIND)] == []
    assert sorted({(row[0], row[1]) for row in rows}) == sorted((row[0], row[1]) for row in rows)


@needs_real_workbooks
def test_files_that_openpyxl_does_not_open_are_read_or_refused_as_listed() -> None:
    found = {path.name: read_or_refused(path) for path in BOOKS if comparison(path) is None}
    rows = listed("Files that openpyxl does not open")
    assert found == {name: reading.removesuffix(" cells") for name, reading, _ in rows}


@needs_real_workbooks
@pytest.mark.parametrize(
    "name",
    [
        "poi__sample.strict.xlsx",
        "calamine__issue_530.xlsx",
        "sheetjs__pivot_table_named_range.xlsx",
        "sheetjs__wtf_path.xlsx",
    ],
)
def test_what_openpyxl_cannot_read_is_read_as_a_third_program_reads_it(name: str) -> None:
    path = shared_data("workbooks", name)
    ours = {(cell["sheet"], cell["ref"]): cell["value"] for cell in our_cells(path)}
    book = CalamineWorkbook.from_path(str(path))
    theirs = {
        (sheet, f"{column_letters(column)}{row}"): value.isoformat() if isinstance(value, dt.date) else value
        for sheet in book.sheet_names
        for row, values in enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), start=1)
        for column, value in enumerate(values, start=1)
        if value != ""
    }
    assert {at: value for at, value in ours.items() if value not in ("", None)} == theirs


def read_or_refused(path: Path) -> str:
    try:
        return str(len(our_cells(path)))
    except WorkbookError:
        return "refused"


@needs_real_workbooks
def test_the_figures_of_the_comparison_are_those_that_are_published() -> None:
    found: Counter[str] = Counter()
    for path in BOOKS:
        if (compared := comparison(path)) is not None:
            found += compared.totals + Counter({"files": 1, "cells that differ": compared.kinds.total()})
    assert found == Counter({name: int(count.replace(",", "")) for name, count in listed("What is compared")})
