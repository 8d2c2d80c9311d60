"""The marks of a chart's axes: months or years that have room, and round values."""

from __future__ import annotations

import datetime as dt
from calendar import month_abbr

_MARK_WIDTH = 46.0  # points that a mark's label needs
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


def month_marks(first: dt.date, last: dt.date, width: float) -> list[tuple[dt.date, str]]:
    """First days of months between two dates that have room in `width`, labelled "Jan 2017" (years:
    "2017").
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    room = max(1, int(width // _MARK_WIDTH))
    step = next((step for step in _MONTH_STEPS if months / step <= room), 240)
    marks = []
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        date = dt.date(month // 12, month % 12 + 1, 1)
        if month % step == 0 and first <= date <= last:
            marks.append((date, f"{date.year}" if step >= 12 else f"{month_abbr[date.month]} {date.year}"))
    return marks or [(first, f"{month_abbr[first.month]} {first.year}")]


def nice_top(most: float) -> tuple[float, list[float]]:
    """A round value not below `most`, and the values from above zero to it that get a line (three to six)."""
    size = 1.0
    while size * 10 < most:
        size *= 10
    step = next(part * size for part in (0.2, 0.5, 1.0, 2.0, 5.0, 10.0) if part * size * 5 >= most)
    step = max(step, 1.0)
    count = max(1, -int(-most // step))
    return step * count, [step * n for n in range(1, count + 1)]
