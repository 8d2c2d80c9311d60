"""The window as a whole: menus, keyboard, names for screen readers, what stands around the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot_gui.actions import ACTIONS
from crossfoot_gui.dialogs.trouble_dialog import TroubleDialog
from crossfoot_gui.presenters.shell import START, STEPS
from crossfoot_gui.presenters.trouble import Trouble, trouble_of
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDateTimeEdit, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.gui.pages.conftest import TestedProgram
from tests.gui.presenters.flagged import CHECK, audit_with_agreements
from tests.gui.ready_audits import copy_of

PAGES = (START, *(name for name, _ in STEPS))


def with_agreements(folder: Path, *, fictitious: bool = False) -> Path:
    """An audit with a list of 30 agreements."""

    def build(kept: Path) -> Path:
        rows = [AGREEMENT_HEADERS, *(agreement_row(f"Agency {n}") for n in range(30))]
        with new_audit(kept, fictitious=fictitious) as audit:
            load(audit, write_xlsx(kept / "list.xlsx", {"Agreements": rows}, hidden_rows=[4]))
            return audit.path

    return copy_of(f"agreements-{fictitious}", folder, build)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_every_action_of_the_table_stands_in_a_menu_and_does_something(program: TestedProgram) -> None:
    menus = program.window.menuBar().findChildren(QMenu)
    listed = {action.objectName() for menu in menus for action in menu.actions()}
    assert listed >= {row.id for row in ACTIONS}
    assert set(program.handlers()) == {row.id for row in ACTIONS}


def test_no_key_is_given_twice() -> None:
    keys = [row.shortcut for row in ACTIONS if row.shortcut]
    assert len(keys) == len(set(keys))


def test_without_an_audit_only_what_needs_none_can_be_chosen(program: TestedProgram) -> None:
    enabled = {name for name, action in program.window.actions_by_id.items() if action.isEnabled()}
    assert enabled == {row.id for row in ACTIONS if not row.needs_audit}
    program.shell.go("checks")
    assert program.shell.page == START


@pytest.mark.parametrize("page", PAGES)
def test_everything_that_takes_the_keyboard_has_a_name_for_screen_readers(
    program: TestedProgram, tmp_path: Path, page: str
) -> None:
    path = with_agreements(tmp_path)
    if page != START:
        program.start.open(path)
        if page == "import":
            program.importing.choose_file(tmp_path / "list.xlsx")
    program.shell.go(page)
    QAccessible.setActive(True)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in program.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _inner_part(widget)
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def _inner_part(widget: QWidget) -> bool:
    """Qt's own parts of a widget (the line of a date, the view of a table) speak with the name of the whole."""
    parent: QObject | None = widget.parent()
    return isinstance(parent, QDateTimeEdit) or (
        isinstance(parent, QAbstractScrollArea) and not widget.objectName().startswith("content")
    )


@pytest.mark.parametrize("page", [name for name, _ in STEPS])
def test_tab_reaches_every_part_of_a_page_and_is_caught_nowhere(
    program: TestedProgram, tmp_path: Path, page: str, qtbot: QtBot
) -> None:
    program.start.open(audit_with_agreements(tmp_path))
    program.findings.draft(CHECK)
    program.shell.go(page)
    first = program.window.stepper.findChildren(QWidget)[0]
    first.setFocus()
    seen: list[QWidget] = []
    while (now := program.window.focusWidget()) not in seen:
        assert now is not None
        seen.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert program.window.focusWidget() is first, f"the keyboard is caught in {seen[-1].accessibleName()}"
    assert any(program.window.pages.isAncestorOf(widget) for widget in seen)


def test_a_key_of_one_page_does_nothing_on_another(program: TestedProgram, tmp_path: Path) -> None:
    program.start.open(with_agreements(tmp_path))
    for page, _ in STEPS:
        program.shell.go(page)
        wrong = [row.id for row in ACTIONS if row.only_on not in ("", page)]
        assert wrong
        assert not any(program.window.actions_by_id[name].isEnabled() for name in wrong)


def test_a_demonstration_bears_its_marking_on_every_page(program: TestedProgram, tmp_path: Path) -> None:
    program.start.open(with_agreements(tmp_path, fictitious=True))
    for page, _ in STEPS:
        program.shell.go(page)
        assert program.window.strip.isVisible()
        assert program.window.strip.text() == "DEMONSTRATION - FICTITIOUS DATA"


def test_an_ordinary_audit_bears_no_marking(program: TestedProgram, tmp_path: Path) -> None:
    program.start.open(with_agreements(tmp_path))
    assert not program.window.strip.isVisible()


def test_the_frame_tells_the_audit_its_dates_and_how_far_it_is(
    program: TestedProgram, tmp_path: Path
) -> None:
    program.start.open(with_agreements(tmp_path))
    said = texts(program.window)
    for words in (
        "Test audit",
        "October 1, 2016 to March 31, 2018",
        "as of 2018-03-31",
        "30 rows",
        "OFFLINE",
    ):
        assert words in said
    program.shell.close_audit()
    assert program.shell.page == START
    assert not program.window.stepper.isVisible()


def test_a_dialog_says_what_happened_and_what_to_do(qtbot: QtBot) -> None:
    dialog = TroubleDialog(Trouble("list.xlsx is not a workbook.", "Ask the agency for the workbook itself."))
    qtbot.addWidget(dialog)
    said = texts(dialog)
    assert "list.xlsx is not a workbook." in said
    assert "Ask the agency for the workbook itself." in said


def test_a_mistake_of_ours_can_be_copied(qtbot: QtBot, qapp: QApplication) -> None:
    dialog = TroubleDialog(trouble_of(ZeroDivisionError("division by zero")))
    qtbot.addWidget(dialog)
    dialog._copy()
    assert "ZeroDivisionError: division by zero" in qapp.clipboard().text()


def test_texts_of_workbooks_are_never_read_as_markup(program: TestedProgram, tmp_path: Path) -> None:
    with new_audit(tmp_path, title="<b>A & B</b> <img src='x'>") as audit:
        path = audit.path
    program.start.open(path)
    assert program.window.audit_title.text() == "<b>A & B</b> <img src='x'>"
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in program.window.findChildren(QLabel)
        if label.text()
    )


def test_larger_text_makes_everything_larger(program: TestedProgram, qapp: QApplication) -> None:
    before = qapp.font().pointSizeF()
    rows = program.tables_page.data.verticalHeader()
    height = rows.defaultSectionSize()
    program.window.actions_by_id["view.larger"].trigger()
    program.window.actions_by_id["view.larger"].trigger()
    assert qapp.font().pointSizeF() > before
    assert rows.defaultSectionSize() > height
    program.window.actions_by_id["view.usual"].trigger()
    assert qapp.font().pointSizeF() == before
