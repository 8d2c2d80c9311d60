"""A column that is left out of an import is nowhere in the audit file: not in its rows, not in the kept workbook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.certificate_records import certificates
from crossfoot.auditfile.importing.import_plan import ImportChoices, plan_import
from crossfoot.auditfile.importing.imports import ImportResult, load_workbook_rows
from crossfoot.auditfile.importing.left_out_values import certified_without_values, hazards_without_values
from crossfoot.auditfile.importing.source_cells import cells_around
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.cli.main import main
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import ColumnMapping, Mapping
from crossfoot.workbook.model import Hazard

from tests.builders import AGREEMENT_HEADERS, agreement_row, new_audit, write_xlsx
from tests.leaks import places_of

SECRET = "QX-7741-unheard-of"
ROWS = [
    [*AGREEMENT_HEADERS, "ID of sheriff"],
    *([*agreement_row(f"Agency {n}"), f"{SECRET} {n}"] for n in range(2, 6)),
]
OUT = {"H": "not needed"}


def workbook(folder: Path, name: str = "list.xlsx") -> Path:
    return write_xlsx(
        folder / name, {"List": ROWS, "Notes": [[SECRET]]}, links={"H9": f"https://example.com/{SECRET}"}
    )


def load(audit: Audit, path: Path, left_out: dict[str, str] = OUT, **choices: Any) -> ImportResult:
    fuller = choices.pop("fuller", False)
    plan = plan_import(audit, path, ImportChoices(sheet="List", left_out=left_out, **choices))
    return load_workbook_rows(audit, plan, fuller_copy=fuller, keep_whole=choices.get("keep_source", True))


def test_no_byte_of_the_audit_file_tells_a_value_of_the_column(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        done = load(audit, workbook(tmp_path))
        assert done.kept == "reduced"
        assert "without the columns left out" in done.said_of_source
        path = audit.path
        assert places_of(path, SECRET) == []
    assert places_of(path, SECRET) == []
    assert places_of(path, "Agency 3") != []
    assert list(tmp_path.glob("*.import-*")) == []


def test_the_same_is_found_where_the_column_is_kept(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, workbook(tmp_path), {})
        assert {"text of cf_restricted_cell", "blob of cf_source_chunk"} <= set(places_of(audit.path, SECRET))


def test_a_text_table_is_kept_without_the_column_too(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(",".join(str(value) for value in row) for row in ROWS))
    with new_audit(tmp_path) as audit:
        plan = plan_import(audit, path, ImportChoices(left_out=OUT, record_type="agreements"))
        load_workbook_rows(audit, plan)
        assert places_of(audit.path, SECRET) == []
        cell = cells_around(audit, 1, 3).cell("B3")
        assert cell is not None
        assert cell.raw == "Agency 3"


def test_the_fingerprint_is_that_of_the_file_and_the_copy_has_its_own(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        done = load(audit, workbook(tmp_path))
        (source,) = audit.rows("SELECT sha256, kept, kept_sha256 FROM cf_source")
        assert (source["sha256"], source["kept"]) == (done.sha256, "whole")
        assert len(source["kept_sha256"]) == 64
        assert source["kept_sha256"] != done.sha256
        (event,) = audit.rows("SELECT body FROM cf_event WHERE kind = 'import.loaded'")
        assert json.loads(event["body"])["source_kept"] == "reduced"


def test_a_cell_is_shown_from_the_copy_and_of_the_column_it_is_said_that_it_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with new_audit(tmp_path) as audit:
        load(audit, workbook(tmp_path))
        found = cells_around(audit, 1, 3)
        agency, left_out = found.cell("B3"), found.not_kept_of("H3")
        assert agency is not None
        assert agency.raw == "Agency 3"
        assert found.cell("H3") is None
        assert left_out is not None
        assert left_out.said == 'Column H "ID of sheriff" was left out of the import: not needed'
        assert found.not_kept_of("B3") is None
    assert main(["cell", str(audit.path), "--import", "1", "--ref", "H3"]) == 0
    assert "was left out of the import: not needed" in capsys.readouterr().out


def test_an_import_that_leaves_out_less_of_the_same_file_is_refused_until_the_auditor_says_so(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path)
    with new_audit(tmp_path) as audit:
        load(audit, path)
        withdraw_import(audit, 1, "Column H is needed after all.")
        with pytest.raises(AuditFileError, match="left out column H of sheet 'List'"):
            load(audit, path, {}, as_list="again")
        assert places_of(audit.path, SECRET) == []
        load(audit, path, {}, as_list="again", fuller=True)
        cell = cells_around(audit, 1, 3).cell("H3")
        assert cell is not None
        assert cell.raw == f"{SECRET} 3"


def test_another_sheet_of_the_same_file_comes_into_the_copy_beside_the_first(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "list.xlsx", {"List": ROWS, "More": [["Word"], ["one"], ["two"]]})
    with new_audit(tmp_path) as audit:
        load(audit, path)
        more = plan_import(audit, path, ImportChoices(sheet="More", record_type="other_table"))
        assert load_workbook_rows(audit, more).kept == "reduced"
        assert cells_around(audit, 1, 3).cell("B3") is not None
        assert cells_around(audit, 2, 3).cell("A3") is not None
        assert places_of(audit.path, SECRET) == []


def test_of_a_file_that_was_kept_whole_before_it_is_said_that_the_values_are_still_there(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path)
    with new_audit(tmp_path) as audit:
        load(audit, path, {})
        withdraw_import(audit, 1, "Column H is not needed.")
        done = load(audit, path, as_list="again")
        assert done.kept == "whole"
        assert "the values of column H stay in the audit file until they are purged" in done.said_of_source


def test_only_the_fingerprint_is_kept_where_the_auditor_says_so(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        assert load(audit, workbook(tmp_path), keep_source=False).kept == "hash only"
        assert audit.rows("SELECT count(*) AS n FROM cf_source_chunk") == [{"n": 0}]


def mapping(letter: str = "B") -> Mapping:
    columns = (
        ColumnMapping(letter, "SSN", None, "not needed", 1.0, "auditor", None, True),
        ColumnMapping("C", "Name", None, "", 1.0),
    )
    return Mapping("List", "other_table", 1, columns)


def test_the_certificate_counts_the_cells_of_the_column_and_tells_none_of_them(tmp_path: Path) -> None:
    rows = [["Code", "Number"], *([f"c{n}", 556677880 + n] for n in range(3))]
    path = write_xlsx(tmp_path / "list.xlsx", {"List": rows})
    with new_audit(tmp_path) as audit:
        plan = plan_import(
            audit, path, ImportChoices(record_type="other_table", left_out={"B": "not needed"})
        )
        load_workbook_rows(audit, plan)
        assert places_of(audit.path, "55667788") == []
        reading = certificates(audit, 1)[0].reading
        assert reading is not None
        assert {pair.column: pair.first.cells for pair in reading.columns} == {"A": 4, "B": 4}


def test_a_difference_in_the_column_is_told_without_what_was_read() -> None:
    difference = {
        "column": "B", "measure": "texts", "first": "1", "second": "0", "ref": "B2",
        "first_there": "text 'secret'", "second_there": "(nothing)",
    }  # fmt: skip
    told = "Cell B2: the first reading is text 'secret', the second (nothing)."
    entry = {"reading": {"differences": [difference], "columns": [], "sentence": told}, "loaded": None}
    silent = certified_without_values(entry, mapping())
    assert "secret" not in json.dumps(silent)
    assert "Cell B2" in silent["reading"]["sentence"]
    assert certified_without_values(entry, mapping("D")) == entry


def test_a_link_in_the_column_is_not_quoted() -> None:
    hazard = Hazard(
        "link-on-empty-cell",
        "List!B9, C4",
        2,
        "Hyperlinks on cells that hold nothing: 2; the first leads to x://secret. W.",
    )
    (silent,) = hazards_without_values([hazard], mapping())
    assert silent.message == "Hyperlinks on cells that hold nothing: 2; the first leads to (not kept)."
    assert hazards_without_values([hazard], mapping("C")) == (hazard,)
