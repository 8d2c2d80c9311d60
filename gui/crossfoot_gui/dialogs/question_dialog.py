"""A question whose answer is kept: what it is about, what has to be said, a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from crossfoot_gui.dialogs.path_entry import PathEntry
from crossfoot_gui.presenters.question import Blank, Question
from crossfoot_gui.widgets.controls import Part, button, choice, column, row, scrolled, text

_Entry = QLineEdit | QPlainTextEdit | QComboBox | PathEntry
_PATHS = ("file", "files", "folder", "save")
_SHARE_OF_THE_SCREEN = 0.85  # a dialog with more blanks than that scrolls
_WIDTH, _MARGIN, _SPACING = 640, 22, 10  # pixels


class QuestionDialog(QDialog):
    """The button that records stays grey until all that is required is said; the dialog closes when it is kept."""

    def __init__(
        self, question: Question, record: Callable[[dict[str, str]], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._question, self._record = question, record
        self.setWindowTitle(question.title)
        self.setMinimumWidth(_WIDTH)
        self.entries = {blank.name: self._entry(blank) for blank in question.blanks}
        self.submit = button(question.submit, self._submit, primary=True)
        title, facts = (
            text(question.title, "heading"),
            text("\n".join(question.facts), "note", selectable=True),
        )
        buttons = row(1, button("Cancel", self.reject), self.submit)
        around = title.sizeHint().height() + buttons.sizeHint().height() + 2 * _MARGIN + 3 * _SPACING
        parts: list[Part] = [title]
        if question.facts:
            parts.append(facts)
            around += facts.heightForWidth(_WIDTH - 2 * _MARGIN) + _SPACING
        self.setLayout(column(*parts, self._in_reach(around), buttons, margin=_MARGIN, spacing=_SPACING))
        self._look()
        next(iter(self.entries.values())).setFocus()

    def answers(self) -> dict[str, str]:
        """What is filled in, by the name of the blank."""
        return {name: _said(entry) for name, entry in self.entries.items()}

    def _in_reach(self, around: int) -> QWidget:
        """The blanks below each other; where the screen has no room for all of them, they scroll."""
        asked: list[Part] = []
        for blank in self._question.blanks:
            label = text(blank.label, "label")
            label.setBuddy(self.entries[blank.name])
            asked.append(column(label, self.entries[blank.name], spacing=4))
        inside = QWidget()
        inside.setLayout(column(*asked, spacing=_SPACING))
        needed = around + inside.sizeHint().height()
        room = int(self.screen().availableGeometry().height() * _SHARE_OF_THE_SCREEN)
        self.resize(_WIDTH, min(needed, room))
        return inside if needed <= room else scrolled(inside, "What is asked")

    def _entry(self, blank: Blank) -> _Entry:
        made: _Entry
        if blank.kind in _PATHS:
            made = PathEntry(blank)
            made.changed.connect(self._look)
            return made
        if blank.kind == "choice":
            made = choice(blank.label, [(entry.value, entry.label) for entry in blank.choices])
            made.setCurrentIndex(max(0, made.findData(blank.value)))
            return made
        if blank.kind == "text":
            made = QPlainTextEdit(blank.value)
            made.setTabChangesFocus(True)
            made.setFixedHeight(96)
        else:
            made = QLineEdit(blank.value)
        made.setPlaceholderText(blank.hint)
        made.textChanged.connect(self._look)
        made.setAccessibleName(blank.label)
        return made

    def _look(self) -> None:
        said = self.answers()
        typed = [blank for blank in self._question.blanks if blank.required and blank.kind != "choice"]
        missing = [blank.name for blank in typed if not said[blank.name].strip()]
        self.submit.setEnabled(not missing)

    def _submit(self) -> None:
        if self._record(self.answers()):
            self.accept()


def _said(entry: _Entry) -> str:
    if isinstance(entry, PathEntry):
        return entry.text().strip()
    if isinstance(entry, QComboBox):
        return str(entry.currentData() or "")
    return (entry.toPlainText() if isinstance(entry, QPlainTextEdit) else entry.text()).strip()
