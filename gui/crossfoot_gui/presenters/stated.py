"""What auditors type into questions: days, numbers, lists of files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from crossfoot.errors import CrossfootError
from crossfoot.values import parse_date

from crossfoot_gui.presenters.question import Blank

DAY_HINT = "year-month-day, such as 2018-05-02"


def today() -> dt.date:
    """The day on the auditor's desk."""
    return dt.date.today()  # noqa: DTZ011 - no other day is meant


def day_blank(name: str, label: str, value: dt.date | None = None, *, required: bool = True) -> Blank:
    """A blank for a day."""
    return Blank(name, label, value=value.isoformat() if value else "", required=required, hint=DAY_HINT)


def stated_day(text: str) -> dt.date | None:
    """The day that was typed, None where nothing was; CrossfootError where it is none."""
    if not text.strip():
        return None
    day = parse_date(text.strip()) if len(text.strip()) == len("2018-05-02") else None
    if day is None:
        raise CrossfootError(
            f"{text.strip()!r} is no date.", "Write it as year-month-day, such as 2018-05-02."
        )
    return day


def needed_day(text: str) -> dt.date:
    """The day that was typed; CrossfootError where it is none."""
    day = stated_day(text)
    if day is None:
        raise CrossfootError("The date is missing.", "Write it as year-month-day, such as 2018-05-02.")
    return day


def stated_count(text: str, what: str) -> int | None:
    """The whole number that was typed, None where nothing was; CrossfootError where it is none."""
    bare = text.strip().replace(",", "")
    if not bare:
        return None
    if not (bare.isascii() and bare.isdigit()):
        raise CrossfootError(f"{text.strip()!r} is not {what}.", "Write it in digits, or leave it empty.")
    return int(bare)


def stated_files(text: str) -> list[Path]:
    """The files that were chosen, one a line."""
    return [Path(line.strip()) for line in text.splitlines() if line.strip()]
