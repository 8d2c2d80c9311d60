"""Before anything is imported the page says how the file is read: password, encoding, separator, losses."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.lookups import imports

from tests.core.workbook.xls_parts import XlsSheet, text, write_xls
from tests.gui.presenters.desks import bench_with_audit
from tests.gui.presenters.import_bench import import_page

HEADERS = "STATE;LAW ENFORCEMENT AGENCY;SUPPORT TYPE;SIGNED\n"


def text_table(folder: Path, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes((HEADERS + "TEXAS;Cañon County;Jail Enforcement Model;05/08/2017\n").encode(encoding))
    return path


def test_a_text_table_shows_its_first_records_and_how_it_is_cut(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    presenter.choose_file(text_table(tmp_path))
    table = view.state.about_file.text_table
    assert table.records[1] == ("TEXAS", "Cañon County", "Jail Enforcement Model", "05/08/2017")
    assert table.encodings[0].label == "found: UTF-8"
    assert table.delimiters[0].label == "found: semicolon"


def test_another_separator_and_encoding_are_chosen_and_used_for_the_import(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(text_table(tmp_path, "cp437"))
    assert view.state.about_file.losses  # not UTF-8: it was guessed
    presenter.read_as("", ",")
    assert view.state.about_file.text_table.records[0] == (HEADERS.strip(),)
    presenter.read_as("cp437", ";")
    table = view.state.about_file.text_table
    assert table.records[1][1] == "Cañon County"
    assert (table.encoding, table.delimiter) == ("cp437", ";")
    presenter.import_now()
    (reading,) = bench.desk.audit.rows("SELECT reading FROM cf_import")
    assert '"encoding": "cp437"' in reading["reading"]
    assert bench.desk.audit.rows("SELECT agency FROM agreements")[0]["agency"] == "Cañon County"


def test_an_encoding_that_does_not_fit_leaves_the_reading_as_it_was(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = import_page(bench)
    presenter.choose_file(text_table(tmp_path, "cp1252"))
    presenter.read_as("utf-8", "")
    (trouble,) = bench.troubles
    assert "cannot be read as text in utf-8" in trouble.message
    assert view.state.stage == "preview"
    assert view.state.about_file.text_table.encoding == ""


def test_a_text_table_that_cannot_be_read_as_it_is_may_be_read_in_a_chosen_encoding(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    path = tmp_path / "list.csv"
    path.write_bytes((HEADERS + "TEXAS;Müller County;Task Force Model;05/08/2017\n").encode("cp437"))
    presenter.choose_file(path)  # the byte of the ü means nothing in Windows-1252
    assert (view.state.stage, view.state.refused) == ("choose", "list.csv")
    presenter.read_as("cp437", "")
    assert view.state.about_file.text_table.records[1][1] == "Müller County"


def test_what_an_old_format_loses_is_said(tmp_path: Path) -> None:
    presenter, view = import_page(bench_with_audit(tmp_path))
    sheet = XlsSheet("Agreements", (text(0, 0, "STATE"), text(1, 0, "TEXAS")))
    presenter.choose_file(write_xls(tmp_path / "old.xls", sheet))
    losses = view.state.about_file.losses
    assert any("hyperlinks" in loss for loss in losses)
    assert f"{len(losses)} things are not read, or in doubt" in view.state.file_facts


class TestProtected:
    """A workbook that a password protects."""

    @pytest.fixture
    def protected(self, tmp_path: Path) -> Path:
        pytest.importorskip("msoffcrypto")
        from tests.core.workbook.test_password import FILLER, protect
        from tests.core.workbook.xlsx_parts import Sheet, table, write_workbook

        rows = (
            ["STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"],
            ["TEXAS", "A", "Task Force Model", "x"],
        )
        return protect(write_workbook(tmp_path / "list.xlsx", Sheet(table(*rows), name="A"), parts=FILLER))

    def test_it_asks_until_the_password_is_right(self, tmp_path: Path, protected: Path) -> None:
        bench = bench_with_audit(tmp_path)
        presenter, view = import_page(bench, "wrong", "geheim 7")
        presenter.choose_file(protected)
        assert view.asked == ["list.xlsx is password protected.", "The password does not open list.xlsx."]
        assert bench.troubles == []
        assert view.state.stage == "preview"
        assert any("password" in fact for fact in view.state.about_file.facts)
        presenter.import_now()
        assert [line.rows for line in imports(bench.desk.audit)] == [1]

    def test_no_password_opens_nothing(self, tmp_path: Path, protected: Path) -> None:
        bench = bench_with_audit(tmp_path)
        presenter, view = import_page(bench)
        presenter.choose_file(protected)
        assert view.state.stage == "choose"
        assert bench.troubles == []
        assert bench.desk.message == "list.xlsx was not opened."

    def test_the_header_can_be_chosen_without_asking_again(self, tmp_path: Path, protected: Path) -> None:
        presenter, view = import_page(bench_with_audit(tmp_path), "geheim 7")
        presenter.choose_file(protected)
        presenter.set_header(2, 1)
        assert len(view.asked) == 1
        assert view.state.sheet.header_row == 2
