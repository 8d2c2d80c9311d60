"""The columns of a sheet before its import: one row for each, whose field and way of dates the auditor may choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor

from crossfoot_gui import theme
from crossfoot_gui.models.lines_model import _NOWHERE, Index
from crossfoot_gui.presenters.importing_state import LEFT_OUT, Choice, ColumnLine

TITLES = (
    "Column",
    "Header in the workbook",
    "Becomes",
    "How sure",
    "Dates written as text",
    "First values",
    "Why",
    "Filled",
)
FIELD, DATES, WHY = 2, 4, 6
_RAW = ("", LEFT_OUT)


class ColumnsModel(QAbstractTableModel):
    """Edits go to `set_field(letter, field)`, `set_dates(letter, format)` and, for a column that is left out,
    `set_reason(letter, reason)`; the state that comes back is shown.
    """

    def __init__(
        self,
        set_field: Callable[[str, str], None],
        set_dates: Callable[[str, str], None],
        set_reason: Callable[[str, str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._set = {FIELD: set_field, DATES: set_dates, WHY: set_reason}
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
        editable = Qt.ItemFlag.ItemIsEditable if self.can_change(index) else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def can_change(self, index: Index) -> bool:
        """Whether the cell is the auditor's to change."""
        gives_reason = index.column() == WHY and self._lines[index.row()].field == LEFT_OUT
        return gives_reason or bool(self.choices(index))

    def choices(self, index: Index) -> tuple[Choice, ...]:
        """What may be chosen in a cell; nothing where it is only to be read."""
        if index.column() == FIELD:
            return self.fields
        return self._lines[index.row()].dates if index.column() == DATES else ()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = Qt.ItemDataRole
        line = self._lines[index.row()]
        if role == roles.EditRole:
            return {FIELD: line.field, DATES: line.date_format, WHY: line.reason}.get(index.column())
        if role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
            return (
                line.letter,
                line.header,
                _label(self.fields, line.field),
                line.sure,
                _label(line.dates, line.date_format),
                line.sample,
                line.reason,
                line.filled,
            )[index.column()]
        if role == roles.ForegroundRole and line.field in _RAW:
            return QColor(theme.MUTED)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self._set[index.column()](self._lines[index.row()].letter, str(value or ""))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return TITLES[section]
        return None


def _label(choices: tuple[Choice, ...], value: str) -> str:
    return next((choice.label for choice in choices if choice.value == value), value)
