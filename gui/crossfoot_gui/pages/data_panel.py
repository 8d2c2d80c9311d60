"""A panel of the data page as widgets: filters, facts, one table, the detail of the selected line, buttons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crossfoot_gui.dialogs.question_dialog import QuestionDialog
from crossfoot_gui.dialogs.source_dialog import SourceDialog
from crossfoot_gui.dialogs.table_dialog import TableDialog
from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.certificate_table import ShownTable
from crossfoot_gui.presenters.panel_state import PanelPresenter, PanelState
from crossfoot_gui.presenters.question import Question
from crossfoot_gui.presenters.source_view import SourceGrid
from crossfoot_gui.widgets.controls import button, choice, clear, fill_choice, row, scrolled, table, text

_FULL = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_TYPED = 300  # milliseconds after the last letter before the lines are looked through
_DETAIL_LINES = 5
_DETAIL_SHARE = 0.3  # of the height of the panel, so that large letters leave room for the table
_NARROWEST_FILTER, _WIDEST_FILTER = 140, 400  # pixels


class DataPanel(QWidget):
    """Shows any `PanelState`; the widgets of filters and buttons are made when their names change."""

    presenter: PanelPresenter

    def __init__(self, folder: Path | None = None, *, detail_lines: int = _DETAIL_LINES) -> None:
        super().__init__()
        self._folder, self._detail_lines = folder, detail_lines
        self.filters: dict[str, QComboBox] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._filter_grid, self._button_row = QGridLayout(), QHBoxLayout()
        self.search = QLineEdit()
        self.search.setAccessibleName("Find")
        self.search.setPlaceholderText("Find")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(240)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPED)
        self._typing.timeout.connect(lambda: self.presenter.look_for(self.search.text()))
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(lambda: self.presenter.look_for(self.search.text()))
        self.facts = text("", "muted", selectable=True)
        self.model = LinesModel((), self)
        self.table = table("", self.model)
        self.table.verticalHeader().hide()
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _old: self.presenter.select(now.row())
        )
        self.empty = text("", "empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail = text("", "note", selectable=True)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._detail_area = scrolled(self.detail, "The selected line")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        head = row(self._filter_grid, 1, self.search)
        head.setAlignment(self.search, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(self.facts)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self._detail_area)
        layout.addLayout(self._button_row)
        self._titles: tuple[str, ...] = ()

    def show_state(self, state: PanelState) -> None:
        """Show the panel."""
        self._show_filters(state)
        self.search.setVisible(state.find is not None)
        if state.find is not None and state.find != self.search.text().strip():
            self.search.setText(state.find)
        self.facts.setText(state.facts)
        self.facts.setVisible(bool(state.facts))
        self.table.setAccessibleName(state.table)
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        titles = tuple(column.title for column in state.columns)
        self.model.show_strong(state.strong)
        self.model.show_table(titles, state.rows)
        if titles != self._titles:
            self._titles = titles
            letter = self.fontMetrics().averageCharWidth()
            for at, column in enumerate(state.columns):
                self.table.setColumnWidth(at, column.width * letter + 20)
        if len(state.rows) and selection.currentIndex().row() != state.at:
            selection.setCurrentIndex(self.model.index(state.at, 0), _FULL)
            self.table.scrollTo(self.model.index(state.at, 0))
        selection.blockSignals(False)
        self.table.viewport().update()
        self.table.setVisible(bool(len(state.rows)))
        self.empty.setVisible(not len(state.rows))
        self.empty.setText(state.empty)
        self.detail.setText(state.detail)
        self._detail_area.setVisible(bool(state.detail))
        self._fit_detail()
        self._show_buttons(state)

    def ask(self, question: Question, record: Callable[[dict[str, str]], bool]) -> None:
        """Put a question in a dialog."""
        QuestionDialog(question, record, self).exec()

    def ask_where_to_save(self, name: str, save: Callable[[str], None]) -> None:
        """Ask for the file to write."""
        start = str((self._folder or Path.home()) / name)
        path, _ = QFileDialog.getSaveFileName(self, "Save as", start, "Text table (*.csv)")
        if path:
            save(path)

    def show_table(self, shown: ShownTable) -> None:
        """Show a table beside the page."""
        TableDialog(shown, self).exec()

    def show_source(self, grid: SourceGrid) -> None:
        """Show a cell in its sheet."""
        SourceDialog(grid, self).exec()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long details wrap otherwise when the window is narrower."""
        super().resizeEvent(event)
        self._fit_detail()

    def _fit_detail(self) -> None:
        """As high as the detail needs, up to a few lines; a longer one scrolls."""
        line = self.fontMetrics().lineSpacing()
        needed = self.detail.heightForWidth(max(200, self.width() - 24))
        most = min(line * self._detail_lines + 16, int(self.height() * _DETAIL_SHARE))
        self._detail_area.setFixedHeight(min(needed, max(most, 2 * line + 16)) + 2)

    def _show_filters(self, state: PanelState) -> None:
        if [one.name for one in state.filters] != list(self.filters):
            clear(self._filter_grid)
            self.filters = {}
            for place, one in enumerate(state.filters):
                box = choice(one.label)
                box.activated.connect(partial(self._chosen, one.name))
                label = text(one.label, "label", wrap=False)
                label.setBuddy(box)
                line, side = divmod(place, 2)
                self._filter_grid.addWidget(label, line, 2 * side)
                self._filter_grid.addWidget(box, line, 2 * side + 1)
                self.filters[one.name] = box
            self._order_tabs()
        for one in state.filters:
            box = self.filters[one.name]
            fill_choice(box, [(entry.value, entry.label) for entry in one.entries], one.chosen)
            widest = max(
                (box.fontMetrics().horizontalAdvance(entry.label) for entry in one.entries), default=0
            )
            box.setFixedWidth(min(max(widest + 44, _NARROWEST_FILTER), _WIDEST_FILTER))

    def _order_tabs(self) -> None:
        """Tab walks from the filters to the search, the table and the buttons, as they stand on the screen."""
        order: list[QWidget] = [
            *self.filters.values(), self.search, self.table, self._detail_area, *self.buttons.values()
        ]  # fmt: skip
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _chosen(self, name: str, _at: int) -> None:
        self.presenter.choose(name, str(self.filters[name].currentData() or ""))

    def _do(self, deed: str) -> None:
        self.presenter.do(deed)

    def _show_buttons(self, state: PanelState) -> None:
        if [deed.name for deed in state.deeds] != list(self.buttons):
            had_focus = any(each.hasFocus() for each in self.buttons.values())
            clear(self._button_row)
            self.buttons = {}
            for deed in state.deeds:
                made = button(deed.words, partial(self._do, deed.name), primary=deed.primary)
                self._button_row.addWidget(made)
                made.show()  # else only with the next events, and until then the keyboard would pass it by
                self.buttons[deed.name] = made
            self._button_row.addStretch(1)
            self._order_tabs()
            if had_focus:
                self.table.setFocus()
        for deed in state.deeds:
            made = self.buttons[deed.name]
            made.setEnabled(deed.possible)
            made.setText(deed.words)
            made.setAccessibleName(deed.words.replace("&", ""))
