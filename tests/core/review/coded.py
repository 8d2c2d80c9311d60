"""An instrument with two questions on a sample of four encounters, and forms that are filled in by a dictionary."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.review.coding_forms import write_form
from crossfoot.review.coding_forms_read import FormRead, read_form
from crossfoot.review.instruments import Instrument, attribute_from_words, new_instrument
from crossfoot.review.sample_design import SampleRequest
from crossfoot.review.sample_frame import FrameChoice
from crossfoot.review.samples import draw_sample
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import new_audit

NAME = "File review"
FIRST, SECOND = "A. Auditor", "B. Second"
QUESTIONS = (
    "signed: Is the document signed?: deviation=no,not found",
    "named: Does it name the officer?: deviation=no",
)
Answers = dict[tuple[int, str], str]
ALL_YES: Answers = {(place, key): "yes" for place in (1, 2, 3, 4) for key in ("signed", "named")}


def coded_audit(folder: Path, **design: object) -> Audit:
    """Thirty encounters, a sample called Papers of four of them, and the instrument."""
    audit = new_audit(folder)
    audit.set_facts(marking="FOR OFFICIAL USE ONLY")
    load_plain_rows(audit, "encounters", [{"encounter_id": f"E{number:02d}"} for number in range(1, 31)])
    draw_papers(audit, "Papers", **design)
    make(audit)
    return audit


def draw_papers(audit: Audit, name: str, **design: object) -> None:
    given = {"size": 4, "seed": "7", "unreconciled": "a test", **design}
    draw_sample(audit, SampleRequest(name, "simple random", FrameChoice("encounters"), **given))  # type: ignore[arg-type]


def make(audit: Audit, name: str = NAME, questions: tuple[str, ...] = QUESTIONS) -> Instrument:
    return new_instrument(audit, name, "Papers", [attribute_from_words(one) for one in questions])


def form_of(audit: Audit, coder: str, folder: Path, answers: Answers | None = None) -> Path:
    """The form of a coder, filled in; `answers` are by item and attribute."""
    before = len(list(folder.glob(f"{coder}*.xlsx")))
    path = folder / f"{coder}{f' {before + 1}' if before else ''}.xlsx"
    write_form(audit, NAME, coder, path)
    if answers:
        fill(path, answers)
    return path


def fill(path: Path, answers: Answers, column: str = "Answer") -> None:
    book = openpyxl.load_workbook(path)
    page = book["Form"]
    for row, place, key in asked(page):
        if (place, key) in answers:
            page.cell(row, header(page)[column]).value = answers[place, key]
    book.save(path)


def asked(page: Worksheet) -> list[tuple[int, int, str]]:
    """Row, item and attribute of each question of a form."""
    columns = header(page)
    first = next(row for row in range(1, 40) if page.cell(row, columns["Item"]).value == "Item")
    return [
        (
            row,
            int(str(page.cell(row, columns["Item"]).value)),
            str(page.cell(row, columns["Attribute"]).value),
        )
        for row in range(first + 1, page.max_row + 1)
    ]


def header(page: Worksheet) -> dict[str, int]:
    """The column of each header of a form."""
    for row in page.iter_rows(max_row=40):
        found = {str(cell.value): int(cell.column or 0) for cell in row if cell.value}
        if {"Item", "Answer"} <= found.keys():
            return found
    raise AssertionError("the form has no header")


def code(audit: Audit, coder: str, folder: Path, answers: Answers) -> FormRead:
    """A coder answers."""
    return read_form(audit, form_of(audit, coder, folder, answers))
