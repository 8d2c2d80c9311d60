"""The question for the password of a workbook."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from crossfoot_gui.widgets.controls import button, column, row, text


class PasswordDialog(QDialog):
    """Says why it asks: no password was given, or the one given does not open the workbook."""

    def __init__(self, name: str, message: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Password of the workbook")
        self.setMinimumWidth(520)
        self.message = text(message)
        self.password = QLineEdit()
        self.password.setAccessibleName(f"Password of {name}")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.shown = QCheckBox("&Show the password while I type")
        self.shown.toggled.connect(self._show_letters)
        self.open_button = button("&Open", self.accept, primary=True)
        self.open_button.setDefault(True)
        self.open_button.setEnabled(False)
        self.password.textChanged.connect(lambda words: self.open_button.setEnabled(bool(words)))
        self.setLayout(
            column(
                text(name, "heading"),
                self.message,
                text("Password", "label"),
                self.password,
                self.shown,
                text("It opens the workbook for this import and is kept nowhere.", "muted"),
                row(1, button("Cancel", self.reject), self.open_button),
                margin=22,
                spacing=10,
            )
        )
        self.password.setFocus()

    def _show_letters(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.password.setEchoMode(modes.Normal if shown else modes.Password)
