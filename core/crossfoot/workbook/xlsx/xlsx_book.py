"""Workbooks of the .xlsx family (.xlsm too): the list of sheets, and the way to their rows and cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from xml.etree.ElementTree import Element

from crossfoot.errors import WorkbookError
from crossfoot.workbook.model import Cell, SheetPlace, SheetRow
from crossfoot.workbook.xlsx.block_cells import sheet_rows
from crossfoot.workbook.xlsx.fast_rows import FastReading
from crossfoot.workbook.xlsx.package import Package
from crossfoot.workbook.xlsx.shared_strings import read_shared_strings
from crossfoot.workbook.xlsx.sheet_frame import SheetFrame, read_frame
from crossfoot.workbook.xlsx.sheet_rows import SheetSource
from crossfoot.workbook.xlsx.styles import NumberFormat, read_number_formats
from crossfoot.workbook.xlsx.text_budget import TextBudget, text_budget
from crossfoot.workbook.xlsx.xml_stream import local, relationship_id

_NO_CELLS = ("chartsheet",)


class XlsxBook:
    """An open workbook; close it by `with`."""

    losses: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.package = Package(path)
        self._counted: set[str] = set()
        try:
            self._part = self.package.workbook_part()
            self._relationships = self.package.relationships(self._part)
            root = self.package.tree(self._part)
            self.sheets: tuple[SheetPlace, ...] = tuple(self._listed(root))
            self.date1904 = any(
                element.get("date1904") in ("1", "true")
                for element in root
                if local(element.tag) == "workbookPr"
            )
        except WorkbookError:
            self.package.__exit__(None, None, None)
            raise

    def __enter__(self) -> XlsxBook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.package.__exit__(kind, error, at)

    def _listed(self, root: Element) -> Iterator[SheetPlace]:
        for block in root:
            if local(block.tag) != "sheets":
                continue
            for sheet in block:
                relationship = self._relationships.get(relationship_id(sheet.attrib, "}", "{") or "")
                if relationship is not None and relationship.kind in _NO_CELLS:
                    continue
                part = relationship.target if relationship is not None else ""
                yield SheetPlace(
                    sheet.get("name", ""),
                    sheet.get("state", "visible"),
                    part if self.package.has(part) else "",
                )

    def _related(self, kind: str) -> str | None:
        return next(
            (r.target for r in self._relationships.values() if r.kind == kind and self.package.has(r.target)),
            None,
        )

    @cached_property
    def strings(self) -> list[str]:
        """The shared texts, read once when first asked for."""
        part = self._related("sharedStrings")
        return read_shared_strings(self.package, part) if part else []

    @cached_property
    def budget(self) -> TextBudget | None:
        """What counts the shared texts that the cells show; None where they cannot be too much."""
        sheets = sum(self.package.size(sheet.part) for sheet in self.sheets)
        return text_budget(self.package, self.strings, sheets)

    @cached_property
    def formats(self) -> list[NumberFormat]:
        """The number formats by style index, read once when first asked for."""
        return read_number_formats(self.package, self._related("styles"))

    def place(self, name: str) -> SheetPlace:
        """The sheet called `name`; WorkbookError naming the sheets that exist where there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise missing_sheet(self.package.path, name, [sheet.name for sheet in self.sheets])

    def frame(self, sheet: SheetPlace) -> SheetFrame:
        """What stands around the sheet's rows."""
        if not sheet.part:
            raise self.package.damaged(f"it lists the sheet {sheet.name!r} but does not hold its cells")
        return read_frame(self.package, sheet.part)

    def rows(self, sheet: SheetPlace, frame: SheetFrame | None = None) -> Iterator[SheetRow]:
        """The rows of the sheet, in the order of the file."""
        return sheet_rows(self.reading(sheet, frame))

    def reading(self, sheet: SheetPlace, frame: SheetFrame | None = None) -> FastReading:
        """The rows of the sheet, many at once where they are plain."""
        return FastReading(self.source(sheet, frame))

    def source(self, sheet: SheetPlace, frame: SheetFrame | None = None) -> SheetSource:
        """All that the rows of the sheet need from around them."""
        source = SheetSource(
            package=self.package,
            part=sheet.part,
            sheet=sheet.name,
            hidden=sheet.state != "visible",
            strings=self.strings,
            formats=self.formats,
            date1904=self.date1904,
            frame=self.frame(sheet) if frame is None else frame,
        )
        if self.budget is not None and sheet.part not in self._counted:
            for _ in FastReading(replace(source, budget=self.budget)):
                pass  # counts the texts that the cells show before any of them is handed on
            self._counted.add(sheet.part)
        return source


def missing_sheet(path: Path, name: str, known: list[str]) -> WorkbookError:
    """The error for a sheet that the workbook does not have."""
    names = ", ".join(repr(sheet) for sheet in known) or "none"
    return WorkbookError(f"{path.name} has no sheet {name!r}.", f"Its sheets are: {names}.")


def iter_rows(path: Path, sheet_name: str) -> Iterator[SheetRow]:
    """The rows of one sheet of a workbook file."""
    with XlsxBook(path) as book:
        yield from book.rows(book.place(sheet_name))


def iter_cells(path: Path, sheet_name: str | None = None) -> Iterator[Cell]:
    """The non-empty cells of one sheet, or of all sheets, of a workbook file."""
    with XlsxBook(path) as book:
        places = book.sheets if sheet_name is None else (book.place(sheet_name),)
        for place in places:
            for row in book.rows(place):
                yield from row.cells
