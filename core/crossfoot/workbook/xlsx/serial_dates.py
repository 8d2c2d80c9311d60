"""Excel's day numbers as dates, times and durations in ISO text, for the 1900 and the 1904 calendar."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

from crossfoot.workbook.xlsx.styles import Shows

Moment = tuple[Literal["date", "datetime", "time", "duration"], str]

_EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - workbooks know no time zones
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_NO_DAY = 60
_MILLISECONDS_OF_DAY = 86_400_000
_ISO = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})?(?:T?(?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))?Z?\Z")
_ISO_DURATION = re.compile(r"PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?\Z")


@lru_cache(maxsize=65_536)  # a list repeats its dates
def from_serial(serial: float, shows: Shows, date1904: bool) -> Moment | None:
    """The moment that a day number means, to the millisecond; None where no calendar holds it.

    The 1900 calendar counts a 29 February 1900 that never was (ECMA-376 part 1, 18.17.4.1): day numbers below 60 are
    one day later than plain counting from 30 December 1899 gives, and 60 is no day. Before day 0 there is no day
    either: Excel shows `####`. A number from 0 to below 1 is a time of day.
    """
    try:
        if shows == "duration":
            return "duration", duration_text(dt.timedelta(milliseconds=round(serial * _MILLISECONDS_OF_DAY)))
        day, fraction = divmod(serial, 1)
        part = dt.timedelta(milliseconds=round(fraction * _MILLISECONDS_OF_DAY))
        if 0 <= serial < 1 and part.days == 0:
            return "time", (_EPOCH_1904 + part).time().isoformat()
        if serial < 0 or (day + part.days == _NO_DAY and not date1904):
            return None
        if 0 < serial < _NO_DAY and not date1904:
            day += 1
        moment = (_EPOCH_1904 if date1904 else _EPOCH_1900) + dt.timedelta(days=day) + part
    except (OverflowError, ValueError):
        return None
    return _moment(moment, shows)


def from_iso(text: str, shows: Shows) -> Moment | None:
    """The moment of a cell that stores its date as ISO 8601 text (`t="d"`); None where the text is none."""
    try:
        if match := _ISO_DURATION.match(text):
            hours, minutes, seconds = match.groups("0")
            return "duration", duration_text(
                dt.timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))
            )
        match = _ISO.match(text)
        if match is None or not match.group():
            return None
        date, time = match.group("date", "time")
        if date is None:
            return ("time", dt.time.fromisoformat(time).isoformat()) if time else None
        if time is None:
            return "date", dt.date.fromisoformat(date).isoformat()
        return _moment(dt.datetime.fromisoformat(f"{date}T{time}"), shows)
    except (ValueError, OverflowError):
        return None


def duration_text(length: dt.timedelta) -> str:
    """A duration in ISO 8601, in hours at most: `PT26H30M0S`, `-PT1H0M0S`."""
    sign, length = ("-", -length) if length < dt.timedelta(0) else ("", length)
    minutes, rest = divmod(length, dt.timedelta(minutes=1))
    seconds = f"{rest.total_seconds():.3f}".rstrip("0").rstrip(".")
    return f"{sign}PT{minutes // 60}H{minutes % 60}M{seconds}S"


def _moment(moment: dt.datetime, shows: Shows) -> Moment:
    """A date where neither its time nor its format speaks of hours, else a date with its time."""
    if shows == "date" and moment.time() == dt.time.min:
        return "date", moment.date().isoformat()
    return "datetime", moment.isoformat()
