"""What the values of a column say about the field they would fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from crossfoot.mapping.headers import field_label
from crossfoot.mapping.model import Field
from crossfoot.values import fold, parse_date
from crossfoot.workbook.model import ColumnInfo

_DATE_IN_WORDS = re.compile(
    r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|\d{1,2}[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -]\d{2,4}"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+(]?\$?\d[\d,]*(\.\d+)?\)?%?(e[-+]?\d+)?", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_DATE_KINDS = ("date", "datetime")
_SERIALS = range(20_000, 80_000)
"""Excel's day numbers from 1954 to 2119: in a column of mixed kinds a date cell shows itself as one of them."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How many of the values looked at would fit a field, and what they were looked at as."""

    matching: int
    of: int
    noun: str

    @property
    def share(self) -> float:
        """The part that fits, 0 to 1; 0 where there is nothing to look at."""
        return self.matching / self.of if self.of else 0.0

    def sentence(self) -> str:
        """What was seen, for the auditor: `11 of 12 values look like dates.`"""
        return f"{self.matching} of {self.of} values look like {self.noun}."


def fit_of(column: ColumnInfo, field: Field) -> Fit | None:
    """How well the column's samples fit `field`; None where its type takes any text."""
    if field.type == "link":
        return _link_fit(column)
    if field.type in ("date", "timestamp"):
        if column.kind in _DATE_KINDS:
            return Fit(len(column.samples), len(column.samples), "dates")
        mixed = column.kind == "mixed"
        return _count(column, "dates", lambda text: _is_date(text, serials=mixed))
    if field.type == "code":
        noun = f"known values of {field_label(field)}"
        return _count(column, noun, lambda text: field.code_for(fold(text)) is not None)
    if field.type in ("integer", "number", "money"):
        if column.kind in _DATE_KINDS:
            return Fit(0, len(column.samples), "numbers")
        return _count(column, "numbers", lambda text: _NUMBER.fullmatch(text.strip()) is not None)
    return None


def _link_fit(column: ColumnInfo) -> Fit:
    if column.links:
        return Fit(min(column.links, column.filled), column.filled, "links")
    return _count(column, "links", lambda text: _ADDRESS.fullmatch(text.strip()) is not None)


def _count(column: ColumnInfo, noun: str, fits: Callable[[str], bool]) -> Fit:
    return Fit(sum(1 for sample in column.samples if fits(sample)), len(column.samples), noun)


def _is_date(text: str, *, serials: bool) -> bool:
    text = text.strip()
    if parse_date(text) is not None or _DATE_IN_WORDS.match(text) is not None:
        return True
    whole = text.partition(".")[0]
    return serials and whole.isascii() and whole.isdigit() and int(whole) in _SERIALS
