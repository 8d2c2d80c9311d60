"""The table of texts that cells share, and the escapes in workbook texts."""

from __future__ import annotations

import re

from crossfoot.workbook.package import Package
from crossfoot.workbook.xml_stream import new_parser, parse_all, tags

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TAGS = tags("si", "t", "rPh")


def unescape(text: str) -> str:
    """Text with its `_xHHHH_` escapes decoded (ECMA-376 part 1, 22.9.2.19); `_x005F_` is an underscore that was meant.

    Escapes of NUL and of lone surrogates stay as they are: no text may hold those.

    >>> unescape("a_x000A_b"), unescape("_x005F_x000A_")
    ('a\\nb', '_x000A_')
    """
    if "_x" not in text:
        return text
    return _ESCAPE.sub(_decode, text)


def _decode(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    return match.group(0) if code == 0 or 0xD800 <= code <= 0xDFFF else chr(code)


class _Strings:
    """Collects the plain text of each `si`: its own and its runs' `t`, phonetic guides (`rPh`) left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._phonetic = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag == "t":
            self._in_text = not self._phonetic
        elif tag == "si":
            self._pieces = []
        elif tag == "rPh":
            self._phonetic += 1

    def end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "t":
            self._in_text = False
        elif tag == "si":
            self.found.append(unescape("".join(self._pieces)))
        elif tag == "rPh":
            self._phonetic -= 1

    def text(self, data: str) -> None:
        if self._in_text:
            self._pieces.append(data)


def read_shared_strings(package: Package, part: str) -> list[str]:
    """All shared texts of the workbook, by index."""
    strings = _Strings()
    parser = new_parser(strings.start, strings.end, strings.text)
    parse_all(package, part, parser, package.chunks(part))
    return strings.found
