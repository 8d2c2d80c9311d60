"""A table to look at, with the sentences that belong to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.certificate_table import ShownTable
from crossfoot_gui.widgets.controls import button, column, row, scrolled, table, text

_WIDTH, _MOST_FACTS = 1060, 150


class TableDialog(QDialog):
    """Long sentences scroll above the table; the arrow keys walk in it."""

    def __init__(self, shown: ShownTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(shown.title)
        self.resize(_WIDTH, 600)
        self.model_ = LinesModel([one.title for one in shown.columns], self)
        self.model_.show_rows(shown.rows)
        self.view = table(shown.title, self.model_)
        self.view.verticalHeader().hide()
        self.view.setVisible(bool(shown.rows))
        letter = self.fontMetrics().averageCharWidth()
        for at, one in enumerate(shown.columns):
            self.view.setColumnWidth(at, one.width * letter + 18)
        self.facts = text("\n".join(shown.facts), "note", selectable=True)
        self.facts.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = scrolled(self.facts, "What it says")
        area.setFixedHeight(min(self.facts.heightForWidth(_WIDTH - 60) + 2, _MOST_FACTS))
        close = button("&Close", self.accept, primary=True)
        self.setLayout(
            column(text(shown.title, "heading"), area, self.view, row(1, close), margin=20, spacing=10)
        )
        if not shown.rows:
            self.resize(800, 260)
            close.setFocus()
