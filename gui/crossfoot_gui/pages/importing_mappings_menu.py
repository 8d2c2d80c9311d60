"""The menu of kept mappings: templates of the audit, mapping files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from crossfoot_gui.dialogs.named_dialog import NamedDialog
from crossfoot_gui.dialogs.templates_dialog import MAPPING_FILES, TemplatesDialog
from crossfoot_gui.presenters.importing_mappings import MappingsPresenter

_TEMPLATE = (
    "How this sheet is read is kept under a name in the audit. When a list with these headers comes again, it is "
    "recognised and read alike."
)


def fill_mappings_menu(menu: QMenu, presenter: MappingsPresenter, parent: QWidget) -> None:
    """The entries of the menu, each with its key."""

    def save_template() -> None:
        NamedDialog(
            "Keep as a template", _TEMPLATE, "Name of the template", "&Keep", presenter.save, parent,
            words=presenter.suggested_name(),
        ).exec()  # fmt: skip

    def load_file() -> None:
        name, _ = QFileDialog.getOpenFileName(parent, "Read as a mapping file says", "", MAPPING_FILES)
        if name:
            presenter.load(Path(name))

    def save_file() -> None:
        name, _ = QFileDialog.getSaveFileName(parent, "Write the mapping", "mapping.toml", MAPPING_FILES)
        if name:
            presenter.write(Path(name))

    menu.addAction("&Templates of this audit...", lambda: TemplatesDialog(presenter, parent).exec())
    menu.addAction("&Keep as a template...", save_template)
    menu.addSeparator()
    menu.addAction("&Read as a mapping file says...", load_file)
    menu.addAction("&Write the mapping to a file...", save_file)
