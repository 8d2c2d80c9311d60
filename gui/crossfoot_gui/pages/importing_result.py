"""What became of an import: rows, cells, whether two programs read the same, what is still to be decided."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crossfoot_gui.dialogs.table_dialog import TableDialog
from crossfoot_gui.presenters.importing import ImportPresenter
from crossfoot_gui.presenters.importing_state import ImportState, ResultLine
from crossfoot_gui.widgets.controls import box, button, clear, column, row, text


class ResultPanel(QWidget):
    """A card for each sheet, then where to go on."""

    presenter: ImportPresenter

    def __init__(self, show_hazards: Callable[[], object]) -> None:
        super().__init__()
        self._show_hazards = show_hazards
        self._parts = QVBoxLayout(self)
        self._parts.setContentsMargins(40, 24, 40, 24)
        self._parts.setSpacing(12)

    def show_state(self, state: ImportState) -> None:
        """Show the results of an import that was carried out."""
        clear(self._parts)
        self._parts.addWidget(text(f"{state.file} is imported", "title"))
        misfits = sum(result.misfits for result in state.results)
        self._parts.addWidget(
            text(
                f"{misfits:,} {'cell does' if misfits == 1 else 'cells do'} not fit the field. Each is kept as it "
                "stood, with its address and the reason; nothing was changed or dropped. The ledger of misfits lists "
                "them.",
                "warning",
            )
            if misfits
            else text("Every cell fitted its field; the ledger of misfits has no new entry.", "note")
        )
        again = button("Import a&nother file", lambda: self.presenter.start_over(), primary=True)
        ledger = button("Show the &ledger of misfits", lambda: self.presenter.show_misfits())
        ledger.setEnabled(bool(misfits))
        open_ones = f" (▲ {state.open_hazards} to decide)" if state.open_hazards else ""
        hazards = button(f"&What may mislead{open_ones}...", self._show_hazards)
        hazards.setEnabled(bool(state.hazards))
        self._parts.addLayout(row(again, ledger, hazards, 1))
        for result in state.results:
            self._parts.addWidget(self._card(result))
        self._parts.addStretch(1)
        again.setFocus()

    def _card(self, result: ResultLine) -> QWidget:
        facts = column(spacing=3)
        for name, value in result.facts:
            number = text(value, "label", wrap=False)
            number.setMinimumWidth(80)
            facts.addLayout(row(number, text(name, "muted", wrap=False), 1))
        parts = column(text(result.headline, "heading"), facts, margin=18, spacing=8)
        if result.certificate:
            mark = "▲ " if result.alarm else ""
            parts.addWidget(
                text(f"{mark}{result.certificate}", "warning" if result.alarm else "note", selectable=True)
            )
        if result.read_twice:
            columns = button("Certificate by columns...", lambda: self._show_certificate(result.import_id))
            columns.setAccessibleName(f"Certificate by columns: {result.headline}")
            parts.addLayout(row(columns, 1))
        for note in result.notes:
            parts.addWidget(text(note, "muted"))
        return box(parts, "card")

    def _show_certificate(self, import_id: int) -> None:
        shown = self.presenter.certificate(import_id)
        if shown is not None:
            TableDialog(shown, self).exec()
