"""A page that is one panel: filters, facts, a table, the selected line in full, buttons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from crossfoot_gui.pages.data_panel import DataPanel
from crossfoot_gui.presenters.panel_state import PanelState

_DETAIL_LINES = 9


class PageOfLines(DataPanel):
    """The keyboard begins in the table; on an empty page at the button that says what to do next."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(folder, detail_lines=_DETAIL_LINES)
        self.layout().setContentsMargins(18, 14, 18, 14)  # type: ignore[union-attr]

    def show_state(self, state: PanelState) -> None:
        """Show the page."""
        super().show_state(state)
        possible: list[QWidget] = [self.buttons[deed.name] for deed in state.deeds if deed.possible]
        self.setFocusProxy(self.table if len(state.rows) else next(iter(possible), self.table))
