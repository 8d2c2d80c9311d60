"""Rows as high as their wrapped texts need: Qt forgets the room that the style keeps free at the sides."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

_AT_THE_SIDES, _ABOVE_AND_BELOW = 18, 10  # pixels


class WrappingDelegate(QStyledItemDelegate):
    """Measures a text at the width of its column."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The width of the column, and the height that the wrapped text needs in it."""
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        width = self._view.columnWidth(index.column())
        room = QRect(0, 0, max(1, width - _AT_THE_SIDES), 10_000)
        needed = own.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, own.text)
        return QSize(width, needed.height() + _ABOVE_AND_BELOW)
