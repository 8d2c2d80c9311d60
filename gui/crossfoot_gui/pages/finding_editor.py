"""The form in which a finding is written: criteria, condition, cause, effect, recommendations."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from crossfoot_gui.presenters.findings_state import FindingCard, FindingForm, RecommendationForm
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.widgets.controls import (
    box,
    button,
    choice,
    clear,
    column,
    entry_list,
    fill_choice,
    row,
    text,
)

_ID = Qt.ItemDataRole.UserRole
_ROOM_FOR_CRITERIA = 150  # pixels; more of them scroll
_NOTHING_CITED = (
    "Nothing is cited yet. Documents and interviews are cited on the Evidence page (Ctrl+7), Cite."
)
_PRINT_AFTER = 300  # milliseconds after the last key


class FindingEditor(QWidget):
    """Tells when something was written; what is shown anew never disturbs the place that is being written at."""

    written = Signal()
    asked_for_print = Signal()
    accepted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._uid = ""
        self._recommendations: list[tuple[RecommendationForm, QLineEdit, QPlainTextEdit]] = []
        self._shown_recommendations: tuple[RecommendationForm, ...] | None = None
        self.title = QLineEdit()
        self.title.setAccessibleName("Title of the finding")
        self.title.textEdited.connect(self._tell)
        self.kind = text("", "muted")
        self.criteria = entry_list("Criteria that the finding rests on; tick those that apply")
        self.criteria.itemChanged.connect(self._tell)
        self._criteria: tuple[Choice, ...] = ()
        self.condition = self._area("Condition", 96)
        self.figure = choice("Put a figure into the condition")
        self.figure.setMinimumContentsLength(30)
        self.figure.activated.connect(self._insert_figure)
        self.printed = text("", "note", selectable=True)
        self.cause_prompt, self.effect_prompt = text("", "muted"), text("", "muted")
        self.cause = self._area("Cause", 72)
        self.effect = self._area("Effect", 72)
        self.flags = text("", "warning", selectable=True)
        self.evidence = text("", "note", selectable=True)
        self._recommended = QVBoxLayout()
        self._recommended.setSpacing(10)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PRINT_AFTER)
        self._timer.timeout.connect(self.asked_for_print)
        self.condition.textChanged.connect(self._timer.start)
        figures = row(text("Condition", "heading", wrap=False), 1, self.figure)
        parts = column(
            self.title,
            self.kind,
            self.flags,
            text("Criteria", "heading"),
            self.criteria,
            figures,
            text("Numbers stand in braces, so that they follow the data and the decisions.", "muted"),
            self.condition,
            text("As it prints now", "label"),
            self.printed,
            text("Cause", "heading"),
            self.cause_prompt,
            self.cause,
            text("Effect", "heading"),
            self.effect_prompt,
            self.effect,
            text("Evidence", "heading"),
            self.evidence,
            text("Recommendations", "heading"),
            self._recommended,
            1,
            margin=24,
            spacing=8,
        )
        self.setLayout(parts)

    def form(self) -> FindingForm:
        """What stands in the form now."""
        return FindingForm(
            self._uid,
            self.title.text(),
            tuple(
                self.criteria.item(at).data(_ID)
                for at in range(self.criteria.count())
                if self.criteria.item(at).checkState() == Qt.CheckState.Checked
            ),
            self.condition.toPlainText(),
            self.cause.toPlainText(),
            self.effect.toPlainText(),
            tuple(
                RecommendationForm(each.uid, addressee.text(), action.toPlainText(), each.template)
                for each, addressee, action in self._recommendations
            ),
        )

    def show_card(self, card: FindingCard) -> None:
        """Show a finding."""
        self._uid = card.form.uid
        if self.title.text() != card.form.title:
            self.title.setText(card.form.title)
        for area, words in (
            (self.condition, card.form.condition),
            (self.cause, card.form.cause),
            (self.effect, card.form.effect),
        ):
            _set_text(area, words)
        self.kind.setText(card.kind)
        self.flags.setText("\n".join(line.words for line in card.flags))
        self.flags.setVisible(bool(card.flags))
        self.evidence.setText("\n".join(card.evidence) or _NOTHING_CITED)
        self._show_criteria(card)
        self.cause_prompt.setText(f"{card.cause_prompt} (A question to you; it is not printed.)")
        self.effect_prompt.setText(f"{card.effect_prompt} (A question to you; it is not printed.)")
        self.cause_prompt.setVisible(bool(card.cause_prompt))
        self.effect_prompt.setVisible(bool(card.effect_prompt))
        fill_choice(
            self.figure,
            [("", "Put in a figure..."), *((entry.value, entry.label) for entry in card.figures)],
            "",
        )
        self.show_printed(card.printed)
        if card.form.recommendations != self._shown_recommendations:
            self._show_recommendations(card.form.recommendations)

    def _show_criteria(self, card: FindingCard) -> None:
        self.criteria.blockSignals(True)
        if card.criteria != self._criteria:
            self._criteria = card.criteria
            self.criteria.clear()
            for choice_ in card.criteria:
                item = QListWidgetItem(choice_.label)
                item.setData(_ID, choice_.value)
                self.criteria.addItem(item)
        for at in range(self.criteria.count()):
            item = self.criteria.item(at)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = item.data(_ID) in card.form.criteria
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.criteria.setFixedHeight(
            _ROOM_FOR_CRITERIA if self.criteria.count() > 2 else _ROOM_FOR_CRITERIA // 2 + 10
        )
        self.criteria.blockSignals(False)

    def show_printed(self, words: str) -> None:
        """Show the condition as the report prints it."""
        self.printed.setText(words or " ")

    def _show_recommendations(self, forms: tuple[RecommendationForm, ...]) -> None:
        self._shown_recommendations = forms
        clear(self._recommended)
        self._recommendations = []
        if not forms:
            self._recommended.addWidget(text("None yet.", "muted"))
        for number, form in enumerate(forms, start=1):
            addressee = QLineEdit(form.addressee)
            addressee.setAccessibleName(f"Official that recommendation {number} is addressed to")
            addressee.setPlaceholderText("The official who can do it, such as the Director of the Bureau")
            addressee.textEdited.connect(self._tell)
            action = self._area(f"Recommendation {number}", 64)
            _set_text(action, form.action)
            action.textChanged.connect(self._tell)
            parts = column(
                row(text(f"{number}. To", "label", wrap=False), addressee), action, margin=12, spacing=8
            )
            if form.template:
                note = text(
                    "The check's own sentence: no report prints it before you change or accept it.", "muted"
                )
                accept = button("Accept as it stands", partial(self.accepted.emit, form.uid))
                line = row(note, accept)
                line.setStretch(0, 1)
                parts.addLayout(line)
            self._recommended.addWidget(box(parts, "card"))
            self._recommendations.append((form, addressee, action))

    def _area(self, name: str, height: int) -> QPlainTextEdit:
        area = QPlainTextEdit()
        area.setAccessibleName(name)
        area.setTabChangesFocus(True)
        area.setFixedHeight(height)
        area.textChanged.connect(self._tell)
        return area

    def _insert_figure(self) -> None:
        reference = self.figure.currentData()
        if reference:
            self.condition.insertPlainText(reference)
            self.figure.setCurrentIndex(0)
            self.condition.setFocus()

    def _tell(self) -> None:
        self.written.emit()


def _set_text(area: QPlainTextEdit, words: str) -> None:
    if area.toPlainText() != words:
        area.blockSignals(True)
        area.setPlainText(words)
        area.blockSignals(False)
