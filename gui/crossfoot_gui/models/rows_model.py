"""The rows of a list as long as it is: only the pages that are looked at are fetched.

A page of 200 rows comes by its row ids in well under a millisecond, so it is fetched when it is painted; the model
holds the latest pages and no others. Never Qt's own SQL model: it would find only rows that it has fetched.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from crossfoot.auditfile.windows import RowWindow, WindowColumn
from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor, QFont

from crossfoot_gui import theme
from crossfoot_gui.models.lines_model import _NOWHERE, Index
from crossfoot_gui.presenters.shown_value import shown_value

PAGE = 200
_PAGES_KEPT = 50
_ROW_NO, _HIDDEN, _FIRST_VALUE = 2, 3, 4
_HIDDEN_MARK = "◌ "
_TYPE_WORDS = {
    "text": "text", "link": "link", "date": "date", "timestamp": "date and time", "integer": "whole number",
    "number": "number", "money": "money", "boolean": "yes or no", "code": "one of a list",
}  # fmt: skip
_RIGHT = frozenset({"integer", "number", "money"})


class RowsModel(QAbstractTableModel):
    """Excel's row number stands at the left; rows hidden in the workbook bear a mark there and slanted text."""

    def __init__(self, window: RowWindow | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._columns: tuple[WindowColumn, ...] = window.columns() if window else ()
        self._count = window.count() if window else 0
        self._pages: OrderedDict[int, list[tuple[Any, ...]]] = OrderedDict()
        self._slanted = QFont()
        self._slanted.setItalic(True)
        self._muted = QColor(theme.MUTED)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        roles = Qt.ItemDataRole
        if role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
            row = self._row(index.row())
            return (
                shown_value(row[_FIRST_VALUE + index.column()], self._columns[index.column()].type)
                if row
                else ""
            )
        if role == roles.TextAlignmentRole and self._columns[index.column()].type in _RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role in (roles.FontRole, roles.ForegroundRole):
            row = self._row(index.row())
            if row and row[_HIDDEN]:
                return self._slanted if role == roles.FontRole else self._muted
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            column = self._columns[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return " ".join(column.header.split())
            if role == Qt.ItemDataRole.ToolTipRole:
                return f"{column.field.replace('_', ' ')} ({_TYPE_WORDS[column.type]})"
            return None
        row = self._row(section)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_HIDDEN_MARK if row[_HIDDEN] else ''}{row[_ROW_NO]}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            hidden = ", hidden in the workbook" if row[_HIDDEN] else ""
            return f"Row {row[_ROW_NO]} of the sheet{hidden}"
        return None

    def row_of(self, sheet_row: int) -> int | None:
        """The position of Excel's row `sheet_row`, the first where several lists have one; None where there is none."""
        for position in range(self._count):
            row = self._row(position)
            if row and row[_ROW_NO] == sheet_row:
                return position
        return None

    def _row(self, position: int) -> tuple[Any, ...] | None:
        number, place = divmod(position, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._window.page(number * PAGE, PAGE) if self._window else []
            self._pages[number] = page
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None
