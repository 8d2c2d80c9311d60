"""A table of ready texts, such as a ledger or a list of exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class LinesModel(QAbstractTableModel):
    """Rows of texts under fixed column titles; the whole text of a cell stands in its tooltip."""

    def __init__(self, columns: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: Sequence[tuple[str, ...]] = ()
        self._strong: frozenset[int] = frozenset()

    def show_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Show other rows; nothing happens when they are the same."""
        if rows is not self._rows and rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def show_table(self, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
        """Show rows under other titles; nothing happens when both are the same."""
        if tuple(columns) == self._columns:
            self.show_rows(rows)
        else:
            self.beginResetModel()
            self._columns, self._rows = tuple(columns), rows
            self.endResetModel()

    def show_strong(self, rows: frozenset[int]) -> None:
        """Show these rows in bold letters."""
        self._strong = rows

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()].replace("\n", " ")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.FontRole and index.row() in self._strong:
            font = QApplication.font()
            font.setBold(True)
            return font
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)
