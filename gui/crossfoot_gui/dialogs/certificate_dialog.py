"""The certificates of the lists: what two programs read, column by column."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.importing_certificate import MEANING, TITLES, CertificateLine
from crossfoot_gui.widgets.controls import (
    button,
    choice,
    clear,
    column,
    fill_choice,
    row,
    scrolled,
    table,
    text,
)

_WIDTHS = (68, 94, 70, 70, 80, 70, 68, 84, 64, 116, 76)


class CertificateDialog(QDialog):
    """One certificate at a time, the latest first."""

    def __init__(self, lines: tuple[CertificateLine, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = tuple(reversed(lines))
        self.setWindowTitle("Certificates")
        self.resize(1060, 560)
        self.which = choice("List")
        fill_choice(self.which, [(str(at), line.title) for at, line in enumerate(self._lines)])
        self.which.setMinimumWidth(560)
        self.which.currentIndexChanged.connect(self._show)
        said = QWidget()
        self._said = QVBoxLayout(said)
        self._said.setContentsMargins(0, 0, 0, 0)
        self._said.setSpacing(6)
        self.model = LinesModel(TITLES, self)
        self.table = table("What was compared, column by column", self.model)
        self.table.verticalHeader().hide()
        for at, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(at, width)
        words = scrolled(said, "The certificate in words")
        words.setMaximumHeight(120)
        self.setLayout(
            column(
                text("Was the file read right?", "title"),
                row(self.which, 1),
                words,
                self.table,
                text(MEANING, "muted"),
                row(1, button("&Close", self.accept)),
                margin=22,
                spacing=10,
            )
        )
        self._show(0)

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._lines):
            return
        line = self._lines[at]
        clear(self._said)
        self._said.addWidget(text(line.sentence, "warning" if line.differs else "note", selectable=True))
        for words in line.details:
            self._said.addWidget(text(words, "muted", selectable=True))
        self._said.addStretch(1)
        self.model.show_rows(line.rows)
