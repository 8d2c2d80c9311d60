"""The shape of a row as common programs write it, as one pattern: what it does not match goes to the exact path.

It takes rows of the plain XML that Excel, LibreOffice and the common libraries write: `<row r="5" ...>` with cells from
left to right, each with its address and at most a style and a type, and a value or an inline text of one piece. It is
strict, so that nothing that an XML parser would refuse or read otherwise can slip through.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from crossfoot.workbook.addresses import column_letters, column_number
from crossfoot.workbook.xlsx.xml_stream import MAIN, STRICT

TEXT = rb"[^<\x00-\x08\x0b-\x1f]+"
_ATTRIBUTES = rb"([^<>/]*+)"  # taken as they are; what they say is read once for all that are alike
_CELL_ATTRIBUTES = re.compile(rb'(?: [st]="\w{1,9}")*')
_NAME = rb"(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*"
_ROW_ATTRIBUTES = re.compile(rb"(?: " + _NAME + rb'="[^"<>&\x00-\x1f]*")*')

WIDEST = 256
"""Rows with more columns than this go to the exact path."""

_ATTRIBUTE = rb"\s+(" + _NAME + rb")\s*=\s*(\"[^\"<>]*\"|'[^'<>]*')"
_PLAIN_HEAD = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version=["\']1\.0["\'](?:\s+encoding=["\'][Uu][Tt][Ff]-8["\'])?'
    rb'(?:\s+standalone=["\'](?:yes|no)["\'])?\s*\?>)?\s*'
    rb"<(worksheet|sst)((?:" + _ATTRIBUTE + rb")+)\s*>"
)
_ATTRIBUTES_OF_ROOT = re.compile(_ATTRIBUTE)
_DEFAULT_NAMESPACE = re.compile(rb"xmlns\s*=")
_NAMESPACES = (MAIN.encode(), STRICT.encode())
_ROWS_START = re.compile(rb"<sheetData(?:\s[^<>]*)?(?<!/)>")
_ATTRIBUTE_NAME = re.compile(rb" ([A-Za-z_][\w.:-]*)=")
_ADDRESS = re.compile(rb'<c r="([A-Z]{1,3})\d')
_STORED = frozenset({"s", "n", "str", "b", "e", "inlineStr"})
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_ENTITY = re.compile(rb"&(?:amp|lt|gt|quot|apos|#(?:9|10|13|3[2-9]|[4-9]\d|[1-9]\d{2,3}));")
_FORBIDDEN = re.compile(rb"<[!?]|\]\]>|\xef\xbf[\xbe\xbf]")
_MARKUP = re.compile(rb"<[!?]")


class Habit(NamedTuple):
    """The attributes that the cells of a column were seen to have, the filled and the blank ones; the filled ones all
    say the same of how their values are stored."""

    filled: tuple[bytes, ...]
    blank: tuple[bytes, ...]


@lru_cache(maxsize=64)
def row_pattern(columns: int, inline: bool, habits: tuple[Habit | None, ...] = ()) -> re.Pattern[bytes]:
    """The pattern of a row of up to so many columns, with or without inline texts.

    Groups: the row's number, its attributes, for each column its attributes and its value (and, where `inline`, its
    inline text), and at last what is no such row: one whole other row, or anything else. A column of which a habit is
    known has a group for its value only, and a row in which it has other attributes is none.
    """
    # possessive (`*+`): what matched is never tried again in another way, which halves the time
    value = rb"><v>(" + TEXT + rb"+)</v></c>"
    if inline:
        value += rb'|><is><t(?: xml:space="preserve")?>(' + TEXT + rb"+)</t></is></c>"
    known = habits or (None,) * columns
    cells = b"".join(
        rb'(?:<c r="' + column_letters(column).encode() + rb'\1"' + _rest_of_cell(habit, value) + rb")?+"
        for column, habit in enumerate(known, start=1)
    )
    row = rb'<row r="([1-9]\d{0,6})"' + _ATTRIBUTES + rb"(?:>" + cells + rb"</row>|/>)[ \t\r\n]*+"
    other = rb"(<row(?:>|\s[^<>]*(?<!/)>).*?</row>|[^<]+|<)"
    return re.compile(row + rb"|" + other, re.DOTALL)


def _rest_of_cell(habit: Habit | None, value: bytes) -> bytes:
    if habit is None:
        return _ATTRIBUTES + rb"(?:" + value + rb"|/>|></c>)"
    filled = _one_of(habit.filled) + value
    return rb"(?:" + filled + rb"|" + _one_of(habit.blank) + rb"(?:/>|></c>))" if habit.blank else filled


def _one_of(texts: tuple[bytes, ...]) -> bytes:
    return rb"(?:" + b"|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True)) + rb")"


def rows_start(head: bytes) -> int:
    """Where the rows begin in the first bytes of a sheet; 0 where its head is none that the pattern is made for."""
    start = _ROWS_START.search(head)
    return start.end() if start and _is_plain_head(head[: start.end()], b"worksheet") else 0


def entries_start(head: bytes) -> int:
    """Where the first entry of the shared texts begins; 0 where their head is none that is known."""
    start = head.find(b"<si>")
    return start if start > 0 and _is_plain_head(head[:start], b"sst") else 0


def _is_plain_head(head: bytes, root: bytes) -> bool:
    """Whether the head is UTF-8 and puts all that it names without a prefix into the namespace of workbooks."""
    found = _PLAIN_HEAD.match(head)
    if found is None or found[1] != root or _FORBIDDEN.search(head, found.end()):
        return False
    stated = dict(_ATTRIBUTES_OF_ROOT.findall(found[2]))
    return stated.get(b"xmlns", b"")[1:-1] in _NAMESPACES and len(_DEFAULT_NAMESPACE.findall(head)) == 1


def last_column(row: bytes) -> int:
    """The column of the last cell of a row's XML; 0 where it has none with an address."""
    found = _ADDRESS.match(row, row.rfind(b'<c r="'))
    return column_number(found[1].decode()) if found else 0


def declared_prefixes(head: bytes) -> frozenset[bytes]:
    """The namespace prefixes that the root of the sheet declares; rows may use no other."""
    found = _PLAIN_HEAD.match(head)
    names = [name for name, _ in _ATTRIBUTES_OF_ROOT.findall(found[2])] if found else []
    return frozenset({b"xml", *(name[6:] for name in names if name.startswith(b"xmlns:"))})


def may_change_what_follows(data: bytes, part: bytes) -> bool:
    """Whether a comment, an instruction or the end of the element `part` may make the bytes behind these be read in
    another way."""
    return part in data or _MARKUP.search(data) is not None


def is_plain(chunk: bytes) -> bool:
    """Whether the pattern may be trusted with these bytes: UTF-8, no comment, instruction, CDATA or odd entity."""
    # the rare byte is looked for first: `<` stands everywhere, and looking for two bytes would stop at each
    if (
        (b"!" in chunk and b"<!" in chunk)
        or (b"?" in chunk and b"<?" in chunk)
        or (b"]" in chunk and b"]]>" in chunk)
    ):
        return False
    if b"&" in chunk and len(_ENTITY.findall(chunk)) != chunk.count(b"&"):
        return False
    if chunk.isascii():
        return True
    if _FORBIDDEN.search(chunk):
        return False
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True


def stored_kind(attributes: bytes) -> tuple[int, str] | None:
    """Style index and stored type (`t`) of a cell with these attributes; None where only a parser can tell."""
    if not _CELL_ATTRIBUTES.fullmatch(attributes):
        return None
    stated = [part.split("=") for part in attributes.decode().split()]
    told = {name: value.strip('"') for name, value in stated}
    style, stored = told.get("s", "0"), told.get("t", "n")
    if len(told) != len(stated) or not style.isdecimal() or not style.isascii() or stored not in _STORED:
        return None
    return int(style), stored


def hides_row(attributes: bytes, prefixes: frozenset[bytes]) -> bool | None:
    """Whether a row with these attributes is hidden; None where only a parser can tell (or would refuse them)."""
    if not _ROW_ATTRIBUTES.fullmatch(attributes):
        return None
    names = _ATTRIBUTE_NAME.findall(attributes)
    if b"r" in names or b"xmlns" in names:
        return None
    # two prefixes may stand for one namespace, so that no name may come twice even with different ones
    if len({name.rpartition(b":")[2] for name in names}) != len(names):
        return None
    if any(b":" in name and name.split(b":")[0] not in prefixes for name in names):
        return None
    if b" hidden=" in attributes:
        return _HIDDEN.search(attributes) is not None
    return False
