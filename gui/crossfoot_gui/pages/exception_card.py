"""One exception with its evidence and the cells of the workbook that it came from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.exceptions_state import ExceptionCard, SourceBlock
from crossfoot_gui.widgets.controls import clear, fit_height, table, text


class ExceptionCardView(QWidget):
    """What is wrong, the decision, the evidence, then every source row with its cells and their addresses."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = QVBoxLayout(self)
        self._parts.setContentsMargins(20, 16, 20, 20)
        self._parts.setSpacing(10)
        self._shown: ExceptionCard | None = None

    def show_card(self, card: ExceptionCard | None, empty: str) -> None:
        """Show another exception, or what to do where there is none."""
        if card is not None and card == self._shown:
            return
        self._shown = card
        clear(self._parts)
        if card is None:
            self._parts.addWidget(text(empty, "empty"))
            self._parts.addStretch(1)
            return
        self._parts.addWidget(text(card.entity, "heading", selectable=True))
        self._parts.addWidget(text(card.message or card.check, selectable=True))
        self._parts.addWidget(text(f"Check: {card.check}", "muted"))
        self._parts.addWidget(text(card.decision, "note", selectable=True))
        if card.evidence:
            self._parts.addWidget(text("Evidence", "label"))
            self._add_table("Evidence of the exception", ("What", "Value"), card.evidence, (170,))
        if not card.sources:
            self._parts.addWidget(
                text("It is about a list as a whole; no single row stands behind it.", "muted")
            )
        for source in card.sources:
            self._add_source(source)
        self._parts.addStretch(1)

    def _add_source(self, source: SourceBlock) -> None:
        self._parts.addWidget(text(source.place, "label", selectable=True))
        rows = tuple(
            (field, address.rsplit("!", 1)[-1], value, raw) for field, address, value, raw in source.cells
        )
        with_raw = any(raw for *_, raw in rows)
        columns = ("Field", "Cell", "Value", "As stored") if with_raw else ("Field", "Cell", "Value")
        shown = rows if with_raw else tuple(line[:3] for line in rows)
        self._add_table(f"Cells of {source.place}", columns, shown, (118, 56, 170))

    def _add_table(
        self, name: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]
    ) -> None:
        model = LinesModel(columns)
        model.show_rows(rows)
        view = table(name, model)
        model.setParent(view)
        view.verticalHeader().hide()
        for at, width in enumerate(widths):
            view.setColumnWidth(at, width)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setWordWrap(True)
        view.resizeRowsToContents()
        fit_height(view, 40)
        self._parts.addWidget(view)
