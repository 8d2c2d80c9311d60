"""How large a workbook package is to a program that reads it whole: a search for tags, without any reader."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

_NO_TEXT_PARTS = (".png", ".jpeg", ".jpg", ".gif", ".emf", ".wmf", ".bin", ".vml", ".tiff")
_CELL_OR_FORMULA = re.compile(rb"<(?:[\w.-]+:)?([cf])[ \t\r\n/>]")
_CHUNK = 1024 * 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def size_of(path: Path, enough: int) -> tuple[int, bool]:
    """How many cells the parts of a package state, empty styled ones too, and whether it holds a formula.

    Counting stops beyond `enough`. Found by a search for tags, not by the reader that is to be checked. A package with
    a damaged part, which may be one that nobody reads, counts as small: the programs that read it tell.
    """
    try:
        return _counted(path, enough)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return 0, True


def _counted(path: Path, enough: int) -> tuple[int, bool]:
    cells, formulas = 0, False
    with zipfile.ZipFile(path) as package:
        for part in package.infolist():
            if part.filename.lower().endswith(_NO_TEXT_PARTS):
                continue
            for chunk in _overlapping(package, part):
                if chunk.startswith(_WIDE):
                    cells, formulas = cells + part.file_size // 40, True
                    break
                found = _CELL_OR_FORMULA.findall(chunk)
                cells += len(found)
                formulas = formulas or b"f" in found
                if cells > enough:
                    return cells, True
    return cells, formulas


def _overlapping(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in chunks that end at the end of a tag, so that no tag is cut."""
    with package.open(part) as file:
        rest = b""
        while piece := file.read(_CHUNK):
            whole, bracket, tail = (rest + piece).rpartition(b">")
            yield whole + bracket
            rest = tail[-_CHUNK:]
        yield rest
