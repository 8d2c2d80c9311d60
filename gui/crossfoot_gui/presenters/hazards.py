"""What may mislead in the lists, and what was decided of it: listed, decided, opened again, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crossfoot.auditfile.importing.hazard_decisions import OPEN_AGAIN, HazardLine, decide_hazard, list_hazards
from crossfoot.values import count_text

from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.panel import Panel
from crossfoot_gui.presenters.panel_state import Column, Deed, Filter, PanelState, Row
from crossfoot_gui.presenters.question import Blank, Question, reason_blank

_COLUMNS = (
    Column("Decision", 22), Column("List", 20), Column("Where", 28), Column("Count", 8),
    Column("What may mislead", 60),
)  # fmt: skip
_EMPTY = {"open": "Nothing is left to decide.", "": "Nothing in the current lists may mislead."}


class HazardsPresenter(Panel):
    """The hazards of the current imports; those that must be decided and are not come first."""

    def _read(self) -> None:
        found = sorted(list_hazards(self._desk.audit), key=lambda line: (not line.open, not line.must_decide))
        self._open = sum(line.open for line in found)
        self._all = len(found)
        shown = [line for line in found if line.open or self._chosen.get("show", "") != "open"]
        rows = [_row(line) for line in shown]
        places = self._found(rows)
        self._lines = [shown[at] for at in places]
        self._rows: tuple[Row, ...] = tuple(rows[at] for at in places)
        self._at = min(self._at, max(0, len(self._lines) - 1))

    def _state(self) -> PanelState:
        line = self._selected()
        shown = self._chosen.get("show", "")
        return PanelState(
            table="What may mislead",
            filters=(
                Filter(
                    "show",
                    "Show",
                    (
                        Choice("", f"All that may mislead ({count_text(self._all)})"),
                        Choice("open", f"Still to decide ({count_text(self._open)})"),
                    ),
                    shown,
                ),
            ),
            find=self._find,
            facts="What only you can say is decided here, with a reason; a report names what nobody has decided.",
            columns=_COLUMNS,
            rows=self._rows,
            at=self._at,
            detail=_detail(line) if line else "",
            deeds=(
                Deed("decide", "D&ecide...", line is not None, primary=True),
                Deed("open", "&Open again...", line is not None and line.decision is not None),
            ),
            empty=_EMPTY[shown] if not self._find else "Nothing holds that text.",
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {"decide": self._ask, "open": self._ask_to_open}

    def _selected(self) -> HazardLine | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _ask(self) -> None:
        line = self._selected()
        if line is not None:
            choices = tuple(Choice(words, words) for words in line.choices)
            blank = Blank("decision", "Decision", "choice", choices[0].value, choices)
            self._put(line, Question("Decide what it means", _facts(line), (blank, reason_blank())))

    def _ask_to_open(self) -> None:
        line = self._selected()
        if line is not None:
            facts = (*_facts(line), "The decision is taken back; the history keeps both.")
            self._put(line, Question("Open it again", facts, (reason_blank(),), "&Open again"))

    def _put(self, line: HazardLine, question: Question) -> None:
        def record(said: dict[str, str]) -> bool:
            decision = said.get("decision", OPEN_AGAIN)
            return self._keep(
                lambda: decide_hazard(
                    self._desk.audit, line.import_id, line.code, line.place, decision, said["reason"]
                ),
                f"Recorded: {decision} ({line.place}).",
            )

        self._view.ask(question, record)


def _row(line: HazardLine) -> Row:
    made = line.decision
    said = f"✓ {made.decision}" if made else "○ to decide" if line.must_decide else "– no decision needed"
    return (said, line.list_name, line.place, count_text(line.count), line.message)


def _facts(line: HazardLine) -> tuple[str, ...]:
    return (f"{line.list_name} ({line.file}): {line.place}", line.message)


def _detail(line: HazardLine) -> str:
    said = [f"{line.place} in {line.file}: {line.message}"]
    if line.decision:
        made = line.decision
        carried = ", for the version before, and the same here" if line.carried else ""
        said.append(f"Decided: {made.decision} ({made.actor}, {made.at[:10]}{carried}). {made.reason}")
    elif line.must_decide:
        said.append(f"To decide: {' / '.join(line.choices)}.")
    if line.still_loaded:
        said.append("The rows are still in the list: import it again with them left out.")
    return "\n".join(said)
