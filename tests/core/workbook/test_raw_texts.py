"""The stored text of every cell of every real workbook, against the plain XML taken apart by a few lines here.

openpyxl does not keep what was stored, so this is read a third way: with the standard library's element trees.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.read import iter_cells

from tests.places import SHARED, needs_real_workbooks

BOOKS = sorted((SHARED / "data").rglob("*.xls[xm]")) if SHARED else []


def name_of(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def children(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [child for child in element if name_of(child) == name]


def text_of(element: ElementTree.Element) -> str:
    """The text of a shared or inline string: its own and that of its runs, escapes decoded."""
    found = [t.text or "" for t in children(element, "t")]
    found += [t.text or "" for run in children(element, "r") for t in children(run, "t")]
    return decoded("".join(found))


def decoded(text: str) -> str:
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def stored(path: Path) -> Iterator[tuple[str, str, str]]:
    """Sheet, address and stored text of the cells that store something."""
    with zipfile.ZipFile(path) as archive:
        parts = {name.replace("\\", "/"): name for name in archive.namelist()}

        def tree(part: str) -> ElementTree.Element:
            return ElementTree.fromstring(archive.read(parts[part]))

        def related(part: str) -> dict[str, tuple[str, str]]:
            folder, name = posixpath.split(part)
            return {
                one.get("Id", ""): (
                    one.get("Type", "").rpartition("/")[2],
                    posixpath.normpath(posixpath.join("/" + folder, one.get("Target", "")))[1:],
                )
                for one in tree(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
            }

        book = next(target for kind, target in related("").values() if kind == "officeDocument")
        links = related(book)
        tables = [target for kind, target in links.values() if kind == "sharedStrings" and target in parts]
        shared = [text_of(entry) for table in tables[:1] for entry in children(tree(table), "si")]
        for sheet in children(children(tree(book), "sheets")[0], "sheet"):
            kind, part = next(links[value] for key, value in sheet.attrib.items() if key.endswith("}id"))
            if kind == "worksheet":
                for at, text in cells(tree(part), shared):
                    yield sheet.get("name", ""), at, text


def cells(sheet: ElementTree.Element, shared: list[str]) -> Iterator[tuple[str, str]]:
    row_number = 0
    for row in children(children(sheet, "sheetData")[0], "row"):
        row_number, column = int(row.get("r", row_number + 1)), 0
        for cell in children(row, "c"):
            at = cell.get("r")
            column = number(at.rstrip("0123456789")) if at else column + 1
            values, inline = children(cell, "v"), children(cell, "is")
            kind = cell.get("t", "n")
            if kind == "inlineStr" and inline:
                yield at or f"{letters(column)}{row_number}", text_of(inline[0])
            elif values and (values[0].text or kind == "str"):
                text = values[0].text or ""
                told = shared[int(text)] if kind == "s" else decoded(text) if kind == "str" else text
                yield at or f"{letters(column)}{row_number}", told


def number(column: str) -> int:
    found = 0
    for letter in column:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def letters(column: int) -> str:
    return (
        chr(ord("A") + column - 1)
        if column <= 26
        else letters((column - 1) // 26) + letters((column - 1) % 26 + 1)
    )


@needs_real_workbooks
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_stored_text_of_every_cell_is_handed_on(path: Path) -> None:
    try:
        ours = [
            (cell.sheet, cell.ref, cell.raw) for cell in iter_cells(path) if not cell.formula_without_value
        ]
    except WorkbookError:
        pytest.skip("refused as damaged")
    assert ours == list(stored(path))
