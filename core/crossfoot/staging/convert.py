"""From a cell to the typed value of a field, or to the reason why it does not fit.

No value is guessed: text that only looks like a date stays a misfit with a suggested reading for the auditor, unless
the mapping says by its date format how text dates of that column are to be read.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from crossfoot.mapping.model import Field, FieldType
from crossfoot.staging.model import TypedValue
from crossfoot.values import fold, parse_date
from crossfoot.workbook.model import Cell

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
NULL_LIKE = frozenset({"", "-", "--", "n/a", "#n/a", "#na", "na", "none", "null", "tbd", "unknown", "."})
"""Folded texts that stand for 'no value'. In a text field they stay as they are, listed and counted as missing."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a cell does not fit its field, and a possible reading for the auditor to accept."""

    reason: str
    suggestion: str = ""


Convert = Callable[[Cell], "TypedValue | Unfit"]

_WHOLE = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)")
_DECIMAL = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?")
_LOOSE_DATE = re.compile(r"(\d{1,2})[/.-]?(\d{1,2})[/.-]?(\d{4})")
_TRUE, _FALSE = frozenset({"yes", "y", "true", "t", "1"}), frozenset({"no", "n", "false", "f", "0"})


def converter(field: Field, date_format: str | None = None) -> Convert:
    """The conversion for `field`; `date_format` (strptime) is how the auditor said text dates are to be read.

    An error cell fits no field: it is the misfit "error value", and NULL where checks look; so is a formula whose
    result the workbook does not hold.
    """
    convert = _MAKERS[field.type](field, date_format)

    def checked(cell: Cell) -> TypedValue | Unfit:
        if cell.type == "error":
            return Unfit(f"error value {cell.raw}")
        if cell.value is None and not (field.type == "link" and cell.link):
            return Unfit("formula without a stored result")
        return convert(cell)

    return checked


def gives_back(cell: Cell, value: TypedValue) -> bool:
    """Whether the stored text of the cell can be told from its typed value; where not, the raw text is kept too."""
    if isinstance(value, str):
        return value == cell.raw or (cell.type in ("date", "datetime") and value == cell.value)
    return cell.type in ("number", "boolean")


def _blank_text(cell: Cell) -> Unfit | None:
    if cell.type == "text" and fold(cell.raw) in NULL_LIKE:
        return Unfit("text that stands for a missing value" if cell.raw.strip() else "only blanks")
    return None


def _text(_field: Field, _format: str | None) -> Convert:
    def convert(cell: Cell) -> TypedValue | Unfit:
        if cell.type == "number":
            return _number_as_text(cell)
        return (
            cell.raw
            if cell.type == "text"
            else str(cell.value).upper()
            if cell.type == "boolean"
            else str(cell.value)
        )

    return convert


def _number_as_text(cell: Cell) -> str:
    """An identifier stored as a number: its digits, with the leading zeros that its number format shows.

    Behind the digits of a long number that the file holds stand zeros, as Excel shows them, and not those of its binary
    form, which are nowhere in the file.
    """
    value = cell.value
    if isinstance(value, float) and not value.is_integer():
        return cell.raw
    digits = f"{Decimal(str(value)).to_integral_value():f}"
    zeros = cell.number_format
    return digits.zfill(len(zeros)) if zeros and set(zeros) == {"0"} else digits


def _link(_field: Field, _format: str | None) -> Convert:
    def convert(cell: Cell) -> TypedValue | Unfit:
        if cell.link:
            return cell.link_unwrapped or cell.link
        return cell.raw.strip() if cell.raw.strip().lower().startswith(("http://", "https://")) else None

    return convert


def _date(_field: Field, date_format: str | None) -> Convert:
    def convert(cell: Cell) -> TypedValue | Unfit:
        if cell.type in ("date", "datetime"):
            return _plausible(str(cell.value)[:10])
        if cell.type == "text":
            return _blank_text(cell) or _text_date(cell.raw, date_format)
        return Unfit(f"a {cell.type}, not a date", _serial(cell))

    return convert


def _timestamp(_field: Field, date_format: str | None) -> Convert:
    def convert(cell: Cell) -> TypedValue | Unfit:
        if cell.type in ("date", "datetime"):
            fits = _plausible(str(cell.value)[:10])
            return fits if isinstance(fits, Unfit) else str(cell.value)
        if cell.type == "text":
            try:
                said = dt.datetime.fromisoformat(cell.raw.strip())
                if len(cell.raw.strip()) <= len("2018-03-31"):  # a date alone is not midnight
                    return _plausible(said.date().isoformat())
            except ValueError:
                return _blank_text(cell) or _text_date(cell.raw, date_format)
            fits = _plausible(said.date().isoformat())
            return fits if isinstance(fits, Unfit) else said.isoformat()
        return Unfit(f"a {cell.type}, not a date and time", _serial(cell))

    return convert


def _text_date(raw: str, date_format: str | None) -> TypedValue | Unfit:
    text = raw.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and parse_date(text):
        return _plausible(text)
    if date_format:
        try:
            return _plausible(dt.datetime.strptime(text, date_format).date().isoformat())  # noqa: DTZ007 - a date
        except ValueError:
            return Unfit(f"text that is not a date of the form {date_format}", _suggested_date(text))
    return Unfit("text, not a date", _suggested_date(text))


def _plausible(iso: str) -> TypedValue | Unfit:
    year = int(iso[:4])
    if EARLIEST_YEAR <= year <= LATEST_YEAR:
        return iso
    return Unfit(f"{iso} is not a plausible date: the year lies outside {EARLIEST_YEAR} to {LATEST_YEAR}")


def _suggested_date(text: str) -> str:
    """Month, day, year as a United States list writes them, where the digits allow it: '7/72025' -> 2025-07-07."""
    match = _LOOSE_DATE.fullmatch(text)
    if not match:
        return ""
    month, day, year = (int(part) for part in match.groups())
    try:
        found = dt.date(year, month, day)
    except ValueError:
        return ""
    return found.isoformat() if EARLIEST_YEAR <= found.year <= LATEST_YEAR else ""


def _serial(cell: Cell) -> str:
    if cell.type == "number" and isinstance(cell.value, (int, float)) and 1 <= cell.value <= 73_050:
        return (dt.date(1899, 12, 30) + dt.timedelta(days=int(cell.value))).isoformat()
    return ""


_LARGEST = 2**63  # what the audit file keeps as a whole number


def _integer(_field: Field, _format: str | None) -> Convert:
    def convert(cell: Cell) -> TypedValue | Unfit:
        number = _as_decimal(cell, _WHOLE)
        if isinstance(number, Unfit):
            return number
        if number != int(number):
            return Unfit("a number with a fraction, not a whole number")
        return int(number) if abs(number) < _LARGEST else Unfit("a number too large to be a count")

    return convert


def _number(_field: Field, _format: str | None) -> Convert:
    def convert(cell: Cell) -> TypedValue | Unfit:
        number = _as_decimal(cell, _DECIMAL)
        if isinstance(number, Unfit):
            return number
        return float(number) if math.isfinite(float(number)) else Unfit("a number too large to be kept")

    return convert


def _money(_field: Field, _format: str | None) -> Convert:
    def convert(cell: Cell) -> TypedValue | Unfit:
        number = _as_decimal(cell, _DECIMAL, strip="$ ")
        if isinstance(number, Unfit):
            return number
        if abs(number) * 100 >= _LARGEST:
            return Unfit("an amount too large to be kept in cents")
        cents = (number * 100).to_integral_value()
        noise = (
            Decimal("0.0001") if cell.type == "number" else Decimal(0)
        )  # binary fractions of a stored number
        return (
            int(cents) if abs(number * 100 - cents) <= noise else Unfit("an amount with a fraction of a cent")
        )

    return convert


def _as_decimal(cell: Cell, pattern: re.Pattern[str], strip: str = " ") -> Decimal | Unfit:
    if cell.type == "number":
        return Decimal(str(cell.value))
    if cell.type != "text":
        return Unfit(f"a {cell.type}, not a number")
    text = cell.raw.strip(strip)
    try:
        if text and pattern.fullmatch(text):
            return Decimal(text.replace(",", ""))
    except InvalidOperation:
        pass
    return _blank_text(cell) or Unfit("text, not a number")


def _boolean(_field: Field, _format: str | None) -> Convert:
    def convert(cell: Cell) -> TypedValue | Unfit:
        if cell.type == "boolean":
            return int(bool(cell.value))
        folded = fold(cell.raw)
        if folded in _TRUE or folded in _FALSE:
            return int(folded in _TRUE)
        return _blank_text(cell) or Unfit("neither yes nor no")

    return convert


def _code(field: Field, _format: str | None) -> Convert:
    known: dict[str, str] = {}
    for code, spellings in field.values:
        for spelling in (code, *spellings):
            known.setdefault(fold(spelling), code)

    def convert(cell: Cell) -> TypedValue | Unfit:
        folded = fold(str(cell.value) if cell.type != "text" else cell.raw)
        if folded in known:
            return known[folded]
        blank = _blank_text(cell)
        if blank:
            return blank
        near = difflib.get_close_matches(folded, known, n=1, cutoff=0.8)
        return Unfit(f"not a known value of {field.name.replace('_', ' ')}", known[near[0]] if near else "")

    return convert


_MAKERS: dict[FieldType, Callable[[Field, str | None], Convert]] = {
    "text": _text,
    "link": _link,
    "date": _date,
    "timestamp": _timestamp,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "boolean": _boolean,
    "code": _code,
}
