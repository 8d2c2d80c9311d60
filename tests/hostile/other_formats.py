"""Hostile files of the formats that a library reads for us."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.kind import Kind
from tests.hostile.zip_parts import packed, write_zip

_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def kinds() -> Iterator[Kind]:
    """All kinds of this sort."""
    one = '<table:table-cell office:value-type="string"><text:p>one</text:p></table:table-cell>'
    yield Kind(
        "ods", _ods(f"<table:table-row>{one}</table:table-row>"), count=1, cells={"A1": "one"}, ending=".ods"
    )
    far = (
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{one}</table:table-row>'
    )
    yield Kind(
        "ods with its last cell of all", _ods(far), refused="spans 17,179,869,184 cells", ending=".ods"
    )
    repeated = one.replace(
        "<table:table-cell ", '<table:table-cell table:number-columns-repeated="2147483647" '
    )
    yield Kind(
        "ods that repeats a cell",
        _ods(f"<table:table-row>{repeated}</table:table-row>"),
        count=16_384,
        ending=".ods",
    )
    row = f"<table:table-row>{one}</table:table-row>"
    yield Kind("ods with entities", _ods(row, _LAUGHS), count=1, cells={"A1": "one"}, ending=".ods")
    yield Kind(
        "ods of white space", _ods(row + " " * 20_000_000), refused="inflates more than", ending=".ods"
    )


_LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    + "]>"
)


def _ods(rows: str, doctype: str = "") -> Callable[[Path], object]:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content {_SPACES}><office:body>'
        f'<office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        b'<?xml version="1.0"?>'
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )

    def build(path: Path) -> None:
        parts = {"mimetype": _MIME, "META-INF/manifest.xml": manifest, "content.xml": content.encode()}
        write_zip(path, ((name, packed(part)) for name, part in parts.items()))

    return build
