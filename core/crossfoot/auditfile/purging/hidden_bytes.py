"""Whether the bytes of a file hold a value: as they are, in two-byte letters, and inside what is packed in them.

Looked into: zip files (workbooks, letters, archives) member by member with their markup left out, deflated, gzipped,
bzip2 and xz streams, base64 and the quoted-printable text of e-mails. Not looked into: pictures, fonts of their own in
a PDF, and files under a password; `opaque` tells which they are, so that somebody looks at them.
"""

from __future__ import annotations

import binascii
import bz2
import gzip
import html
import lzma
import quopri
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from urllib.parse import unquote

from crossfoot.auditfile.purging.needle import Needle
from crossfoot.auditfile.purging.readings import quick_form

_DEEPEST, _LARGEST = 6, 512 * 1024 * 1024
_SMALL = 4 * 1024 * 1024
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4}\s{0,4}){4,}(?:[A-Za-z0-9+/]{2,3}={0,2})?")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_STRING_PARTS = re.compile(rb"\)\s*-?[\d.]*\s*\(")  # letters of one word in a PDF, set apart by a few points
_ESCAPES = re.compile(rb"\\[uU]00|&#|%[0-9a-fA-F]{2}|<\w*:?r[ >]")
_RUNS, _TAG = re.compile(r"<\w*:?r[ >]"), re.compile(r"<[^<>]*>")
_CODE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_UNSEARCHABLE = (b"%PDF", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf")
_STREAMS: tuple[tuple[bytes, Callable[[bytes], bytes]], ...] = (
    (b"\x1f\x8b", gzip.decompress),
    (b"BZh", bz2.decompress),
    (b"\xfd7zXZ", lzma.decompress),
)


def holds(data: bytes, needle: Needle, *, depth: int = 0) -> bool:
    """Whether the value was seen in the bytes or in what is packed in them."""
    if depth > _DEEPEST or not data:
        return False
    return (
        any(_in_letters(data, needle, coding) for coding in ("utf-8", "cp1252"))
        or any(_in_letters(data[lead:], needle, f"utf-16-{end}") for end in ("le", "be") for lead in (0, 1))
        or any(holds(inner, needle, depth=depth + 1) for inner in _packed(data))
    )


def opaque(data: bytes) -> bool:
    """Whether the bytes may show a value that cannot be found by looking for its letters."""
    if data.startswith((*_PICTURES, *_UNSEARCHABLE)):
        return True
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = [(member.flag_bits & 1, member.filename.lower()) for member in package.infolist()]
    except (zipfile.BadZipFile, OSError):
        return True
    return any(secret or name.endswith((".png", ".jpg", ".jpeg", ".gif", ".bin")) for secret, name in names)


def _in_letters(data: bytes, needle: Needle, coding: str) -> bool:
    if needle.anchor.isascii() and needle.anchor.encode(coding) not in data.lower():
        odd_letters = not data.isascii() if coding == "utf-8" else len(data) <= _SMALL
        if not odd_letters and not _ESCAPES.search(data):
            return False
    text = data.decode(coding, "replace")
    return any(_stands_in(made, needle) for made in _meant(text))


def _meant(text: str) -> Iterator[str]:
    """The text as it stands, without the markup that parts its words, and with its escapes undone."""
    yield text
    if _RUNS.search(text):
        text = _TAG.sub("", text)
        yield text
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield unquote(text, errors="replace")
    if "\\u" in text:
        yield _CODE.sub(lambda code: chr(int(code[1], 16)), text)


def _stands_in(text: str, needle: Needle) -> bool:
    quick, width = quick_form(text), 4 * len(needle.form) + 64
    at = quick.find(needle.anchor)
    while at >= 0:
        if needle.find(quick[max(0, at - width) : at + width]):
            return True
        at = quick.find(needle.anchor, at + 1)
    return False


def _packed(data: bytes) -> Iterator[bytes]:
    """What is packed in the bytes, one layer down."""
    if b"PK\x03\x04" in data[:4096]:
        yield from _members(data)
    for magic, unpack in _STREAMS:
        if data.startswith(magic):
            with suppress(OSError, EOFError, ValueError, zlib.error, lzma.LZMAError):
                yield unpack(data)
    if data[:1] == b"\x78":
        yield from _inflated(data)
    if data.startswith(b"%PDF"):
        for stream in _STREAM.finditer(data):
            yield from _inflated(stream[1])
        yield _STRING_PARTS.sub(b"", data)
    elif _STRING_PARTS.search(data[:_SMALL]) and b" T" in data:
        yield _STRING_PARTS.sub(b"", data)
    lowered = data.lower()
    if b"quoted-printable" in lowered:
        yield quopri.decodestring(data)
    if b"base64" in lowered or len(data) <= _SMALL:
        for run in _BASE64.finditer(data):
            yield from _decoded(run[0])


def _members(data: bytes) -> Iterator[bytes]:
    with suppress(zipfile.BadZipFile, OSError, ValueError), zipfile.ZipFile(BytesIO(data)) as package:
        yield package.comment
        for member in package.infolist():
            yield member.filename.encode("utf-8", "replace")
            if member.file_size <= _LARGEST and not member.flag_bits & 1:
                with suppress(zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError):
                    yield package.read(member)


def _inflated(data: bytes) -> Iterator[bytes]:
    with suppress(zlib.error):
        yield zlib.decompressobj().decompress(data, _LARGEST)


def _decoded(run: bytes) -> Iterator[bytes]:
    plain = b"".join(run.split())
    with suppress(binascii.Error):
        yield binascii.a2b_base64(plain[: len(plain) // 4 * 4])
