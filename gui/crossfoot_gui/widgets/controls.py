"""The small controls, made so that each has a name for screen readers and looks alike everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)


def text(words: str = "", role: str = "", *, wrap: bool = True, selectable: bool = False) -> QLabel:
    """A label. `role` is one of the theme's: title, heading, label, muted, figure, empty, warning, note."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)  # texts of workbooks are never read as markup
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def button(words: str, clicked: Callable[[], Any], *, primary: bool = False, tip: str = "") -> QPushButton:
    """A push button; `&` marks its key."""
    made = QPushButton(words)
    made.setAccessibleName(words.replace("&", ""))
    made.setProperty("primary", primary)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _checked=False: clicked())
    return made


def choice(name: str, entries: Iterable[tuple[str, str]] = ()) -> QComboBox:
    """A list to choose one entry from; each entry is its value and its words."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    box.setMinimumHeight(box.fontMetrics().height() + 14)
    fill_choice(box, entries)
    return box


def fill_choice(box: QComboBox, entries: Iterable[tuple[str, str]], chosen: str | None = None) -> None:
    """Fill a list anew without telling anyone; then show `chosen`."""
    wanted = list(entries)
    box.blockSignals(True)
    if [(box.itemData(i), box.itemText(i)) for i in range(box.count())] != wanted:
        box.clear()
        for value, words in wanted:
            box.addItem(words, value)
    if chosen is not None:
        box.setCurrentIndex(box.findData(chosen))
    box.blockSignals(False)


def entry_list(name: str) -> QListWidget:
    """A list of entries of one or more lines; long ones wrap."""
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return made


def table(name: str, model: QAbstractTableModel | None = None) -> QTableView:
    """A read-only table whose rows all have one height; the arrow keys walk in it, Tab leaves it."""
    view = QTableView()
    view.setAccessibleName(name)
    view.setTabKeyNavigation(False)  # otherwise the keyboard would be caught in the table
    view.setAlternatingRowColors(True)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    fit_row_height(view)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.horizontalHeader().setStretchLastSection(True)
    if model is not None:
        view.setModel(model)
    return view


def fit_row_height(view: QTableView) -> None:
    """Make all rows as high as the letters need; to be called again when the text size changes."""
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 10)


def fit_height(view: QTableView, most: int) -> None:
    """Make a table inside a longer page as high as its rows, up to `most` of them."""
    rows = view.model().rowCount()
    height = sum(view.rowHeight(at) for at in range(min(rows, most)))
    view.setFixedHeight(height + view.horizontalHeader().sizeHint().height() + 6)
    if rows <= most:
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    else:
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)


Part = QWidget | QLayout | int
"""What a layout is made of: a widget, a layout, or a stretch of that weight."""


def column(*parts: Part, margin: int = 0, spacing: int = 8) -> QVBoxLayout:
    """Parts below each other."""
    layout = QVBoxLayout()
    _lay(layout, parts, margin, spacing)
    return layout


def row(*parts: Part, margin: int = 0, spacing: int = 8) -> QHBoxLayout:
    """Parts beside each other."""
    layout = QHBoxLayout()
    _lay(layout, parts, margin, spacing)
    return layout


def _lay(layout: QHBoxLayout | QVBoxLayout, parts: Iterable[Part], margin: int, spacing: int) -> None:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def box(layout: QHBoxLayout | QVBoxLayout, name: str = "") -> QFrame:
    """A frame around a layout; `name` is one of the theme's: band, side, card."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setLayout(layout)
    return frame


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """A part that may be longer than the window; it scrolls by keyboard too."""
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setWidgetResizable(True)
    inside.setObjectName(inside.objectName() or "content")
    area.setWidget(inside)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def clear(layout: Any) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            clear(item.layout())
