"""A filled template of a data request, imported like any other workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import create_audit
from crossfoot.auditfile.importing.import_plan import ImportChoices, plan_import
from crossfoot.errors import MappingError
from crossfoot.papers.spreadsheet import PaperSheet, SheetColumn, write_paper

MADE = dt.datetime(2018, 4, 2, 9, 0, 0)  # noqa: DTZ001 - the time of a document


def template(folder: Path, data: str = "Data") -> Path:
    path = folder / "officers.xlsx"
    officers = PaperSheet(
        data, (SheetColumn("officer_id"), SheetColumn("agency"), SheetColumn("authorized_on")),
        (("BDE-1", "Example County", dt.date(2017, 3, 1)),), ("Officers",),
    )  # fmt: skip
    layout = PaperSheet(
        "Record layout", (SheetColumn("field"), SheetColumn("meaning"), SheetColumn("type")),
        (("officer_id", "The identifier.", "text"), ("name", "The name.", "text")),
    )  # fmt: skip
    statement = PaperSheet(
        "Extraction statement", (SheetColumn("About the extract"), SheetColumn("Answer")),
        (("System", "Personnel"), ("Row count", 1)),
    )  # fmt: skip
    write_paper(path, (officers, layout, statement), title="Officers", marking="", made=MADE)
    return path


def test_only_the_rows_of_a_template_are_imported_and_each_other_sheet_says_why_not(tmp_path: Path) -> None:
    with create_audit(tmp_path / "a.crossfoot", title="A", as_of=dt.date(2018, 3, 31)) as audit:
        plan = plan_import(audit, template(tmp_path))
    assert [(one.sheet.name, one.record_type.name) for one in plan.sheets] == [("Data", "officers")]
    assert {one.sheet: one.reason for one in plan.skipped} == {
        "Record layout": "It tells what each column of the template means; it holds no rows.",
        "Extraction statement": "It tells how the rows were extracted; it holds none itself.",
    }


def test_a_sheet_of_that_name_beside_no_data_sheet_is_read_like_any_other(tmp_path: Path) -> None:
    with create_audit(tmp_path / "a.crossfoot", title="A", as_of=dt.date(2018, 3, 31)) as audit:
        plan = plan_import(audit, template(tmp_path, "Officers"))
    assert {one.reason.partition(".")[0] for one in plan.skipped} == {"No record type fits the headers"}


def test_a_person_may_still_name_such_a_sheet(tmp_path: Path) -> None:
    with (
        create_audit(tmp_path / "a.crossfoot", title="A", as_of=dt.date(2018, 3, 31)) as audit,
        pytest.raises(MappingError, match="No record type fits"),
    ):
        plan_import(audit, template(tmp_path), ImportChoices(sheet="Record layout"))
