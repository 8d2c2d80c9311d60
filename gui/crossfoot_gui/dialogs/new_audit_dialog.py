"""The form of a new audit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QDialog, QFileDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from crossfoot_gui.presenters.start import NewAudit, proposed_file_name, proposed_period
from crossfoot_gui.widgets.controls import button, column, row, text


class NewAuditDialog(QDialog):
    """Title, dates and place of the file are asked for; the rest may come later. `create` says whether it worked."""

    def __init__(
        self, create: Callable[[NewAudit], bool], today: dt.date, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._create = create
        self.setWindowTitle("New audit")
        self.setMinimumWidth(640)
        self.title = _line("Title of the audit", "Oversight of the delegated-authority program")
        self.number = _line("Number of the audit", "OIG-26-01")
        self.auditee = _line("Audited agency", "")
        self.office = _line("Your office", "Office of Inspector General")
        self.objective = QPlainTextEdit()
        self.objective.setAccessibleName("Objective")
        self.objective.setTabChangesFocus(True)
        self.objective.setFixedHeight(70)
        start, end = proposed_period(today)
        self.as_of, self.start, self.end = (
            _date("As-of date", today),
            _date("First day of the period", start),
            _date("Last day of the period", end),
        )
        self.file = _line("Audit file", "")
        self._folder = folder
        self._file_chosen = False
        self.file.setText(str(folder / "audit.crossfoot"))
        self.title.textChanged.connect(self._propose_file)
        self.file.textEdited.connect(self._keep_file)
        self.as_of.dateChanged.connect(self._propose_period)
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow("&Title", self.title)
        form.addRow("&Number", self.number)
        form.addRow("Audited &agency", self.auditee)
        form.addRow("Your o&ffice", self.office)
        form.addRow("As-of date", row(self.as_of, 1))
        form.addRow(
            "",
            text("The day that every check looks at the records from.", "muted", wrap=False),
        )
        form.addRow("Period", row(self.start, text("to"), self.end, 1))
        form.addRow("Ob&jective", self.objective)
        form.addRow("File", row(self.file, button("C&hoose...", self._choose_file)))
        self.create_button = button("&Create audit", self._submit, primary=True)
        self.create_button.setDefault(True)
        self.setLayout(
            column(
                text("New audit", "title"),
                text(
                    "One audit is one file. It holds the lists, the checks, the decisions and the findings.",
                    "muted",
                ),
                form,
                row(1, button("Cancel", self.reject), self.create_button),
                margin=24,
                spacing=14,
            )
        )
        self.title.setFocus()

    def form(self) -> NewAudit:
        """The form as it is filled in."""
        return NewAudit(
            path=Path(self.file.text().strip()),
            title=self.title.text(),
            as_of=_day(self.as_of),
            period_start=_day(self.start),
            period_end=_day(self.end),
            number=self.number.text(),
            auditee=self.auditee.text(),
            office=self.office.text(),
            objective=self.objective.toPlainText(),
        )

    def _submit(self) -> None:
        if self._create(self.form()):
            self.accept()

    def _propose_file(self, title: str) -> None:
        if not self._file_chosen:
            self.file.setText(str(self._folder / proposed_file_name(title)))

    def _propose_period(self) -> None:
        start, end = proposed_period(_day(self.as_of))
        self.start.setDate(QDate(start.year, start.month, start.day))
        self.end.setDate(QDate(end.year, end.month, end.day))

    def _keep_file(self) -> None:
        self._file_chosen = True

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Audit file", self.file.text(), "Crossfoot audit (*.crossfoot)"
        )
        if name:
            self.file.setText(name)
            self._keep_file()


def _line(name: str, example: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(example)
    return line


def _date(name: str, day: dt.date) -> QDateEdit:
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    edit.setAccessibleName(name)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    edit.setMinimumWidth(140)
    edit.setMinimumHeight(edit.fontMetrics().height() + 14)
    return edit


def _day(edit: QDateEdit) -> dt.date:
    date = edit.date()
    return dt.date(date.year(), date.month(), date.day())
