"""The list of officers: who was authorized when, with the papers of each; none of them is suspended."""

from __future__ import annotations

from collections.abc import Iterable

from crossfoot.samples.choosing import Choice
from crossfoot.samples.classroom_training import Classroom, plan_classrooms
from crossfoot.samples.model import MODEL, Column, Planted, Sheet, SheetRow, Workbook, row_number, text_of
from crossfoot.samples.names import person
from crossfoot.samples.officer_papers import COLUMNS, Papers, plan_papers
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
    *COLUMNS,
)


def officer_id(number: int) -> str:
    """The id of the officer with this number (from 0)."""
    return f"DIO-{number + 1:04}"


def officer_records(plans: list[OfficerPlan]) -> tuple[list[Papers], list[Classroom]]:
    """The papers and the classroom training of each officer, in the order of `plans`."""
    choice = Choice(plans)
    return plan_papers(plans, choice), plan_classrooms(plans, choice)


def build_officers(plans: list[OfficerPlan]) -> tuple[Workbook, list[Planted]]:
    """The workbook of officers in the order of `plans`, and what each is planted for."""
    rows: list[SheetRow] = []
    planted: list[Planted] = []
    papers, rooms = officer_records(plans)
    for number, plan in enumerate(plans):
        last, first = person(number)
        agency = plan.partner.agency
        identity = (officer_id(number), last, first, agency.state, agency.name, MODEL)
        status = "Separated" if papers[number].separated else "Active"
        rows.append(
            (*identity, plan.authorized_on, None, papers[number].revoked, status, *papers[number].cells)
        )
        row = row_number(number)
        planted += [_planted(rows[-1], row, *said) for said in papers[number].said]
        planted += [_planted(rows[-1], row, "DIO ID", *said) for said in rooms[number].said]
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


def _planted(cells: SheetRow, row: int, header: str, defect: str, effect: str) -> Planted:
    index = next(n for n, column in enumerate(_COLUMNS) if column.header == header)
    return Planted("officers", FILE, SHEET, row, header, text_of(cells[index]), defect, effect)


def _sorted(dues: Iterable[Due]) -> list[Due]:
    return sorted(dues, key=lambda due: (due.on, due.course))


def _fate(row: int, number: int, defect: str, fate: str) -> Planted:
    effects = {
        "missing": "officer counts as exception of training-online-incomplete and of authority-not-revoked",
        "late": "officer counts as late, not as an exception",
    }
    return Planted("officers", FILE, SHEET, row, "DIO ID", officer_id(number), defect, effects[fate])
