"""A template is an empty table that imports as it stands: whatever its record type, no column has to be mapped."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from crossfoot import content
from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.auditfile.importing.import_plan import plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.checks.catalogue import load_checks
from crossfoot.errors import RequestError
from crossfoot.mapping.headers import known_headers
from crossfoot.mapping.inspect_apart import inspect_job
from crossfoot.mapping.model import Field, RecordType
from crossfoot.mapping.propose import propose_mapping
from crossfoot.mapping.record_types import record_types
from crossfoot.papers.spreadsheet import PaperSheet, write_paper
from crossfoot.progress import silent
from crossfoot.request.columns import asked_columns, read_by
from crossfoot.request.model import AskedColumn, Request, RequestItem, Wanted
from crossfoot.request.templates import dataset_template
from crossfoot.workbook.model import AS_FOUND, WorkbookInfo

from tests.builders import day, new_audit

TYPES = record_types()
CHECKS = list(load_checks(content.pack(), TYPES).checks.values())
WITH_FIELDS = sorted(name for name, one in TYPES.items() if one.fields)
MADE = dt.datetime(2018, 4, 2)  # noqa: DTZ001 - written as UTC


def template(record_type: RecordType, columns: tuple[AskedColumn, ...]) -> tuple[PaperSheet, ...]:
    wanted = Wanted("dataset", record_type.title, record_type=record_type.name, columns=columns)
    item = RequestItem("i" * 32, 3, wanted, day("2018-04-02"), day("2018-05-02"))
    request = Request("r" * 32, 1, "", "", "", "", item.asked_on, item.due_on, "", (item,))
    return dataset_template(request, item, record_type)


def planned_columns(record_type: RecordType) -> tuple[AskedColumn, ...]:
    return asked_columns(record_type, [(one.title, one) for one in CHECKS if read_by(one, record_type.name)])


def all_columns(record_type: RecordType) -> tuple[AskedColumn, ...]:
    return tuple(AskedColumn(field.name, "") for field in record_type.fields)


def filled(path: Path, sheets: tuple[PaperSheet, ...], record_type: RecordType) -> Path:
    """The template with three rows, and an answer to each line of the extraction statement."""
    write_paper(path, sheets, title="T", marking="INTERNAL", made=MADE)
    book = openpyxl.load_workbook(path)
    data, known = book["Data"], {field.name: field for field in record_type.fields}
    headers = {key: field.name for key, field in known_headers(record_type).items()}
    for number in range(3):
        for cell in data[1]:
            field = known[headers[str(cell.value).lower()]]
            data.cell(number + 2, cell.column, value_of(field, number))
    for row in book["Extraction statement"].iter_rows(min_row=6):
        row[1].value = 3 if row[0].value == "Row count" else "As the system gives it, 2018-04-16"
    book.save(path)
    return path


def value_of(field: Field, number: int) -> Any:
    values: dict[str, Any] = {
        "text": f"00{number}-A", "link": f"https://example.invalid/{number}", "date": day(f"2017-0{number + 1}-03"),
        "timestamp": dt.datetime(2017, number + 1, 3, 9, 5),  # noqa: DTZ001 - as a cell holds it
        "integer": number + 1, "number": number + 0.5, "money": number * 100 + 0.25,
        "boolean": ("yes", "no")[number % 2],
    }  # fmt: skip
    return values[field.type] if field.type != "code" else field.values[number % len(field.values)][0]


def looked_through(path: Path) -> WorkbookInfo:
    payload = {
        "path": str(path), "pack": content.DEFAULT_PACK, "options": to_plain(AS_FOUND), "headers": {}, "saved": [],
    }  # fmt: skip
    return from_plain(WorkbookInfo, inspect_job(payload, silent))


@pytest.mark.parametrize("columns", [planned_columns, all_columns])
@pytest.mark.parametrize("name", WITH_FIELDS)
def test_every_column_of_a_filled_template_is_known_by_its_header(
    tmp_path: Path, name: str, columns: Any
) -> None:
    record_type = TYPES[name]
    asked = columns(record_type)
    info = looked_through(filled(tmp_path / "t.xlsx", template(record_type, asked), record_type))
    sheet = info.sheets[0]
    mapping = propose_mapping(sheet, TYPES)
    assert (sheet.name, sheet.header_row, mapping.record_type) == ("Data", 1, name)
    assert [column.field for column in mapping.columns] == [column.field for column in asked]
    assert {column.confidence for column in mapping.columns} == {1.0}
    assert not mapping.missing_required
    assert not [hazard.code for hazard in sheet.hazards]


def test_a_filled_template_is_loaded_without_a_mapping_and_its_other_sheets_are_left_out(
    tmp_path: Path,
) -> None:
    officers = TYPES["officers"]
    with new_audit(tmp_path) as audit:
        path = filled(tmp_path / "t.xlsx", template(officers, planned_columns(officers)), officers)
        plan = plan_import(audit, path)
        (done,) = load_workbook_rows(audit, plan).imports
        assert (done.list_name, done.rows, done.misfits, done.kept) == ("officers", 3, 0, 0)
        assert [one.sheet for one in plan.skipped] == ["Record layout", "Extraction statement"]
        assert audit.rows("SELECT officer_id FROM officers LIMIT 1")[0]["officer_id"] == "000-A"


def test_the_empty_table_has_formats_and_lists_to_choose_from_for_every_row_to_come(tmp_path: Path) -> None:
    sheets = template(TYPES["officers"], all_columns(TYPES["officers"]))
    write_paper(tmp_path / "t.xlsx", sheets, title="T", marking="INTERNAL", made=MADE)
    data = openpyxl.load_workbook(tmp_path / "t.xlsx")["Data"]
    assert data.max_row == 1
    letters = {cell.value: cell.column_letter for cell in data[1]}
    formats = {name: data.column_dimensions[letter].number_format for name, letter in letters.items()}
    assert (formats["Officer ID"], formats["Authorized on"]) == ("@", "yyyy-mm-dd")
    rules = {str(rule.sqref): rule.formula1 for rule in data.data_validations.dataValidation}
    assert rules[f"{letters['Background result']}2:{letters['Background result']}1048576"] == (
        '"favorable,unfavorable,pending"'
    )
    assert rules[f"{letters['US citizen']}2:{letters['US citizen']}1048576"] == '"yes,no"'
    assert data.freeze_panes == "A2"
    assert data.oddHeader.center.text == "INTERNAL"


def test_the_layout_says_of_each_column_what_it_means_and_why_it_is_asked_for_and_what_to_leave_out() -> None:
    officers = TYPES["officers"]
    columns = (AskedColumn("officer_id", "Identifies the row"), AskedColumn("status", "A; B; C; D; E; F"))
    layout = template(officers, columns)[1]
    assert layout.rows == [
        ("Officer ID", "The identifier of the officer.", "Text", "As it stands in the system, leading zeros too", "",
         "yes", "personal", "Identifies the row"),
        ("Status", "The status that the list itself gives the officer.", "Code", "One of the allowed values",
         "active, nominated, suspended, revoked, separated, expired", "no", "internal", "A; B; C; D; and 2 more tests"),
    ]  # fmt: skip
    assert "Leave out in particular: Agency ID, Agency, State, Last name" in layout.lead[2]
    agency = template(officers, all_columns(officers))[1].rows[1]
    assert (agency[0], agency[5]) == ("Agency ID", "one of: Agency ID / Agency")


def test_the_statement_asks_for_the_sum_of_each_column_of_numbers_and_names_the_item() -> None:
    equipment = TYPES["equipment"]
    statement = template(equipment, all_columns(equipment))[2]
    labels = [row[0] for row in statement.rows]
    assert labels == [
        "System", "Owner", "Filters", "As-of date", "Run by", "Run on", "Row count", "Sum of Quantity", "Sum of Cost",
        "Known gaps",
    ]  # fmt: skip
    assert statement.lead[1] == "Template: crossfoot request 1 item 3, record type equipment, version 1"
    assert [column.header for column in statement.columns if column.fill] == ["Your answer"]


def test_no_sum_is_asked_for_of_a_column_that_does_not_add_up() -> None:
    budget = TYPES["budget"]
    labels = [row[0] for row in template(budget, all_columns(budget))[2].rows]
    assert "Sum of Fiscal year" not in labels
    assert "Sum of Enacted" in labels


def test_a_column_that_the_pack_no_longer_has_is_said_before_anything_is_written() -> None:
    with pytest.raises(RequestError, match="Officers has no field 'shoe_size' any more"):
        template(TYPES["officers"], (AskedColumn("shoe_size", ""),))
