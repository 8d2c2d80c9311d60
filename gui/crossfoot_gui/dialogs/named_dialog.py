"""The question for one text, such as a name or a reason, without which nothing is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from crossfoot_gui.widgets.controls import button, column, row, text


class NamedDialog(QDialog):
    """`keep(text)` says whether it was done; only then the dialog closes."""

    def __init__(
        self,
        title: str,
        explanation: str,
        label: str,
        does: str,
        keep: Callable[[str], bool],
        parent: QWidget | None = None,
        *,
        words: str = "",
    ) -> None:
        super().__init__(parent)
        self._keep = keep
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.line = QLineEdit(words)
        self.line.setAccessibleName(label)
        self.line.selectAll()
        self.submit = button(does, self._submit, primary=True)
        self.submit.setDefault(True)
        self.line.textChanged.connect(lambda _words: self._look())
        self.setLayout(
            column(
                text(title, "heading"),
                text(explanation, "muted"),
                text(label, "label"),
                self.line,
                row(1, button("Cancel", self.reject), self.submit),
                margin=22,
                spacing=10,
            )
        )
        self._look()
        self.line.setFocus()

    def _look(self) -> None:
        self.submit.setEnabled(bool(self.line.text().strip()))

    def _submit(self) -> None:
        if self._keep(self.line.text().strip()):
            self.accept()
