"""The pages for plan, requests and evidence as widgets: keyboard, names, nothing clipped, questions, papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot_gui import theme
from crossfoot_gui.dialogs.path_entry import PathEntry
from crossfoot_gui.dialogs.question_dialog import QuestionDialog
from crossfoot_gui.dialogs.table_dialog import TableDialog
from crossfoot_gui.pages.page_of_lines import PageOfLines
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.question import Blank, Question
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.builders import day
from tests.core.evidence.test_citations import audit_with_finding
from tests.core.request.planned_audit import asked, planned_audit
from tests.core.review.audits import CRITERION
from tests.gui.pages.conftest import TestedProgram
from tests.gui.presenters.desks import empty_audit
from tests.gui.ready_audits import copy_of

PAGES = ("plan", "request", "evidence")


def with_lines(folder: Path) -> Path:
    """An audit with a plan, a request, and a piece of evidence."""

    def build(kept: Path) -> Path:
        from crossfoot.evidence.register import add_evidence

        from tests.builders import day

        with planned_audit(kept) as audit:
            asked(audit)
            add_evidence(
                audit, "documentary", "Memorandum", obtained_from="Alex Sample, Director of an office with a long name",
                obtained_on=day("2018-04-02"), held_at="Safe 3",
            )  # fmt: skip
            return audit.path

    return copy_of("plan-request-evidence", folder, build)


def shown(program: TestedProgram, page: str) -> PageOfLines:
    program.shell.go(page)
    QApplication.processEvents()
    made = program.window.page_widgets[page]
    assert isinstance(made, PageOfLines)
    return made


def filled_in(dialog: QuestionDialog, **said: str) -> None:
    for name, words in said.items():
        entry = dialog.entries[name]
        if isinstance(entry, QComboBox):
            entry.setCurrentIndex(entry.findData(words))
        elif isinstance(entry, PathEntry):
            entry.set_text(words)
        elif isinstance(entry, QPlainTextEdit):
            entry.setPlainText(words)
        else:
            entry.setText(words)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_page_begins_at_the_button_that_says_what_to_do(
    program: TestedProgram, tmp_path: Path, page: str
) -> None:
    program.start.open(empty_audit(tmp_path))
    made = shown(program, page)
    first = next(each for each in made.buttons.values() if each.isEnabled())
    assert program.window.focusWidget() is first
    assert first.text().replace("&", "").rstrip(".") in made.empty.text()


@pytest.mark.parametrize("page", PAGES)
def test_each_part_has_a_name_and_tab_reaches_every_button(
    program: TestedProgram, tmp_path: Path, page: str, qtbot: QtBot
) -> None:
    program.start.open(with_lines(tmp_path))
    made = shown(program, page)
    QAccessible.setActive(True)
    nameless = [
        type(widget).__name__
        for widget in made.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QAbstractScrollArea)
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []
    assert program.window.focusWidget() is made.table
    seen: set[QWidget] = set()
    while (now := program.window.focusWidget()) not in seen:
        assert now is not None
        seen.add(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)  # type: ignore[no-untyped-call]
    assert {each for each in made.buttons.values() if each.isEnabled()} <= seen
    assert set(made.filters.values()) <= seen


@pytest.mark.parametrize("points", [theme.usual_size(), 14.0])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_clipped_also_in_large_letters(
    program: TestedProgram, tmp_path: Path, page: str, points: float, qapp: QApplication
) -> None:
    try:
        theme.set_text_size(qapp, points)
        program.window.resize(1280, 800)
        program.start.open(with_lines(tmp_path))
        made = shown(program, page)
        assert program.window.width() == 1280
        for part in made.findChildren(QWidget):
            if part.isVisible() and isinstance(part, (QLabel, QPushButton)) and part is not made.detail:
                assert part.width() >= part.minimumSizeHint().width(), part.text()
        assert not made.table.horizontalScrollBar().isVisible()
        metrics = made.table.fontMetrics()
        for row in range(made.model.rowCount()):
            for column in range(made.model.columnCount()):
                words = str(made.model.data(made.model.index(row, column)))
                width = made.table.columnWidth(column) - 12
                needed = metrics.boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap, words).height()
                assert made.table.rowHeight(row) >= needed, words
    finally:
        theme.set_text_size(qapp, theme.usual_size())


def test_the_plan_is_approved_by_keyboard_alone(
    program: TestedProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start.open(with_lines(tmp_path))

    def fill_in(dialog: QuestionDialog) -> int:
        filled_in(dialog, who="R. Lead")
        dialog.submit.click()
        return 1

    monkeypatch.setattr(QuestionDialog, "exec", fill_in)
    program.window.actions_by_id["plan.approve"].trigger()
    made = shown(program, "plan")
    assert "Approved by R. Lead" in made.facts.text()
    assert made.buttons["approve"].text() == "&Approve again..."


def test_the_request_is_written_and_its_files_are_shown(
    program: TestedProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start.open(with_lines(tmp_path))
    listed: list[str] = []

    def fill_in(dialog: QuestionDialog) -> int:
        filled_in(dialog, which="1", folder=str(tmp_path / "out"))
        dialog.submit.click()
        return 1

    def look(dialog: TableDialog) -> int:
        listed.extend(str(dialog.model_.data(dialog.model_.index(row, 0))) for row in range(2))
        return 1

    monkeypatch.setattr(QuestionDialog, "exec", fill_in)
    monkeypatch.setattr(TableDialog, "exec", look)
    program.window.actions_by_id["request.write"].trigger()
    assert program.__dict__.get("troubles", []) == []
    assert listed == ["letter.docx", "datasets/01-officers.xlsx"]


def confirmed(audit: Audit) -> None:
    """A criterion that a written finding may rest on."""
    from crossfoot.review.criteria import confirm_criterion, load_pack_criteria

    load_pack_criteria(audit)
    confirm_criterion(audit, CRITERION, "A. Auditor", day("2018-05-01"))


def test_a_finding_shows_what_makes_it_weak_and_what_is_cited_for_it(
    program: TestedProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crossfoot.evidence.citations import cite
    from crossfoot.review.findings import write_finding

    from tests.core.evidence.test_register import memo

    with audit_with_finding(tmp_path) as audit:
        confirmed(audit)
        finding = write_finding(audit, "Duties", "Duties were not assigned.", criteria=(CRITERION,))
        path = audit.path
        memo(audit, pages=14)
        program.start.open(path)
        program.shell.go("findings")
        program.findings.select(finding.uid)
        editor = program.findings_page.editor
        assert "▲ No check is behind the condition" in editor.flags.text()
        assert "crossfoot" not in editor.flags.text()
        assert "Nothing is cited yet" in editor.evidence.text()
        cite(
            audit,
            f"finding:{finding.uid}#condition",
            "E-1",
            page="12",
            quote="No one reviews it.",
            supports=True,
        )
    program.findings.enter()
    assert not editor.flags.isVisible()
    assert "E-1, " in editor.evidence.text()
    assert 'page 12, supports the condition: "No one reviews it." (quote not checked by machine).' in (
        editor.evidence.text()
    )


def test_a_flag_is_let_stand_with_a_reason(
    program: TestedProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crossfoot.review.findings import write_finding

    with audit_with_finding(tmp_path) as audit:
        confirmed(audit)
        finding = write_finding(audit, "Duties", "Duties were not assigned.", criteria=(CRITERION,))
        path = audit.path
    program.start.open(path)
    program.shell.go("findings")
    program.findings.select(finding.uid)

    def fill_in(dialog: QuestionDialog) -> int:
        filled_in(dialog, reason="It is a matter of record.")
        dialog.submit.click()
        return 1

    monkeypatch.setattr(QuestionDialog, "exec", fill_in)
    page = program.findings_page
    page.let_stand.click()
    assert "✓ No check is behind the condition" in page.editor.flags.text()
    assert "It may stand: It is a matter of record." in page.editor.flags.text()
    assert not page.let_stand.isEnabled()


def test_a_path_is_chosen_or_typed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked_for: list[str] = []

    def several(_parent: QWidget, title: str, _start: str, endings: str) -> tuple[list[str], str]:
        asked_for.append(f"{title}: {endings}")
        return ["/tmp/a.xlsx", "/tmp/b.xlsx"], endings

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", several)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    blanks = (Blank("files", "Files", "files"), Blank("folder", "Folder", "folder"))
    dialog = QuestionDialog(Question("Receive", (), blanks), lambda said: True)
    qtbot.addWidget(dialog)
    files, folder = dialog.entries["files"], dialog.entries["folder"]
    assert isinstance(files, PathEntry) and isinstance(folder, PathEntry)
    files.browse.click()
    assert asked_for == ["Files: All files (*)"]
    folder.set_text("out")
    folder.browse.click()
    assert dialog.submit.isEnabled()
    assert dialog.answers() == {"files": "/tmp/a.xlsx\n/tmp/b.xlsx", "folder": "out"}
    assert folder.browse.accessibleName() == "Choose: Folder"


def test_a_long_question_scrolls_instead_of_leaving_the_screen(qtbot: QtBot, qapp: QApplication) -> None:
    blanks = tuple(Blank(f"b{at}", f"Blank {at}", required=False) for at in range(40))
    choices = (Blank("which", "Which", "choice", "a", (Choice("a", "A"),)), *blanks)
    dialog = QuestionDialog(Question("Long", (), choices), lambda said: True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.height() <= qapp.primaryScreen().availableGeometry().height()
    assert dialog.submit.isVisible()
    assert isinstance(dialog.entries["b39"], QLineEdit)
