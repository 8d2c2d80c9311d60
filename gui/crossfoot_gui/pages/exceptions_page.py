"""The exceptions page as widgets."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from crossfoot_gui.dialogs.decision_dialog import DecisionDialog
from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.pages.exception_card import ExceptionCardView
from crossfoot_gui.presenters.exceptions import ExceptionsPresenter
from crossfoot_gui.presenters.exceptions_state import ExceptionsState
from crossfoot_gui.widgets.controls import button, choice, column, fill_choice, row, scrolled, table, text

_COLUMNS = ("Who or what", "Decision", "What is wrong", "Check")
_CHECK = 3
_FULL = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class ExceptionsPage(QWidget):
    """The list above or at the left, the card of the selected one beside it; several may be decided at once."""

    presenter: ExceptionsPresenter

    def __init__(self) -> None:
        super().__init__()
        self.check = choice("Show the exceptions of")
        self.check.setMinimumWidth(330)
        self.decision = choice("Show those decided as")
        for filter_box in (self.check, self.decision):
            filter_box.activated.connect(lambda _at: self._filter())
        self.progress = text("", "label", wrap=False)
        self.lines_model = LinesModel(_COLUMNS, self)
        self.lines = table("Exceptions", self.lines_model)
        self.lines.setSelectionMode(self.lines.SelectionMode.ExtendedSelection)
        for at, width in enumerate((170, 120, 330)):
            self.lines.setColumnWidth(at, width)
        self.lines.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.presenter.select(now.row())
        )
        self.confirm = button("&Confirm...", lambda: self.ask("confirmed"), primary=True, tip="Ctrl+Return")
        self.explain = button("&Explain...", lambda: self.ask("explained"), tip="Ctrl+Shift+Return")
        self.other = button("Other &decision...", lambda: self.ask("ask"))
        self.select_all = button(
            "Select &all", self.lines.selectAll, tip="To give all that are listed one decision"
        )
        self.card = ExceptionCardView()
        left = QWidget()
        left.setLayout(
            column(
                row(self.check, self.decision, 1, self.progress),
                self.lines,
                row(self.confirm, self.explain, self.other, 1, self.select_all),
                margin=16,
                spacing=10,
            )
        )
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(left)
        sides.addWidget(scrolled(self.card, "The selected exception"))
        sides.setSizes([720, 560])
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        sides.setChildrenCollapsible(False)
        self.empty = text("", "empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(sides)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.lines)

    def show_state(self, state: ExceptionsState) -> None:
        """Show the list and the card; where there is no exception at all, say what to do."""
        none_at_all = not state.lines and not state.progress
        self._stack.setCurrentIndex(1 if none_at_all else 0)
        self.empty.setText(state.empty)
        fill_choice(self.check, [(entry.value, entry.label) for entry in state.checks], state.check)
        fill_choice(self.decision, [(entry.value, entry.label) for entry in state.decisions], state.decision)
        self.progress.setText(state.progress)
        self.lines.setColumnHidden(_CHECK, bool(state.check))  # then all are of the one that is chosen above
        selection = self.lines.selectionModel()
        selection.blockSignals(True)
        self.lines_model.show_rows(state.lines)
        if state.lines and selection.currentIndex().row() != state.at:
            selection.setCurrentIndex(self.lines_model.index(state.at, 0), _FULL)
            self.lines.scrollTo(self.lines_model.index(state.at, 0))
        selection.blockSignals(False)
        self.lines.viewport().update()
        for part in (self.confirm, self.explain, self.other, self.select_all):
            part.setEnabled(bool(state.lines))
        self.card.show_card(state.card, state.empty)

    def ask(self, decision: str) -> None:
        """Ask for the reason of a decision on the selected exceptions."""
        positions = sorted(index.row() for index in self.lines.selectionModel().selectedRows())
        if positions:
            DecisionDialog(
                len(positions),
                decision,
                lambda chosen, reason: self.presenter.decide(positions, chosen, reason),
                self,
            ).exec()

    def _filter(self) -> None:
        self.presenter.filter(self.check.currentData() or "", self.decision.currentData() or "")
