"""Any cell can be shown as it stood, in its sheet, from the workbook that the audit file keeps."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.import_plan import ImportChoices, plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.auditfile.importing.source_cells import cells_around
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.cli.main import main
from crossfoot.errors import AuditFileError
from crossfoot.workbook.model import ReadOptions

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx

ROWS = [agreement_row(f"Agency {n}") for n in range(2, 12)]


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """Import 1 has a date that is none in F6, a hidden row 5 and a link in G6; its workbook is gone."""
    rows = [AGREEMENT_HEADERS, *ROWS]
    rows[5] = agreement_row("Agency 6", "7/72025")
    path = write_xlsx(
        tmp_path / "list.xlsx", {"List": rows}, hidden_rows=[5], links={"G6": "https://example.com/moa"}
    )
    with new_audit(tmp_path) as audit:
        load(audit, path)
        path.unlink()
        yield audit


def test_a_row_is_shown_between_those_that_stand_around_it(audit: Audit) -> None:
    found = cells_around(audit, 1, 6, before=2, after=1)
    assert [(row.number, row.hidden) for row in found.rows] == [(4, False), (5, True), (6, False), (7, False)]
    assert [cell.raw for cell in found.header[0].cells] == list(AGREEMENT_HEADERS)
    assert (found.file, found.sheet, found.list_name) == ("list.xlsx", "List", "agreements")


def test_a_cell_is_shown_with_its_text_what_excel_shows_and_its_link(audit: Audit) -> None:
    found = cells_around(audit, 1, 6)
    misfit, link, date = found.cell("F6"), found.cell("G6"), found.cell("F7")
    assert misfit is not None and link is not None and date is not None
    assert (misfit.type, misfit.raw, misfit.shown) == ("text", "7/72025", "7/72025")
    assert link.link == "https://example.com/moa"
    assert (date.type, date.raw, date.shown) == ("date", "42767", "2017-02-01")
    assert found.cell("Z6") is None


def test_a_withdrawn_import_is_shown_too(audit: Audit) -> None:
    withdraw_import(audit, 1, "Sent by mistake.")
    assert cells_around(audit, 1, 2).cell("B2") is not None


def test_a_row_without_a_cell_is_shown_as_none(audit: Audit) -> None:
    assert cells_around(audit, 1, 500).rows == ()


def test_where_only_the_fingerprint_was_kept_it_is_said(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        path = write_xlsx(tmp_path / "list.xlsx", {"List": [AGREEMENT_HEADERS, *ROWS]})
        load_workbook_rows(audit, plan_import(audit, path, ImportChoices()), keep_whole=False)
        with pytest.raises(AuditFileError, match="only their fingerprint was kept"):
            cells_around(audit, 1, 2)


def test_bytes_that_are_not_those_of_the_import_are_not_shown(audit: Audit) -> None:
    with audit.write() as db:
        db.conn.execute("UPDATE cf_source_chunk SET data = ?", (zlib.compress(b"other bytes"),))
    with pytest.raises(AuditFileError, match="not those that were imported"):
        cells_around(audit, 1, 2)


def test_nothing_is_left_in_the_folder_for_temporary_files(
    audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    cells_around(audit, 1, 2)
    assert list(folder.iterdir()) == []


def test_a_text_table_is_read_with_the_encoding_of_its_import(tmp_path: Path) -> None:
    path = tmp_path / "räume.csv"
    lines = [";".join(AGREEMENT_HEADERS), "TEXAS;Nuñez;County;C;Jail Enforcement Model;2017-02-01;x"]
    path.write_bytes("\n".join(lines).encode("cp1252"))
    with new_audit(tmp_path) as audit:
        load(audit, path, options=ReadOptions(encoding="cp1252", delimiter=";"), record_type="agreements")
        path.unlink()
        cell = cells_around(audit, 1, 2).cell("B2")
        assert cell is not None
        assert cell.raw == "Nuñez"


@pytest.mark.parametrize(("row", "around"), [(0, 3), (2_000_000, 3), (5, -1), (5, 1_000)])
def test_a_row_that_cannot_be_is_refused(audit: Audit, row: int, around: int) -> None:
    with pytest.raises(AuditFileError, match="cannot be shown"):
        cells_around(audit, 1, row, around, around)


def test_the_command_prints_the_cell_and_its_surroundings(
    audit: Audit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cell", str(audit.path), "--import", "1", "--ref", "F6"]) == 0
    said = capsys.readouterr().out
    assert "list.xlsx, sheet List, cell F6" in said
    assert "stored: '7/72025'" in said
    assert "5 (hidden)" in said
    assert main(["cell", str(audit.path), "--import", "1", "--ref", "f6", "--around", "0", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["cell"]["raw"] == "7/72025"
    assert [row["number"] for row in told["rows"]] == [6]


@pytest.mark.parametrize("words", [("1", "F"), ("1", "A1:B2"), ("9", "F6")])
def test_the_command_says_what_is_wrong(audit: Audit, words: tuple[str, str]) -> None:
    assert main(["cell", str(audit.path), "--import", words[0], "--ref", words[1]]) == 2
