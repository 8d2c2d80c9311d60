"""Raw text of kept columns as numbers, dates and texts, by the rules by which mapped columns are read at an "
"import."""

from __future__ import annotations

from functools import lru_cache

from crossfoot.mapping.model import Field
from crossfoot.staging.convert import Convert, Unfit, converter
from crossfoot.workbook.model import Cell, CellType
from crossfoot.workbook.xlsx.serial_dates import from_iso, from_serial

_NUMBER = converter(Field("number", "number", "A number."))
_DATE = converter(Field("date", "date", "A date."))


@lru_cache(maxsize=65_536)
def number_of(raw: str | None, cell_type: str | None) -> int | float | None:
    """The number that a raw text is, without a dollar sign; None where it is none."""
    if raw is None or cell_type not in ("number", "text"):
        return None
    found = _read(_NUMBER, "text", raw.strip("$ "))
    if not isinstance(found, float):
        return None
    return int(found) if found.is_integer() and abs(found) < 2**53 else found


@lru_cache(maxsize=65_536)
def date_of(raw: str | None, cell_type: str | None, date1904: int) -> str | None:
    """The ISO date that a raw text is: a day number of a date cell, or ISO text; None where it is none."""
    if raw is None or cell_type not in ("date", "datetime", "text"):
        return None
    if cell_type == "text":
        return _date_text(_read(_DATE, "text", raw[:10]))
    moment = _moment(raw, bool(date1904))
    return None if moment is None else _date_text(_read(_DATE, "date", moment))


@lru_cache(maxsize=65_536)
def text_of(raw: str | None, cell_type: str | None, date1904: int) -> str | None:
    """What a cell says, as text: a date as ISO text, a whole number by its digits; None for an error and a blank."""
    if raw is None or cell_type == "error":
        return None
    if cell_type in ("date", "datetime"):
        return _moment(raw, bool(date1904)) or raw
    if cell_type == "number":
        number = number_of(raw, cell_type)
        return str(number) if isinstance(number, int) else raw
    return raw.strip() or None


def _moment(raw: str, date1904: bool) -> str | None:
    try:
        found = from_serial(float(raw), "date", date1904)
    except ValueError:
        found = from_iso(raw, "date")
    return None if found is None or found[0] not in ("date", "datetime") else found[1]


def _read(convert: Convert, cell_type: CellType, raw: str) -> str | int | float | None:
    found = convert(Cell("", "", 0, 0, cell_type, raw, raw))
    return None if isinstance(found, Unfit) else found


def _date_text(found: str | int | float | None) -> str | None:
    return found if isinstance(found, str) else None
