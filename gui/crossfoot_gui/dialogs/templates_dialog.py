"""The templates of the audit: mappings under a name, by which a list is recognised when it comes again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from crossfoot_gui.dialogs.named_dialog import NamedDialog
from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.importing_mappings import MappingsPresenter, TemplateLine
from crossfoot_gui.widgets.controls import button, column, row, table, text

MAPPING_FILES = "Mapping files (*.toml);;All files (*)"


class TemplatesDialog(QDialog):
    """Use one for the sheet that is shown, write it to a file, add one from a file, take one back."""

    def __init__(self, presenter: MappingsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._lines: tuple[TemplateLine, ...] = ()
        self.setWindowTitle("Templates")
        self.resize(760, 420)
        self.model = LinesModel(("Template", "Kind of list", "Columns", "Kept by"), self)
        self.table = table("Templates of this audit", self.model)
        self.table.verticalHeader().hide()
        for at, width in enumerate((250, 170, 90)):
            self.table.setColumnWidth(at, width)
        self.empty = text(
            "There are no templates yet. 'Keep as a template' keeps how a sheet is read.", "muted"
        )
        self.use = button("&Read the sheet by it", self._use, primary=True)
        self.export = button("&Write to a file...", self._export)
        self.withdraw = button("&Take back...", self._withdraw)
        self.setLayout(
            column(
                text("Templates of this audit", "title"),
                text(
                    "A sheet that has the headers of a template, in any order or nearly all of them, is read by it.",
                    "muted",
                ),
                self.empty,
                self.table,
                row(
                    button("&Add from a file...", self._add),
                    self.export,
                    self.withdraw,
                    1,
                    button("&Close", self.reject),
                    self.use,
                ),
                margin=22,
                spacing=10,
            )
        )
        self._show()

    def _show(self) -> None:
        self._lines = self._presenter.lines()
        self.model.show_rows([(line.name, line.kind, line.columns, line.saved) for line in self._lines])
        self.empty.setVisible(not self._lines)
        if self._lines:
            self.table.selectRow(0)
        for part in (self.export, self.withdraw, self.use):
            part.setEnabled(bool(self._lines))
        self.use.setEnabled(bool(self._lines) and self._presenter.sheet_shown)

    def _chosen(self) -> str:
        return self._lines[max(0, self.table.currentIndex().row())].name

    def _use(self) -> None:
        if self._presenter.use(self._chosen()):
            self.accept()

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Write the template", f"{self._chosen()}.toml", MAPPING_FILES
        )
        if name:
            self._presenter.export(self._chosen(), Path(name))

    def _add(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Add a template from a file", "", MAPPING_FILES)
        if name:
            path = Path(name)
            NamedDialog(
                "Add a template", f"From {path.name}.", "Name of the template", "&Add",
                lambda words: self._presenter.add(path, words), self, words=path.stem,
            ).exec()  # fmt: skip
            self._show()

    def _withdraw(self) -> None:
        chosen = self._chosen()
        NamedDialog(
            "Take the template back",
            f"No sheet is recognised by {chosen!r} any more. Keeping a mapping under its name brings it back.",
            "Why it no longer holds",
            "&Take back",
            lambda reason: self._presenter.withdraw(chosen, reason),
            self,
        ).exec()
        self._show()
