"""How a text can be read so that a value is seen in it: folded, with each sign knowing where it stands.

A value may stand in other letters (`GARCIA`, full-width signs, an accent as a sign of its own), with other blanks, or
escaped: as JSON, XML and addresses of the web write it. Each reading turns the text into the form that all spellings
share and remembers which part of the text each sign comes from.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})
_SIGN = re.compile(r".", re.DOTALL)
_ENTITY = r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"
_OF_THE_WEB = re.compile(_ENTITY + r"|(?:%[0-9a-fA-F]{2})+|.", re.DOTALL)
_MARKED_UP = re.compile(r"<[^<>]*>|" + _ENTITY + r"|.", re.DOTALL)
_ESCAPE = re.compile(r"\\[u\"\\/nrtfb]|&#?\w|%[0-9a-fA-F]{2}")
_UNSEEN = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "f": " ", "b": "", '"': '"', "\\": "\\", "/": "/"}
_MOST_LEVELS = 4  # JSON within a text within JSON ...

_HEX_DIGITS = frozenset("0123456789abcdefABCDEF")

Piece = tuple[str, int, int]
"""A sign as it is meant, and the part of the text (start, end) that writes it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text in the form that all spellings of it share. `starts` and `ends` say where each sign of it stands."""

    folded: str
    starts: list[int] | range
    ends: list[int] | range
    pieces: tuple[Piece, ...] | None

    def meant(self, text: str, start: int, end: int) -> str:
        """What the part of the text says once its escapes are undone."""
        if self.pieces is None:
            return text[start:end]
        return "".join(sign for sign, at, _ in self.pieces if start <= at < end)

    def beside(self, text: str, start: int, end: int) -> tuple[str, str]:
        """The signs before and after a part of the text; '' at its ends."""
        if self.pieces is None:
            return text[start - 1 : start], text[end : end + 1]
        before = next((sign for sign, _, stop in reversed(self.pieces) if stop == start), "")
        after = next((sign for sign, at, _ in self.pieces if at == end), "")
        return before[-1:], after[:1]


def folded(text: str) -> str:
    """The form that all spellings of a text share: finer than `values.fold`, whose equals are equal here too."""
    text = text.strip()
    if text.isascii() and not _ODD_BLANK.search(text):
        return text.lower()
    return _read((match[0], *match.span()) for match in _SIGN.finditer(text)).folded.strip()


def quick_form(text: str) -> str:
    """Nearly the form that all spellings share, made fast: a run of letters and digits of that form is in it too."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).casefold().translate(_UNSEEN)


def has_escapes(text: str) -> bool:
    """Whether signs of the text may be written as something else."""
    if "\\" not in text and "&" not in text and "%" not in text:
        return False
    return _ESCAPE.search(text) is not None


def readings(text: str, *, markup: bool = False) -> Iterator[Reading]:
    """The ways in which a text can be read: as it stands, with escapes undone, and (`markup`) without its tags."""
    if text.isascii() and not _ODD_BLANK.search(text):
        lowered = text.lower()
        yield Reading(lowered, range(len(lowered)), range(1, len(lowered) + 1), None)
    else:
        yield _read((match[0], *match.span()) for match in _SIGN.finditer(text))
    if "&" in text or "%" in text:
        yield _read((_meant(match[0]), *match.span()) for match in _OF_THE_WEB.finditer(text))
    if "\\" in text:
        pieces = [(match[0], *match.span()) for match in _SIGN.finditer(text)]
        for _ in range(_MOST_LEVELS):
            pieces = _unescaped(pieces)
            yield _read(pieces)
            if not any(sign == "\\" for sign, _, _ in pieces):
                break
    if markup:
        yield _read(
            ("" if match[0].startswith("<") and len(match[0]) > 1 else _meant(match[0]), *match.span())
            for match in _MARKED_UP.finditer(text)
        )


_ODD_BLANK = re.compile(r"\s{2}|[^\S ]")


def _meant(written: str) -> str:
    """The sign that XML or an address of the web means."""
    if len(written) == 1:
        return written
    return html.unescape(written) if written.startswith("&") else unquote(written, errors="replace")


def _unescaped(pieces: list[Piece]) -> list[Piece]:
    """The signs of a JSON text with its escapes undone, one level of them."""
    made: list[Piece] = []
    at = 0
    while at < len(pieces):
        sign, start, end = pieces[at]
        follows = pieces[at + 1][0] if sign == "\\" and at + 1 < len(pieces) else ""
        if follows == "u" and (code := _code(pieces, at)) is not None:
            made.append((chr(code), start, pieces[at + 5][2]))
            at += 6
            if 0xDC00 <= code < 0xE000 and len(made) > 1 and "\ud800" <= made[-2][0] < "\udc00":
                high = made[-2]
                both = (
                    (high[0] + made[-1][0])
                    .encode("utf-16-le", "surrogatepass")
                    .decode("utf-16-le", "replace")
                )
                made[-2:] = [(both, high[1], made[-1][2])]
        elif follows in _ESCAPED and follows:
            made.append((_ESCAPED[follows], start, pieces[at + 1][2]))
            at += 2
        else:
            made.append((sign, start, end))
            at += 1
    return made


def _code(pieces: list[Piece], at: int) -> int | None:
    digits = "".join(sign for sign, _, _ in pieces[at + 2 : at + 6])
    return int(digits, 16) if len(digits) == 4 and all(digit in _HEX_DIGITS for digit in digits) else None


def _read(pieces: Iterable[Piece]) -> Reading:
    kept = tuple(pieces)
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster, start, end in _clusters(kept):
        for sign in _form(cluster):
            if sign == " " and signs and signs[-1] == " ":
                ends[-1] = end
                continue
            signs.append(sign)
            starts.append(start)
            ends.append(end)
    return Reading("".join(signs), starts, ends, kept)


def _clusters(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Signs with the accents that follow them."""
    held: Piece | None = None
    for sign, start, end in pieces:
        if held is not None and sign and all(unicodedata.combining(letter) for letter in sign):
            held = (held[0] + sign, held[1], end)
            continue
        if held is not None:
            yield held
        held = (sign, start, end)
    if held is not None:
        yield held


def _form(cluster: str) -> str:
    if cluster.isascii():
        return "".join(" " if sign.isspace() else sign for sign in cluster.lower())
    made = unicodedata.normalize("NFKD", cluster.translate(_APOSTROPHES)).translate(_APOSTROPHES)
    made = unicodedata.normalize("NFKD", made.casefold())
    return "".join(" " if sign.isspace() else sign for sign in made if unicodedata.category(sign) != "Cf")
