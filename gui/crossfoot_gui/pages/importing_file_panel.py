"""The file as it is read: what it is, what its format does not give, and the encoding and cut of a text table."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.file_words import DELIMITERS, ENCODINGS
from crossfoot_gui.presenters.importing import ImportPresenter
from crossfoot_gui.presenters.importing_state import FileState, TextTable
from crossfoot_gui.widgets.controls import button, choice, clear, column, fill_choice, row, table, text

_WIDTH = 130  # pixels of a field in the table of the first records


class ReadingChoice(QWidget):
    """Encoding and separator of a text table, and the button that reads it so."""

    presenter: ImportPresenter

    def __init__(self, does: str) -> None:
        super().__init__()
        self.encoding = choice("Encoding", [(each.value, each.label) for each in ENCODINGS])
        self.encoding.setMinimumWidth(310)
        self.delimiter = choice("Fields are separated by", [(each.value, each.label) for each in DELIMITERS])
        self.delimiter.setMinimumWidth(170)
        self.again = button(does, lambda: self.presenter.read_as(*self.chosen))
        self.setLayout(
            row(
                text("Encoding", "label", wrap=False),
                self.encoding,
                text("separated by", "label", wrap=False),
                self.delimiter,
                self.again,
                1,
                spacing=10,
            )
        )

    @property
    def chosen(self) -> tuple[str, str]:
        """Encoding and separator; "" for what is left to the file."""
        return str(self.encoding.currentData()), str(self.delimiter.currentData())

    def show_state(self, state: TextTable) -> None:
        """Show what was found or chosen before."""
        for box, choices, value in (
            (self.encoding, state.encodings, state.encoding),
            (self.delimiter, state.delimiters, state.delimiter),
        ):
            fill_choice(box, [(each.value, each.label) for each in choices], value)


class FilePanel(QWidget):
    """Facts and losses in sentences; for a text table the first records, cut as the file is read now."""

    def __init__(self) -> None:
        super().__init__()
        self._lost, self._facts = QVBoxLayout(), QVBoxLayout()
        for said in (self._lost, self._facts):
            said.setSpacing(4)
        self.reading = ReadingChoice("Read it &so")
        self.records_model = LinesModel((), self)
        self.records = table("The first records of the text table, cut as it is read now")
        self._text_table = QWidget()
        self._text_table.setLayout(
            column(
                self.reading,
                text("The first records, cut as the file is read now", "label"),
                self.records,
                spacing=6,
            )
        )
        self.records.setMinimumHeight(130)
        self.records.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        layout = column(self._lost, self._text_table, self._facts, 1, margin=6, spacing=8)
        layout.setStretch(1, 6)
        self.setLayout(layout)

    def bind(self, presenter: ImportPresenter) -> None:
        """Send clicks to `presenter`."""
        self.reading.presenter = presenter

    def show_state(self, state: FileState) -> None:
        """Show the file."""
        clear(self._lost)
        clear(self._facts)
        for fact in state.facts:
            self._facts.addWidget(text(fact, "muted", selectable=True))
        for loss in state.losses:
            self._lost.addWidget(text(f"▲ {loss}", "warning", selectable=True))
        self._text_table.setVisible(state.text_table is not None)
        if state.text_table is not None:
            self._show_text_table(state.text_table)

    def _show_text_table(self, shown: TextTable) -> None:
        self.reading.show_state(shown)
        widest = max((len(fields) for fields in shown.records), default=0)
        model = LinesModel([f"Field {number}" for number in range(1, widest + 1)], self)
        model.show_rows([(*fields, *[""] * (widest - len(fields))) for fields in shown.records])
        self.records.setModel(model)
        self.records_model.deleteLater()
        self.records_model = model
        for at in range(widest - 1):
            self.records.setColumnWidth(at, _WIDTH)
