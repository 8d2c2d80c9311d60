"""The functions that the SQL of checks may call: few, of one meaning each, and the same everywhere.

SQLite's own date functions are not among them: their month arithmetic does not clip (31 January + 1 month would be
3 March), so that a due date would move.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from crossfoot import values
from crossfoot.workbook.xlsx.links import unwrap


@lru_cache(maxsize=16_384)
def _date(text: str) -> dt.date | None:
    return values.parse_date(text)


@lru_cache(maxsize=65_536)
def days_between(start: str | None, end: str | None) -> int | None:
    """Calendar days from `start` to `end` (ISO dates); negative where `end` comes first, None where one is no date."""
    first, last = _date(str(start)), _date(str(end))
    return None if first is None or last is None else (last - first).days


@lru_cache(maxsize=65_536)
def add_days(date: str | None, days: int | None) -> str | None:
    """The ISO date `days` later."""
    start = _date(str(date))
    return None if start is None or days is None else (start + dt.timedelta(days=int(days))).isoformat()


@lru_cache(maxsize=65_536)
def add_months(date: str | None, months: int | None) -> str | None:
    """The same day `months` later, clipped to the end of the month."""
    start = _date(str(date))
    return None if start is None or months is None else values.add_months(start, int(months)).isoformat()


@lru_cache(maxsize=65_536)
def months_between(start: str | None, end: str | None) -> int | None:
    """Whole months from `start` to `end`."""
    first, last = _date(str(start)), _date(str(end))
    return None if first is None or last is None else values.months_between(first, last)


@lru_cache(maxsize=65_536)
def fiscal_year(date: str | None) -> int | None:
    """The federal fiscal year of an ISO date."""
    day = _date(str(date))
    return None if day is None else values.fiscal_year(day)


@lru_cache(maxsize=65_536)
def fold(text: str | None) -> str | None:
    """The key by which two spellings of one name meet."""
    return None if text is None else values.fold(str(text))


def workday_hours(start: str | None, end: str | None) -> float | None:
    """Hours from `start` to `end` (ISO timestamps) that fall on Monday to Friday.

    None where one is no timestamp, or where only one of them says its time zone.
    """
    try:
        first, last = dt.datetime.fromisoformat(str(start)), dt.datetime.fromisoformat(str(end))
        backwards = last < first
    except (ValueError, TypeError):
        return None
    if backwards:
        hours = workday_hours(end, start)
        return None if hours is None else -hours
    if last.tzinfo is not None:
        first = first.astimezone(last.tzinfo)
    return (_workday_microseconds(last) - _workday_microseconds(first)) / 3_600_000_000


def _workday_microseconds(moment: dt.datetime) -> int:
    """What of Monday to Friday had passed by then since the first Monday of the calendar, by the clock of its zone."""
    weeks, day = divmod(moment.toordinal() - 1, 7)
    if day >= 5:
        return (weeks + 1) * 5 * 86_400_000_000
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    return ((weeks * 5 + day) * 86_400 + seconds) * 1_000_000 + moment.microsecond


@lru_cache(maxsize=65_536)
def link_target(link: str | None) -> str | None:
    """The address that a link leads to, without a mail filter's wrapping; None where it is no web address."""
    if link is None:
        return None
    target = (unwrap(link.strip()) or link).strip()
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return target if parts.scheme in ("http", "https") and parts.hostname else None


@lru_cache(maxsize=65_536)
def link_host(link: str | None) -> str | None:
    """The host that a link leads to, in lower case and without `www.`; None where it is no web address."""
    target = link_target(link)
    return None if target is None else (urlsplit(target).hostname or "").removeprefix("www.")


FUNCTIONS: dict[str, tuple[int, Callable[..., Any]]] = {
    "days_between": (2, days_between),
    "add_days": (2, add_days),
    "add_months": (2, add_months),
    "months_between": (2, months_between),
    "fiscal_year": (1, fiscal_year),
    "fold": (1, fold),
    "workday_hours": (2, workday_hours),
    "link_target": (1, link_target),
    "link_host": (1, link_host),
}
"""Name -> number of arguments and the function; all deterministic."""

BUILT_IN = frozenset(
    [
        "abs",
        "avg",
        "ceil",
        "ceiling",
        "char",
        "coalesce",
        "count",
        "cume_dist",
        "dense_rank",
        "first_value",
        "floor",
        "format",
        "glob",
        "group_concat",
        "hex",
        "ifnull",
        "iif",
        "instr",
        "json",
        "json_array",
        "json_array_length",
        "json_each",
        "json_extract",
        "json_group_array",
        "json_group_object",
        "json_object",
        "json_quote",
        "lag",
        "last_value",
        "lead",
        "length",
        "like",
        "lower",
        "ltrim",
        "max",
        "min",
        "nth_value",
        "ntile",
        "nullif",
        "percent_rank",
        "printf",
        "rank",
        "replace",
        "round",
        "row_number",
        "rtrim",
        "sign",
        "string_agg",
        "substr",
        "substring",
        "sum",
        "total",
        "trim",
        "typeof",
        "unicode",
        "upper",
    ]
)
"""The functions of SQLite itself that the text of a check may call."""
