"""The corrections: what stands in the workbook, what is used instead, why, by whom; each can be withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from crossfoot.auditfile.corrections.override_list import Override, list_overrides
from crossfoot.auditfile.corrections.overrides import withdraw_override
from crossfoot.values import count_text

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel import Panel
from crossfoot_gui.presenters.panel_state import Column, Deed, Filter, PanelState, PanelView, Row
from crossfoot_gui.presenters.question import Question, reason_blank
from crossfoot_gui.presenters.source_view import SourceView, show_in_sheet

_COLUMNS = (
    Column("State", 12), Column("List", 16), Column("Field", 16), Column("Where", 22), Column("As it stands", 22),
    Column("Used", 16), Column("Cells", 7), Column("Reason", 46), Column("By", 12), Column("On", 11),
)  # fmt: skip


class CorrectionsView(PanelView, SourceView, Protocol):
    """A panel that can show a cell in its sheet."""


class CorrectionsPresenter(Panel):
    """Those in force, or all that were ever set."""

    def __init__(self, desk: Desk, view: CorrectionsView) -> None:
        super().__init__(desk, view)
        self._source: SourceView = view

    def _read(self) -> None:
        everything = list_overrides(self._desk.audit, withdrawn=True)
        self._in_force = sum(not one.withdrawn for one in everything)
        self._all = len(everything)
        shown = [one for one in everything if self._chosen.get("show") == "all" or not one.withdrawn]
        rows = [self._row(one) for one in shown]
        places = self._found(rows)
        self._lines = [shown[at] for at in places]
        self._rows: tuple[Row, ...] = tuple(rows[at] for at in places)
        self._at = min(self._at, max(0, len(self._lines) - 1))

    def _row(self, one: Override) -> Row:
        return (
            "withdrawn" if one.withdrawn else "✓ in force",
            self._desk.audit.types[one.record_type].title,
            one.field.replace("_", " "),
            f"cell {one.ref}" if one.ref else "every cell so written",
            one.stood or "(blank)",
            one.used or "(no value)",
            count_text(one.cells),
            one.reason,
            one.actor,
            one.at[:10],
        )

    def _state(self) -> PanelState:
        line = self._lines[self._at] if self._lines else None
        entries = (
            Choice("", f"In force ({count_text(self._in_force)})"),
            Choice("all", f"All, withdrawn ones too ({count_text(self._all)})"),
        )
        return PanelState(
            table="Corrections",
            filters=(Filter("show", "Show", entries, self._chosen.get("show", "")),),
            find=self._find,
            facts="A correction stands beside what the workbook holds, never in its place; the report lists them.",
            columns=_COLUMNS,
            rows=self._rows,
            at=self._at,
            detail=_detail(line) if line else "",
            deeds=(
                Deed("withdraw", "&Withdraw...", line is not None and not line.withdrawn),
                Deed("sheet", "&Show in its sheet", line is not None and bool(line.ref)),
            ),
            empty="Nothing holds that text."
            if self._find
            else "No value is corrected: checks read what stands there.",
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {"withdraw": self._ask_to_withdraw, "sheet": self._show_in_sheet}

    def _show_in_sheet(self) -> None:
        line = self._lines[self._at]
        if line.import_id is not None:
            show_in_sheet(self._desk, self._source, line.import_id, line.ref)

    def _ask_to_withdraw(self) -> None:
        line = self._lines[self._at]
        facts = (_detail(line), "Its cells hold again what they held before.")

        def record(said: dict[str, str]) -> bool:
            return self._keep_as_job(
                "Withdrawing the correction",
                lambda audit: withdraw_override(audit, line.uid, said["reason"]),
                f"Withdrawn: {line.stood!r} is read again as it stands. Run the checks again.",
            )

        self._view.ask(Question("Withdraw the correction", facts, (reason_blank(),), "&Withdraw"), record)


def _detail(one: Override) -> str:
    where = (
        f"Cell {one.ref}" if one.ref else f"Every cell of {one.field.replace('_', ' ')} that is so written"
    )
    return (
        f"{where}: {one.stood or '(blank)'!r} is used as {one.used or 'no value'} in {count_of(one.cells, 'cell')}.\n"
        f"{one.reason} ({one.actor}, {one.at[:10]})"
    )
