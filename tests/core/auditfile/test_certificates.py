"""An import says whether a second program read its sheet alike, and whether what was loaded is what was read."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from crossfoot.apart.plain import from_plain
from crossfoot.auditfile.importing import certificates as certificates_module
from crossfoot.auditfile.importing.certificate_records import certificates
from crossfoot.auditfile.importing.certificates import certificate_record, certify_import
from crossfoot.auditfile.importing.import_child import read_into_side_file
from crossfoot.auditfile.importing.import_plan import plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.cli.main import main
from crossfoot.errors import AuditFileError, WorkbookError
from crossfoot.progress import silent
from crossfoot.workbook.certificate.certificate_model import SheetCertificate

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


# Above the size limit what was loaded is compared, value by value


def large(folder: Path, *changes: str, full_up_to: int = 10, path: Path | None = None) -> SheetCertificate:
    """The certificate of a list above the limit, after SQL has changed what lies loaded in the side file."""
    path = path or agreements(folder)
    with new_audit(folder) as audit:
        plan, side = plan_import(audit, path), folder / "side"
        facts = read_into_side_file(path, side, audit.facts.pack, plan.sheets, silent)
        with closing(sqlite3.connect(side)) as run, run:
            for change in changes:
                run.execute(change.format(**{f: f"f{i}" for i, f in enumerate(facts[0]["fields"])}))
        (entry,) = certify_import(path, side, plan.sheets, facts, audit.facts.pack, full_up_to=full_up_to)
    return from_plain(SheetCertificate, entry["reading"])


def test_above_the_limit_each_loaded_value_is_compared_and_what_is_not_seen_is_counted(
    tmp_path: Path,
) -> None:
    certificate = large(tmp_path)
    assert (certificate.mode, certificate.verdict, certificate.cells) == ("loaded", "agree", 21)
    assert certificate.second is not None
    assert certificate.sentence == (
        f"Read twice, by two independent programs (Crossfoot and calamine {certificate.second.version}): 21 cells, "
        "0 differences in what the second program can see of them. 1 cell was seen by one program only."
    )
    assert certificate.not_seen == (
        "calamine cannot see error values: 1 in this sheet were read once.",
        "calamine cannot see hyperlinks: 1 in this sheet were read once.",
    )
    assert [(p.column, p.first.cells, p.second.cells) for p in certificate.columns] == [
        (letter, 2 if letter == "D" else 3, 2 if letter == "D" else 3) for letter in "ABCDEFG"
    ]


LOADING_FAULTS = {
    "a skipped row": ("DELETE FROM rows_0 WHERE row_no = 4", "A4"),
    "a text of another row": ("UPDATE rows_0 SET {agency} = 'Beta County SO' WHERE row_no = 3", "B3"),
    "two swapped cells": (
        "UPDATE rows_0 SET {agency} = CASE row_no WHEN 3 THEN 'Gamma County SO' ELSE 'Alpha County SO' END "
        "WHERE row_no IN (3, 5)", "B3"),
    "a lost text": ("UPDATE rows_0 SET {agency} = NULL WHERE row_no = 5", "B5"),
    "a date off by one day": ("UPDATE rows_0 SET {signed_on} = '2017-02-02' WHERE row_no = 4", "F4"),
    "rows one lower": ("UPDATE rows_0 SET row_no = row_no + 1", "A3"),
    "a shifted column": ("UPDATE rows_0 SET {agency} = {state}, {state} = {agency}", "A3"),
    "a row made up": ("INSERT INTO rows_0 (row_no, hidden, {agency}) VALUES (6, 0, 'Delta')", "B6"),
}  # fmt: skip


@pytest.mark.parametrize("fault", LOADING_FAULTS)
def test_above_the_limit_a_fault_of_the_loading_is_caught_and_its_first_cell_named(
    tmp_path: Path, fault: str
) -> None:
    change, ref = LOADING_FAULTS[fault]
    certificate = large(tmp_path, change)
    assert certificate.verdict == "differ"
    assert certificate.differences[0].ref == ref
    assert f"Cell {ref}: the first reading is" in certificate.sentence


SCORES = ("RECORD ID", "DIO ID", "COURSE CODE", "DATE COMPLETED", "SCORE", "REMARKS")


def completions(folder: Path) -> Path:
    day = dt.date(2017, 5, 1)
    return write_xlsx(
        folder / "c.xlsx",
        {
            "Completions": [
                SCORES,
                [1, "D-1", "DIO-1", day, 88.5, "seen "],
                [2, 17, "DIO-1", dt.datetime.fromisoformat("2017-05-02T12:30"), 12345678901234.5, None],
                [3, "D-3", "DIO-2", "5/3/2017", 7, 0.1],
                [4, "D-3", "DIO-2", None, "pending", True],
            ]
        },
    )


def test_above_the_limit_kinds_that_change_by_loading_are_compared_all_the_same(tmp_path: Path) -> None:
    certificate = large(tmp_path, path=completions(tmp_path))
    assert (certificate.mode, certificate.verdict, certificate.cells) == ("loaded", "agree", 22)


@pytest.mark.parametrize(
    ("change", "ref"),
    [
        ("UPDATE rows_0 SET {score} = 12345678901234.502 WHERE row_no = 3", "E3"),
        ("UPDATE rows_0 SET {officer_id} = '18' WHERE row_no = 3", "B3"),
        ("UPDATE misfits_0 SET raw = '5/4/2017' WHERE ref = 'D4'", "D4"),
        ("DELETE FROM misfits_0 WHERE ref = 'E5'", "E5"),
        ("UPDATE raw_0 SET raw = '0.2' WHERE ref = 'F4'", "F4"),
        ("DELETE FROM raw_0 WHERE ref = 'F5'", "F5"),
    ],
)
def test_above_the_limit_numbers_misfits_and_kept_texts_are_compared(
    tmp_path: Path, change: str, ref: str
) -> None:
    assert [d.ref for d in large(tmp_path, change, path=completions(tmp_path)).differences] == [ref]


def test_a_text_table_above_the_limit_is_compared_as_it_was_loaded(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text('RECORD ID,DIO ID,COURSE CODE,DATE COMPLETED\n1,D-1,"DIO, 1",2017-05-01\n2,D-2,X,\n')
    assert large(tmp_path, path=path).verdict == "agree"
    (tmp_path / "b").mkdir()
    certificate = large(tmp_path / "b", "UPDATE rows_0 SET {officer_id} = 'D-3' WHERE row_no = 3", path=path)
    assert (certificate.mode, certificate.differences[0].ref) == ("loaded", "B3")


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


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ([], "29 cells, 0 differences."),
        (["--no-certificate"], "Not read a second time: no certificate was asked for."),
    ],
)
def test_the_import_says_whether_a_second_program_read_the_sheet_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str], said: str
) -> None:
    with new_audit(tmp_path) as audit:
        path = audit.path
    assert main(["import", str(path), str(agreements(tmp_path)), *option]) == 0
    assert said in capsys.readouterr().out
