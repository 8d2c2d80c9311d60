"""A day number as a section of a number format shows it: dates, times of day, elapsed hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot.workbook.shown.format_code import CannotShowError, Section, Token

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
"""By day number modulo seven, as Excel counts: its 1 January 1900 is a Sunday."""
_MILLISECONDS = 86_400_000
_DAYS_1904 = 1_462
_LAST_DAY = 2_958_465
_FIRST_OF_MARCH = 61
_BEFORE, _BEFORE_MARCH = dt.date(1899, 12, 30), dt.date(1899, 12, 31)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A day number as calendar and clock; `ms` is all of it in milliseconds."""

    day_number: int
    year: int
    month: int
    day: int
    ms: int


def moment_text(section: Section, serial: float, date1904: bool) -> str:
    """A day number of zero or more as the section shows it.

    Seconds are rounded to the decimals shown, hours and minutes cut off. The days 0 January and 29 February 1900,
    which only Excel's calendar has, are shown as Excel shows them.
    """
    if serial >= _LAST_DAY + 1:
        raise CannotShowError(str(serial))
    tokens = _minutes_told_apart(section.tokens)
    odd_digits = section.has("digit") and not _only_decimals(tokens)
    if odd_digits or section.has("exponent", "general", "at", "percent"):
        raise CannotShowError("digits among dates")
    if section.foreign and any(_is_name(token) for token in tokens):
        raise CannotShowError("names of another language")
    step = _step(tokens)
    ms = round(serial * _MILLISECONDS)
    ms = (ms + step // 2) // step * step
    moment = _moment(ms, date1904)
    half = any(token.kind == "half" for token in tokens)
    shown = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        places = _decimals(tokens, at)
        if places:
            shown.append("." + f"{moment.ms % 1000:03d}"[:places])
            at += 1 + places
            continue
        shown.append(_shown(token, moment, half))
        at += 1
    return "".join(shown)


def _moment(ms: int, date1904: bool) -> _Moment:
    number, _ = divmod(ms, _MILLISECONDS)
    number += _DAYS_1904 if date1904 else 0
    if number > _LAST_DAY:
        raise CannotShowError(str(number))
    if number == 0:
        return _Moment(0, 1900, 1, 0, ms)
    if number == _FIRST_OF_MARCH - 1:
        return _Moment(number, 1900, 2, 29, ms)
    date = (_BEFORE if number >= _FIRST_OF_MARCH else _BEFORE_MARCH) + dt.timedelta(days=number)
    return _Moment(number, date.year, date.month, date.day, ms)


def _minutes_told_apart(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, lower case, with `m` and `mm` written `n` and `nn` where they are minutes: right behind hours or
    right before seconds."""
    told = [Token(t.kind, t.text.lower()) if t.kind in ("moment", "elapsed") else t for t in tokens]
    clocks = [i for i, token in enumerate(told) if token.kind in ("moment", "elapsed")]
    for n, i in enumerate(clocks):
        token = told[i]
        if token.kind != "moment" or token.text not in ("m", "mm"):
            continue
        before = told[clocks[n - 1]].text[0] if n else ""
        behind = told[clocks[n + 1]].text[0] if n + 1 < len(clocks) else ""
        if before == "h" or behind == "s":
            told[i] = Token("moment", "n" * len(token.text))
    return told


def _is_name(token: Token) -> bool:
    return token.kind == "half" or (token.kind == "moment" and token.text[0] in "dm" and len(token.text) > 2)


def _is_seconds(token: Token) -> bool:
    return token.kind in ("moment", "elapsed") and token.text[0] == "s"


def _decimals(tokens: Sequence[Token], at: int) -> int:
    """How many decimals of the seconds are asked for by the point at this place."""
    if tokens[at].kind != "point":
        return 0
    end = at + 1
    while end < len(tokens) and tokens[end].kind == "digit" and tokens[end].text == "0":
        end += 1
    return end - at - 1


def _only_decimals(tokens: Sequence[Token]) -> bool:
    """Whether all digits are decimals of seconds: up to three, behind the seconds or minutes and seconds."""
    runs = [places for at in range(len(tokens)) if (places := _decimals(tokens, at))]
    digits = sum(token.kind == "digit" for token in tokens)
    return len(runs) == 1 and runs[0] == digits <= 3 and any(_is_seconds(token) for token in tokens)


def _step(tokens: Sequence[Token]) -> int:
    """The smallest part of a second that is shown, in milliseconds; one where no seconds are shown."""
    if not any(_is_seconds(token) for token in tokens):
        return 1
    places = max((_decimals(tokens, at) for at in range(len(tokens))), default=0)
    return int(10 ** (3 - places))


def _shown(token: Token, moment: _Moment, half: bool) -> str:
    if token.kind == "elapsed":
        return _elapsed(token.text, moment.ms)
    hour = moment.ms // 3_600_000 % 24
    if token.kind == "half":
        first, last = ("A", "P") if len(token.text) == 3 else ("AM", "PM")
        text = first if hour < 12 else last
        return text.lower() if token.text in ("a/p",) else text
    if token.kind != "moment":
        return token.text
    width = len(token.text)
    letter = token.text[0]
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if letter == "m" and width > 2:
        return _month_name(moment.month, width)
    if letter == "d" and width > 2:
        name = _DAYS[moment.day_number % 7]
        return name[:3] if width == 3 else _at_most(4, width, name)
    number = {
        "m": moment.month,
        "d": moment.day,
        "h": (hour % 12 or 12) if half else hour,
        "n": moment.ms // 60_000 % 60,
        "s": moment.ms // 1000 % 60,
    }[letter]
    return _at_most(2, width, f"{number:0{width}d}")


def _month_name(month: int, width: int) -> str:
    name = _MONTHS[month - 1]
    return {3: name[:3], 4: name, 5: name[:1]}.get(width) or _at_most(5, width, name)


def _at_most(most: int, width: int, text: str) -> str:
    if width > most:
        raise CannotShowError("a date part of unknown length")
    return text


def _elapsed(part: str, ms: int) -> str:
    unit = {"h": 3_600_000, "m": 60_000, "s": 1000}[part[0]]
    return f"{ms // unit:0{len(part)}d}"
