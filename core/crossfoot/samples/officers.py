"""The list of officers, none of them revoked or suspended."""

from __future__ import annotations

from collections.abc import Iterable

from crossfoot.samples.model import MODEL, Column, Planted, Sheet, Workbook, row_number
from crossfoot.samples.names import person
from crossfoot.samples.training_plan import Due, OfficerPlan

FILE = "BDE officers.xlsx"
SHEET = "Officers"

_COLUMNS = (
    Column("DIO ID", 11),
    Column("LAST NAME", 18),
    Column("FIRST NAME", 14),
    Column("STATE", 18),
    Column("LAW ENFORCEMENT AGENCY", 46),
    Column("SUPPORT TYPE", 24),
    Column("AUTHORIZATION DATE", 20, "date"),
    Column("DATE SUSPENDED", 16, "date"),
    Column("REVOCATION DATE", 17, "date"),
    Column("OFFICER STATUS", 16),
)


def officer_id(number: int) -> str:
    """The id of the officer with this number (from 0)."""
    return f"DIO-{number + 1:04}"


def build_officers(plans: list[OfficerPlan]) -> tuple[Workbook, list[Planted]]:
    """The workbook of officers in the order of `plans`, and what each is planted for."""
    rows = []
    planted: list[Planted] = []
    for number, plan in enumerate(plans):
        last, first = person(number)
        agency = plan.partner.agency
        identity = (officer_id(number), last, first, agency.state, agency.name, MODEL)
        rows.append((*identity, plan.authorized_on, None, None, "Active"))
        row = row_number(number)
        if plan.boundary:
            authorized = plan.authorized_on.isoformat()
            planted.append(
                Planted(
                    "officers", FILE, SHEET, row, "AUTHORIZATION DATE", authorized, plan.boundary, plan.effect
                )
            )
        planted += [
            _fate(row, number, f"{due.course} due {due.on} missing", "missing")
            for due in _sorted(plan.missing)
        ]
        planted += [
            _fate(row, number, f"{due.course} due {due.on} completed {plan.late_days[due]} days late", "late")
            for due in _sorted(plan.late_days)
        ]
    sheet = Sheet(
        "officers",
        SHEET,
        "Designated officers with delegated authority as of 03/31/2018",
        "Officers are invented people.",
        _COLUMNS,
        tuple(rows),
    )
    return Workbook(FILE, (sheet,)), planted


def _sorted(dues: Iterable[Due]) -> list[Due]:
    return sorted(dues, key=lambda due: (due.on, due.course))


def _fate(row: int, number: int, defect: str, fate: str) -> Planted:
    effects = {
        "missing": "officer counts as exception of training-online-incomplete and of authority-not-revoked",
        "late": "officer counts as late, not as an exception",
    }
    return Planted("officers", FILE, SHEET, row, "DIO ID", officer_id(number), defect, effects[fate])
