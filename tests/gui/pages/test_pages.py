"""The pages show what their presenters say, and pass clicks on."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.report.pdf import render_pdf
from crossfoot_gui.dialogs.decision_dialog import DecisionDialog
from crossfoot_gui.models.rows_model import PAGE, RowsModel
from crossfoot_gui.pdf_pages import PdfPages
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.core.report.sample_report import sample_report
from tests.gui.pages.conftest import TestedProgram
from tests.gui.presenters.flagged import CHECK, audit_with_agreements

SHOWN = Qt.ItemDataRole.DisplayRole
ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


def test_a_field_is_chosen_in_the_preview_from_the_fields_of_the_list(
    program: TestedProgram, tmp_path: Path
) -> None:
    with new_audit(tmp_path) as audit:
        path = audit.path
    program.start.open(path)
    program.importing.choose_file(
        write_xlsx(tmp_path / "l.xlsx", {"A": [AGREEMENT_HEADERS, agreement_row("A")]})
    )
    preview = program.importing_page.preview
    assert preview.import_button.isEnabled()
    preview.columns.edit(preview.columns_model.index(5, 2))
    (box,) = [box for box in preview.columns.findChildren(QComboBox) if box.isVisible()]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert preview.columns_model.data(preview.columns_model.index(5, 2)) == "(keep as raw text)"
    assert "signed_on" in preview.missing.text()
    assert preview.missing.isVisible()
    assert not preview.import_button.isEnabled()
    assert "signed_on" in preview.obstacle.text()


def test_the_rows_of_a_table_come_a_page_at_a_time_with_their_excel_numbers(
    program: TestedProgram, tmp_path: Path
) -> None:
    rows = [AGREEMENT_HEADERS, *(agreement_row(f"Agency {n}") for n in range(3 * PAGE))]
    with new_audit(tmp_path) as audit:
        load(audit, write_xlsx(tmp_path / "l.xlsx", {"A": rows}, hidden_rows=[3]))
        path = audit.path
    program.start.open(path)
    program.tables.choose("agreements")
    model = program.tables_page.data.model()
    assert isinstance(model, RowsModel)
    assert model.rowCount() == 3 * PAGE
    headers = [model.headerData(at, ACROSS) for at in range(model.columnCount())]
    agency = headers.index("LAW ENFORCEMENT AGENCY")
    last = model.index(3 * PAGE - 1, agency)
    assert model.data(last) == f"Agency {3 * PAGE - 1}"
    assert model.headerData(3 * PAGE - 1, DOWN) == str(3 * PAGE + 1)
    assert (model.headerData(0, DOWN), model.headerData(1, DOWN)) == ("2", "◌ 3")
    assert "hidden" in str(model.headerData(1, DOWN, Qt.ItemDataRole.AccessibleTextRole))
    assert len(model._pages) < 3
    program.tables_page.go_to_row(450)
    assert program.tables_page.data.currentIndex().row() == 448
    program.tables_page.go_to_row(99_999)
    assert "no row 99999" in program.tables_page.legend.text()


def test_a_decision_is_recorded_only_with_a_reason(qtbot: QtBot) -> None:
    recorded: list[tuple[str, str]] = []
    dialog = DecisionDialog(3, "confirmed", lambda decision, reason: recorded.append((decision, reason)))
    qtbot.addWidget(dialog)
    assert not dialog.submit.isEnabled()
    dialog.reason.setPlainText("   ")
    assert not dialog.submit.isEnabled()
    dialog.reason.setPlainText("Seen on the list.")
    dialog.submit.click()
    assert recorded == [("confirmed", "Seen on the list.")]


def test_the_selected_exceptions_are_those_that_are_decided(
    program: TestedProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start.open(audit_with_agreements(tmp_path))
    program.shell.go("exceptions")
    page = program.exceptions_page

    def fill_in(dialog: DecisionDialog) -> int:
        dialog.reason.setPlainText("Seen.")
        dialog.submit.click()
        return 1

    monkeypatch.setattr(DecisionDialog, "exec", fill_in)
    page.select_all.click()
    page.confirm.click()
    decided = [
        page.lines_model.data(page.lines_model.index(row, 1)) for row in range(page.lines_model.rowCount())
    ]
    assert decided == ["▲ confirmed", "▲ confirmed"]
    assert page.progress.text() == "2 of 2 decided"


def test_what_is_written_in_a_finding_is_kept_when_the_auditor_goes_to_another_page(
    program: TestedProgram, tmp_path: Path
) -> None:
    program.start.open(audit_with_agreements(tmp_path))
    program.shell.go("findings")
    program.findings.draft(CHECK)
    editor = program.findings_page.editor
    editor.cause.setPlainText("Nobody was assigned to post the agreements.")
    editor.criteria.item(0).setCheckState(Qt.CheckState.Unchecked)
    program.shell.go("tables")
    program.shell.go("findings")
    assert editor.cause.toPlainText() == "Nobody was assigned to post the agreements."
    assert editor.form().criteria == ()
    assert "no effect yet" in program.findings_page.list.item(0).text()
    assert "no cause" not in program.findings_page.list.item(0).text()


def test_the_report_is_shown_page_by_page_with_its_text(
    program: TestedProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        program.report,
        "_make_report",
        lambda audit, path, status, paper, progress: render_pdf(sample_report(), path),
    )
    program.start.open(audit_with_agreements(tmp_path, run=False))
    program.shell.go("report")
    page = program.report_page
    assert not page.save.isEnabled()
    page.build.click()
    assert page.save.isEnabled()
    assert page.place.text().startswith("Page 1 of ")
    page.pdf.go_to(1)
    assert page.place.text().startswith("Page 2 of ")
    page.show_text.click()
    assert "Highlights" in page.page_text.toPlainText()
    assert "Highlights" in page.pdf.accessibleDescription()
    before = page.pdf.zoom
    page.larger.click()
    assert page.pdf.zoom > before
    picture = page.pdf.grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 9)
        for y in range(0, picture.height(), 9)
    }
    assert "#12294b" in colours  # the band of the Highlights page


def test_a_page_is_drawn_with_its_colours_in_place(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    render_pdf(sample_report(), path)
    pages = PdfPages(path)
    image = pages.image(0, 1.0)
    assert (image.width(), image.height()) == (612, 792)
    assert "#12294b" in {image.pixelColor(306, y).name() for y in range(0, 792, 4)}
    pages.close()
