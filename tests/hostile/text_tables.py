"""Text tables in many encodings and shapes."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.hostile.kind import Kind

TEXT = "name;état\nMüller;ñ\n"
PLAIN = {"A1": "name", "B1": "état", "A2": "Müller", "B2": "ñ"}


def kinds() -> Iterator[Kind]:
    """All kinds of this sort."""
    encodings = {
        "utf-8": TEXT.encode(),
        "utf-8 with mark": codecs.BOM_UTF8 + TEXT.encode(),
        "utf-16 little": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        "utf-16 big": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        "windows-1252": TEXT.encode("cp1252"),
    }
    for name, content in encodings.items():
        yield _table(f"csv in {name}", content, 4, PLAIN)
    yield _refused("csv of five undefined bytes", b"a,b\n\x81\x8d,\x8f\x90\x9d\n", "mean nothing in it")
    yield _table("csv in shift-jis", "都道府県,x\n東京,1\n".encode("shift-jis"), 4, {"B2": "1"})
    yield _refused("csv with zero bytes", b"a,b\n1\x00,2\n", "is not a workbook")
    yield _table("csv of a mark only", codecs.BOM_UTF8, 0, {})
    ends = {"unix": b"\n", "windows": b"\r\n", "old mac": b"\r"}
    for name, end in ends.items():
        yield _table(f"csv with {name} line ends", end.join([b"a,b", b"1,2", b""]), 4, {"A1": "a", "B2": "2"})
    yield _table("csv with mixed line ends", b"a,b\r\n1,2\n3,4\r5,6", 8, {"A2": "1", "B4": "6"})
    for name, mark in {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}.items():
        text = f"a{mark}b\n1{mark}2\n".encode()
        yield _table(f"csv cut by {name}", text, 4, {"B1": "b", "B2": "2"})
    yield _table("csv that says its separator", b"sep=|\na|b,c\n1|2,3\n", 4, {"B2": "b,c", "B3": "2,3"})
    yield _table("csv with quotes", b'a,b\n"x,""y""","two\nlines"\n', 4, {"A2": 'x,"y"', "B2": "two\nlines"})
    yield _refused("csv with a quote never closed", b'a,b\n"x,1\ny,2\n', "that is not closed")
    yield _table("csv with ragged rows", b"a,b,c\n1\n2,3,4,5\n", 8, {"A2": "1", "D3": "5"})
    yield _table("csv with blank lines", b"\n\na,b\n\n1,2\n\n", 4, {"A3": "a", "B5": "2"})
    yield _table(
        "csv with leading zeros",
        b"zip,fips,big\n02138,0007,1E5\n",
        6,
        {"A2": "02138", "B2": "0007", "C2": "1E5"},
    )
    yield _table(
        "csv with words that are no values", b"a,b\nNA,NULL\ntrue,nan\n", 6, {"A2": "NA", "B3": "nan"}
    )
    yield _table("csv with formulas", b"a,b\n=1+1,@x\n", 4, {"A2": "=1+1", "B2": "@x"})
    yield _table(
        "csv with a field of 200 kB", b"a,b\n" + b"x" * 200_000 + b",2\n", 4, {"A2": "x" * 200_000, "B2": "2"}
    )
    yield _table("csv of one column", b"agency\nA\nB\n", 3, {"A3": "B"})
    yield _table("csv of a header only", b"a,b,c", 3, {"C1": "c"})
    yield _table("csv of 16,384 columns", b",".join([b"x"] * 16_384), 16_384, {"XFD1": "x"})
    yield _refused("csv of 16,385 columns", b",".join([b"x"] * 16_385), "more than 16,384")
    yield _endless("csv of one endless line", b"", b"x", "a field of more than 4,194,304 characters")
    yield _endless("csv of one endless quote", b'"', b"x\n", "a field of more than 4,194,304 characters")
    yield _table("csv of commas", b"," * 5_000 + b"\n", 0, {})
    yield _table("tsv", b"a\tb\n1\t2\n", 4, {"B2": "2"}, ".tsv")
    yield _table("csv called txt", b"a,b\n1,2\n", 4, {"B2": "2"}, ".txt")


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _table(name: str, content: bytes, count: int, cells: Mapping[str, Any], ending: str = ".csv") -> Kind:
    return Kind(name, _bytes(content), count=count, cells=cells, ending=ending)


def _endless(name: str, first: bytes, again: bytes, words: str) -> Kind:
    return Kind(
        name, lambda path: path.write_bytes(first + again * (60_000_000 // len(again))), words, ending=".csv"
    )


def _refused(name: str, content: bytes, words: str) -> Kind:
    return Kind(name, _bytes(content), refused=words, ending=".csv")
