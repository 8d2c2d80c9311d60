"""What the sender says each list holds, beside what it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.control_totals import (
    Measure,
    measured,
    set_control_total,
    withdraw_control_total,
)
from crossfoot.auditfile.corrections.override_cells import columns_of
from crossfoot.auditfile.corrections.reconciliation import Reconciliation, reconcile
from crossfoot.auditfile.lookups import ImportLine, imports
from crossfoot.progress import Progress

from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.panel_state import Column, Deed, Filter, PanelState, Row
from crossfoot_gui.presenters.question import Blank, Question, reason_blank
from crossfoot_gui.presenters.slow_panel import SlowPanel

_COLUMNS = (
    Column("Outcome", 22), Column("List", 24), Column("What is counted", 32), Column("Expected", 16),
    Column("Found", 16), Column("Difference", 14), Column("Source", 36),
)  # fmt: skip
_SUMMED = ("integer", "number", "money")
_WORDS = {"sum": "sum of {}", "distinct": "distinct values of {}", "filled": "rows with {} filled"}


class TotalsPresenter(SlowPanel):
    """One line for each control total in force."""

    reading = "Comparing the control totals with the lists"

    def _fetch(self, audit: Audit, progress: Progress) -> list[Reconciliation]:
        progress(0, 0, "Adding up the lists")
        return reconcile(audit)

    def _read(self) -> None:
        current = {line.list_name: line for line in imports(self._desk.audit) if line.state == "current"}
        self._current: dict[str, ImportLine] = current
        wanted = self._chosen.get("list", "")
        if wanted not in current:
            self._chosen["list"] = wanted = ""
        found: list[Reconciliation] = self._data or []
        self._lines = [one for one in found if wanted in ("", one.total.list_name)]
        self._rows: tuple[Row, ...] = tuple(_row(one) for one in self._lines)
        self._at = min(self._at, max(0, len(self._lines) - 1))

    def _state(self) -> PanelState:
        line = self._selected()
        entries = (Choice("", "All lists"), *(Choice(name, name) for name in self._current))
        return PanelState(
            table="Control totals",
            filters=(Filter("list", "List", entries, self._chosen.get("list", "")),),
            find=None,
            facts="What the sender says a list holds, typed by you with where it stands, beside what the list holds.",
            columns=_COLUMNS,
            rows=self._rows,
            at=self._at,
            detail=line.words if line else "",
            deeds=(
                Deed("enter", "&Enter a total...", bool(self._current), primary=True),
                Deed("withdraw", "&Withdraw...", line is not None),
            ),
            empty="No control total yet. Ask the sender for one: how many rows, the sum of an amount.",
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {"enter": self._ask, "withdraw": self._ask_to_withdraw}

    def _selected(self) -> Reconciliation | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _ask(self) -> None:
        """Ask for a total of the chosen list; of several, the list and what is counted are chosen together."""
        wanted = self._chosen.get("list", "")
        names = [wanted] if wanted else list(self._current)
        counted = tuple(
            Choice(f"{name}\n{measure}\n{field}", words if wanted else f"{name}: {words}")
            for name in names
            for measure, field, words in self._measures(name)
        )
        if not counted:
            return
        blanks = (
            Blank("counted", "What is counted", "choice", counted[0].value, counted),
            Blank("expected", "What the sender says", hint="A number, such as 1,234 or 1,234.50"),
            Blank("source", "Where it stands", hint="Such as: letter of May 3, 2018, page 2"),
        )
        facts = (f"List: {wanted}." if wanted else "Choose a list first to see its fields only.",)

        def record(said: dict[str, str]) -> bool:
            name, measure, field = said["counted"].split("\n")
            return self._keep(
                lambda: set_control_total(
                    self._desk.audit,
                    name,
                    cast(Measure, measure),
                    said["expected"],
                    said["source"],
                    field=field,
                ),
                f"Recorded: a control total of {name}.",
            )

        self._view.ask(Question("Enter a control total", facts, blanks), record)

    def _measures(self, name: str) -> list[tuple[str, str, str]]:
        """What can be counted of a list: measure, field, words."""
        line = self._current[name]
        kind = self._desk.audit.types[line.record_type]
        mapped = columns_of(self._desk.audit, line.import_id)
        found = [("rows", "", "rows")]
        for measure, words in _WORDS.items():
            found += [
                (measure, field.name, words.format(field.name.replace("_", " ")))
                for field in kind.fields
                if field.name in mapped and (measure != "sum" or field.type in _SUMMED)
            ]
        return found

    def _ask_to_withdraw(self) -> None:
        line = self._selected()
        if line is None:
            return

        def record(said: dict[str, str]) -> bool:
            return self._keep(
                lambda: withdraw_control_total(self._desk.audit, line.total.uid, said["reason"]),
                "Withdrawn: the control total no longer counts.",
            )

        self._view.ask(
            Question("Withdraw the control total", (line.words,), (reason_blank(),), "&Withdraw"), record
        )


def _row(one: Reconciliation) -> Row:
    total = one.total
    counted = measured(total).removeprefix(f"{total.list_name}, ")
    verdict = "✓ agrees" if one.agrees else "≠ does not agree" if one.found else "– cannot be compared"
    return (verdict, total.list_name, counted, one.expected, one.found, one.difference, total.source)
