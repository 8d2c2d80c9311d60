"""The tables page as widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from crossfoot_gui.models.rows_model import RowsModel
from crossfoot_gui.pages.data_panel import DataPanel
from crossfoot_gui.presenters.tables import DATA, TABS, TablesPresenter, TablesState
from crossfoot_gui.widgets.controls import box, button, column, entry_list, row, table, text

_SAMPLED = 200  # rows that column widths are measured from
_WIDEST = 340
_LEGEND = "◌ and slanted: the row is hidden in the workbook; it counts all the same."


class TablesPage(QWidget):
    """Tabs: the rows of a table with the list of tables at the left, then a panel for each other tab."""

    presenter: TablesPresenter

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self._stamp = -1
        self.panels = {name: DataPanel(folder) for name, _ in TABS if name != DATA}
        self.entries = entry_list("Tables of the audit")
        self.entries.currentRowChanged.connect(self._entry_chosen)
        self.title = text("", "heading", wrap=False)
        self.facts = text("", "muted")
        self.data = table("Rows of the table")
        self.data.horizontalHeader().setStretchLastSection(False)
        self.legend = text(_LEGEND, "muted", wrap=False)
        self.in_sheet = button("&Show the cell in its sheet", self.show_cell, tip="F4")
        self.correct = button("Correct &this cell...", self.correct_cell)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("What is known about the lists")
        self.tabs.tabBar().setAccessibleName("What is known about the lists")
        for name, title in TABS:
            self.tabs.addTab(self._rows_tab() if name == DATA else self.panels[name], title)
        self.tabs.currentChanged.connect(lambda at: self.presenter.choose_tab(TABS[at][0]))
        whole = QWidget()
        whole.setLayout(column(self.tabs, margin=14))
        self.empty = text("", "empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.tabs)

    def show_state(self, state: TablesState) -> None:
        """Show the tabs and the tables; the rows are fetched anew only when they may have changed."""
        nothing_yet = not state.entries and state.tabs == TABS
        self._stack.setCurrentIndex(1 if nothing_yet else 0)
        self.empty.setText(state.empty)
        self.entries.blockSignals(True)
        self.entries.clear()
        for at, entry in enumerate(state.entries):
            item = QListWidgetItem(f"{entry.title}\n{entry.rows} rows")
            item.setData(Qt.ItemDataRole.UserRole, entry.record_type)
            self.entries.addItem(item)
            if entry.record_type == state.shown:
                self.entries.setCurrentRow(at)
        self.entries.blockSignals(False)
        self.title.setText(state.title)
        self.facts.setText(state.facts)
        self.tabs.blockSignals(True)
        for at, (name, title) in enumerate(state.tabs):
            self.tabs.setTabText(at, title)
            if name == state.tab:
                self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)
        if state.tab == DATA and state.stamp != self._stamp:
            self._stamp = state.stamp
            self._show_rows()

    def go_to_row(self, sheet_row: int) -> None:
        """Select the row that has this number in Excel; says so where the table has none."""
        self.tabs.setCurrentIndex(0)
        model = self.data.model()
        if not isinstance(model, RowsModel):
            return
        position = model.row_of(sheet_row)
        if position is None:
            self.legend.setText(f"This table has no row {sheet_row}.")
            return
        self.legend.setText(_LEGEND)
        self.data.setCurrentIndex(model.index(position, max(0, self.data.currentIndex().column())))
        self.data.scrollTo(model.index(position, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.data.setFocus()

    def show_cell(self) -> None:
        """Show the selected cell as it stands in its sheet."""
        now = self.data.currentIndex()
        self.presenter.show_cell(now.row(), now.column())

    def correct_cell(self) -> None:
        """Ask for the value to use for the selected cell."""
        now = self.data.currentIndex()
        self.presenter.correct_cell(now.row(), now.column())

    def _rows_tab(self) -> QWidget:
        right = QWidget()
        head = row(self.title, self.facts, spacing=14)
        head.setStretch(1, 1)
        right.setLayout(
            column(head, self.data, row(self.in_sheet, self.correct, 1, self.legend), margin=10, spacing=8)
        )
        side = box(column(text("Tables", "label"), self.entries, margin=12, spacing=8), "side")
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(side)
        parts.addWidget(right)
        parts.setSizes([230, 970])
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        return parts

    def _show_rows(self) -> None:
        old, at = self.data.model(), self.data.currentIndex()
        place = (at.row(), at.column())
        model = RowsModel(self.presenter.window(), self)
        self.data.setModel(model)
        if old is not None:
            old.deleteLater()
        metrics = self.data.fontMetrics()
        for at_column in range(model.columnCount()):
            title = str(model.headerData(at_column, Qt.Orientation.Horizontal))
            texts = (
                str(model.data(model.index(r, at_column))) for r in range(min(model.rowCount(), _SAMPLED))
            )
            widest = max((metrics.horizontalAdvance(words) for words in texts), default=0)
            self.data.setColumnWidth(
                at_column, min(max(widest, int(metrics.horizontalAdvance(title) * 1.1)) + 26, _WIDEST)
            )
        last = (
            str(model.headerData(model.rowCount() - 1, Qt.Orientation.Vertical)) if model.rowCount() else ""
        )
        self.data.verticalHeader().setMinimumWidth(metrics.horizontalAdvance("◌ " + last) + 26)
        if place[0] >= 0 and model.hasIndex(*place):
            self.data.setCurrentIndex(model.index(*place))

    def _entry_chosen(self, at: int) -> None:
        item = self.entries.item(at)
        if item is not None:
            self.presenter.choose(item.data(Qt.ItemDataRole.UserRole))
