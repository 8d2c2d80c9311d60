"""A page that is one panel: filters, facts, a table, the selected line in full, buttons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from crossfoot_gui.pages.data_panel import DataPanel
from crossfoot_gui.presenters.panel_state import Column, PanelState
from crossfoot_gui.widgets.wrapping_delegate import WrappingDelegate

_DETAIL_LINES = 9
_MARGIN, _BORDERS = 18, 6  # pixels
_NARROW = 18  # letters; columns up to that keep their width, the others share what is left
_LEAST = 10  # letters that every wide column keeps, even where the table must then scroll sideways


class PageOfLines(DataPanel):
    """Its tables are short, so long texts wrap. The keyboard begins in the table; on an empty page at the button that
    says what to do next."""

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__(folder, detail_lines=_DETAIL_LINES)
        self._columns: tuple[Column, ...] = ()
        self.layout().setContentsMargins(_MARGIN, 14, _MARGIN, 14)  # type: ignore[union-attr]
        self.table.setWordWrap(True)
        self.table.setItemDelegate(WrappingDelegate(self.table))
        self.table.setVerticalScrollMode(self.table.ScrollMode.ScrollPerPixel)

    def show_state(self, state: PanelState) -> None:
        """Show the page."""
        super().show_state(state)
        self._columns = state.columns
        self._fit_table()
        self.table.scrollTo(self.table.currentIndex())
        possible: list[QWidget] = [self.buttons[deed.name] for deed in state.deeds if deed.possible]
        self.setFocusProxy(self.table if len(state.rows) else next(iter(possible), self.table))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wider columns need fewer lines."""
        super().resizeEvent(event)
        self._fit_table()

    def _fit_table(self) -> None:
        """Columns that fill the width of the page, and rows that are as high as their texts."""
        letter = self.fontMetrics().averageCharWidth()
        natural = [one.width * letter + 20 for one in self._columns]
        narrow = [one.width <= _NARROW for one in self._columns]
        beside = 2 * _MARGIN + self.table.verticalScrollBar().sizeHint().width() + _BORDERS
        room = self.width() - beside
        left = room - sum(width for width, keeps in zip(natural, narrow, strict=True) if keeps)
        wide = sum(width for width, keeps in zip(natural, narrow, strict=True) if not keeps)
        for at, (width, keeps) in enumerate(zip(natural, narrow, strict=True)):
            share = width if keeps else max(_LEAST * letter, width * left // max(1, wide))
            self.table.setColumnWidth(at, share)
        self.table.resizeRowsToContents()
