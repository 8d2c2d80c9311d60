"""What an import would do, before it does it: the sheets, the hazards, the columns and their fields."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLineEdit,
    QListWidgetItem,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from crossfoot_gui.models.columns_model import FIELD, ColumnsModel
from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.importing import ImportPresenter
from crossfoot_gui.presenters.importing_state import ImportState, SheetState
from crossfoot_gui.widgets.choice_delegate import ChoiceDelegate
from crossfoot_gui.widgets.controls import (
    box,
    button,
    choice,
    column,
    entry_list,
    fill_choice,
    row,
    table,
    text,
)

_WIDTHS = {0: 70, 1: 190, 2: 190, 3: 116, 4: 320, 5: 220}


class PreviewPanel(QWidget):
    """Shows one workbook; every choice goes to the presenter and comes back as a state."""

    presenter: ImportPresenter

    def __init__(self) -> None:
        super().__init__()
        self.file = text("", "heading")
        self.file_facts = text("", "muted", selectable=True)
        self.sheets = entry_list("Sheets of the workbook; ticked ones are imported")
        self.sheets.currentRowChanged.connect(self._sheet_chosen)
        self.sheets.itemChanged.connect(self._sheet_ticked)
        self.facts = text()
        self.reason = text("", "muted")
        self.record_type = choice("Kind of list")
        self.record_type.setMinimumWidth(240)
        self.record_type.activated.connect(
            lambda _at: self.presenter.set_record_type(self.record_type.currentData())
        )
        self.place = choice("New list or new version")
        self.place.setMinimumWidth(260)
        self.place.activated.connect(self._place_chosen)
        self.list_name = QLineEdit()
        self.list_name.setAccessibleName("Name of the list")
        self.list_name.editingFinished.connect(self._list_named)
        self.columns_model = ColumnsModel(lambda letter, field: self.presenter.set_field(letter, field), self)
        self.columns = table("Columns of the sheet and the fields they become", self.columns_model)
        self.columns.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.columns.setItemDelegateForColumn(
            FIELD, ChoiceDelegate(lambda: self.columns_model.fields, self.columns)
        )
        self.columns.clicked.connect(lambda index: index.column() == FIELD and self.columns.edit(index))
        self.columns.activated.connect(lambda index: self.columns.edit(index.siblingAtColumn(FIELD)))
        self.columns.verticalHeader().hide()
        for at, width in _WIDTHS.items():
            self.columns.setColumnWidth(at, width)
        self.hazards_model = LinesModel(("Where", "What may mislead"), self)
        self.hazards = table("What may mislead in this sheet", self.hazards_model)
        self.hazards.setWordWrap(True)
        self.hazards.verticalHeader().hide()
        self.hazards.setColumnWidth(0, 230)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Columns and hazards")
        self.tabs.addTab(self.columns, "Columns")
        self.tabs.addTab(self.hazards, "What may mislead")
        self.missing = text("", "warning")
        self.keep_source = QCheckBox(
            "&Keep the workbook itself in the audit file, so that every cell can be shown later"
        )
        self.keep_source.toggled.connect(lambda keep: self.presenter.set_keep_source(keep))
        self.obstacle = text("", "muted")
        self.import_button = button("&Import", lambda: self.presenter.import_now(), primary=True)
        self.back = button("Choose another &workbook", lambda: self.presenter.start_over())
        self._lay_out()

    def bind(self, presenter: ImportPresenter) -> None:
        """Send clicks to `presenter`."""
        self.presenter = presenter

    def show_state(self, state: ImportState) -> None:
        """Show the workbook as the presenter holds it."""
        self.file.setText(state.file)
        self.file_facts.setText(state.file_facts)
        self._show_sheets(state)
        self.keep_source.blockSignals(True)
        self.keep_source.setChecked(state.keep_source)
        self.keep_source.blockSignals(False)
        self.obstacle.setText(state.obstacle)
        self.import_button.setEnabled(not state.obstacle)
        self.import_button.setToolTip(state.obstacle)
        if state.sheet is not None:
            self._show_sheet(state.sheet)

    def _lay_out(self) -> None:
        side = box(column(text("Sheets", "label"), self.sheets, margin=14, spacing=8), "side")
        kind = row(
            text("Kind of list", "label", wrap=False),
            self.record_type,
            text("   goes in as", "label", wrap=False),
            self.place,
            self.list_name,
            1,
            spacing=10,
        )
        right = QWidget()
        right.setLayout(column(self.facts, kind, self.reason, self.missing, self.tabs, margin=16, spacing=10))
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(side)
        parts.addWidget(right)
        parts.setSizes([240, 900])
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        top = column(self.file, self.file_facts, spacing=2)
        last = row(self.obstacle, self.back, self.import_button, spacing=12)
        last.setStretch(0, 1)
        foot = column(self.keep_source, last, spacing=8)
        top.setContentsMargins(20, 12, 20, 10)
        foot.setContentsMargins(20, 10, 20, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(parts, 1)
        layout.addLayout(foot)

    def _show_sheets(self, state: ImportState) -> None:
        self.sheets.blockSignals(True)
        self.sheets.clear()
        for at, sheet in enumerate(state.sheets):
            item = QListWidgetItem(f"{sheet.name}\n{sheet.note}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if sheet.included else Qt.CheckState.Unchecked)
            self.sheets.addItem(item)
            if state.sheet is not None and sheet.name == state.sheet.name:
                self.sheets.setCurrentRow(at)
        self.sheets.blockSignals(False)

    def _show_sheet(self, sheet: SheetState) -> None:
        self.facts.setText(f"{sheet.name}: {sheet.facts}")
        self.reason.setText(sheet.reason)
        fill_choice(
            self.record_type, [(entry.value, entry.label) for entry in sheet.record_types], sheet.record_type
        )
        places = [
            ("new", "a new list, called"),
            *((f"version {v}", f"the new version of {v!r}") for v in sheet.versions),
        ]
        asked = [("", "- choose -")] if sheet.place == "" else []
        chosen = f"version {sheet.version_of}" if sheet.place == "version" else sheet.place
        fill_choice(self.place, [*asked, *places], chosen)
        self.list_name.setText(sheet.list_name)
        self.list_name.setVisible(sheet.place == "new")
        self.columns_model.show_columns(sheet.columns, sheet.fields)
        self.hazards_model.show_rows([(hazard.where, hazard.sentence) for hazard in sheet.hazards])
        self.hazards.resizeRowsToContents()
        self.tabs.setTabText(0, f"Columns ({len(sheet.columns)})")
        self.tabs.setTabText(1, f"What may mislead ({len(sheet.hazards)})")
        self.missing.setVisible(bool(sheet.missing))
        self.missing.setText("Still without a column, but required: " + "; ".join(sheet.missing) + ".")

    def _sheet_chosen(self, at: int) -> None:
        if at >= 0:
            self.presenter.show_sheet(at)

    def _sheet_ticked(self, item: QListWidgetItem) -> None:
        self.presenter.include_sheet(self.sheets.row(item), item.checkState() == Qt.CheckState.Checked)

    def _place_chosen(self) -> None:
        value = str(self.place.currentData())
        if value.startswith("version "):
            self.presenter.set_place("version", value.removeprefix("version "))
        elif value == "new":
            self.presenter.set_place("new", self.list_name.text())

    def _list_named(self) -> None:
        if self.list_name.isVisible():
            self.presenter.set_place("new", self.list_name.text())
