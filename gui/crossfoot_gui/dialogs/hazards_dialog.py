"""What may mislead in the lists that the audit holds, with the decisions on it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from crossfoot_gui.presenters.hazard_words import hazards_summary
from crossfoot_gui.presenters.importing_hazards import StoredHazardsPresenter
from crossfoot_gui.widgets.controls import button, column, row, text
from crossfoot_gui.widgets.hazards_panel import HazardsPanel


class HazardsDialog(QDialog):
    """Each decision is recorded at once, with its reason, and can be taken back with one."""

    def __init__(self, presenter: StoredHazardsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.setWindowTitle("What may mislead")
        self.resize(1000, 560)
        self.panel = HazardsPanel(self._decide, self._take_back, back_needs_reason=True)
        self.panel.table.setColumnWidth(2, 390)
        close = button("&Close", self.accept)
        self.setLayout(
            column(
                text("What may mislead in the lists of this audit", "title"),
                self.panel,
                row(1, close),
                margin=22,
                spacing=10,
            )
        )
        self._show()
        self.panel.table.setFocus()

    def _decide(self, key: str, decision: str, reason: str) -> None:
        self._presenter.decide(key, decision, reason)
        self._show()

    def _take_back(self, key: str, reason: str) -> None:
        self._presenter.take_back(key, reason)
        self._show()

    def _show(self) -> None:
        lines = self._presenter.lines()
        self.panel.show_lines(lines, hazards_summary(lines, imported=True))
