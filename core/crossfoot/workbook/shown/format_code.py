"""A number format code taken apart: its sections, and what each is made of (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from crossfoot.workbook.xlsx.styles import GENERAL

Kind = Literal[
    "text",  # shown as it stands
    "digit",  # 0, # or ?
    "number",  # a digit 1 to 9 that stands as itself
    "point",
    "comma",
    "percent",
    "slash",
    "exponent",  # E+, E-, e+, e-
    "general",
    "at",  # the text of the cell
    "moment",  # y, m, d, h, s and their repetitions
    "elapsed",  # [h], [m], [s]
    "half",  # AM/PM or A/P
]
_LONGEST = 500
"""Excel takes 255 letters."""

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"
    | [\\!](?P<escaped>.)
    | (?P<width>_.)
    | (?P<fill>\*.)
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[\$(?P<currency>[^\]\-]*)(?:-(?P<locale>[^\]]*))?\]
    | \[(?P<colour>black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+)\]
    | \[(?P<condition>[<>=]{1,2}\s*-?\d+(?:\.\d*)?(?:E[+-]?\d+)?)\]
    | (?P<general>general)
    | (?P<half>am/pm|a/p)
    | (?P<exponent>e[+-])
    | (?P<moment>y+|m+|d+|h+|s+)
    | (?P<digit>[0#?])
    | (?P<number>[1-9])
    | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<at>@) | (?P<next>;)
    | (?P<text>[^"\\\[\]_*A-Za-z])
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"([<>=]{1,2})\s*(.*)", re.DOTALL)
_ENGLISH = 0x09
"""The language in the low ten bits of a locale: 409 is English of the United States."""
_LANGUAGE = 0x3FF


class CannotShowError(Exception):
    """The format holds something of which it is not known how Excel shows it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a section."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format. `condition` is operator and limit; `foreign` says that it names another language than
    English."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    foreign: bool = False

    def has(self, *kinds: Kind) -> bool:
        """Whether a piece of one of the kinds is in it."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_moment(self) -> bool:
        """Whether it shows a number as a date, a time or a duration."""
        return self.has("moment", "elapsed", "half")


@lru_cache(maxsize=4_096)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of the format code; CannotShowError where a part of it is not known."""
    if len(code) > _LONGEST:
        raise CannotShowError(code)
    found: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    foreign = False
    at = 0
    code = code or GENERAL
    while at < len(code):
        match = _TOKEN.match(code, at)
        if match is None:
            raise CannotShowError(code)
        at = match.end()
        kind, text = match.lastgroup or "", match[match.lastgroup or 0]
        if kind == "next":
            found.append(Section(tuple(tokens), condition, foreign))
            tokens, condition, foreign = [], None, False
        elif kind == "condition":
            condition = _condition(text)
        elif kind in ("currency", "locale"):
            foreign = foreign or _is_foreign(match["locale"])
            if match["currency"]:
                tokens.append(Token("text", match["currency"]))
        elif (token := _token(kind, text)) is not None:
            tokens.append(token)
    found.append(Section(tuple(tokens), condition, foreign))
    return tuple(found)


def _token(kind: str, text: str) -> Token | None:
    if kind in ("quoted", "escaped", "text"):
        return Token("text", text)
    if kind == "width":
        return Token("text", " ")
    if kind in ("fill", "colour"):
        return None
    return Token(kind, text)  # type: ignore[arg-type]


def _condition(text: str) -> tuple[str, Decimal]:
    match = _CONDITION.match(text)
    if match is None or match[1] not in ("<", ">", "=", "<=", ">=", "<>"):
        raise CannotShowError(text)
    return match[1], Decimal(match[2])


def _is_foreign(locale: str | None) -> bool:
    """Whether dates are to be shown in another language; CannotShowError for calendars, digits and system formats."""
    if not locale:
        return False
    try:
        number = int(locale, 16)
    except ValueError:
        raise CannotShowError(locale) from None
    if number > 0xEFFF:  # F400 and F800 stand for the system's own formats
        raise CannotShowError(locale)
    return number & _LANGUAGE != _ENGLISH
