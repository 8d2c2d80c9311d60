"""An entry for a path: typed, or chosen with a button beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from crossfoot_gui.presenters.question import Blank
from crossfoot_gui.widgets.controls import button, row

_ROOM_FOR_FILES = 84  # pixels; more files scroll


class PathEntry(QWidget):
    """One path, or for the kind "files" one a line."""

    changed = Signal()

    def __init__(self, blank: Blank) -> None:
        super().__init__()
        self._blank = blank
        self.line: QLineEdit | QPlainTextEdit
        if blank.kind == "files":
            self.line = QPlainTextEdit(blank.value)
            self.line.setTabChangesFocus(True)
            self.line.setFixedHeight(_ROOM_FOR_FILES)
        else:
            self.line = QLineEdit(blank.value)
        self.line.setAccessibleName(blank.label)
        self.line.setPlaceholderText(blank.hint)
        self.line.textChanged.connect(lambda *_: self.changed.emit())
        self.browse = button("Choose...", self.choose)
        self.browse.setAccessibleName(f"Choose: {blank.label}")
        self.setLayout(row(self.line, self.browse))
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What is typed or chosen."""
        return self.line.toPlainText() if isinstance(self.line, QPlainTextEdit) else self.line.text()

    def set_text(self, words: str) -> None:
        """Put a path in."""
        if isinstance(self.line, QPlainTextEdit):
            self.line.setPlainText(words)
        else:
            self.line.setText(words)

    def choose(self) -> None:
        """Let the auditor choose; nothing changes when he does not."""
        title, endings = self._blank.label, self._blank.endings or "All files (*)"
        if self._blank.kind == "folder":
            chosen = QFileDialog.getExistingDirectory(self, title)
        elif self._blank.kind == "save":
            chosen, _ = QFileDialog.getSaveFileName(self, title, self.text(), endings)
        elif self._blank.kind == "file":
            chosen, _ = QFileDialog.getOpenFileName(self, title, "", endings)
        else:
            several, _ = QFileDialog.getOpenFileNames(self, title, "", endings)
            chosen = "\n".join(several)
        if chosen:
            self.set_text(chosen)
