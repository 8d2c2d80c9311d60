"""An import says whether a second program read its sheet alike, and whether what was loaded is what was read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile import certificates as certificates_module
from crossfoot.auditfile.certificate_records import certificates
from crossfoot.auditfile.certificates import certificate_record, certify_import
from crossfoot.auditfile.import_plan import ImportPlan, plan_import
from crossfoot.auditfile.imports import load_workbook_rows
from crossfoot.cli.main import main
from crossfoot.errors import AuditFileError, WorkbookError

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.places import needs_real_workbooks, shared_data

AGENCIES = ("Alpha County SO", "Beta County SO", "Gamma County SO")


def agreements(folder: Path) -> Path:
    rows = [agreement_row(name, county="#N/A" if name[0] == "B" else "Adams") for name in AGENCIES]
    return write_xlsx(
        folder / "list.xlsx",
        {"Agreements": [["Title"], AGREEMENT_HEADERS, *rows]},
        links={"G3": "https://moa.example/alpha.pdf"},
    )


def test_an_import_keeps_the_certificate_of_its_sheet(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        done = load(audit, agreements(tmp_path)).imports[0]
        (kept,) = certificates(audit)
    assert kept.record == done.certificate
    assert kept.verdict == "agree"
    assert "29 cells, 0 differences" in kept.sentence
    assert kept.reading is not None
    assert kept.reading.cells == kept.record["cells"] + kept.record["outside_the_data_range"] == 29
    assert kept.record["cells"] == kept.record["accounted_for"] == 21
    assert [(p.column, p.first.errors, p.first.links) for p in kept.reading.columns if p.column in "DG"] == [
        ("D", 1, 0),
        ("G", 0, 1),
    ]


def test_the_rows_loaded_are_those_that_the_certified_reading_gives(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        record = load(audit, agreements(tmp_path)).imports[0].certificate
    assert record["loaded"]["digest"] == record["rows_digest"]
    assert record["loaded"]["rows"] == 3


FACTS = {"rows": 3, "cells": 21, "typed": 20, "misfits": 1, "kept": 0, "ignored": 8, "digest": "as read"}


def certified(**changed: Any) -> dict[str, Any]:
    reading = {
        "sheet": "S", "mode": "full", "verdict": "agree", "sentence": "Read twice.",
        "first": {"name": "Crossfoot", "version": "1"}, "second": {"name": "openpyxl", "version": "3"},
        "cells": 29, "cells_second": 29, "compared": "All.", "not_seen": [], "explained": [], "differences": [],
        "cells_that_differ": 0, "columns": [],
    }  # fmt: skip
    return {"reading": reading, "loaded": {**FACTS, **changed}}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"rows": 4}, "The import loaded 3 rows, but the certified reading gives 4"),
        ({"cells": 22}, "The import loaded 21 cells, but the certified reading gives 22"),
        (
            {"ignored": 7},
            "The import loaded 8 cells outside the data range, but the certified reading gives 7",
        ),
        ({"digest": "otherwise"}, "The rows that were loaded are not those that the certified reading gives"),
    ],
)
def test_rows_that_were_loaded_otherwise_than_they_were_read_are_told(
    changed: dict[str, Any], sentence: str
) -> None:
    record = certificate_record(FACTS, certified(**changed))
    assert record["verdict"] == "differ"
    assert record["sentence"].startswith(sentence)
    assert certificate_record(FACTS, certified())["verdict"] == "agree"


def test_an_import_may_leave_the_second_reading_out_and_says_so(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_workbook_rows(audit, plan_import(audit, agreements(tmp_path)), certify=False)
        (kept,) = certificates(audit)
    assert (kept.verdict, kept.reading) == ("not compared", None)
    assert kept.sentence == "Not read a second time: no certificate was asked for."


def test_a_second_program_that_ends_badly_does_not_stop_the_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise WorkbookError("list.xlsx took more memory than it may.")

    monkeypatch.setattr(certificates_module, "run_apart", killed)
    with new_audit(tmp_path) as audit:
        assert load(audit, agreements(tmp_path)).imports[0].rows == 3
        (kept,) = certificates(audit)
    assert kept.verdict == "not compared"
    assert kept.sentence == (
        "The workbook could not be read a second time: list.xlsx took more memory than it may."
    )


def test_a_sheet_above_the_size_limit_is_compared_with_what_the_faster_program_sees(tmp_path: Path) -> None:
    path = agreements(tmp_path)
    with new_audit(tmp_path) as audit:
        plan: ImportPlan = plan_import(audit, path)
        (entry,) = certify_import(path, plan.sheets, audit.facts.pack, full_up_to=10)
    assert (entry["reading"]["mode"], entry["reading"]["verdict"]) == ("values", "agree")


def test_there_is_no_certificate_of_an_import_that_is_not_there(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit, pytest.raises(AuditFileError, match="no import 7"):
        certificates(audit, 7)


@needs_real_workbooks
def test_the_list_of_18_july_is_loaded_as_two_programs_read_it(tmp_path: Path) -> None:
    path = shared_data("ice-287g", "2025-07-18", "participatingAgencies07182025pm.xlsx")
    with new_audit(tmp_path) as audit:
        record = load(audit, path).imports[0].certificate
    assert record["verdict"] == "agree"
    assert record["loaded"]["digest"] == record["rows_digest"]
    assert record["cells"] + record["outside_the_data_range"] == record["reading"]["cells"] == 5_871


# The command


def test_the_command_prints_each_column_with_both_readings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, agreements(tmp_path))
        path = audit.path
    assert main(["certificate", str(path), "--strict"]) == 0
    said = capsys.readouterr().out
    assert "29 cells, 0 differences" in said
    assert "they do not show that its data are true" in said
    assert next(line.split()[:3] for line in said.splitlines() if " both " in line) == ["A", "both", "5"]
    assert main(["certificate", str(path), "--json", "--import", "1"]) == 0
    (printed,) = json.loads(capsys.readouterr().out)
    assert (printed["import_id"], printed["verdict"], printed["cells"]) == (1, "agree", 21)


def test_two_readings_that_differ_fail_the_strict_command_and_are_said_by_it_and_by_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = certified(rows=4)
    monkeypatch.setattr(certificates_module, "run_apart", lambda *_, **__: [entry])
    with new_audit(tmp_path) as audit:
        load(audit, agreements(tmp_path))
        path = audit.path
    assert main(["certificate", str(path)]) == 0
    assert main(["certificate", str(path), "--strict"]) == 1
    assert "The import loaded 3 rows, but the certified reading gives 4" in capsys.readouterr().out
    assert main(["tables", str(path)]) == 0
    assert "The import loaded 3 rows, but the certified reading gives 4" in capsys.readouterr().out
