"""A question whose answer is kept: what it is about, what has to be said, a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from crossfoot_gui.dialogs.path_entry import PathEntry
from crossfoot_gui.presenters.question import Blank, Question
from crossfoot_gui.widgets.controls import Part, button, choice, column, row, scrolled, text

_Entry = QLineEdit | QPlainTextEdit | QComboBox | PathEntry
_PATHS = ("file", "files", "folder", "save")
_SHARE_OF_THE_SCREEN = 0.7  # a dialog with more blanks than that scrolls
_AROUND = 170  # pixels for the title, the facts and the buttons


class QuestionDialog(QDialog):
    """The button that records stays grey until all that is required is said; the dialog closes when it is kept."""

    def __init__(
        self, question: Question, record: Callable[[dict[str, str]], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._question, self._record = question, record
        self.setWindowTitle(question.title)
        self.setMinimumWidth(600)
        self.entries = {blank.name: self._entry(blank) for blank in question.blanks}
        self.submit = button(question.submit, self._submit, primary=True)
        parts: list[Part] = [text(question.title, "heading")]
        if question.facts:
            parts.append(text("\n".join(question.facts), "note", selectable=True))
        asked: list[Part] = []
        for blank in question.blanks:
            label = text(blank.label, "label")
            label.setBuddy(self.entries[blank.name])
            asked += [label, self.entries[blank.name]]
        parts.append(self._in_reach(asked))
        parts.append(row(1, button("Cancel", self.reject), self.submit))
        self.setLayout(column(*parts, margin=22, spacing=10))
        self._look()
        next(iter(self.entries.values())).setFocus()

    def answers(self) -> dict[str, str]:
        """What is filled in, by the name of the blank."""
        return {name: _said(entry) for name, entry in self.entries.items()}

    def _in_reach(self, asked: list[Part]) -> Part:
        """The blanks below each other; where the screen has no room for all of them, they scroll."""
        inside = QWidget()
        inside.setLayout(column(*asked, spacing=10))
        needed, room = inside.sizeHint().height(), self.screen().availableGeometry().height()
        if needed <= room * _SHARE_OF_THE_SCREEN - _AROUND:
            return inside
        area = scrolled(inside, "What is asked")
        area.setMinimumHeight(int(room * _SHARE_OF_THE_SCREEN - _AROUND))
        return area

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
        missing = [b.name for b in self._question.blanks if b.required and not said[b.name].strip()]
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
