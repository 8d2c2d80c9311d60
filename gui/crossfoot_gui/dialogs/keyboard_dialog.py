"""What the Help menu shows: the keys, and what this program is."""

from __future__ import annotations

from crossfoot import __version__
from PySide6.QtWidgets import QDialog, QWidget

from crossfoot_gui.actions import keyboard_lines
from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.widgets.controls import button, column, row, table, text


class KeyboardDialog(QDialog):
    """All keys, from the same table that the menus are made from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard")
        self.resize(560, 620)
        model = LinesModel(("Menu", "What it does", "Key"), self)
        model.show_rows(keyboard_lines())
        keys = table("Keys", model)
        keys.verticalHeader().hide()
        keys.setColumnWidth(0, 110)
        keys.setColumnWidth(1, 250)
        close = button("&Close", self.accept, primary=True)
        hint = text(
            "Tab and Shift+Tab go from part to part; the arrow keys walk inside lists and tables.", "muted"
        )
        self.setLayout(column(text("Keyboard", "title"), hint, keys, row(1, close), margin=22, spacing=12))


class AboutDialog(QDialog):
    """Version, what the program does not do, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Crossfoot")
        self.setMinimumWidth(520)
        close = button("&Close", self.accept, primary=True)
        self.setLayout(
            column(
                text("Crossfoot", "title"),
                text(f"Version {__version__}. Licence: Apache-2.0."),
                text(
                    "Crossfoot works offline: it opens no network connection, sends nothing, and asks for no update. "
                    "An audit is one file on your disk."
                ),
                text(
                    "The window is made with Qt for Python (LGPL-3.0), pages are shown by PDFium (BSD-3-Clause), "
                    "text is set in Source Sans 3 and Source Serif 4 (OFL-1.1).",
                    "muted",
                ),
                1,
                row(1, close),
                margin=24,
                spacing=12,
            )
        )
