"""Files that are not what they say, that are broken, or whose parts point where they should not."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.core.workbook.xlsx_parts import Sheet, relationships, write_workbook
from tests.hostile.kind import Kind
from tests.hostile.package_parts import SHEET, plain, replaced, sheet_of, with_parts
from tests.hostile.zip_parts import packed, write_zip

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
NO_CELLS = "lists the sheet 'Sheet1' but does not hold its cells"
ONE_ROW = b'<row r="1"><c r="A1"><v>1</v></c></row>'
LONG_ROWS = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n * 7919) for n in range(1, 5000))


def kinds() -> Iterator[Kind]:
    """All kinds of this sort."""
    yield from _wrong_types()
    yield from _broken()
    yield from _pointing_outside()


def _wrong_types() -> Iterator[Kind]:
    contents: dict[str, tuple[bytes, str]] = {
        "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "is not a workbook"),
        "picture": (PNG + bytes(100), "is not a workbook"),
        "web page": (
            b"<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>",
            "is a web page",
        ),
        "xml document": (b'<?xml version="1.0"?><a><b/></a>', "is an XML document"),
        "rtf": (b"{\\rtf1\\ansi hello}", "is not a workbook"),
        "program": (
            b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200),
            "is not a workbook",
        ),
        "empty file": (b"", "is empty (0 bytes)"),
        "zeros": (bytes(100_000), "is not a workbook"),
        "noise": (random.Random(1).randbytes(100_000), "is not a workbook"),
        "first bytes of a zip": (b"PK\x03\x04", "zip directory cannot be read"),
        "old container without a workbook": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
            "is not a workbook",
        ),
        "old container of noise": (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(2).randbytes(60_000),
            "is not a workbook",
        ),
    }
    for name, (content, refused) in contents.items():
        yield Kind(name, _bytes(content), refused=refused)
    yield Kind("zip of something else", _zip({"readme.txt": b"hello"}), refused="holds no workbook")
    yield Kind(
        "document of a word processor",
        _zip({"[Content_Types].xml": b"wordprocessingml"}),
        refused="holds no workbook",
    )
    yield Kind("workbook called csv", plain, count=1, cells={"A1": 1}, ending=".csv")
    yield Kind("workbook called xls", plain, count=1, cells={"A1": 1}, ending=".xls")
    yield Kind("text table called xlsx", _bytes(b"a,b\n1,2\n"), count=4, cells={"A1": "a", "B2": "2"})


def _broken() -> Iterator[Kind]:
    for share in (0.1, 0.5, 0.9, 0.999):
        yield Kind(f"cut after {share:.1%}", _cut(share), refused="damaged")
    yield Kind("wrong checksum", _sheet_part(crc=7), refused="cannot be unpacked (Bad CRC-32")
    yield Kind("sheet that needs a password", _sheet_part(flags=1), refused="cannot be unpacked")
    yield Kind("unknown packing", _sheet_part(method=98), refused="cannot be unpacked")
    yield Kind("packed bytes overwritten", _scribbled, refused="cannot be unpacked")
    yield Kind(
        "no list of sheets", _without("xl/workbook.xml"), refused="the part that lists its sheets is missing"
    )
    yield Kind("no cells for a listed sheet", _without(SHEET), refused=NO_CELLS, inspected=True)
    yield Kind("no shared texts, none asked for", _without("xl/sharedStrings.xml"), count=1, cells={"A1": 1})
    yield Kind("no styles", _without("xl/styles.xml"), count=1, cells={"A1": 1})
    yield Kind("a part twice", _twice, count=1, cells={"A1": 2})


def _pointing_outside() -> Iterator[Kind]:
    names = (
        "../../evil.xlsx",
        "/etc/evil",
        "C:\\evil.txt",
        "..\\..\\evil.bat",
        "xl/worksheets/../../../evil",
    )
    for number, name in enumerate(names, start=1):
        yield Kind(f"part name that climbs {number}", _extra(name), count=1, cells={"A1": 1})
    targets = (
        "../../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "\\\\127.0.0.1\\share\\sheet1.xml",
    )
    for number, target in enumerate(targets, start=1):
        yield Kind(
            f"sheet that points outside {number}",
            replaced("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", target),
            refused=NO_CELLS,
            inspected=True,
        )
    yield Kind("sheet in the net", _sheet_in_the_net, refused=NO_CELLS, inspected=True)
    yield Kind(
        "link to a program",
        lambda path: write_workbook(
            path,
            Sheet(
                ONE_ROW.decode(),
                after='<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>',
                links={"rId1": "file:///C:/Windows/System32/calc.exe"},
            ),
        ),
        count=1,
        cells={"A1": 1},
    )


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _zip(parts: dict[str, bytes]) -> Callable[[Path], object]:
    return lambda path: write_zip(path, ((name, packed(content)) for name, content in parts.items()))


def _cut(share: float) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        with_parts(path, sheet_of(LONG_ROWS))
        whole = path.read_bytes()
        path.write_bytes(whole[: int(len(whole) * share)])

    return build


def _sheet_part(**changes: int) -> Callable[[Path], object]:
    part = sheet_of(LONG_ROWS)[SHEET]
    return lambda path: with_parts(path, {SHEET: replace(part, **changes)})  # type: ignore[arg-type]


def _scribbled(path: Path) -> None:
    part = sheet_of(LONG_ROWS)[SHEET]
    data = bytearray(part.data)
    data[len(data) // 2 : len(data) // 2 + 200] = random.Random(4).randbytes(200)
    with_parts(path, {SHEET: replace(part, data=bytes(data))})


def _without(part: str) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        plain(path)
        with zipfile.ZipFile(path) as archive:
            own = {name: packed(archive.read(name)) for name in archive.namelist() if name != part}
        write_zip(path, own.items())

    return build


def _twice(path: Path) -> None:
    """As other readers do, the last of two parts of one name counts."""
    plain(path)
    with zipfile.ZipFile(path) as archive:
        own = [(name, packed(archive.read(name))) for name in archive.namelist()]
    again = sheet_of(ONE_ROW.replace(b"<v>1<", b"<v>2<"))[SHEET]
    write_zip(path, [*own, (SHEET, again)])


def _extra(name: str) -> Callable[[Path], object]:
    return lambda path: with_parts(path, {name: packed(b"evil")})


def _sheet_in_the_net(path: Path) -> None:
    rels = relationships(("rId1", "worksheet", "http://127.0.0.1:9/sheet1.xml", True))
    with_parts(path, {"xl/_rels/workbook.xml.rels": packed(rels.encode())})
