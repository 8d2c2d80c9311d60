"""The import page passes every choice on and shows what comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot_gui.dialogs.hazards_dialog import HazardsDialog
from crossfoot_gui.dialogs.named_dialog import NamedDialog
from crossfoot_gui.dialogs.password_dialog import PasswordDialog
from crossfoot_gui.dialogs.table_dialog import TableDialog
from crossfoot_gui.dialogs.templates_dialog import TemplatesDialog
from crossfoot_gui.models.columns_model import DATES, WHY
from crossfoot_gui.pages.importing_page import WORKBOOKS
from crossfoot_gui.presenters.importing_hazards import StoredHazardsPresenter
from crossfoot_gui.presenters.importing_mappings import MappingsPresenter
from crossfoot_gui.presenters.importing_state import LEFT_OUT
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import AGREEMENT_HEADERS, agreement_row, write_xlsx
from tests.core.workbook.xls_parts import XlsSheet, text, write_xls
from tests.gui.pages.conftest import TestedProgram
from tests.gui.presenters.desks import empty_audit

TOTAL = ("TOTAL", None, None, None, 3, None, None)


@pytest.fixture
def looking(program: TestedProgram, tmp_path: Path) -> TestedProgram:
    """A workbook is looked at: a title above the header, a hidden row, a row of totals; a second sheet."""
    program.start.open(empty_audit(tmp_path))
    rows = [("Agreements as of May",), (), AGREEMENT_HEADERS, *(agreement_row(n) for n in "ABC"), TOTAL]
    sheets = {"May": rows, "Other": [AGREEMENT_HEADERS, agreement_row("D")]}
    program.shell.go("import")
    program.importing.choose_file(write_xlsx(tmp_path / "list.xlsx", sheets, hidden_rows=[5]))
    return program


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_the_choice_of_files_names_every_format_that_is_read() -> None:
    for ending in ("xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv"):
        assert f"*.{ending}" in WORKBOOKS.split(";;")[0]


def test_the_password_is_masked_and_cannot_be_empty(qtbot: QtBot) -> None:
    dialog = PasswordDialog("list.xlsx", "list.xlsx is password protected.")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.password.echoMode() == QLineEdit.EchoMode.Password
    assert not dialog.open_button.isEnabled()
    qtbot.keyClicks(dialog.password, "geheim")
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert "list.xlsx is password protected." in texts(dialog)


def test_the_page_hands_the_typed_password_over_or_nothing(
    program: TestedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    def type_in(dialog: PasswordDialog) -> int:
        dialog.password.setText("geheim")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(PasswordDialog, "exec", type_in)
    assert program.importing_page.ask_password("list.xlsx", "It is protected.") == "geheim"
    monkeypatch.setattr(PasswordDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    assert program.importing_page.ask_password("list.xlsx", "It is protected.") is None


def test_a_decision_needs_a_choice_and_a_reason(looking: TestedProgram) -> None:
    panel = looking.importing_page.preview.hazards
    assert panel.chosen is not None and panel.chosen.group == "decide"
    assert not panel.record.isEnabled()
    panel.reason.setText("Asked the agency.")
    assert not panel.record.isEnabled()
    panel.decision.setCurrentIndex(panel.decision.findData("they count"))
    panel.decision.activated.emit(1)
    panel.record.click()
    assert panel.chosen is not None
    assert (panel.chosen.group, panel.chosen.decision) == ("decided", "they count")
    assert not panel.record.isEnabled()
    panel.back.click()
    assert panel.chosen.group == "decide"


def test_one_click_leaves_the_rows_of_totals_out(looking: TestedProgram) -> None:
    preview = looking.importing_page.preview
    panel = preview.hazards
    at = next(i for i, line in enumerate(panel._lines) if line.key.startswith("total-rows"))
    panel.table.selectRow(at)
    panel.skip.click()
    assert preview.tabs.tabText(2) == "Rows left out (1)"
    assert [preview.rows.model.data(preview.rows.model.index(0, at)) for at in (0, 1)] == [
        "row 7", "Rows of totals among the data.",
    ]  # fmt: skip
    preview.rows.take_back.click()
    assert preview.tabs.tabText(2) == "Rows left out (0)"


def test_rows_are_left_out_by_number_with_a_reason(looking: TestedProgram) -> None:
    rows = looking.importing_page.preview.rows
    rows.first.setValue(4)
    rows.last.setValue(5)
    assert not rows.leave_out.isEnabled()
    rows.reason.setText("Test entries.")
    rows.leave_out.click()
    assert rows.model.data(rows.model.index(0, 0)) == "rows 4 to 5"
    assert rows.reason.text() == ""


def test_the_header_is_read_elsewhere_by_number(looking: TestedProgram, qtbot: QtBot) -> None:
    preview = looking.importing_page.preview
    assert (preview.header_row.value(), preview.header_rows.value()) == (3, 1)
    assert not preview.header_again.isEnabled()
    preview.header_row.setValue(4)
    assert preview.header_again.isEnabled()
    qtbot.keyClick(preview.header_row.lineEdit(), Qt.Key.Key_Return)
    assert preview.columns_model.data(preview.columns_model.index(1, 1)) == "A"
    assert not preview.header_again.isEnabled()


def test_the_way_of_writing_dates_is_chosen_in_the_table(looking: TestedProgram) -> None:
    preview = looking.importing_page.preview
    model = preview.columns_model
    index = model.index(5, DATES)
    assert model.data(index) == "are misfits"
    assert not model.flags(model.index(0, DATES)) & Qt.ItemFlag.ItemIsEditable
    preview.columns.edit(index)
    (box,) = [box for box in preview.columns.findChildren(QComboBox) if box.isVisible()]
    box.setCurrentIndex(box.findData("%d/%m/%Y"))
    box.activated.emit(0)
    assert model.data(index) == "31/03/2018 - day first"


def test_each_sheet_has_its_own_list_and_what_it_waits_for(looking: TestedProgram) -> None:
    preview = looking.importing_page.preview
    preview.sheets.setCurrentRow(1)
    assert preview.list_name.text() == "agreements: Other"
    preview.list_name.setText("")
    preview.list_name.editingFinished.emit()
    assert "give the list a name" in preview.sheets.item(1).text()
    assert not preview.import_button.isEnabled()
    preview.sheets.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert preview.import_button.isEnabled()


def test_the_result_tells_rows_cells_and_readings_and_what_is_to_be_decided(looking: TestedProgram) -> None:
    page = looking.importing_page
    page.preview.import_button.click()
    said = texts(page.result)
    assert "agreements: May: 4 rows from sheet May" in said
    assert "0 differences" in said
    assert "cells of the sheet are not empty" in said
    dialog = HazardsDialog(StoredHazardsPresenter(looking.desk))
    panel = dialog.panel
    panel.decision.setCurrentIndex(1)
    panel.reason.setText("Asked the agency.")
    panel.record.click()
    assert panel.chosen is not None and panel.chosen.group == "decided"
    panel.reason.clear()
    assert not panel.back.isEnabled()  # what was recorded is taken back only with a reason
    dialog.deleteLater()


def test_a_template_is_kept_shown_used_and_taken_back(
    looking: TestedProgram, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mappings = MappingsPresenter(looking.importing)
    naming = NamedDialog("Keep", "Why.", "Name of the template", "&Keep", mappings.save)
    qtbot.addWidget(naming)
    assert not naming.submit.isEnabled()
    naming.line.setText("Monthly")
    naming.submit.click()
    assert naming.result() == QDialog.DialogCode.Accepted
    dialog = TemplatesDialog(mappings)
    qtbot.addWidget(dialog)
    assert dialog.model.data(dialog.model.index(0, 0)) == "Monthly"
    written = tmp_path / "monthly.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(written), ""))
    dialog.export.click()
    assert 'record_type = "agreements"' in written.read_text(encoding="utf-8")

    def give_reason(asked: NamedDialog) -> int:
        asked.line.setText("No longer sent.")
        asked.submit.click()
        return asked.result()

    monkeypatch.setattr(NamedDialog, "exec", give_reason)
    dialog.withdraw.click()
    assert dialog.model.rowCount() == 0
    assert not dialog.use.isEnabled()


def test_the_menu_of_mappings_can_be_reached_by_keyboard(looking: TestedProgram) -> None:
    preview = looking.importing_page.preview
    assert preview.mapping_button.focusPolicy() & Qt.FocusPolicy.TabFocus
    words = [action.text() for action in preview.mapping_menu.actions() if not action.isSeparator()]
    assert len(words) == 4 and all("&" in each for each in words)


@pytest.mark.parametrize("tab", range(4))
def test_every_part_of_every_tab_has_a_name(looking: TestedProgram, tab: int) -> None:
    preview = looking.importing_page.preview
    preview.tabs.setCurrentIndex(tab)
    QAccessible.setActive(True)
    nameless = [
        type(widget).__name__
        for widget in preview.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


@pytest.mark.parametrize("size", [(1280, 800), (1100, 700)])
@pytest.mark.parametrize("tab", range(4))
def test_no_text_is_cut_off(looking: TestedProgram, tab: int, size: tuple[int, int], qtbot: QtBot) -> None:
    preview = looking.importing_page.preview
    preview.tabs.setCurrentIndex(tab)
    looking.window.resize(*size)
    qtbot.waitUntil(lambda: (looking.window.width(), looking.window.height()) == size)
    cut = [
        label.text()
        for label in preview.findChildren(QLabel)
        if label.isVisible() and label.text() and _is_cut(label)
    ]
    assert cut == []


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return label.sizeHint().width() > label.width() + 1


def test_a_hazard_of_many_sentences_is_shown_whole_in_a_small_window(
    program: TestedProgram, tmp_path: Path, qtbot: QtBot
) -> None:
    program.start.open(empty_audit(tmp_path))
    program.shell.go("import")
    cells = (text(0, 0, "STATE"), text(0, 1, "AGENCY"), text(1, 0, "TEXAS"), text(1, 1, "A"))
    program.importing.choose_file(write_xls(tmp_path / "old.xls", XlsSheet("List", cells)))
    preview = program.importing_page.preview
    preview.tabs.setCurrentIndex(1)
    program.window.resize(1100, 700)
    qtbot.waitUntil(lambda: program.window.height() == 700)
    losses = [i for i, line in enumerate(preview.hazards._lines) if line.key.startswith("format-losses")]
    preview.hazards.table.selectRow(losses[0])
    qtbot.waitUntil(lambda: not _is_cut(preview.hazards.sentence))
    assert preview.hazards.sentence.height() > 3 * preview.fontMetrics().height()


def test_the_certificate_is_shown_column_by_column(
    looking: TestedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[TableDialog] = []
    monkeypatch.setattr(TableDialog, "exec", lambda dialog: shown.append(dialog))
    looking.importing_page.preview.sheets.item(1).setCheckState(Qt.CheckState.Unchecked)
    looking.importing.import_now()
    (columns,) = [
        each
        for each in looking.importing_page.result.findChildren(QPushButton)
        if each.isVisibleTo(looking.importing_page.result) and each.text().startswith("Certificate")
    ]
    columns.click()
    model = shown[0].model_
    assert [model.data(model.index(0, at)) for at in range(3)] == ["A", "both", "6"]


@pytest.mark.parametrize("tab", range(4))
def test_tab_reaches_every_part_of_the_preview_in_the_order_of_reading(
    looking: TestedProgram, tab: int, qtbot: QtBot
) -> None:
    preview = looking.importing_page.preview
    preview.tabs.setCurrentIndex(tab)
    preview.sheets.setFocus()
    walked: list[QWidget] = []
    while (now := looking.window.focusWidget()) is not None and now not in walked:
        walked.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert now is preview.sheets, "the keyboard is caught"
    parts = [
        (preview.record_type, preview.place, preview.header_row, preview.header_rows, preview.mapping_button),
        (
            (preview.columns,),
            (preview.hazards.table, preview.hazards.decision, preview.hazards.reason),
            (preview.rows.first, preview.rows.last, preview.rows.reason),
            (),
        )[tab],
        (preview.keep_source, preview.certify, preview.back, preview.import_button),
    ]
    places = [walked.index(part) for group in parts for part in group]
    assert places == sorted(places)


def test_why_a_column_is_left_out_is_written_into_its_row(looking: TestedProgram, qtbot: QtBot) -> None:
    preview = looking.importing_page.preview
    model, why = preview.columns_model, preview.columns_model.index(3, WHY)
    assert not model.flags(why) & Qt.ItemFlag.ItemIsEditable
    looking.importing.set_field("D", LEFT_OUT)
    preview.columns.edit(why)
    (line,) = [line for line in preview.columns.findChildren(QLineEdit) if line.isVisible()]
    assert line.accessibleName() == "Why column is left out: D"
    line.setText("Internal notes, not asked for.")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.data(why) == "Internal notes, not asked for.")
    assert looking.importing.draft.mapping.columns[3].reason == "Internal notes, not asked for."
    assert looking.importing.draft.mapping.columns[3].left_out
