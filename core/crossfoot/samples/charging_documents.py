"""The list of charging documents: one for each notice to appear among the encounters, with what is planted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crossfoot.samples.encounters import FILE, Encounter, build_encounters, encounter_no, plan_encounters
from crossfoot.samples.model import AS_OF, Column, Planted, Sheet, SheetRow, Workbook, row_number
from crossfoot.samples.officers import officer_id
from crossfoot.samples.training_plan import OfficerPlan

SHEET = "Charging documents"
EXPECTED = {
    "charging-document-review": {
        "read": 36,
        "excluded": 1,
        "tested": 35,
        "exceptions": 8,
        "not_shown": 3,
        "served_before": 2,
        "same_person": 1,
        "waited": 2,
    }
}

_COLUMNS = (
    Column("DOCUMENT NO", 15),
    Column("ENCOUNTER NO", 15),
    Column("DOCUMENT TYPE", 20),
    Column("PREPARER ID", 12),
    Column("DATE PREPARED", 14, "date"),
    Column("REVIEWER ID", 12),
    Column("DATE REVIEWED", 14, "date"),
    Column("SIGNING OFFICER", 15),
    Column("DATE SIGNED", 14, "date"),
    Column("DATE SERVED", 14, "date"),
)
_EXCEPTION = "exception of charging-document-review"
_REVIEWER, _SIGNER = "EMP-002", "EMP-001"


@dataclass(frozen=True, slots=True)
class _Fate:
    """What becomes of a document: who reviews and signs it, and how many days after it was prepared."""

    defect: str = ""
    effect: str = _EXCEPTION
    reviewer: str = _REVIEWER
    signer: str | None = _SIGNER
    signed_after: int = 1
    served_after: int | None = 2


_ORDINARY = _Fate()
_SELF = "who prepared it"
_FATES = {
    2: _Fate("served without a signature", signer=None),
    5: _Fate("neither signed nor served for more than 30 days", signer=None, served_after=None),
    8: _Fate("signed by a designated officer", signer="another officer"),
    11: _Fate("served one day before it was signed", signed_after=3),
    14: _Fate("served 3 days before it was signed", signed_after=5),
    16: _Fate("reviewed by the officer who prepared it", reviewer=_SELF),
    19: _Fate("signed 6 days after it was prepared", signed_after=6, served_after=7),
    21: _Fate("signed 12 days after it was prepared", signed_after=12, served_after=12),
    23: _Fate("signed exactly 5 days after it was prepared", "within 5 days", signed_after=5, served_after=5),
}
"""By the place of the document in the list."""


def build_encounters_and_documents(plans: list[OfficerPlan]) -> tuple[Workbook, list[Planted]]:
    """The workbook of encounters and of the documents that follow from them, and what is planted in both."""
    encounters, in_encounters = build_encounters(plans)
    documents, in_documents = _documents(plans)
    return Workbook(FILE, (encounters, documents)), [*in_encounters, *in_documents]


def _documents(plans: list[OfficerPlan]) -> tuple[Sheet, list[Planted]]:
    prepared = [
        (number, one) for number, one in enumerate(plan_encounters(plans)) if one.action == "Notice to appear"
    ]
    rows: list[SheetRow] = []
    planted: list[Planted] = []
    for place, (number, one) in enumerate(prepared):
        fate = _FATES.get(place, _ORDINARY)
        if fate.defect:
            planted.append(_planted(place, fate.defect, fate.effect))
        rows.append(_row(place, number, one, fate))
    rows.append(_pending(len(rows), prepared[-1]))
    planted.append(_planted(len(rows) - 1, "prepared 10 days before the as-of date", "excluded: pending"))
    subtitle = "Documents prepared by delegated officers from 10/01/2016 to 03/31/2018"
    return Sheet(
        "charging_documents", SHEET, subtitle, "All documents are invented.", _COLUMNS, tuple(rows)
    ), planted


def _document_no(place: int) -> str:
    return f"BDE-D-{place + 1:05}"


def _planted(place: int, defect: str, effect: str) -> Planted:
    return Planted(
        "charging_documents",
        FILE,
        SHEET,
        row_number(place),
        "DOCUMENT NO",
        _document_no(place),
        defect,
        effect,
    )


def _row(place: int, number: int, one: Encounter, fate: _Fate) -> SheetRow:
    day, preparer = one.at.date(), officer_id(one.officer)
    signer = officer_id(one.officer + 1) if fate.signer == "another officer" else fate.signer
    return (
        _document_no(place), encounter_no(number), "Notice to appear", preparer, day,
        preparer if fate.reviewer == _SELF else fate.reviewer, day + dt.timedelta(days=1),
        signer, day + dt.timedelta(days=fate.signed_after) if signer else None,
        None if fate.served_after is None else day + dt.timedelta(days=fate.served_after),
    )  # fmt: skip


def _pending(place: int, last: tuple[int, Encounter]) -> SheetRow:
    """A document that is too young to be missed: prepared late for the last encounter."""
    number, one = last
    day = AS_OF - dt.timedelta(days=10)
    return (
        _document_no(place), encounter_no(number), "Notice to appear", officer_id(one.officer), day,
        None, None, None, None, None,
    )  # fmt: skip
