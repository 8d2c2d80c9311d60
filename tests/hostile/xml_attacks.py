"""Attacks on the XML parser: entities, references to the outside, depth, endless tags, odd encodings."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.core.workbook.xlsx_parts import HEAD
from tests.hostile.kind import Kind
from tests.hostile.package_parts import (
    CLOSING,
    OPENING,
    SHEET,
    STRINGS,
    STYLES,
    WORKBOOK,
    plain,
    replaced,
    sheet_of,
    with_parts,
)
from tests.hostile.zip_parts import packed, write_zip

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE q [<!ENTITY a "{"a" * 100_000}">]>'
FILE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
NET = '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/x">]>'
EXTERNAL = '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
PARTS = (SHEET, WORKBOOK, STYLES, STRINGS, "_rels/.rels", "xl/_rels/workbook.xml.rels")
DOCTYPES = {
    "billion laughs": (LAUGHS, "&a9;"),
    "quadratic blow-up": (QUADRATIC, "&a;" * 10_000),
    "entity of a file": (FILE, "&e;"),
    "entity of the net": (NET, "&e;"),
    "document type of the net": (EXTERNAL, ""),
    "parameter entity of the net": (PARAMETER, ""),
}


def kinds() -> Iterator[Kind]:
    """All kinds of this sort."""
    for name, (doctype, use) in DOCTYPES.items():
        row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{use}</t></is></c></row>'
        yield Kind(name, _with_doctype(SHEET, doctype, row), refused="declares a document type")
    for part in PARTS:
        name = f"billion laughs in {part.replace('/', '_')}"
        yield Kind(name, _with_doctype(part, LAUGHS), refused="declares a document type")
    yield Kind(
        "document type in content types",
        _unrelated("[Content_Types].xml", LAUGHS),
        refused="declares a document type",
    )
    yield Kind("document type in utf-16", _in_utf16(LAUGHS), refused="declares a document type")
    yield Kind("sheet in utf-16", _in_utf16(""), count=1, cells={"A1": 1})
    for part in (SHEET, STRINGS, STYLES, WORKBOOK):
        name = f"deep nesting in {part.replace('/', '_')}"
        yield Kind(name, _deep(part), refused="is nested more than 256 levels deep")
    yield Kind("deep nesting of rows", _deep(SHEET, b"row"), refused="is nested more than 256 levels deep")
    yield Kind("endless attribute", _endless(b'<row r="1" x="', b'">'), refused="without a tag")
    yield Kind(
        "endless attribute of brackets", _endless(b'<row x="', b'">', noise=b">"), refused="without a tag"
    )
    yield Kind("endless comment", _endless(b"<!--", b"-->"), refused="without a tag")
    yield Kind("endless instruction", _endless(b"<?x ", b"?>"), refused="without a tag")
    yield Kind(
        "endless text",
        _endless(b'<row r="1"><c r="A1" t="inlineStr"><is><t>', b"</t></is></c></row>"),
        refused="without a tag",
    )
    yield Kind("ten thousand attributes", _attributes(10_000), count=1, cells={"A1": 5})
    yield Kind("unknown encoding", replaced(SHEET, "UTF-8", "klingon"), refused="is not valid XML")
    yield Kind("broken utf-8", _sheet_bytes(b"<row><c><v>\xff\xfe</v></c></row>"), refused="is not valid XML")
    yield Kind("undefined entity", replaced(SHEET, "<v>1</v>", "<v>&e;</v>"), refused="is not valid XML")
    yield Kind("element never closed", replaced(SHEET, "</sheetData>", ""), refused="is not valid XML")
    yield Kind(
        "inclusion of a file",
        replaced(
            SHEET,
            "<v>1</v>",
            '<v>1</v><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>',
        ),
        count=1,
        cells={"A1": 1},
    )


def _with_doctype(part: str, doctype: str, row: str = "") -> Callable[[Path], object]:
    def build(path: Path) -> None:
        plain(path)
        with zipfile.ZipFile(path) as archive:
            own = {name: archive.read(name).decode() for name in archive.namelist()}
        own[part] = own[part].replace(HEAD, HEAD + doctype)
        if row:
            own[part] = own[part].replace("<sheetData>", f"<sheetData>{row}")
        write_zip(path, ((name, packed(text.encode())) for name, text in own.items()))

    return build


def _unrelated(part: str, doctype: str) -> Callable[[Path], object]:
    """Without the relationship that names the workbook, so that the content types are asked."""

    def build(path: Path) -> None:
        _with_doctype(part, doctype)(path)
        with zipfile.ZipFile(path) as archive:
            own = {name: packed(archive.read(name)) for name in archive.namelist() if name != "_rels/.rels"}
        write_zip(path, own.items())

    return build


def _in_utf16(doctype: str) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        text = (OPENING + b'<row r="1"><c r="A1"><v>1</v></c></row>' + CLOSING).decode()
        text = text.replace(HEAD, HEAD.replace("UTF-8", "UTF-16") + doctype)
        with_parts(path, {SHEET: packed(text.encode("utf-16"))})

    return build


def _names(letters: int) -> Iterator[bytes]:
    """Names that pack badly, so that the packing ratio gives nothing away."""
    chance = random.Random(287)
    while True:
        yield b"a" + chance.randbytes(letters).hex().encode()


def _deep(part: str, name: bytes = b"") -> Callable[[Path], object]:
    names = _names(12)
    opened = b"".join(b"<" + (name or next(names)) + b">" for _ in range(200_000))
    roots = {SHEET: OPENING, STRINGS: b"<sst>", STYLES: b"<styleSheet>", WORKBOOK: b"<workbook>"}
    return lambda path: with_parts(path, {part: packed(roots[part], opened)})


def _endless(before: bytes, after: bytes, noise: bytes = b"") -> Callable[[Path], object]:
    """30 MB, packed about 80 to 1, so that the ratio gives nothing away."""
    mixed = random.Random(2018).randbytes(2_000).hex().encode()
    block = mixed + (noise or b".") * 280_000
    return lambda path: with_parts(path, sheet_of(before, (block, 110), after))


def _attributes(count: int) -> Callable[[Path], object]:
    row = b'<row r="1" ' + b" ".join(b'x%d="1"' % i for i in range(count)) + b'><c r="A1"><v>5</v></c></row>'
    return _sheet_bytes(row)


def _sheet_bytes(rows: bytes) -> Callable[[Path], object]:
    return lambda path: with_parts(path, sheet_of(rows))
