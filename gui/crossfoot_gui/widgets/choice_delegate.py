"""Cells of a table that open into a list to choose from, or a line to write: by click, by Enter, by F2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crossfoot_gui.models.lines_model import Index
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.widgets.controls import choice

_ARROW = 22  # pixels that the sign for "opens" takes at the right


class ChoiceDelegate(QStyledItemDelegate):
    """Shows the chosen entry with a small arrow, so that it is seen that it can be changed.

    `choices` are those of a cell, none where it cannot be changed; `name` is what the list is called, before the text
    of the row's first cell.
    """

    def __init__(
        self, choices: Callable[[Index], tuple[Choice, ...]], name: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._choices, self._name = choices, name

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole = QRect(option.rect)
        super().paint(painter, option, index)
        if not self._choices(index):
            return
        arrow = QRect(whole.right() - _ARROW, whole.top(), _ARROW, whole.height())
        painter.drawText(arrow, Qt.AlignmentFlag.AlignCenter, "▾")

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        entries = [(entry.value, entry.label) for entry in self._choices(index)]
        box = choice(f"{self._name} {index.sibling(index.row(), 0).data()}", entries)
        box.setParent(parent)
        box.activated.connect(lambda _at: self._settle(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
        editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        value: Any = editor.currentData()
        model.setData(index, value, Qt.ItemDataRole.EditRole)

    def _settle(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class TextDelegate(QStyledItemDelegate):
    """A cell that is written into; its line is called `name` and the text of the row's first cell."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setAccessibleName(f"{self._name} {index.sibling(index.row(), 0).data()}")
        return line
