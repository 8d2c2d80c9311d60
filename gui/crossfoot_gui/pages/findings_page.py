"""The findings page as widgets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QListWidgetItem, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from crossfoot_gui.dialogs.question_dialog import QuestionDialog
from crossfoot_gui.pages.finding_editor import FindingEditor
from crossfoot_gui.presenters.findings import FindingsPresenter
from crossfoot_gui.presenters.findings_state import FindingsState
from crossfoot_gui.widgets.controls import (
    box,
    button,
    choice,
    column,
    entry_list,
    fill_choice,
    row,
    scrolled,
    text,
)

_UID = Qt.ItemDataRole.UserRole


class FindingsPage(QWidget):
    """The findings at the left, with what a new one can be drafted from; the editor at the right."""

    presenter: FindingsPresenter

    def __init__(self) -> None:
        super().__init__()
        self.list = entry_list("Findings")
        self.list.currentItemChanged.connect(self._chosen)
        self.candidates = choice("Check to draft a finding from")
        self.draft = button("&Draft", self.draft_chosen, primary=True, tip="Ctrl+D")
        self.write = button("Write &one...", self.ask_new, tip="A finding that no check is behind")
        self.save = button("&Save", lambda: self.presenter.save(), primary=True, tip="Ctrl+S")
        self.withdraw = button("&Withdraw...", self._ask_withdraw)
        self.add = button("Add a &recommendation...", self._ask_recommendation)
        self.let_stand = button("Let a fla&g stand...", self._ask_let_stand)
        side = box(
            column(
                text("Draft a finding from", "label"),
                self.candidates,
                row(self.write, 1, self.draft),
                text("Findings", "label"),
                self.list,
                margin=14,
                spacing=9,
            ),
            "side",
        )
        self.editor = FindingEditor()
        self.editor.written.connect(lambda: self.presenter.write(self.editor.form()))
        self.editor.asked_for_print.connect(
            lambda: self.editor.show_printed(self.presenter.printed(self.editor.condition.toPlainText()))
        )
        self.editor.accepted.connect(lambda uid: self.presenter.accept_template(uid))
        self.empty = text("", "empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scroll = scrolled(self.editor, "The selected finding")
        self._shown = ""
        written = QWidget()
        buttons = row(self.add, self.let_stand, 1, self.withdraw, self.save)
        buttons.setContentsMargins(24, 10, 24, 12)
        written.setLayout(column(self._scroll, buttons, spacing=0))
        self._stack = QStackedWidget()
        self._stack.addWidget(written)
        self._stack.addWidget(self.empty)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(side)
        sides.addWidget(self._stack)
        sides.setSizes([340, 920])
        sides.setStretchFactor(1, 1)
        sides.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(sides)
        self.setFocusProxy(self.list)

    def show_state(self, state: FindingsState) -> None:
        """Show the list and the finding that is selected."""
        fill_choice(self.candidates, [(entry.value, entry.label) for entry in state.candidates])
        self.candidates.setEnabled(bool(state.candidates))
        self.draft.setEnabled(bool(state.candidates))
        selected = state.card.form.uid if state.card else ""
        self.list.blockSignals(True)
        self.list.clear()
        for at, line in enumerate(state.lines):
            item = QListWidgetItem(f"{line.title}\n{line.note}")
            item.setData(_UID, line.uid)
            self.list.addItem(item)
            if line.uid == selected:
                self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self.empty.setText(state.empty)
        self._stack.setCurrentIndex(0 if state.card else 1)
        if state.card is not None:
            self.editor.show_card(state.card)
            self.let_stand.setEnabled(not all(line.answered for line in state.card.flags))
            if selected != self._shown:
                self._scroll.verticalScrollBar().setValue(0)
        self._shown = selected

    def draft_chosen(self) -> None:
        """Draft a finding from the chosen check."""
        self.presenter.draft(self.candidates.currentData() or "")

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.presenter.select(item.data(_UID))

    def ask_new(self) -> None:
        """Ask for the title and condition of a finding that no check is behind."""
        question = self.presenter.new_question()
        if question is not None:
            QuestionDialog(question, self.presenter.write_new, self).exec()

    def _ask_withdraw(self) -> None:
        reason, agreed = QInputDialog.getText(
            self, "Withdraw the finding", "Why? The reason stays in the history."
        )
        if agreed:
            self.presenter.withdraw(reason)

    def _ask_let_stand(self) -> None:
        question = self.presenter.flag_question()
        if question is not None:
            QuestionDialog(question, self.presenter.answer_flag, self).exec()

    def _ask_recommendation(self) -> None:
        action, agreed = QInputDialog.getText(
            self, "Add a recommendation", "What is to be done, in one sentence:"
        )
        if agreed:
            self.presenter.add_recommendation(action)
