"""The criteria of a check, to be read and confirmed by a named person."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QDialog, QLineEdit, QListWidgetItem, QWidget

from crossfoot_gui.presenters.criteria import CriteriaPresenter, CriterionLine
from crossfoot_gui.widgets.controls import button, column, entry_list, row, text


class CriteriaDialog(QDialog):
    """The list above, the selected criterion below; Confirm says who read it on the page."""

    def __init__(
        self, presenter: CriteriaPresenter, check_id: str, today: dt.date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter, self._check_id, self._today = presenter, check_id, today
        self._lines: tuple[CriterionLine, ...] = ()
        self.setWindowTitle("Criteria")
        self.resize(720, 560)
        self.list = entry_list("Criteria of this check")
        self.list.currentRowChanged.connect(self._show)
        self.words = text("", selectable=True)
        self.source = text("", "muted", selectable=True)
        self.by = QLineEdit(presenter.who)
        self.by.setAccessibleName("Who read it on the page")
        self.confirm = button("C&onfirm", self._confirm, primary=True)
        close = button("&Close", self.accept)
        self.setLayout(
            column(
                text("Criteria", "title"),
                text(
                    "An exception rests on a criterion that a named person has read on the page and confirmed. Without "
                    "one the check measures.",
                    "muted",
                ),
                self.list,
                self.words,
                self.source,
                row(text("Read on the page by", "label", wrap=False), self.by, self.confirm, close),
                margin=22,
                spacing=12,
            )
        )
        self._fill(0)

    def _fill(self, at: int) -> None:
        self._lines = self._presenter.lines(self._check_id)
        self.list.clear()
        for line in self._lines:
            mark = "✓" if line.confirmed else "○"
            self.list.addItem(QListWidgetItem(f"{mark} {line.citation}\n{line.state}"))
        if not self._lines:
            self.words.setText("This check cites no criterion.")
        self.list.setCurrentRow(at if self._lines else -1)
        self._show(self.list.currentRow())

    def _show(self, at: int) -> None:
        line = self._lines[at] if 0 <= at < len(self._lines) else None
        self.confirm.setEnabled(line is not None and not line.confirmed)
        if line is not None:
            self.words.setText(f"{line.text}\nIt states: {line.values}." if line.values else line.text)
            self.source.setText(f"How we know of it: {line.source}")

    def _confirm(self) -> None:
        at = self.list.currentRow()
        if self._presenter.confirm(self._lines[at].id, self.by.text(), self._today):
            self._fill(at)
