"""What the values of a column say about the field they would fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from crossfoot.mapping.headers import field_label
from crossfoot.mapping.model import Field, FieldType
from crossfoot.values import fold
from crossfoot.workbook.inspection.text_shapes import looks_like_date, looks_like_number
from crossfoot.workbook.model import ColumnInfo

_ADDRESS = re.compile(r"\s*(https?://|www\.)\S+\s*", re.IGNORECASE)
_SHAPES: dict[FieldType, tuple[str, Callable[[str], bool]]] = {
    "date": ("dates", looks_like_date),
    "timestamp": ("dates", looks_like_date),
    "integer": ("numbers", looks_like_number),
    "number": ("numbers", looks_like_number),
    "money": ("numbers", looks_like_number),
    "link": ("links", lambda text: _ADDRESS.fullmatch(text) is not None),
}


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
    if field.type == "code":
        noun = f"known values of {field_label(field)}"
        return _count(column, noun, lambda text: field.code_for(fold(text)) is not None)
    if field.type == "link" and column.links:
        return Fit(min(column.links, column.filled), column.filled, "links")
    if field.type in _SHAPES:
        return _count(column, *_SHAPES[field.type])
    return None


def _count(column: ColumnInfo, noun: str, fits: Callable[[str], bool]) -> Fit:
    return Fit(sum(1 for sample in column.samples if fits(sample)), len(column.samples), noun)
