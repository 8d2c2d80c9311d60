"""The import page as widgets: choose, preview, result."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from crossfoot_gui.pages.preview_panel import PreviewPanel
from crossfoot_gui.presenters.importing import ImportPresenter
from crossfoot_gui.presenters.importing_state import ImportState, ResultLine
from crossfoot_gui.widgets.controls import box, button, clear, column, row, scrolled, text

WORKBOOKS = "Workbooks (*.xlsx *.xlsm *.csv);;All files (*)"


class ImportingPage(QWidget):
    """Three faces of one page, as the state says. A workbook may also be dropped on it."""

    presenter: ImportPresenter

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._folder = str(Path.home())
        self.choose_button = button("Choose a &workbook...", self.choose_workbook, primary=True)
        self.prompt = text("", "empty")
        self.imported = text("", "muted", selectable=True)
        self.imported_title = text("Already in this audit", "label")
        ask = column(
            text("Import a workbook", "title"),
            self.prompt,
            row(self.choose_button, text("or drop the file here", "muted"), 1, spacing=14),
            margin=30,
            spacing=16,
        )
        self._choose = QWidget()
        self._choose.setLayout(
            column(box(ask, "card"), self.imported_title, self.imported, 1, margin=40, spacing=14)
        )
        self.preview = PreviewPanel()
        self._done = QWidget()
        self._done_parts = QVBoxLayout(self._done)
        self._done_parts.setContentsMargins(40, 32, 40, 32)
        self._done_parts.setSpacing(12)
        self._stack = QStackedWidget()
        for part in (self._choose, self.preview, scrolled(self._done, "Result of the import")):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.choose_button)

    def bind(self, presenter: ImportPresenter) -> None:
        """Send clicks to `presenter`."""
        self.presenter = presenter
        self.preview.bind(presenter)

    def show_state(self, state: ImportState) -> None:
        """Show the face that the state is of."""
        self.prompt.setText(state.prompt)
        self.imported.setText("\n".join(state.imported))
        self.imported_title.setVisible(bool(state.imported))
        if state.stage == "preview":
            self.preview.show_state(state)
        if state.stage == "done":
            self._show_results(state)
        self._stack.setCurrentIndex(("choose", "preview", "done").index(state.stage))

    def choose_workbook(self) -> None:
        """Ask for a workbook and look it through."""
        name, _ = QFileDialog.getOpenFileName(self, "Choose a workbook", self._folder, WORKBOOKS)
        if name:
            self._folder = str(Path(name).parent)
            self.presenter.choose_file(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be dropped."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look the dropped workbook through."""
        self.presenter.choose_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _show_results(self, state: ImportState) -> None:
        clear(self._done_parts)
        self._done_parts.addWidget(text(f"{state.file} is imported", "title"))
        for result in state.results:
            self._done_parts.addWidget(_result_card(result))
        misfits = sum(result.misfits for result in state.results)
        if misfits:
            self._done_parts.addWidget(
                text(
                    f"{misfits:,} cells did not fit their field. Each is kept as it stood, with its address and the "
                    "reason; nothing was changed or dropped.",
                    "warning",
                )
            )
        else:
            self._done_parts.addWidget(
                text("Every cell fitted its field; the ledger of misfits has no new entry.", "note")
            )
        again = button("Import a&nother workbook", self.presenter.start_over, primary=True)
        ledger = button("Show the &ledger of misfits", self.presenter.show_misfits)
        ledger.setEnabled(bool(misfits))
        self._done_parts.addLayout(row(again, ledger, 1))
        self._done_parts.addStretch(1)
        again.setFocus()


def _result_card(result: ResultLine) -> QWidget:
    facts = column(spacing=4)
    for name, value in result.facts:
        number = text(value, "label", wrap=False)
        number.setMinimumWidth(80)
        facts.addLayout(row(number, text(name, "muted", wrap=False), 1))
    return box(column(text(result.headline, "heading"), facts, margin=18, spacing=10), "card")
