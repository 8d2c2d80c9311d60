"""The value of a parameter, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from crossfoot_gui.presenters.checks_state import ParameterLine
from crossfoot_gui.widgets.controls import button, column, row, text


class ParameterDialog(QDialog):
    """`keep(value, source)` says whether it was kept; only then the dialog closes."""

    def __init__(
        self, parameter: ParameterLine, keep: Callable[[str, str], bool], parent: QWidget | None = None
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
                row(1, button("Cancel", self.reject), self.submit),
                margin=22,
                spacing=10,
            )
        )
        self.value.setFocus()

    def _submit(self) -> None:
        if self._keep(self.value.text().strip(), self.source.text().strip()):
            self.accept()
