"""The columns of a sheet before its import: one row for each, whose field the auditor may choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor

from crossfoot_gui import theme
from crossfoot_gui.models.lines_model import _NOWHERE, Index
from crossfoot_gui.presenters.importing_state import Choice, ColumnLine

TITLES = ("Column", "Header in the workbook", "Becomes", "How sure", "Why", "First values", "Filled")
FIELD = 2


class ColumnsModel(QAbstractTableModel):
    """Edits of the field go to `set_field(letter, field)`; the state that comes back is shown."""

    def __init__(self, set_field: Callable[[str, str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._set_field = set_field
        self._lines: tuple[ColumnLine, ...] = ()
        self.fields: tuple[Choice, ...] = ()

    def show_columns(self, lines: tuple[ColumnLine, ...], fields: tuple[Choice, ...]) -> None:
        """Show columns; where only their fields changed, the place that the auditor is at stays."""
        same = [line.letter for line in lines] == [line.letter for line in self._lines]
        if not same:
            self.beginResetModel()
        self._lines, self.fields = lines, fields
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(TITLES) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = Qt.ItemDataRole
        line = self._lines[index.row()]
        if role == roles.EditRole and index.column() == FIELD:
            return line.field
        if role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
            return (
                line.letter,
                line.header,
                self._label(line.field),
                line.sure,
                line.reason,
                line.sample,
                line.filled,
            )[index.column()]
        if role == roles.ForegroundRole and not line.field:
            return QColor(theme.MUTED)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self._lines[index.row()].field:
            return False
        self._set_field(self._lines[index.row()].letter, str(value or ""))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return TITLES[section]
        return None

    def _label(self, field: str) -> str:
        return next((choice.label for choice in self.fields if choice.value == field), field)
