"""Small files that inflate to something huge, or multiply it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from tests.core.workbook.xlsx_parts import HEAD, MAIN
from tests.hostile.kind import Kind
from tests.hostile.package_parts import CLOSING, OPENING, SHEET, STRINGS, STYLES, sheet_of, with_parts
from tests.hostile.zip_parts import packed

MB = 1024**2
ROW = b'<row><c><v>1</v></c><c t="inlineStr"><is><t>agency</t></is></c></row>'


def kinds() -> Iterator[Kind]:
    """All kinds of this sort."""
    ratio = "inflates more than 100 times"
    yield Kind("rows of 300 MB", _sheet((ROW, 300 * MB // len(ROW))), refused=ratio)
    yield Kind(
        "cells of 200 MB", _sheet(b"<row>", (b"<c><v>1</v></c>", 200 * MB // 15), b"</row>"), refused=ratio
    )
    yield Kind("white space of 1 GB", _sheet((b" " * 1024, MB)), refused=ratio)
    yield Kind("text of 400 MB in a cell", _sheet((b"a" * 1024, 400 * 1024)), refused=ratio)
    yield Kind(
        "shared text of 400 MB", _shared(b"<si><t>", (b"a" * 1024, 400 * 1024), b"</t></si>"), refused=ratio
    )
    yield Kind("shared texts that are multiplied", _multiplied, refused="more than 1 GB of text")
    yield Kind("a million empty shared texts", _shared((b"<si/>", 1_000_000)), count=1)
    yield Kind("fifty thousand parts", _many_parts, refused="it holds 50,007 parts, more than 10,000")
    yield Kind("parts that claim terabytes", _claims(size=2**32 - 2), refused="claims 4,294,967,294 bytes")
    yield Kind("many large parts", _many_large, refused="its parts claim")
    yield Kind("directory that claims less", _claims(size=2000), refused="cannot be unpacked")
    yield Kind("directory that claims more packed bytes", _claims(packed_size=2**31), refused="damaged")
    yield Kind(
        "two hundred thousand merged ranges",
        _after(b"<mergeCells>", b'<mergeCell ref="A1:B2"/>', b"</mergeCells>"),
        count=1,
    )
    yield Kind(
        "links over whole sheets",
        _after(b"<hyperlinks>", b'<hyperlink ref="A1:XFD1048576" location="x"/>', b"</hyperlinks>"),
        refused="has hyperlinks over more than",
    )
    yield Kind(
        "half a million columns declared",
        _before(b"<cols>", b'<col min="1" max="16384" hidden="1"/>', b"</cols>"),
        count=1,
    )
    yield Kind(
        "two million styles",
        _styles(b"<cellXfs>", (b"<xf/>", 1_900_000), b"</cellXfs>"),
        refused="holds more than 500,000 elements",
    )
    for name, code in (
        ("brackets", b"["),
        ("quotes", b"&quot;"),
        ("backslashes", b"\\"),
        ("digits", b"0"),
        ("days", b"[d]"),
    ):
        yield Kind(f"number format of {name}", _format(code), count=1)
    for name, text in _LONG_TEXTS.items():
        yield Kind(f"column of {name}", _column(text), count=21)


_LONG_TEXTS = {
    "blanks": " " * 32_000 + "x",
    "digits": "1" * 32_000 + "x",
    "dashes": "1-" * 16_000,
    "slashes": "1/" * 16_000,
    "escapes": "_x005F" * 5_000,
    "commas": "1," * 16_000 + "x",
    "combining marks": "a" + "\u0301" * 30_000,
    "one letter that NFKC makes long": "\ufdfa" * 30_000,
}


def _sheet(*pieces: bytes | tuple[bytes, int]) -> Callable[[Path], object]:
    return lambda path: with_parts(path, sheet_of(*pieces))


def _shared(*pieces: bytes | tuple[bytes, int]) -> Callable[[Path], object]:
    return lambda path: with_parts(
        path, {STRINGS: packed(f'{HEAD}<sst xmlns="{MAIN}">'.encode(), *pieces, b"</sst>")}
    )


def _multiplied(path: Path) -> None:
    """Every one of 200,000 cells shows the same text of 32,000 letters: 6.4 billion letters once written out."""
    rows = b"".join(
        b'<row r="%d">%s</row>'
        % (n, b"".join(b'<c r="%c%d" t="s"><v>0</v></c>' % (65 + i, n) for i in range(10)))
        for n in range(1, 20_001)
    )
    text = random.Random(3).randbytes(16_000).hex().encode()
    parts = sheet_of(rows) | {
        STRINGS: packed(f'{HEAD}<sst xmlns="{MAIN}"><si><t>'.encode(), text, b"</t></si></sst>")
    }
    with_parts(path, parts)


def _many_parts(path: Path) -> None:
    empty = packed()
    with_parts(path, {}, lambda: {f"xl/media/image{i}.png": empty for i in range(50_000)})


def _many_large(path: Path) -> None:
    claimed = replace(packed(b"x"), size=10**9)
    with_parts(path, {}, lambda: {f"xl/media/image{i}.png": claimed for i in range(9)})


def _claims(**lies: int) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        part = packed(OPENING, (ROW, 100_000), CLOSING)
        with_parts(path, {SHEET: replace(part, **lies)})  # type: ignore[arg-type]

    return build


def _after(opening: bytes, entry: bytes, closing: bytes) -> Callable[[Path], object]:
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    times = 5 * MB // len(entry)
    return lambda path: with_parts(
        path, {SHEET: packed(OPENING, rows, opening, (entry, times), closing, b"</worksheet>")}
    )


def _before(opening: bytes, entry: bytes, closing: bytes) -> Callable[[Path], object]:
    head = OPENING.removesuffix(b"<sheetData>")
    rows = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    times = 9 * MB // len(entry)
    return lambda path: with_parts(
        path, {SHEET: packed(head, opening, (entry, times), closing, rows, CLOSING)}
    )


def _styles(*pieces: bytes | tuple[bytes, int]) -> Callable[[Path], object]:
    return lambda path: with_parts(
        path, {STYLES: packed(f'{HEAD}<styleSheet xmlns="{MAIN}">'.encode(), *pieces, b"</styleSheet>")}
    )


def _format(code: bytes) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        parts = sheet_of(b'<row r="1"><c r="A1" s="1"><v>45000</v></c></row>')
        head = f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="200" formatCode="'.encode()
        tail = b'"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>'
        with_parts(path, parts | {STYLES: packed(head, (code, 400_000 // len(code)), tail)})

    return build


def _column(text: str) -> Callable[[Path], object]:
    def build(path: Path) -> None:
        rows = ['<row r="1"><c r="A1" t="inlineStr"><is><t>SIGNED</t></is></c></row>']
        rows += [
            f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c></row>'
            for n in range(2, 22)
        ]
        with_parts(path, sheet_of("".join(rows).encode()))

    return build
