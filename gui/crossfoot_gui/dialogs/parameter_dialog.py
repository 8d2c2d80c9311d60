"""The value of a parameter, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from crossfoot_gui.presenters.checks_state import ParameterLine
from crossfoot_gui.widgets.controls import button, column, row, text


class ParameterDialog(QDialog):
    """`keep(value, source, reason)` says whether it was kept; only then the dialog closes.

    `ask_reason`: the plan is approved, so that a change says why.
    """

    def __init__(
        self,
        parameter: ParameterLine,
        keep: Callable[[str, str, str], bool],
        parent: QWidget | None = None,
        *,
        ask_reason: bool = False,
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self.setWindowTitle("Set a parameter")
        self.setMinimumWidth(560)
        self.value = QLineEdit("" if parameter.value == "not set" else parameter.value)
        self.value.setAccessibleName("Value")
        self.source = QLineEdit()
        self.source.setAccessibleName("Where the value comes from")
        self.source.setPlaceholderText("Document and section; without it no exception may rest on the value")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why it changes")
        self.reason.setPlaceholderText("The plan is approved; the report prints why a value changed since")
        why = text("Why it changes", "label")
        for part in (why, self.reason):
            part.setVisible(ask_reason)
        self.submit = button("&Set", self._submit, primary=True)
        self.submit.setDefault(True)
        self.setLayout(
            column(
                text(parameter.name.replace("_", " "), "heading"),
                text(parameter.meaning),
                text(f"Now: {parameter.value}, from {parameter.source}", "muted"),
                text("Value", "label"),
                self.value,
                text("Where it comes from", "label"),
                self.source,
                why,
                self.reason,
                row(1, button("Cancel", self.reject), self.submit),
                margin=22,
                spacing=10,
            )
        )
        self.value.setFocus()

    def _submit(self) -> None:
        if self._keep(*(line.text().strip() for line in (self.value, self.source, self.reason))):
            self.accept()
