"""The text of a cell as Excel (English, United States) shows it in a column that is wide enough.

What fills a column (`*`) is left out and a blank of a letter's width (`_`) is one blank. Of a format that is not known
for sure the plain value is given instead; `shown_or_none` tells the two apart.
"""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable
from decimal import Decimal

from crossfoot.workbook.model import CellType, CellValue
from crossfoot.workbook.shown.display_fraction import fraction_text
from crossfoot.workbook.shown.display_moment import moment_text
from crossfoot.workbook.shown.display_number import number_text, shown_amount
from crossfoot.workbook.shown.format_code import CannotShowError, Section, sections
from crossfoot.workbook.xlsx.cell_values import parse_number

_AS_EXCEL_SHOWS = {"mm-dd-yy": "m/d/yyyy", "m/d/yy h:mm": "m/d/yyyy h:mm"}
"""Built-in formats 14 and 22: ECMA-376 spells them one way, Excel in the United States shows them another. A format of
one's own that looks like them is stored with escapes (`mm\\-dd\\-yy`)."""
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
_DURATION = re.compile(r"(-?)PT(\d+)H(\d+)M([\d.]+)S\Z")
_EPOCH_1900, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - no time zones here
_DAY = dt.timedelta(days=1)


def display_text(
    cell_type: CellType, value: CellValue | None, raw: str, number_format: str, date1904: bool = False
) -> str:
    """The text that Excel shows, or the plain value where that is not known (`shown_or_none`)."""
    shown = shown_or_none(cell_type, value, raw, number_format, date1904)
    return plain_text(cell_type, value, raw) if shown is None else shown


def plain_text(cell_type: CellType, value: CellValue | None, raw: str) -> str:
    """The value without its format: numbers as stored, moments in ISO text."""
    if value is None:
        return ""
    if cell_type == "boolean":
        return "TRUE" if value else "FALSE"
    return raw if cell_type in ("text", "error", "number") else str(value)


def shown_or_none(
    cell_type: CellType, value: CellValue | None, raw: str, number_format: str, date1904: bool = False
) -> str | None:
    """The text that Excel shows; None where it is not known, or where Excel shows nothing but `####`."""
    if value is None or cell_type in ("boolean", "error"):
        return plain_text(cell_type, value, raw)
    try:
        parts = sections(_AS_EXCEL_SHOWS.get(number_format, number_format))
        if cell_type == "text":
            return _text(parts, str(value))
        return _number(parts, _number_in(value, raw, date1904), date1904, cell_type != "number")
    except CannotShowError:
        return None


def _text(parts: tuple[Section, ...], text: str) -> str:
    """A text: by the section with @, or the fourth, or as it stands."""
    with_at = [part for part in parts if part.has("at")]
    if with_at or len(parts) == 4:
        part = with_at[-1] if with_at else parts[3]
        if part.is_moment or part.has("digit", "exponent", "general"):
            raise CannotShowError("text")
        return "".join(text if token.kind == "at" else token.text for token in part.tokens)
    return text


def _number(parts: tuple[Section, ...], number: float, date1904: bool, is_moment: bool) -> str:
    amount = shown_amount(number)
    section, signed = _section(parts, amount)
    if is_moment and (section is None or not section.is_moment):
        raise CannotShowError("a moment in a format for numbers")
    if section is None:
        sign = "-" if amount < 0 else ""
        return sign + number_text(sections("General")[0], abs(amount))
    if section.is_moment:
        if number < 0:
            raise CannotShowError("a day before the calendar")
        return moment_text(section, number, date1904)
    if not section.tokens:
        return ""
    magnitude = abs(amount)
    if section.has("slash") and section.has("digit"):
        shown = fraction_text(section, magnitude)
    else:
        shown = number_text(section, magnitude)
    return "-" + shown if signed and amount < 0 else shown


def _section(parts: tuple[Section, ...], amount: Decimal) -> tuple[Section | None, bool]:
    """The section for a number, and whether a minus sign is put before it; no section where all are for texts."""
    if len(parts) > 4:
        raise CannotShowError("more than four sections")
    numeric = [part for part in parts[:3] if not part.has("at")]
    if not numeric:
        return None, True
    if any(part.condition for part in numeric):
        return _by_condition(numeric, amount), True
    if len(numeric) == 1:
        return numeric[0], True
    if amount < 0:
        if len(numeric) == 2 and not numeric[1].tokens:
            raise CannotShowError("an empty last section")
        return numeric[1], False
    return numeric[2 if amount == 0 and len(numeric) == 3 else 0], False


def _by_condition(parts: list[Section], amount: Decimal) -> Section:
    """The first section whose condition holds, else the one without. Negative numbers are left alone: when Excel
    drops their sign is not known."""
    if amount < 0:
        raise CannotShowError("a negative number under a condition")
    for part in parts[:-1]:
        if part.condition is None:
            raise CannotShowError("sections with and without conditions")
        if _holds(part.condition, amount):
            return part
    last = parts[-1]
    if last.condition is not None and not _holds(last.condition, amount):
        raise CannotShowError("no section for it")
    return last


def _holds(condition: tuple[str, Decimal], amount: Decimal) -> bool:
    return _COMPARE[condition[0]](amount, condition[1])


def _number_in(value: CellValue, raw: str, date1904: bool) -> float:
    """The stored number; of a moment that is stored as text, its day number."""
    if isinstance(value, int | float):
        return value
    number = parse_number(raw)
    if number is not None:
        return number
    if match := _DURATION.match(value):
        hours, minutes, seconds = int(match[2]), int(match[3]), float(match[4])
        length = (hours * 3600 + minutes * 60 + seconds) / 86_400
        return -length if match[1] else length
    try:
        if "T" not in value and ":" in value:
            time = dt.time.fromisoformat(value)
            return (dt.datetime.combine(_EPOCH_1904, time) - _EPOCH_1904) / _DAY
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        raise CannotShowError(value) from None
    number = (moment - (_EPOCH_1904 if date1904 else _EPOCH_1900)) / _DAY
    return number - 1 if not date1904 and number <= 60 else number
