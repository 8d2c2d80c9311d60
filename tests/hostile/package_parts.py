"""A workbook of one sheet as packed parts, any of which a hostile file replaces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.core.workbook.xlsx_parts import HEAD, MAIN, Sheet, write_workbook
from tests.hostile.zip_parts import Packed, packed, write_zip

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
OPENING = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode()
CLOSING = b"</sheetData></worksheet>"


def plain(path: Path) -> None:
    """The workbook before anything hostile is done to it."""
    write_workbook(path, Sheet('<row r="1"><c r="A1"><v>1</v></c></row>'), strings=["<t>one</t>"])


def with_parts(path: Path, parts: dict[str, Packed], extra: Callable[[], dict[str, Packed]] = dict) -> Path:
    """The plain workbook with these parts instead of its own, and what `extra` adds."""
    import zipfile

    plain(path)
    with zipfile.ZipFile(path) as archive:
        own = {name: packed(archive.read(name)) for name in archive.namelist()}
    return write_zip(path, (own | parts | extra()).items())


def sheet_of(*pieces: bytes | tuple[bytes, int]) -> dict[str, Packed]:
    """The sheet with these pieces as its rows."""
    return {SHEET: packed(OPENING, *pieces, CLOSING)}


def replaced(part: str, old: str, new: str) -> Callable[[Path], object]:
    """A builder of the plain workbook with one text of one part replaced."""

    def build(path: Path) -> None:
        import zipfile

        plain(path)
        with zipfile.ZipFile(path) as archive:
            own = {name: archive.read(name) for name in archive.namelist()}
        assert old.encode() in own[part]
        own[part] = own[part].replace(old.encode(), new.encode(), 1)
        write_zip(path, ((name, packed(content)) for name, content in own.items()))

    return build
