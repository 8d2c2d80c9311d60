"""The question for a decision on exceptions: which, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from crossfoot_gui.presenters.exceptions_state import DECISION_CHOICES
from crossfoot_gui.widgets.controls import button, choice, column, row, text


class DecisionDialog(QDialog):
    """A reason is required: the button that records stays grey without one."""

    def __init__(
        self, count: int, decision: str, record: Callable[[str, str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._record = record
        self.setWindowTitle("Decide")
        self.setMinimumWidth(560)
        self.decision = choice("Decision", [(entry.value, entry.label) for entry in DECISION_CHOICES])
        self.decision.setCurrentIndex(self.decision.findData(decision))
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("Reason")
        self.reason.setTabChangesFocus(True)
        self.reason.setPlaceholderText("What the decision rests on, in a sentence.")
        self.reason.setFixedHeight(110)
        self.reason.textChanged.connect(self._look)
        self.submit = button("&Record", self._submit, primary=True)
        self.submit.setEnabled(False)
        what = "this exception" if count == 1 else f"these {count:,} exceptions"
        self.setLayout(
            column(
                text(f"Decide on {what}", "heading"),
                self.decision,
                text("Reason (required; it is kept with your name and the time)", "label"),
                self.reason,
                row(1, button("Cancel", self.reject), self.submit),
                margin=22,
                spacing=10,
            )
        )
        self.reason.setFocus()

    def _look(self) -> None:
        self.submit.setEnabled(bool(self.reason.toPlainText().strip()))

    def _submit(self) -> None:
        self.accept()
        self._record(self.decision.currentData(), self.reason.toPlainText().strip())
