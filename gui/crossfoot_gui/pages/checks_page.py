"""The checks page as widgets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QListWidgetItem, QSplitter, QTableView, QVBoxLayout, QWidget

from crossfoot_gui import theme
from crossfoot_gui.dialogs.criteria_dialog import CriteriaDialog
from crossfoot_gui.dialogs.parameter_dialog import ParameterDialog
from crossfoot_gui.dialogs.rule_dialog import RuleDialog
from crossfoot_gui.models.lines_model import LinesModel
from crossfoot_gui.presenters.checks import ChecksPresenter
from crossfoot_gui.presenters.checks_state import (
    CheckDetail,
    CheckLine,
    ChecksState,
    OutcomeState,
    ParameterLine,
)
from crossfoot_gui.presenters.criteria import CriteriaPresenter
from crossfoot_gui.presenters.rules import RulePresenter
from crossfoot_gui.widgets.controls import (
    box,
    button,
    clear,
    column,
    entry_list,
    fit_height,
    row,
    scrolled,
    table,
    text,
)
from crossfoot_gui.widgets.funnel import Funnel

_ID = Qt.ItemDataRole.UserRole


class ChecksPage(QWidget):
    """The checks by family at the left; at the right the one that is selected, its outcome first."""

    presenter: ChecksPresenter
    criteria_presenter: CriteriaPresenter
    new_rule: Callable[[RuleDialog], RulePresenter]

    def __init__(self) -> None:
        super().__init__()
        self._shown_lines: tuple[CheckLine, ...] = ()
        self._shown_parameters: tuple[ParameterLine, ...] = ()
        self.list = entry_list("Checks")
        self.list.currentItemChanged.connect(self._chosen)
        self.run_all = button(
            "Run &all checks", lambda: self.presenter.run_all(), primary=True, tip="Ctrl+F5"
        )
        self.criteria = button(
            "&Criteria...", self.show_criteria, tip="Read and confirm what the check rests on"
        )
        self.run_one = button("&Run this check", lambda: self.presenter.run_selected(), tip="F5")
        self.summary = text("", "muted")
        self.new_check = button(
            "&New check from a rule...", self.show_rule, tip="Fields, operators, values: no SQL"
        )
        side = box(
            column(self.run_all, self.summary, self.list, self.new_check, margin=14, spacing=10), "side"
        )
        self.title = text("", "title")
        self.question = text()
        self.outcome = QVBoxLayout()
        self.outcome.setSpacing(10)
        self.funnel = Funnel()
        self.figures_model = LinesModel(("Figure", "What it says"), self)
        self.figures = table("Figures of this check", self.figures_model)
        self.figures.verticalHeader().hide()
        self.figures.setColumnWidth(0, 130)
        self.figures.setWordWrap(True)
        self.facts = QVBoxLayout()
        self.facts.setSpacing(6)
        self.parameters_model = LinesModel(
            ("Parameter", "Value", "Where it comes from", "What it means"), self
        )
        self.parameters = table("Parameters of this check", self.parameters_model)
        self.parameters.verticalHeader().hide()
        for at, width in enumerate((130, 110, 250)):
            self.parameters.setColumnWidth(at, width)
        self.parameters.setWordWrap(True)
        self.parameters.setToolTip("Press Enter or double-click to set a parameter")
        self.parameters.activated.connect(lambda index: self._set_parameter(index.row()))
        self._parameters_title = text("Parameters (Enter sets one)", "heading")
        self._figures_title = text("Figures", "heading")
        inside = QWidget()
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(28, 20, 28, 24)
        parts.setSpacing(10)
        head = row(self.title, self.criteria, self.run_one, spacing=12)
        head.setStretch(0, 1)
        for pressed in (self.criteria, self.run_one):
            head.setAlignment(pressed, Qt.AlignmentFlag.AlignTop)
        parts.addLayout(head)
        parts.addWidget(self.question)
        parts.addLayout(self.outcome)
        parts.addWidget(self.funnel)
        for part in (self._figures_title, self.figures, self._parameters_title, self.parameters):
            parts.addWidget(part)
        parts.addLayout(self.facts)
        parts.addStretch(1)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.addWidget(side)
        self._scroll = scrolled(inside, "The selected check")
        self._shown = ""
        sides.addWidget(self._scroll)
        sides.setSizes([340, 920])
        sides.setStretchFactor(1, 1)
        sides.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(sides)
        self.setFocusProxy(self.list)

    def show_state(self, state: ChecksState) -> None:
        """Show the list, and the check that is selected."""
        self.summary.setText(state.summary if state.lines else state.empty)
        self.run_all.setEnabled(bool(state.lines))
        self._show_list(state)
        if state.detail is not None:
            self._show_detail(state.detail)

    def show_criteria(self) -> None:
        """Read and confirm the criteria of the selected check."""
        today = dt.datetime.now(tz=dt.UTC).astimezone().date()
        CriteriaDialog(self.criteria_presenter, self.presenter.selected, today, self).exec()

    def show_rule(self) -> None:
        """Build a check of one's own from fields, operators and values."""
        dialog = RuleDialog(self)
        dialog.begin(self.new_rule(dialog))
        if dialog.exec():
            self.presenter.enter()

    def _set_parameter(self, at: int) -> None:
        parameter = self._shown_parameters[at]
        if parameter.name:
            check = self.presenter.selected
            ParameterDialog(
                parameter,
                lambda value, source, reason: self.criteria_presenter.set_parameter(
                    check, parameter.name, value, source, reason
                ),
                self,
                ask_reason=self.criteria_presenter.needs_reason(check),
            ).exec()

    def _show_list(self, state: ChecksState) -> None:
        selected = state.detail.id if state.detail else ""
        self.list.blockSignals(True)
        if state.lines != self._shown_lines:
            self._shown_lines = state.lines
            self.list.clear()
            family = ""
            for line in state.lines:
                if line.family != family:
                    family = line.family
                    heading = QListWidgetItem(family.upper())
                    heading.setFlags(Qt.ItemFlag.NoItemFlags)
                    heading.setFont(_small_bold(self.font()))
                    heading.setForeground(QColor(theme.MUTED))
                    heading.setBackground(QColor(theme.PALE))
                    self.list.addItem(heading)
                status = f"{line.status} · {line.note}" if line.note else line.status
                item = QListWidgetItem(f"{line.title}\n{status}")
                item.setData(_ID, line.id)
                self.list.addItem(item)
        for at in range(self.list.count()):
            if self.list.item(at).data(_ID) == selected:
                self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    def _show_detail(self, detail: CheckDetail) -> None:
        self.title.setText(detail.title)
        if detail.id != self._shown:
            self._shown = detail.id
            self._scroll.verticalScrollBar().setValue(0)
        self.question.setText(detail.question)
        self.run_one.setEnabled(bool(detail.kind))
        clear(self.outcome)
        if detail.outcome is None:
            self.outcome.addWidget(
                text("Not run yet. Press F5 to run this check, Ctrl+F5 to run all.", "note")
            )
        else:
            self._show_outcome(detail.outcome)
        self.funnel.show_steps(
            detail.outcome.funnel if detail.outcome else (), detail.outcome.unit if detail.outcome else ""
        )
        figures = detail.outcome.figures if detail.outcome else ()
        self.figures_model.show_rows(figures)
        self._fit(self.figures, self._figures_title, len(figures))
        self.criteria.setEnabled(bool(detail.kind))
        self._shown_parameters = detail.parameters
        self.parameters_model.show_rows(
            [(p.name.replace("_", " "), p.value, p.source, p.meaning) for p in detail.parameters]
        )
        self._fit(self.parameters, self._parameters_title, len(detail.parameters))
        self._show_facts(detail)

    def _show_outcome(self, outcome: OutcomeState) -> None:
        role = "warning" if outcome.status in ("flagged", "not_tested", "failed") else "note"
        self.outcome.addWidget(text("\n".join((outcome.headline, *outcome.remarks)), role, selectable=True))
        if outcome.limits:
            self.outcome.addWidget(text("Limits: " + " ".join(outcome.limits), "muted", selectable=True))

    def _show_facts(self, detail: CheckDetail) -> None:
        clear(self.facts)
        parts = (
            ("Population", (detail.population,)),
            ("Criteria", detail.criteria or (("none cited",) if detail.kind else ())),
            ("Needs", tuple(f"{'✓' if need.there else '✕ '} {need.words}" for need in detail.needs)),
            ("Not considered, as the lists do not say it", () if detail.outcome else detail.limits),
            (
                "How it works",
                (detail.kind, f"Module: {detail.file}") if detail.kind else (f"Module: {detail.file}",),
            ),
        )
        for title, lines in parts:
            if any(lines):
                self.facts.addWidget(text(title, "heading"))
                self.facts.addWidget(text("\n".join(line for line in lines if line), selectable=True))

    def _fit(self, view: QTableView, title: QWidget, rows: int) -> None:
        view.setVisible(bool(rows))
        title.setVisible(bool(rows))
        view.resizeRowsToContents()
        fit_height(view, 40)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ID):
            self.presenter.select(item.data(_ID))


def _small_bold(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.85)
    small.setWeight(QFont.Weight.DemiBold)
    return small
