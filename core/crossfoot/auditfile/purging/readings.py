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
_ESCAPED = re.compile(
    r"\\+u[dD][89abAB][0-9a-fA-F]{2}\\+u[dD][c-fC-F][0-9a-fA-F]{2}|\\+u[0-9a-fA-F]{4}|\\+[\"'/nrtfb]"
    r"|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});|(?:%[0-9a-fA-F]{2})+|.",
    re.DOTALL,
)
_MARKED_UP = re.compile(r"<[^<>]*>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});|.", re.DOTALL)
_ESCAPE = re.compile(r"\\[u\"'/nrtfb]|&#?\w|%[0-9a-fA-F]{2}")
_UNSEEN = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "f": " ", "b": ""}

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
    return _read((match[0], *match.span()) for match in _SIGN.finditer(text.strip())).folded.strip()


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
    if has_escapes(text):
        yield _read((_meant(match[0]), *match.span()) for match in _ESCAPED.finditer(text))
    if markup:
        yield _read(
            ("" if match[0].startswith("<") and len(match[0]) > 1 else _meant(match[0]), *match.span())
            for match in _MARKED_UP.finditer(text)
        )


_ODD_BLANK = re.compile(r"\s{2}|[^\S ]")


def _meant(written: str) -> str:
    """The sign that an escape stands for."""
    if len(written) == 1:
        return written
    if written.startswith("&"):
        return html.unescape(written)
    if written.startswith("%"):
        return unquote(written, errors="replace")
    code = written.lstrip("\\")
    if code.startswith("u"):
        units = b"".join(
            int(part, 16).to_bytes(2, "big") for part in re.findall(r"u([0-9a-fA-F]{4})", written)
        )
        return units.decode("utf-16-be", "replace")
    return _CONTROL.get(code, code)


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
