"""The form for the facts of the audit."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from crossfoot_gui.presenters.facts import FactsForm, FactsPresenter
from crossfoot_gui.widgets.controls import button, column, row, text


class FactsDialog(QDialog):
    """A final report needs an issue date and a choice of marking; a draft says what is still missing."""

    def __init__(self, presenter: FactsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.setWindowTitle("Facts of the audit")
        self.setMinimumWidth(640)
        form = presenter.form()
        fixed = presenter.fixed_marking
        self.lines = {
            name: _line(label, getattr(form, name))
            for name, label in (
                ("title", "Title of the audit"),
                ("number", "Number of the report"),
                ("auditee", "Audited agency"),
                ("office", "Your office"),
                ("issue_date", "Issue date"),
                ("marking", "Marking on every page"),
                ("marking_reason", "Why no marking is needed"),
            )
        }
        self.lines["issue_date"].setPlaceholderText(
            "year-month-day; the date that the report prints as its own"
        )
        self.objective = QPlainTextEdit(form.objective)
        self.objective.setAccessibleName("Objective")
        self.objective.setTabChangesFocus(True)
        self.objective.setFixedHeight(80)
        self.chosen = QCheckBox("The &marking is decided (leave it empty for none, with a reason)")
        self.chosen.setChecked(form.marking_chosen)
        if fixed:
            self.lines["marking"].setText(fixed)
        for part in (self.lines["marking"], self.lines["marking_reason"], self.chosen):
            part.setEnabled(not fixed)
        rows = QFormLayout()
        rows.setSpacing(10)
        for name, line in self.lines.items():
            if name == "marking":
                rows.addRow("Objective", self.objective)
                rows.addRow("", self.chosen)
            rows.addRow(line.accessibleName(), line)
        save = button("&Save", self._submit, primary=True)
        save.setDefault(True)
        self.setLayout(
            column(
                text("Facts of the audit", "title"),
                text("The report prints them. What stood before is kept in the history.", "muted"),
                rows,
                row(1, button("Cancel", self.reject), save),
                margin=24,
                spacing=14,
            )
        )

    def form(self) -> FactsForm:
        """The form as it is filled in."""
        said = {name: line.text().strip() for name, line in self.lines.items()}
        decided = self.chosen.isChecked() and self.chosen.isEnabled()
        return FactsForm(**said, objective=self.objective.toPlainText(), marking_chosen=decided)

    def _submit(self) -> None:
        if self._presenter.save(self.form()):
            self.accept()


def _line(name: str, words: str) -> QLineEdit:
    line = QLineEdit(words)
    line.setAccessibleName(name)
    return line
