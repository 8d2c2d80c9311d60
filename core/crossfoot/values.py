"""Values as audits compare and print them: folded names, ISO dates, months that clip, honest percentages."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'"})
_BLANKS = re.compile(r"\s+")
_ODD_BLANKS = re.compile(r"^ |  | $|[\t-\r\x1c-\x1f]")


def fold(text: str) -> str:
    """The key by which two spellings of one name meet: NFKC, casefold, one blank for many, straight apostrophes.

    >>> fold("  GILMER\\u00a0County  Sheriff\\u2019s Office ")
    "gilmer county sheriff's office"
    """
    if text.isascii() and not _ODD_BLANKS.search(text):
        return text.lower()
    folded = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).translate(_APOSTROPHES)
    return _BLANKS.sub(" ", folded).strip().casefold()


def fold_all(texts: Sequence[str]) -> list[str]:
    """The keys of many texts: `fold` of each, at once where all of them are plain.

    >>> fold_all(["DIO-1", "Gilmer  County"])
    ['dio-1', 'gilmer county']
    """
    joined = "\x00".join(("", *texts, ""))
    plain = joined.isascii() and not any(
        odd in joined
        for odd in ("  ", "\x00 ", " \x00", "\t", "\n", "\v", "\f", "\r", "\x1c", "\x1d", "\x1e", "\x1f")
    )
    if plain and joined.count("\x00") == len(texts) + 1:
        return joined.lower().split("\x00")[1:-1]
    return [fold(text) for text in texts]


def parse_date(text: str) -> dt.date | None:
    """An ISO date (`2018-03-31`, a time after it is left aside) as a date; None where it is not one."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def add_months(date: dt.date, months: int) -> dt.date:
    """The same day `months` later, clipped to the end of the month: 31 January + 1 month = 28 or 29 February."""
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def months_between(start: dt.date, end: dt.date) -> int:
    """Whole months from `start` to `end`, negative where `end` comes first.

    >>> months_between(dt.date(2017, 1, 25), dt.date(2018, 3, 31))
    14
    """
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def fiscal_year(date: dt.date) -> int:
    """The United States federal fiscal year, 1 October to 30 September, named after the year it ends in."""
    return date.year + (date.month >= 10)


def fiscal_year_of(date: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the fiscal year that holds `date`."""
    year = fiscal_year(date)
    return dt.date(year - 1, 10, 1), dt.date(year, 9, 30)


def rounded(value: float | Decimal, places: int) -> Decimal:
    """Commercial rounding (half away from zero), which is what a reader checks with a pocket calculator."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def rate_text(part: int, whole: int) -> str:
    """`part` of `whole` as a whole percent that never claims 0 or 100 unless it is exact.

    >>> rate_text(57, 300), rate_text(1, 300), rate_text(299, 300), rate_text(0, 0)
    ('19 percent', 'less than 1 percent', 'more than 99 percent', 'not computable (none to test)')
    """
    if whole == 0:
        return "not computable (none to test)"
    percent = rounded(Decimal(part) * 100 / whole, 0)
    if percent == 0 and part:
        return "less than 1 percent"
    if percent == 100 and part != whole:
        return "more than 99 percent"
    return f"{percent} percent"


def count_text(number: int) -> str:
    """A count with thousands separators, as the report prints it."""
    return f"{number:,}"


def amount_text(cents: int) -> str:
    """An amount of money from cents: exact, with thousands separators.

    >>> amount_text(-125005)
    '-1,250.05'
    """
    sign, rest = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{rest // 100:,}.{rest % 100:02d}"


def date_text(date: dt.date) -> str:
    """A date as the report prints it: `March 31, 2018`."""
    return f"{calendar.month_name[date.month]} {date.day}, {date.year}"
