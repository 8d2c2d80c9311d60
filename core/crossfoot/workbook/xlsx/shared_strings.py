"""The table of texts that cells share, and the escapes in workbook texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from crossfoot.workbook.xlsx.fast_pattern import TEXT, entries_start, is_plain, may_change_what_follows
from crossfoot.workbook.xlsx.fast_text import resolve_entities
from crossfoot.workbook.xlsx.package import Package
from crossfoot.workbook.xlsx.xml_stream import XmlParser, new_parser, plain_trouble, tags

_ENTRY = re.compile(
    rb'<si><t(?: xml:space="preserve")?>((?:' + TEXT + rb")?)</t></si>[ \t\r\n]*+|(<si>.*?</si>|[^<]+|<)",
    re.DOTALL,
)
_END = b"</si>"
_ALL = b"sst"
_LONGEST = 4 * 1024 * 1024
"""Bytes of one entry; a longer one is streamed through the parser."""
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
    """All shared texts of the workbook, by index.

    Plain entries (`<si><t>...</t></si>`) are taken many at once; every other goes through the parser, in its place.
    """
    strings = _Strings()
    parser = new_parser(strings.start, strings.end, strings.text)
    with plain_trouble(package, part):
        for piece in _without_plain_entries(package.chunks(part), strings.found, parser):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    return strings.found


def _without_plain_entries(chunks: Iterator[bytes], found: list[str], parser: XmlParser) -> Iterator[bytes]:
    """Put the texts of plain entries into `found`; hand on the bytes of all else, in the order of the file."""
    rest = next(chunks, b"")
    start = entries_start(rest)
    yield rest[:start]
    rest = rest[start:]
    depth, is_lost = parser.depth, False
    while start and not is_lost:
        cut = rest.rfind(_END) + len(_END)
        if cut >= len(_END):
            others = _entries(rest[:cut], found)
            if others is None:
                yield rest[:cut]
                is_lost = parser.depth != depth or may_change_what_follows(rest[:cut], _ALL)
            else:
                parser.pass_over_tags()
                yield from others
            rest = rest[cut:]
        chunk = next(chunks, None)
        if chunk is None or len(rest) > _LONGEST:
            rest += chunk or b""
            break
        rest += chunk
    yield rest
    yield from chunks


def _entries(piece: bytes, found: list[str]) -> Iterator[bytes] | None:
    """The bytes of other entries, while the texts of plain ones go into `found`; None where only the parser may tell
    which are entries."""
    if not is_plain(piece):
        return None
    texts, others = zip(*_ENTRY.findall(piece), strict=True)
    if b"<" in others or any(other.count(b"<si") > 1 for other in others if other):
        return None
    return _in_turn(texts, others, found)


def _in_turn(texts: Sequence[bytes], others: Sequence[bytes], found: list[str]) -> Iterator[bytes]:
    if not any(others):
        found += _plain(texts)
        return
    for is_other, run in groupby(zip(texts, others, strict=True), key=lambda entry: bool(entry[1])):
        entries = list(run)
        if is_other:
            yield b"".join(other for _, other in entries)
        else:
            found += _plain([text for text, _ in entries])


def _plain(stored: Sequence[bytes]) -> list[str]:
    joined = b"\x00".join(stored).decode()
    texts = joined.split("\x00")
    if "&" in joined:
        texts = [resolve_entities(text) for text in texts]
    return [unescape(text) for text in texts] if "_x" in joined else texts
