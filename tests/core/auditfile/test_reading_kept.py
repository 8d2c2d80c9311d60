"""Each import keeps how its file was read."""

from __future__ import annotations

import json
from pathlib import Path

from crossfoot.auditfile.importing.import_plan import ImportChoices, plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.auditfile.lookups import imports
from crossfoot.workbook.model import ReadOptions
from openpyxl import Workbook

from tests.builders import new_audit


def test_an_import_keeps_how_many_rows_went_to_the_exact_path(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(("DIO ID", "COURSE CODE", "DATE COMPLETED"))
    for number in range(10):
        book.active.append((f"DIO-{number}", "OL-1" if number % 5 else '="OL-"&1', None))
    book.save(tmp_path / "list.xlsx")
    with new_audit(tmp_path) as audit:
        load_workbook_rows(audit, plan_import(audit, tmp_path / "list.xlsx"))
        (line,) = imports(audit)
        event = audit.rows("SELECT body FROM cf_event WHERE kind = 'import.loaded'")[0]
    assert line.reading["rows_on_the_exact_path"] == 2  # the two with a formula
    assert json.loads(event["body"])["reading"] == line.reading


def test_an_import_keeps_the_encoding_and_the_separator_that_were_chosen(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(
        "DIO ID;COURSE CODE;DATE COMPLETED\nDIO-\u00e9;OL-1;2018-01-01\n".encode("cp850")
    )
    choices = ImportChoices(options=ReadOptions(encoding="cp850", delimiter=";"))
    with new_audit(tmp_path) as audit:
        load_workbook_rows(audit, plan_import(audit, tmp_path / "list.csv", choices))
        (line,) = imports(audit)
        assert audit.rows("SELECT officer_id FROM training_completions") == [{"officer_id": "DIO-\u00e9"}]
    assert (line.reading["encoding"], line.reading["delimiter"]) == ("cp850", ";")
