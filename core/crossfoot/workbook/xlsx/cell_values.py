"""What the stored text of a cell means: by its stored type, its number format and the workbook's calendar."""

from __future__ import annotations

import re
import sys

from crossfoot.workbook.model import CellType, CellValue
from crossfoot.workbook.xlsx.serial_dates import from_iso, from_serial
from crossfoot.workbook.xlsx.styles import NumberFormat

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\Z", re.ASCII)
_LONGEST_INTEGER = 309
"""Digits of the largest number a cell can hold; Excel itself keeps 15 that count."""

Meaning = tuple[CellType, CellValue]


def parse_number(text: str) -> int | float | None:
    """A stored number, an int where it is written as one; None where the text is no finite number."""
    if text.isdecimal() and text.isascii() and len(text) < _LONGEST_INTEGER:
        return int(text)
    text = text.strip()
    if _NUMBER.match(text) is None:
        return None
    if text.lstrip("+-").isdigit():
        whole = int(text) if len(text) <= _LONGEST_INTEGER else None
        return whole if whole is None or abs(whole) <= sys.float_info.max else None
    number = float(text)
    return number if number - number == 0 else None


def number_meaning(raw: str, number_format: NumberFormat, date1904: bool) -> Meaning:
    """A number, or the moment that its format shows it as.

    What is stored as a number but is none stays the text that it is; a day number beyond the calendar stays a number.
    """
    number = parse_number(raw)
    if number is None:
        return "text", raw
    if number_format.shows != "number":
        moment = from_serial(number, number_format.shows, date1904)
        if moment is not None:
            return moment
    return "number", number


def iso_meaning(raw: str, number_format: NumberFormat) -> Meaning:
    """A date that is stored as ISO text; text that is no date stays text."""
    return from_iso(raw, number_format.shows) or ("text", raw)


def boolean_value(raw: str) -> bool:
    """TRUE or FALSE, stored as 1 or 0 or as the words."""
    return raw.strip().lower() not in ("0", "false", "")
