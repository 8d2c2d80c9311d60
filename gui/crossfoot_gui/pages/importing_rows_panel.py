"""The rows of a sheet that are left out, each with its reason."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.importing import ImportPresenter
from crossfoot_gui.presenters.importing_state import SheetState
from crossfoot_gui.widgets.controls import button, column, row, table, text


class RowsPanel(QWidget):
    """Rows that are no data: totals of the sender, headers that repeat, notes."""

    presenter: ImportPresenter

    def __init__(self) -> None:
        super().__init__()
        self.model = LinesModel(("Rows", "Why they are no data"), self)
        self.table = table("Rows that are left out, and why", self.model)
        self.table.verticalHeader().hide()
        self.table.setColumnWidth(0, 170)
        self.first, self.last = row_number("First row to leave out"), row_number("Last row to leave out")
        self.first.valueChanged.connect(lambda value: self.last.setMinimum(value))
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why these rows are no data")
        self.reason.setPlaceholderText("Why they are no data, such as: totals of the sender")
        self.leave_out = button("Leave ou&t", self._leave_out, primary=True)
        self.leave_out.setEnabled(False)
        self.reason.textChanged.connect(lambda words: self.leave_out.setEnabled(bool(words.strip())))
        self.take_back = button("Take &back the selected", self._take_back)
        self.setLayout(
            column(
                text(
                    "Rows left out are not loaded; their cells are counted, and the reason is kept with the import. "
                    "Rows above the header and below the data are never loaded.",
                    "muted",
                ),
                self.table,
                row(
                    text("Rows", "label", wrap=False),
                    self.first,
                    text("to", "label", wrap=False),
                    self.last,
                    self.reason,
                    self.leave_out,
                    self.take_back,
                    spacing=8,
                ),
                spacing=6,
            )
        )
        self.layout().setStretch(1, 1)  # type: ignore[union-attr]

    def show_state(self, state: SheetState) -> None:
        """Show the rows of the sheet that are left out."""
        self.model.show_rows([(line.rows, line.reason) for line in state.skipped])
        self.take_back.setEnabled(bool(state.skipped))
        if state.skipped and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        first, last = state.data_rows
        for box in (self.first, self.last):
            box.setRange(max(1, first), max(1, first, last))

    def _leave_out(self) -> None:
        self.presenter.leave_out_rows(self.first.value(), self.last.value(), self.reason.text())
        self.reason.clear()

    def _take_back(self) -> None:
        at = self.table.currentIndex().row()
        if at >= 0:
            self.presenter.take_rows_back(at)


def row_number(name: str, most: int = 1_048_576) -> QSpinBox:
    """A field for a row number as Excel shows it."""
    box = QSpinBox()
    box.setRange(1, most)
    for part in (box, box.lineEdit()):
        part.setAccessibleName(name)
    box.setMinimumWidth(88)
    return box
