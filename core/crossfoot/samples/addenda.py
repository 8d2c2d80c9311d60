"""The list of addenda: two that extend a term, one that changes something else."""

from __future__ import annotations

import datetime as dt

from crossfoot.samples.agreement_terms import EXTENDED, agreement_number
from crossfoot.samples.model import Column, Planted, Sheet, SheetRow, Workbook, row_number

FILE = "BDE addenda.xlsx"
SHEET = "Addenda"

_COLUMNS = (
    Column("AGREEMENT NO", 15),
    Column("ADDENDUM DATE", 15, "date"),
    Column("ADDENDUM TYPE", 34),
    Column("NEW EXPIRATION DATE", 15, "date"),
)
_OFFICE_MOVED = (45, dt.date(2017, 9, 5))
"""An addendum after the one that extends the same agreement; it sets no term, so that the earlier one decides."""


def build_addenda() -> tuple[Workbook, list[Planted]]:
    """The workbook of three addenda."""
    rows: list[SheetRow] = [
        (agreement_number(place), signed, "Extends the term", until)
        for place, (_, signed, until) in EXTENDED.items()
    ]
    place, day = _OFFICE_MOVED
    rows.append((agreement_number(place), day, "Names another field office", None))
    sheet = Sheet(
        "agreement_addenda",
        SHEET,
        "Addenda to agreements as of 03/31/2018",
        "Addenda are invented.",
        _COLUMNS,
        tuple(rows),
    )
    planted = [
        Planted(
            "agreement_addenda",
            FILE,
            SHEET,
            row_number(index),
            "NEW EXPIRATION DATE",
            until.isoformat(),
            "addendum that extends a term",
            "the agreement is in force by it",
        )
        for index, (_, _, until) in enumerate(EXTENDED.values())
    ]
    return Workbook(FILE, (sheet,)), planted
