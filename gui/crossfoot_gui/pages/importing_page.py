"""The import page as widgets: choose, preview, result."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from crossfoot_gui.dialogs.hazards_dialog import HazardsDialog
from crossfoot_gui.dialogs.password_dialog import PasswordDialog
from crossfoot_gui.pages.importing_file_panel import ReadingChoice
from crossfoot_gui.pages.importing_result import ResultPanel
from crossfoot_gui.pages.preview_panel import PreviewPanel
from crossfoot_gui.presenters.importing import ImportPresenter
from crossfoot_gui.presenters.importing_hazards import StoredHazardsPresenter
from crossfoot_gui.presenters.importing_mappings import MappingsPresenter
from crossfoot_gui.presenters.importing_state import ImportState
from crossfoot_gui.widgets.controls import box, button, column, row, scrolled, text

WORKBOOKS = (
    "Workbooks and text tables (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt);;"
    "Workbooks (*.xlsx *.xlsm *.xls *.xlsb *.ods);;Text tables (*.csv *.tsv *.txt);;All files (*)"
)


class ImportingPage(QWidget):
    """Three faces of one page, as the state says. A file may also be dropped on it."""

    presenter: ImportPresenter

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._folder = str(Path.home())
        self.choose_button = button("Choose a fi&le...", self.choose_workbook, primary=True)
        self.prompt = text("", "empty")
        self.refused = text("", "warning")
        self.reading = ReadingChoice("Read it &so")
        self.imported = text("", "muted", selectable=True)
        self.imported_title = text("Already in this audit", "label")
        self.hazards_button = button("&What may mislead...", self._show_hazards)
        ask = column(
            text("Import a list", "title"),
            self.prompt,
            row(self.choose_button, text("or drop the file here", "muted"), 1, spacing=14),
            self.refused,
            self.reading,
            margin=30,
            spacing=16,
        )
        self._choose = QWidget()
        self._choose.setLayout(
            column(
                box(ask, "card"),
                self.imported_title,
                self.imported,
                row(self.hazards_button, 1),
                1,
                margin=40,
                spacing=14,
            )
        )
        self.preview = PreviewPanel()
        self.result = ResultPanel(self._show_hazards)
        self._stack = QStackedWidget()
        for part in (
            scrolled(self._choose, "Choose a file"),
            self.preview,
            scrolled(self.result, "Result of the import"),
        ):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.choose_button)

    def bind(self, presenter: ImportPresenter) -> None:
        """Send clicks to `presenter`."""
        self.presenter = self.reading.presenter = self.result.presenter = presenter
        self.preview.bind(presenter, MappingsPresenter(presenter))

    def show_state(self, state: ImportState) -> None:
        """Show the face that the state is of."""
        self.prompt.setText(state.prompt)
        self.imported.setText("\n".join(state.imported))
        self.imported_title.setVisible(bool(state.imported))
        self.hazards_button.setVisible(bool(state.hazards))
        open_ones = f" (▲ {state.open_hazards} to decide)" if state.open_hazards else ""
        self.hazards_button.setText(f"&What may mislead in these lists{open_ones}...")
        self.refused.setText(
            f"{state.refused} could not be read. If it is a text table, say how it is written and try again."
        )
        self.refused.setVisible(bool(state.refused))
        self.reading.setVisible(bool(state.refused))
        if state.stage == "preview":
            self.preview.show_state(state)
        if state.stage == "done":
            self.result.show_state(state)
        self._stack.setCurrentIndex(("choose", "preview", "done").index(state.stage))

    def ask_password(self, name: str, message: str) -> str | None:
        """The password of the file called `name`; None where the auditor does not give one."""
        dialog = PasswordDialog(name, message, self)
        given = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.password.text() if given else None

    def choose_workbook(self) -> None:
        """Ask for a file and look it through."""
        name, _ = QFileDialog.getOpenFileName(self, "Choose a list", self._folder, WORKBOOKS)
        if name:
            self._folder = str(Path(name).parent)
            self.presenter.choose_file(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A single file may be dropped."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look the dropped file through."""
        self.presenter.choose_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _show_hazards(self) -> None:
        HazardsDialog(StoredHazardsPresenter(self.presenter.desk), self).exec()
