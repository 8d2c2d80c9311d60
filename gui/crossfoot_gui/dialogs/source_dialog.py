"""A cell as it stood, in its sheet: the rows around it under the letters of their columns."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget

from crossfoot_gui.models.source_model import SourceModel
from crossfoot_gui.presenters.source_view import SourceGrid
from crossfoot_gui.widgets.controls import button, column, row, table, text

_WIDEST = 260
_NARROWEST = 56


class SourceDialog(QDialog):
    """The cell that was asked for is selected; what is stored behind any cell is told below when it is walked to."""

    def __init__(self, grid: SourceGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{grid.title} as it stood")
        self.resize(1060, 560)
        self.model_ = SourceModel(grid, self)
        self.view = table(f"The sheet around {grid.title}", self.model_)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.horizontalHeader().setStretchLastSection(False)
        self.view.resizeColumnsToContents()
        for at in range(len(grid.columns)):
            self.view.setColumnWidth(at, min(max(self.view.columnWidth(at), _NARROWEST), _WIDEST))
        self.note = text(grid.facts[-1], "note", selectable=True)
        self.view.selectionModel().currentChanged.connect(
            lambda now, _before: self.note.setText(
                self.model_.note(now.row(), now.column()) or "The cell is empty."
            )
        )
        close = button("&Close", self.accept, primary=True)
        self.setLayout(
            column(
                text(f"{grid.title} as it stood", "heading"),
                text("\n".join(grid.facts[:-1]), "muted", selectable=True),
                self.view,
                text(
                    "◌ and slanted: the row is hidden in the workbook. The first row is the list's header.",
                    "muted",
                ),
                self.note,
                row(1, close),
                margin=20,
                spacing=10,
            )
        )
        if grid.at is not None:
            index = self.model_.index(*grid.at)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index.siblingAtColumn(0), QAbstractItemView.ScrollHint.PositionAtCenter)
            self.view.scrollTo(index)
            self.note.setText(grid.facts[-1])
        self.view.setFocus()
