"""Build a check from a rule: lines of field, operator and value, what it says, and what it would flag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QLineEdit, QPushButton, QWidget

from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.rules import RuleLine, RulePresenter, RuleState
from crossfoot_gui.widgets.controls import button, column, row, table, text

_EMPTY = ("",)


class RuleDialog(QDialog):
    """`presenter` is set before it is shown (`begin`)."""

    presenter: RulePresenter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New check from a rule")
        self.setMinimumSize(860, 620)
        self._state = RuleState()
        self._filling = False
        self.tables = QComboBox()
        self.tables.setAccessibleName("Rows to test")
        self.tables.currentIndexChanged.connect(self._table_chosen)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(8)
        self.lines: list[_Line] = []
        self.add = button("&Add a condition", self.add_line)
        self.said = text("", "note", selectable=True)
        self.look = button("&Count what it flags", lambda: self.presenter.count())
        self.counted = text("", "muted", selectable=True)
        self.rows_model = LinesModel(_EMPTY, self)
        self.rows = table("The first rows that it would flag", self.rows_model)
        self.rows.verticalHeader().hide()
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the check")
        self.name.setPlaceholderText("small letters and hyphens, such as early-officers")
        self.name.textChanged.connect(lambda _text: self._enable())
        self.check_title = QLineEdit()
        self.check_title.setAccessibleName("Title of the check")
        self.check_title.setPlaceholderText("how lists and reports call it")
        self.submit = button("&Keep the check", self._submit, primary=True)
        names = QGridLayout()
        names.addWidget(text("Name", "label"), 0, 0)
        names.addWidget(self.name, 1, 0)
        names.addWidget(text("Title", "label"), 0, 1)
        names.addWidget(self.check_title, 1, 1)
        head = row(text("Flag rows of", "label"), self.tables, 1, spacing=10)
        layout = column(
            text("New check from a rule", "heading"),
            text(
                "A row is flagged where the conditions hold; 'and' binds closer than 'or'. A row in which a blank "
                "leaves that open is excluded and counted. The check only measures until you attach and confirm a "
                "criterion.",
                "muted",
            ),
            head,
            self.grid,
            row(self.add, 1),
            self.said,
            row(self.look, 1),
            self.counted,
            self.rows,
            names,
            row(1, button("Cancel", self.reject), self.submit),
            margin=22,
            spacing=10,
        )
        self.setLayout(layout)

    def begin(self, presenter: RulePresenter) -> None:
        """Show the first list and one empty condition."""
        self.presenter = presenter
        presenter.enter()
        if self._state.fields:
            self.add_line()

    def show_state(self, state: RuleState) -> None:
        """Show what the rule says; the lines stay as the auditor wrote them."""
        changed = state.table != self._state.table
        self._state = state
        self._filling = True
        if changed or self.tables.count() != len(state.tables):
            self.tables.clear()
            for name, title in state.tables:
                self.tables.addItem(title, name)
            self.tables.setCurrentIndex(max(0, self.tables.findData(state.table)))
            self._clear_lines()
        self._filling = False
        self.said.setText(state.said)
        self.counted.setText(state.count)
        self.rows.setVisible(bool(state.rows))
        self.rows_model.show_table(state.columns or _EMPTY, state.rows)
        self.rows.resizeColumnsToContents()
        self._enable()

    def add_line(self) -> None:
        """One more condition."""
        line = _Line(self._state, first=not self.lines, changed=self._changed, removed=self._remove)
        self.lines.append(line)
        self._lay_lines()
        self._changed()
        line.field.setFocus()

    def _remove(self, line: _Line) -> None:
        self.lines.remove(line)
        line.leave()
        self._lay_lines()
        self._changed()

    def _clear_lines(self) -> None:
        for line in self.lines:
            line.leave()
        self.lines = []

    def _lay_lines(self) -> None:
        for at, line in enumerate(self.lines):
            line.joined.setVisible(at > 0)
            for place, part in enumerate((line.joined, line.field, line.operator, line.value, line.drop)):
                self.grid.addWidget(part, at, place)
        self.grid.setColumnStretch(3, 1)

    def _changed(self) -> None:
        self.presenter.write(tuple(line.said() for line in self.lines))

    def _table_chosen(self, at: int) -> None:
        if not self._filling and at >= 0:
            self.presenter.choose_table(self.tables.itemData(at))
            self.add_line()

    def _enable(self) -> None:
        self.look.setEnabled(self._state.sound)
        self.add.setEnabled(bool(self._state.fields))
        self.submit.setEnabled(self._state.sound and bool(self.name.text().strip()))

    def _submit(self) -> None:
        if self.presenter.keep(self.name.text().strip(), self.check_title.text().strip()):
            self.accept()


class _Line:
    """The widgets of one condition."""

    def __init__(
        self,
        state: RuleState,
        *,
        first: bool,
        changed: Callable[[], None],
        removed: Callable[[_Line], None],
    ) -> None:
        self._operators = state.operators
        self._changed = changed
        self.joined = QComboBox()
        self.joined.addItems(["and", "or"])
        self.joined.setAccessibleName("Joined with the condition before")
        self.joined.setVisible(not first)
        self.field = QComboBox()
        self.field.setAccessibleName("Field")
        for name, meaning in state.fields:
            self.field.addItem(name.replace("_", " "), name)
            self.field.setItemData(self.field.count() - 1, meaning, Qt.ItemDataRole.ToolTipRole)
        self.operator = QComboBox()
        self.operator.setAccessibleName("What is said of it")
        self.value = QLineEdit()
        self.value.setAccessibleName("Value")
        self.value.setPlaceholderText("a value, or the name of another field")
        self.drop = QPushButton("Remove")
        self.drop.clicked.connect(lambda: removed(self))
        self._offer_operators()
        self.field.currentIndexChanged.connect(lambda _at: self._field_chosen())
        for combo in (self.joined, self.operator):
            combo.currentIndexChanged.connect(lambda _at: self._operator_chosen())
        self.value.textChanged.connect(lambda _text: changed())

    def said(self) -> RuleLine:
        """The condition as it stands."""
        return RuleLine(
            self.field.currentData() or "",
            self.operator.currentText(),
            self.value.text(),
            self.joined.currentText(),
        )

    def leave(self) -> None:
        """Take the widgets off the dialog."""
        for part in (self.joined, self.field, self.operator, self.value, self.drop):
            part.setParent(None)
            part.deleteLater()

    def _field_chosen(self) -> None:
        self._offer_operators()
        self._operator_chosen()

    def _operator_chosen(self) -> None:
        blank = self.operator.currentText() in ("is blank", "is not blank")
        self.value.setEnabled(not blank)
        forms = {
            "between": "two values with 'and' between them",
            "is one of": "values with commas between them",
        }
        forms["is not one of"] = forms["is one of"]
        self.value.setPlaceholderText(
            "" if blank else forms.get(self.operator.currentText(), "a value, or the name of another field")
        )
        self._changed()

    def _offer_operators(self) -> None:
        self.operator.blockSignals(True)
        kept = self.operator.currentText()
        self.operator.clear()
        self.operator.addItems(list(self._operators.get(self.field.currentData() or "", ())))
        self.operator.setCurrentIndex(max(0, self.operator.findText(kept)))
        self.operator.blockSignals(False)
