"""Some rows of a sheet as they stand in the workbook."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor, QFont

from crossfoot_gui import theme
from crossfoot_gui.models.lines_model import _NOWHERE, Index
from crossfoot_gui.presenters.source_view import SourceGrid


class SourceModel(QAbstractTableModel):
    """Letters above, Excel's row numbers at the left; the cell that was asked for has a ground of its own."""

    def __init__(self, grid: SourceGrid, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._slanted = QFont()
        self._slanted.setItalic(True)

    def note(self, row: int, column: int) -> str:
        """What stands behind a cell, in a sentence; empty for an empty cell."""
        return self._grid.notes[row][column] if row >= 0 and column >= 0 else ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._grid.texts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._grid.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = Qt.ItemDataRole
        row, column = index.row(), index.column()
        if role == roles.DisplayRole:
            return self._grid.texts[row][column].replace("\n", " ")
        if role in (roles.ToolTipRole, roles.AccessibleTextRole):
            return self.note(row, column)
        if role == roles.BackgroundRole and self._grid.at == (row, column):
            return QColor(theme.WARM)
        if role == roles.FontRole and self._grid.row_names[row].startswith("◌"):
            return self._slanted
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return self._grid.columns[section] if across else self._grid.row_names[section]
