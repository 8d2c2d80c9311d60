"""The tabs of the tables page as widgets: filters, the table, the detail, buttons, dialogs."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot_gui.dialogs.question_dialog import QuestionDialog
from crossfoot_gui.dialogs.source_dialog import SourceDialog
from crossfoot_gui.dialogs.table_dialog import TableDialog
from crossfoot_gui.pages.data_panel import DataPanel
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.question import Blank, Question, reason_blank
from crossfoot_gui.presenters.tables import TABS
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.gui.pages.conftest import TestedProgram
from tests.gui.ready_audits import copy_of

PANELS = [name for name, _ in TABS if name != "data"]


def with_all_there_is(folder: Path) -> Path:
    """Two versions of a list with a hidden row, a text that could be a date, and names that are alike."""

    def build(kept: Path) -> Path:
        rows = [AGREEMENT_HEADERS, *(agreement_row(f"Agency {n}", county=f"County {n}") for n in range(20))]
        rows += [
            agreement_row("Walker County Sheriff's Office"),
            agreement_row("Walker County Sheriff's Department"),
        ]
        with new_audit(kept) as audit:
            load(audit, write_xlsx(kept / "may.xlsx", {"L": rows}), as_list="Agreements")
            rows[1] = agreement_row("Agency 0", "7/72017", county="County 0")
            load(
                audit,
                write_xlsx(kept / "june.xlsx", {"L": rows}, hidden_rows=[4]),
                new_version_of="Agreements",
            )
            return audit.path

    return copy_of("all-there-is", folder, build)


@pytest.fixture
def opened(program: TestedProgram, tmp_path: Path) -> TestedProgram:
    program.start.open(with_all_there_is(tmp_path))
    program.shell.go("tables")
    return program


def show_tab(program: TestedProgram, tab: str) -> DataPanel:
    """The panel, laid out: what a layout takes in is shown with the next events only."""
    program.tables.choose_tab(tab)
    QApplication.processEvents()
    return program.tables_page.panels[tab]


@pytest.mark.parametrize("tab", PANELS)
def test_each_tab_shows_its_lines_without_trouble(opened: TestedProgram, tab: str) -> None:
    panel = show_tab(opened, tab)
    assert panel.isVisible()
    assert panel.model.rowCount() > 0 or panel.empty.text()
    assert "troubles" not in opened.__dict__


@pytest.mark.parametrize("tab", PANELS)
def test_everything_in_a_tab_that_takes_the_keyboard_has_a_name(opened: TestedProgram, tab: str) -> None:
    show_tab(opened, tab)
    QAccessible.setActive(True)
    nameless = [
        type(widget).__name__
        for widget in opened.tables_page.panels[tab].findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


@pytest.mark.parametrize("tab", PANELS)
def test_tab_walks_through_a_panel_and_out_of_it(opened: TestedProgram, tab: str, qtbot: QtBot) -> None:
    panel = show_tab(opened, tab)
    start = opened.window.stepper.findChildren(QWidget)[0]
    start.setFocus()
    seen: list[QWidget] = []
    while (now := opened.window.focusWidget()) not in seen:
        assert now is not None
        seen.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)  # type: ignore[no-untyped-call]
    assert opened.window.focusWidget() is start
    wanted = [box for box in panel.filters.values() if box.isVisible()]
    wanted_buttons = [each for each in panel.buttons.values() if each.isEnabled()]
    assert set(wanted) | set(wanted_buttons) <= set(seen)


@pytest.mark.parametrize("size", [(1280, 800), (1100, 700)])
@pytest.mark.parametrize("tab", PANELS)
def test_no_text_is_clipped(opened: TestedProgram, tab: str, size: tuple[int, int]) -> None:
    opened.window.resize(*size)
    panel = show_tab(opened, tab)
    assert opened.window.width() == size[0]
    for part in panel.findChildren(QWidget):
        if part.isVisible() and isinstance(part, (QLabel, QPushButton)) and part is not panel.detail:
            assert part.width() >= part.minimumSizeHint().width(), part.text()
            assert panel.rect().contains(part.geometry().center()) or part.parent() is not panel
    for box in panel.filters.values():
        widest = max(box.fontMetrics().horizontalAdvance(box.itemText(at)) for at in range(box.count()))
        assert box.width() >= min(widest + 30, 400)


def test_a_button_asks_and_the_answer_is_kept(opened: TestedProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = show_tab(opened, "misfits")

    def fill_in(dialog: QuestionDialog) -> int:
        assert not dialog.submit.isEnabled()
        dialog.entries["reason"].setPlainText("The agreement itself.")  # type: ignore[union-attr]
        dialog.submit.click()
        return 1

    monkeypatch.setattr(QuestionDialog, "exec", fill_in)
    panel.buttons["accept"].click()
    assert panel.model.data(panel.model.index(0, 5)) == "✓ 2017-07-07"
    assert opened.tables_page.tabs.tabText(4) == "Corrections (1)"
    assert not panel.buttons["accept"].isEnabled()


def test_a_filter_and_a_text_choose_the_lines(opened: TestedProgram) -> None:
    panel = show_tab(opened, "agencies")
    assert panel.model.rowCount() == 22
    panel.search.setText("walker")
    panel.search.returnPressed.emit()
    assert panel.model.rowCount() == 2
    panel.search.setText("")
    panel.search.returnPressed.emit()
    show = panel.filters["show"]
    show.setCurrentIndex(show.findData("alike"))
    show.activated.emit(1)
    assert panel.buttons["same"].isEnabled()
    assert "95% alike" in panel.detail.text()


def test_the_cell_stands_selected_in_its_sheet(
    opened: TestedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def look(dialog: SourceDialog) -> int:
        now = dialog.view.currentIndex()
        shown.append(str(dialog.model_.data(now)))
        shown.append(dialog.note.text())
        dialog.view.setCurrentIndex(dialog.model_.index(3, 1))
        shown.append(dialog.note.text())
        shown.append(str(dialog.model_.headerData(3, Qt.Orientation.Vertical)))
        return 1

    monkeypatch.setattr(SourceDialog, "exec", look)
    opened.tables.choose("agreements")
    page = opened.tables_page
    page.go_to_row(2)
    signed = [
        str(page.data.model().headerData(at, Qt.Orientation.Horizontal))
        for at in range(page.data.model().columnCount())
    ].index("SIGNED")
    page.data.setCurrentIndex(page.data.model().index(0, signed))
    opened.window.actions_by_id["data.cell"].trigger()
    assert shown == ["7/72017", "F2 holds a text, stored as '7/72017'.",
                     "B4 holds a text, stored as 'Agency 2'; hidden in the workbook.", "◌ 4"]  # fmt: skip


def test_the_columns_of_a_certificate_are_a_table(
    opened: TestedProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def look(dialog: TableDialog) -> int:
        shown.append(dialog.facts.text())
        shown.append(str(dialog.model_.data(dialog.model_.index(0, 1))))
        return 1

    monkeypatch.setattr(TableDialog, "exec", look)
    show_tab(opened, "lists").buttons["certificate"].click()
    assert "Read twice" in shown[0]
    assert shown[1] == "both"


def test_a_question_is_answered_only_whole_and_stays_until_it_is_kept(qtbot: QtBot) -> None:
    kept: list[dict[str, str]] = []

    def record(said: dict[str, str]) -> bool:
        kept.append(said)
        return len(kept) > 1

    blanks = (
        Blank("what", "What", "choice", "b", (Choice("a", "A"), Choice("b", "B"))),
        Blank("used", "Used", required=False),
        reason_blank(),
    )
    dialog = QuestionDialog(Question("Decide", ("A fact.",), blanks), record)
    qtbot.addWidget(dialog)
    assert not dialog.submit.isEnabled()
    dialog.entries["reason"].setPlainText("Why. ")  # type: ignore[union-attr]
    dialog.submit.click()
    assert dialog.result() == 0
    dialog.submit.click()
    assert dialog.result() == 1
    assert kept[1] == {"what": "b", "used": "", "reason": "Why."}
