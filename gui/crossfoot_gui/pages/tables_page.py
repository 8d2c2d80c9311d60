"""The tables page as widgets."""

from __future__ import annotations

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

from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.models.rows_model import RowsModel
from crossfoot_gui.presenters.tables import IMPORT_COLUMNS, MISFIT_COLUMNS, TablesPresenter, TablesState
from crossfoot_gui.widgets.controls import box, column, entry_list, row, table, text

_TABS = ("data", "misfits", "imports")
_SAMPLED = 200  # rows that column widths are measured from
_WIDEST = 340


class TablesPage(QWidget):
    """The lists at the left; data, ledger of misfits and imports at the right."""

    presenter: TablesPresenter

    def __init__(self) -> None:
        super().__init__()
        self._stamp = -1
        self.entries = entry_list("Tables of the audit")
        self.entries.currentRowChanged.connect(self._entry_chosen)
        self.title = text("", "heading", wrap=False)
        self.facts = text("", "muted")
        self.data = table("Rows of the table")
        self.data.horizontalHeader().setStretchLastSection(False)
        self.legend = text(
            "◌ and slanted: the row is hidden in the workbook; it counts all the same.", "muted"
        )
        data = QWidget()
        data.setLayout(column(self.data, self.legend, spacing=6))
        self.misfits_model = LinesModel(MISFIT_COLUMNS, self)
        self.misfits = table("Ledger of misfits", self.misfits_model)
        self.no_misfits = text("Every cell of the current lists fitted its field.", "empty")
        self.misfit_groups = text("", "note", selectable=True)
        ledger = QWidget()
        ledger.setLayout(column(self.misfit_groups, self.misfits, self.no_misfits, spacing=8))
        self.imports_model = LinesModel(IMPORT_COLUMNS, self)
        self.imports = table("Imports", self.imports_model)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Data, misfits, imports")
        for part, name in ((data, "Data"), (ledger, "Misfits"), (self.imports, "Imports")):
            self.tabs.addTab(part, name)
        self.tabs.currentChanged.connect(lambda at: self.presenter.note_tab(_TABS[at]))
        for view, widths in (
            (self.misfits, (210, 110, 70, 120, 130, 270)),
            (self.imports, (150, 260, 120, 80, 80, 80, 90, 150, 90)),
        ):
            view.verticalHeader().hide()
            for at, width in enumerate(widths):
                view.setColumnWidth(at, width)
        right = QWidget()
        right.setLayout(column(row(self.title, self.facts, spacing=14), self.tabs, margin=16, spacing=10))
        right.layout().itemAt(0).layout().setStretch(1, 1)  # type: ignore[union-attr]
        side = box(column(text("Tables", "label"), self.entries, margin=14, spacing=8), "side")
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(side)
        parts.addWidget(right)
        parts.setSizes([250, 950])
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        self.empty = text("", "empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(parts)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.data)

    def show_state(self, state: TablesState) -> None:
        """Show the tables; the rows are fetched anew only when they may have changed."""
        self._stack.setCurrentIndex(0 if state.entries else 1)
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
        if state.stamp != self._stamp:
            self._stamp = state.stamp
            self._show_rows()
        self.misfits_model.show_rows(state.misfits)
        self.misfits.setVisible(bool(state.misfits))
        self.no_misfits.setVisible(not state.misfits)
        self.misfit_groups.setText("\n".join(state.misfit_groups))
        self.misfit_groups.setVisible(bool(state.misfit_groups))
        self.imports_model.show_rows(state.imports)
        for at, name in enumerate(
            ("Data", f"Misfits ({len(state.misfits):,})", f"Imports ({len(state.imports):,})")
        ):
            self.tabs.setTabText(at, name)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(_TABS.index(state.tab))
        self.tabs.blockSignals(False)

    def go_to_row(self, sheet_row: int) -> None:
        """Select the row that has this number in Excel; says so where the table has none."""
        model = self.data.model()
        if not isinstance(model, RowsModel):
            return
        self.tabs.setCurrentIndex(0)
        position = model.row_of(sheet_row)
        if position is None:
            self.legend.setText(f"This table has no row {sheet_row}.")
            return
        self.data.selectRow(position)
        self.data.scrollTo(model.index(position, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.data.setFocus()

    def _show_rows(self) -> None:
        old = self.data.model()
        model = RowsModel(self.presenter.window(), self)
        self.data.setModel(model)
        if old is not None:
            old.deleteLater()
        metrics = self.data.fontMetrics()
        for at in range(model.columnCount()):
            title = str(model.headerData(at, Qt.Orientation.Horizontal))
            texts = (str(model.data(model.index(r, at))) for r in range(min(model.rowCount(), _SAMPLED)))
            widest = max((metrics.horizontalAdvance(words) for words in texts), default=0)
            self.data.setColumnWidth(
                at, min(max(widest, int(metrics.horizontalAdvance(title) * 1.1)) + 26, _WIDEST)
            )
        last = (
            str(model.headerData(model.rowCount() - 1, Qt.Orientation.Vertical)) if model.rowCount() else ""
        )
        self.data.verticalHeader().setMinimumWidth(metrics.horizontalAdvance("◌ " + last) + 26)

    def _entry_chosen(self, at: int) -> None:
        item = self.entries.item(at)
        if item is not None:
            self.presenter.choose(item.data(Qt.ItemDataRole.UserRole))
