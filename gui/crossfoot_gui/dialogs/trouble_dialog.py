"""The message for trouble: what happened, what to do, and for a mistake of ours a report to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from crossfoot_gui.presenters.trouble import Trouble
from crossfoot_gui.widgets.controls import button, column, row, text


class TroubleDialog(QDialog):
    """Stands in front of the window until it is closed."""

    def __init__(self, trouble: Trouble, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trouble = trouble
        self.setWindowTitle("A mistake in Crossfoot" if trouble.is_our_bug else "This did not work")
        self.setMinimumWidth(560)
        self.close_button = button("&Close", self.accept, primary=True)
        self.close_button.setDefault(True)
        parts = column(margin=22, spacing=10)
        parts.addWidget(text("What happened", "label"))
        parts.addWidget(text(trouble.message, selectable=True))
        if trouble.hint:
            parts.addWidget(text("What to do", "label"))
            parts.addWidget(text(trouble.hint, selectable=True))
        buttons = row(1)
        if trouble.is_our_bug:
            details = QPlainTextEdit(trouble.details)
            details.setReadOnly(True)
            details.setTabChangesFocus(True)
            details.setAccessibleName("Details of the mistake")
            details.setMinimumHeight(180)
            parts.addWidget(text("Details", "label"))
            parts.addWidget(details)
            buttons.addWidget(button("C&opy details", self._copy))
        buttons.addWidget(self.close_button)
        parts.addSpacing(6)
        parts.addStretch(1)
        parts.addLayout(buttons)
        self.setLayout(parts)
        self.close_button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.trouble.details)
