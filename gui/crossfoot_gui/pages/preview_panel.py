"""What an import would do, before it does it: the sheets, the hazards, the columns and their fields."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLineEdit,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from crossfoot_gui.models.columns_model import DATES, FIELD, WHY, ColumnsModel
from crossfoot_gui.pages.importing_file_panel import FilePanel
from crossfoot_gui.pages.importing_mappings_menu import fill_mappings_menu
from crossfoot_gui.pages.importing_rows_panel import RowsPanel, row_number
from crossfoot_gui.presenters.importing import ImportPresenter
from crossfoot_gui.presenters.importing_mappings import MappingsPresenter
from crossfoot_gui.presenters.importing_state import ImportState, SheetState
from crossfoot_gui.widgets.choice_delegate import ChoiceDelegate, TextDelegate
from crossfoot_gui.widgets.controls import (
    box,
    button,
    choice,
    column,
    entry_list,
    fill_choice,
    row,
    scrolled,
    table,
    text,
)
from crossfoot_gui.widgets.hazards_panel import HazardsPanel

_WIDTHS = (66, 165, 175, 112, 160, 190, 320, 110)
_MOST_HEADER_ROWS = 20


class PreviewPanel(QWidget):
    """Shows one file; every choice goes to the presenter and comes back as a state."""

    presenter: ImportPresenter

    def __init__(self) -> None:
        super().__init__()
        self.file = text("", "heading", wrap=False)
        self.file_facts = text("", "muted", wrap=False)
        self.sheets = entry_list("Sheets of the workbook; ticked ones are imported")
        self.sheets.currentRowChanged.connect(self._sheet_chosen)
        self.sheets.itemChanged.connect(self._sheet_ticked)
        self.facts = text()
        self.record_type = choice("Kind of list")
        self.record_type.setMinimumWidth(190)
        self.record_type.activated.connect(
            lambda _at: self.presenter.set_record_type(self.record_type.currentData())
        )
        self.goes_in = text("goes in as", "label", wrap=False)
        self.place = choice("New list or new version")
        self.place.setMinimumWidth(180)
        self.place.activated.connect(self._place_chosen)
        self.list_name = QLineEdit()
        self.list_name.setAccessibleName("Name of the list")
        self.list_name.setMinimumWidth(140)
        self.list_name.editingFinished.connect(self._list_named)
        self._make_header_choice()
        self._make_columns()
        self.hazards = HazardsPanel(
            lambda *said: self.presenter.decide(*said),
            lambda key, _reason: self.presenter.take_decision_back(key),
            lambda *said: self.presenter.leave_hazard_out(*said),
        )
        self.rows = RowsPanel()
        self.file_panel = FilePanel()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Columns, hazards, rows left out, the file")
        self.missing = text("", "warning")
        columns = QWidget()
        columns.setLayout(column(self.missing, self.columns, spacing=6))
        for part in (
            columns,
            scrolled(self.hazards, "What may mislead in this sheet"),
            self.rows,
            scrolled(self.file_panel, "The file as it is read"),
        ):
            self.tabs.addTab(part, "")
        self.keep_source = _tick(
            "&Keep the file itself, so that every cell can be shown later",
            "Without it only the file's fingerprint is kept in the audit file.",
        )
        self.keep_source.toggled.connect(lambda keep: self.presenter.set_keep_source(keep))
        self.certify = _tick(
            "Have a second pro&gram read it too, and compare (certificate)",
            "Two programs with no code in common must see the same cells. It takes longer than the import itself.",
        )
        self.certify.toggled.connect(lambda certify: self.presenter.set_certify(certify))
        self.obstacle = text("", "muted")
        self.import_button = button("I&mport", lambda: self.presenter.import_now(), primary=True)
        self.back = button("Choose &another file", lambda: self.presenter.start_over())
        self._lay_out()

    def bind(self, presenter: ImportPresenter, mappings: MappingsPresenter) -> None:
        """Send clicks to the presenters."""
        self.presenter = presenter
        self.rows.presenter = presenter
        self.file_panel.bind(presenter)
        fill_mappings_menu(self.mapping_menu, mappings, self)

    def show_state(self, state: ImportState) -> None:
        """Show the file as the presenter holds it."""
        self.file.setText(state.file)
        self.file_facts.setText(state.file_facts)
        self._show_sheets(state)
        for tick, checked in ((self.keep_source, state.keep_source), (self.certify, state.certify)):
            tick.blockSignals(True)
            tick.setChecked(checked)
            tick.blockSignals(False)
        self.obstacle.setText(state.obstacle or state.remark)
        self.import_button.setEnabled(not state.obstacle)
        self.import_button.setToolTip(state.obstacle)
        if state.about_file is not None:
            self.file_panel.show_state(state.about_file)
            losses = len(state.about_file.losses)
            self.tabs.setTabText(3, f"The file (▲ {losses})" if losses else "The file")
        if state.sheet is not None:
            self._show_sheet(state.sheet)

    def _make_header_choice(self) -> None:
        self.header_row = row_number("Row of the header; its last row where it has several")
        self.header_rows = row_number("How many rows the header has", _MOST_HEADER_ROWS)
        self.header_rows.setMinimumWidth(64)
        self.header_again = button(
            "&Look again", self._header_chosen, tip="Read the columns from that header"
        )
        for field in (self.header_row, self.header_rows):
            field.valueChanged.connect(lambda _value: self._look_at_header())
            field.lineEdit().returnPressed.connect(self._header_chosen)
        self.mapping_button = QPushButton("Ma&pping")
        self.mapping_button.setAccessibleName("Mapping: templates and mapping files")
        self.mapping_menu = QMenu(self.mapping_button)
        self.mapping_button.setMenu(self.mapping_menu)
        self._header_shown = (0, 0)

    def _make_columns(self) -> None:
        self.columns_model = ColumnsModel(
            lambda letter, field: self.presenter.set_field(letter, field),
            lambda letter, written: self.presenter.set_date_format(letter, written),
            lambda letter, reason: self.presenter.set_reason(letter, reason),
            self,
        )
        self.columns = table("Columns of the sheet and the fields they become", self.columns_model)
        self.columns.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.columns.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        for at, name in ((FIELD, "Field for column"), (DATES, "Dates written as text in column")):
            delegate = ChoiceDelegate(self.columns_model.choices, name, self.columns)
            self.columns.setItemDelegateForColumn(at, delegate)
        self.columns.setItemDelegateForColumn(WHY, TextDelegate("Why column is left out:", self.columns))
        self.columns.clicked.connect(
            lambda index: self.columns_model.can_change(index) and self.columns.edit(index)
        )
        self.columns.activated.connect(
            lambda index: self.columns.edit(
                index if self.columns_model.can_change(index) else index.siblingAtColumn(FIELD)
            )
        )
        self.columns.verticalHeader().hide()
        for at, width in enumerate(_WIDTHS):
            self.columns.setColumnWidth(at, width)

    def _lay_out(self) -> None:
        side = box(column(text("Sheets", "label"), self.sheets, margin=14, spacing=8), "side")
        kind = row(
            text("Kind of list", "label", wrap=False),
            self.record_type,
            self.goes_in,
            self.place,
            self.list_name,
            1,
        )
        for at, weight in ((3, 3), (4, 9)):
            kind.setStretch(at, weight)
        header = row(
            text("Header ends in row", "label", wrap=False),
            self.header_row,
            text("and has rows", "label", wrap=False),
            self.header_rows,
            self.header_again,
            1,
            self.mapping_button,
        )
        right = QWidget()
        right.setLayout(column(kind, header, self.facts, self.tabs, margin=12, spacing=7))
        right.layout().setStretch(3, 1)  # type: ignore[union-attr]
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(side)
        parts.addWidget(right)
        parts.setSizes([230, 900])
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        top = row(self.file, self.file_facts, 1, spacing=14)
        last = row(self.obstacle, self.back, self.import_button, spacing=12)
        last.setStretch(0, 1)
        foot = column(row(self.keep_source, self.certify, 1, spacing=24), last, spacing=6)
        top.setContentsMargins(20, 8, 20, 8)
        foot.setContentsMargins(20, 8, 20, 10)
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
            needs = f"\n▲ {sheet.needs}" if sheet.needs else ""
            item = QListWidgetItem(f"{sheet.name}\n{sheet.note}{needs}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if sheet.included else Qt.CheckState.Unchecked)
            self.sheets.addItem(item)
            if state.sheet is not None and sheet.name == state.sheet.name:
                self.sheets.setCurrentRow(at)
        self.sheets.blockSignals(False)

    def _show_sheet(self, sheet: SheetState) -> None:
        self.facts.setText(f"{sheet.facts} {sheet.reason}".strip())
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
        if self.list_name.text() != sheet.list_name:
            self.list_name.setText(sheet.list_name)
            self.list_name.setCursorPosition(0)
        self.place.setVisible(bool(sheet.record_type))
        self.goes_in.setVisible(bool(sheet.record_type))
        self.list_name.setVisible(bool(sheet.record_type) and sheet.place == "new")
        self._header_shown = (sheet.header_row, sheet.header_rows)
        for field, value in zip((self.header_row, self.header_rows), self._header_shown, strict=True):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self._look_at_header()
        self.columns_model.show_columns(sheet.columns, sheet.fields)
        self.hazards.show_lines(sheet.hazards, sheet.hazards_summary)
        self.rows.show_state(sheet)
        undecided = sum(line.group == "decide" for line in sheet.hazards)
        marked = f", ▲ {undecided} to decide" if undecided else ""
        self.tabs.setTabText(0, f"Columns ({len(sheet.columns)})")
        self.tabs.setTabText(1, f"What may mislead ({len(sheet.hazards)}{marked})")
        self.tabs.setTabText(2, f"Rows left out ({len(sheet.skipped)})")
        self.missing.setVisible(bool(sheet.missing))
        self.missing.setText("Still without a column, but required: " + "; ".join(sheet.missing) + ".")

    def _look_at_header(self) -> None:
        wanted = (self.header_row.value(), self.header_rows.value())
        self.header_again.setEnabled(self._header_shown[0] > 0 and wanted != self._header_shown)

    def _header_chosen(self) -> None:
        if self.header_again.isEnabled():
            self.presenter.set_header(self.header_row.value(), self.header_rows.value())

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


def _tick(words: str, meaning: str) -> QCheckBox:
    tick = QCheckBox(words)
    tick.setToolTip(meaning)
    tick.setAccessibleDescription(meaning)
    return tick
