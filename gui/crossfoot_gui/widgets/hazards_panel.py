"""What may mislead, with the auditor's decisions right beside it: before an import, and in lists already held."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.importing_state import HazardLine
from crossfoot_gui.widgets.controls import box, button, choice, column, fill_choice, row, table, text

_GROUPS = {"decide": "▲ to decide", "decided": "✓ ", "know": "to know"}
_WIDTHS = (150, 290, 250)
_MARGIN = 10


class HazardsPanel(QWidget):
    """A table of hazards, and below it the chosen one with its sentence, its choices and the reason.

    `decide(key, decision, reason)` and `take_back(key, reason)` are always there; `leave_out(key, reason)` only where
    rows can be left out by one click.
    """

    def __init__(
        self,
        decide: Callable[[str, str, str], object],
        take_back: Callable[[str, str], object],
        leave_out: Callable[[str, str], object] | None = None,
        *,
        back_needs_reason: bool = False,
    ) -> None:
        super().__init__()
        self._decide, self._take_back, self._leave_out = decide, take_back, leave_out
        self._back_needs_reason = back_needs_reason
        self._lines: tuple[HazardLine, ...] = ()
        self.summary = text("", "muted")
        self.model = LinesModel(("Decision", "What it is", "Where", "How many"), self)
        self.table = table("What may mislead, and what was decided of it", self.model)
        self.table.verticalHeader().hide()
        self.table.setMinimumHeight(102)
        self.table.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        )  # what is left over
        for at, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(at, width)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.sentence = text("", selectable=True)
        self.note = text("", "warning")
        self.decision = choice("Decision")
        self.decision.setMinimumWidth(270)
        self.decision.activated.connect(lambda _at: self._look())
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Reason of the decision")
        self.reason.setPlaceholderText("Reason: what the decision rests on")
        self.reason.textChanged.connect(lambda _words: self._look())
        self.record = button("Decid&e", self._record, primary=True)
        self.back = button("&Open again", self._back, tip="Take the decision back")
        self.skip = button("Leave these ro&ws out", self._skip)
        self.detail = box(
            column(
                self.sentence,
                self.note,
                row(self.decision, self.reason, self.record, self.back, self.skip, spacing=8),
                margin=_MARGIN,
                spacing=6,
            ),
            "side",
        )
        self.setLayout(column(self.summary, self.table, self.detail, spacing=6))
        self.layout().setStretch(1, 1)  # type: ignore[union-attr]

    def show_lines(self, lines: tuple[HazardLine, ...], summary: str) -> None:
        """Show hazards; the one that was chosen stays chosen where it is still there."""
        chosen = self.chosen
        if lines == self._lines and self.summary.text() == summary:
            return
        self._lines = lines
        self.summary.setText(summary)
        self.model.show_rows(
            [(_GROUPS[line.group] + line.decision, line.what, line.where, line.count) for line in lines]
        )
        at = next((i for i, line in enumerate(lines) if chosen and line.key == chosen.key), 0)
        self.table.selectRow(at)
        self._show_chosen()

    @property
    def chosen(self) -> HazardLine | None:
        """The hazard that is shown below the table."""
        at = self.table.currentIndex().row()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A long sentence needs more lines in a narrow window."""
        super().resizeEvent(event)
        self._fit_sentence()

    def _fit_sentence(self) -> None:
        """Give the whole sentence its room, whatever the layout would leave for it."""
        width = self.width() - 2 * _MARGIN
        self.sentence.setMinimumHeight(max(0, self.sentence.heightForWidth(width)))

    def _show_chosen(self) -> None:
        line = self.chosen
        self.detail.setVisible(line is not None)
        if line is None:
            return
        self.sentence.setText(line.sentence)
        self._fit_sentence()
        self.note.setText(line.note)
        self.note.setVisible(bool(line.note))
        asked = [] if line.decision in line.choices else [("", "- choose what it means -")]
        fill_choice(self.decision, [*asked, *((words, words) for words in line.choices)], line.decision)
        self.reason.setText(line.reason)
        self.back.setVisible(line.group == "decided")
        self.skip.setVisible(self._leave_out is not None and bool(line.rows))
        self.skip.setToolTip(f"Rows {line.rows} are not loaded; the reason is kept with the import.")
        self._look()

    def _look(self) -> None:
        line = self.chosen
        reason, decision = self.reason.text().strip(), self.decision.currentData()
        changed = line is not None and (decision, reason) != (line.decision, line.reason)
        self.record.setEnabled(bool(reason and decision) and changed)
        self.back.setEnabled(bool(reason) or not self._back_needs_reason)

    def _record(self) -> None:
        if self.chosen is not None:
            self._decide(self.chosen.key, str(self.decision.currentData()), self.reason.text().strip())

    def _back(self) -> None:
        if self.chosen is not None:
            self._take_back(self.chosen.key, self.reason.text().strip())

    def _skip(self) -> None:
        line = self.chosen
        if line is not None and self._leave_out is not None:
            self._leave_out(line.key, self.reason.text().strip() or line.rows_reason)
