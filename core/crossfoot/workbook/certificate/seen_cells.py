"""One form for what a program saw in a cell, so that two programs can be compared."""

from __future__ import annotations

import datetime as dt

from crossfoot.workbook.certificate.certificate_model import Seen
from crossfoot.workbook.model import Cell, CellType, CellValue

_KINDS = {"date": "date", "datetime": "date", "time": "date", "duration": "date"}
_EXACT = 2**53  # integers beyond it are not all floats
_DAY = 86_400_000  # milliseconds


def number_text(number: float) -> str:
    """The shortest decimal that means exactly this number; a whole number has no point, however it was stored.

    >>> number_text(5.0), number_text(0.1), number_text(12345678901234567890), number_text(-0.0)
    ('5', '0.1', '12345678901234567890', '0')
    """
    if isinstance(number, float) and number.is_integer() and -_EXACT < number < _EXACT:
        number = int(number)
    return repr(number)


def value_text(kind: str, value: CellValue) -> str:
    """The value in the form that both programs share."""
    if kind == "boolean":
        return "TRUE" if value else "FALSE"
    if kind == "number" and not isinstance(value, str):
        return number_text(value)
    return str(value)


def seen_in(cell: Cell) -> Seen:
    """What Crossfoot saw in a cell."""
    return seen_as(cell.type, cell.value, cell.formula is not None, cell.link)


def seen_as(kind: CellType, value: CellValue | None, formula: bool, link: str | None) -> Seen:
    """The shared form of a cell of this type and value; None as value is a formula without one."""
    if value is None:
        return Seen("empty", "", formula, link)
    shared = _KINDS.get(kind, kind)
    return Seen(shared, value_text(shared, value), formula, link)


def day_number(iso: str) -> int | None:
    """Milliseconds from 30 December 1899 to a date or moment, or within the day for a time; None for what is neither.

    >>> day_number("1900-01-01"), day_number("12:00:00")
    (172800000, 43200000)
    """
    epoch = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - workbooks know no time zones
    try:
        moment = dt.datetime.fromisoformat(iso if "-" in iso else f"1899-12-30T{iso}")
    except ValueError:
        return None
    return round((moment - epoch) / dt.timedelta(milliseconds=1))


def serial_number(text: str) -> int | None:
    """A day number as milliseconds."""
    try:
        return round(float(text) * _DAY)
    except (ValueError, OverflowError):
        return None
