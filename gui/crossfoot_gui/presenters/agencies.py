"""Which names are one agency: the register, look-alikes with what speaks for them, and what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.identity.agency_identity import (
    AgencyLine,
    Alias,
    Candidate,
    agencies,
    aliases,
    candidates,
    confirm_distinct,
    confirm_same,
    withdraw_alias,
)
from crossfoot.auditfile.identity.mentions import rows_naming, rows_spelled
from crossfoot.auditfile.identity.officer_identity import officer_candidates
from crossfoot.progress import Progress
from crossfoot.values import count_text

from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel_state import Column, Deed, Filter, PanelState, Row
from crossfoot_gui.presenters.question import Question, reason_blank
from crossfoot_gui.presenters.slow_panel import SlowPanel

REGISTER, ALIKE, OFFICERS, DECIDED = "register", "alike", "officers", "decided"
_COLUMNS = {
    REGISTER: (Column("State", 7), Column("Agency", 44), Column("Id", 12), Column("Rows that name it", 16),
               Column("In", 40), Column("Also written as", 30)),
    ALIKE: (Column("Likeness", 9), Column("State", 7), Column("One name", 40), Column("Rows", 7),
            Column("The other name", 40), Column("Rows", 7), Column("Why they may be one", 36)),
    OFFICERS: (Column("Likeness", 9), Column("Agency", 30), Column("One officer", 26), Column("Identifier", 14),
               Column("The other", 26), Column("Identifier", 14), Column("Why they may be one", 36)),
    DECIDED: (Column("What", 9), Column("One name", 40), Column("", 10), Column("The other name", 40),
              Column("Evidence", 40), Column("By", 12), Column("On", 11)),
}  # fmt: skip
_FACTS = {
    REGISTER: "One line for each state and name that the lists make known; names confirmed to be one are one line.",
    ALIKE: "Alike does not mean the same: you decide, with the evidence for it. Likeness counts letters and words.",
    OFFICERS: "Officers of one agency, alike by name, with two identifiers. What you decide is kept; no row changes.",
    DECIDED: "Each decision can be withdrawn, with a reason; the names are then again what they were.",
}
_EMPTY = {
    REGISTER: "No list names an agency yet.",
    ALIKE: "No names of agencies are alike that are not decided on.",
    OFFICERS: "No names of officers are alike that are not decided on.",
    DECIDED: "Nothing is decided about names yet.",
}


@dataclass(frozen=True, slots=True)
class _Names:
    """All that is fetched."""

    register: list[AgencyLine]
    naming: dict[str, dict[str, int]]
    spelled: Counter[str]
    alike: list[Candidate]
    officers: list[Candidate]
    decided: list[Alias]


class AgenciesPresenter(SlowPanel):
    """Shows one of the register, the look-alikes and the decisions."""

    reading = "Looking for names that are alike"

    def _fetch(self, audit: Audit, progress: Progress) -> _Names:
        progress(0, 2, "Counting the rows of each agency")
        register, naming, spelled = agencies(audit), rows_naming(audit), rows_spelled(audit)
        progress(1, 2, "Comparing names")
        return _Names(register, naming, spelled, candidates(audit), officer_candidates(audit), aliases(audit))

    def _read(self) -> None:
        self._shown = self._chosen.get("show", REGISTER)
        names: _Names | None = self._data
        everything: list[Any] = []
        if names is not None:
            everything = {
                REGISTER: names.register,
                ALIKE: names.alike,
                OFFICERS: names.officers,
                DECIDED: names.decided,
            }[self._shown]  # type: ignore[assignment]
        rows = [self._row(line) for line in everything]
        places = self._found(rows)
        self._lines = [everything[at] for at in places]
        self._rows: tuple[Row, ...] = tuple(rows[at] for at in places)
        self._at = min(self._at, max(0, len(self._lines) - 1))

    def _row(self, line: AgencyLine | Candidate | Alias) -> Row:
        names: _Names = self._data
        if isinstance(line, AgencyLine):
            naming = names.naming.get(line.entity_id, {})
            lists = ", ".join(f"{self._title(kind)} {count_text(rows)}" for kind, rows in naming.items())
            others = "; ".join(alias.partition("|")[2] for alias in line.aliases)
            return (
                line.state,
                line.name,
                line.agency_id or "",
                count_text(sum(naming.values())),
                lists,
                others,
            )
        if isinstance(line, Alias):
            said = "are one" if line.same else "are two"
            return (line.kind, line.entity_a, said, line.entity_b, line.evidence, line.actor, line.at[:10])
        score = f"{line.score:.0%}"
        if line.kind == "officer":
            agency = line.state.partition("|")[2]
            return (score, agency, line.name_a, line.entity_a, line.name_b, line.entity_b, line.reason)
        rows_a, rows_b = names.spelled[line.entity_a], names.spelled[line.entity_b]
        return (
            score,
            line.state,
            line.name_a,
            count_text(rows_a),
            line.name_b,
            count_text(rows_b),
            line.reason,
        )

    def _title(self, kind: str) -> str:
        return self._desk.audit.types[kind].title

    def _state(self) -> PanelState:
        names: _Names | None = self._data
        counts = {
            REGISTER: ("Register of agencies", len(names.register) if names else 0),
            ALIKE: ("Agencies that may be one", len(names.alike) if names else 0),
            OFFICERS: ("Officers that may be one", len(names.officers) if names else 0),
            DECIDED: ("What was decided", len(names.decided) if names else 0),
        }
        entries = tuple(Choice(name, f"{words} ({count_text(n)})") for name, (words, n) in counts.items())
        line = self._lines[self._at] if self._lines else None
        pair = isinstance(line, Candidate)
        deeds = (
            (Deed("withdraw", "&Withdraw the decision...", line is not None),)
            if self._shown == DECIDED
            else (
                Deed("same", "They are &one...", pair, primary=True),
                Deed("distinct", "They are &two...", pair),
            )
            if self._shown in (ALIKE, OFFICERS)
            else ()
        )
        return PanelState(
            table=counts[self._shown][0],
            filters=(Filter("show", "Show", entries, self._shown),),
            find=self._find,
            facts=_FACTS[self._shown],
            columns=_COLUMNS[self._shown],
            rows=self._rows,
            at=self._at,
            detail=self._detail(line),
            deeds=deeds,
            empty="Nothing holds that text." if self._find else _EMPTY[self._shown],
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {
            "same": lambda: self._ask(same=True),
            "distinct": lambda: self._ask(same=False),
            "withdraw": self._ask_to_withdraw,
        }

    def _detail(self, line: AgencyLine | Candidate | Alias | None) -> str:
        if isinstance(line, Candidate):
            return f"{line.name_a}  /  {line.name_b}\n{line.score:.0%} alike. {line.reason}"
        if isinstance(line, Alias):
            said = "are one" if line.same else "are two"
            return (
                f"{line.entity_a} and {line.entity_b} {said}.\n{line.evidence} ({line.actor}, {line.at[:10]})"
            )
        if isinstance(line, AgencyLine):
            naming = self._data.naming.get(line.entity_id, {})
            parts = ", ".join(
                f"{self._title(kind)}: {count_of(rows, 'row')}" for kind, rows in naming.items()
            )
            return f"{line.name} ({line.state or 'no state'})\nNamed in {parts or 'no row of another list'}."
        return ""

    def _ask(self, *, same: bool) -> None:
        line = self._lines[self._at] if self._lines else None
        if not isinstance(line, Candidate):
            return
        becomes = "Both will be the one that was named first; checks have to be run again." if same else (
            "They will not be offered again."
        )  # fmt: skip
        agency = line.kind == "agency"
        facts = (
            f"{line.name_a}{'' if agency else f' ({line.entity_a})'}",
            f"{line.name_b}{'' if agency else f' ({line.entity_b})'}",
            line.reason,
            becomes if agency else "The decision is kept and listed; no row is changed.",
        )
        decide = confirm_same if same else confirm_distinct
        question = Question(
            "They are one" if same else "They are two",
            facts,
            (reason_blank("A document, a letter, who said so.", "Evidence"),),
        )

        def record(said: dict[str, str]) -> bool:
            return self._keep_as_job(
                "Noting which names are one",
                lambda audit: decide(audit, line.entity_a, line.entity_b, said["reason"], kind=line.kind),
                f"Recorded: {line.name_a} and {line.name_b} are {'one' if same else 'two'}.",
            )

        self._view.ask(question, record)

    def _ask_to_withdraw(self) -> None:
        line = self._lines[self._at] if self._lines else None
        if not isinstance(line, Alias):
            return

        def record(said: dict[str, str]) -> bool:
            return self._keep_as_job(
                "Withdrawing the decision",
                lambda audit: withdraw_alias(audit, line.uid, said["reason"]),
                "The decision no longer holds. Run the checks again.",
            )

        self._view.ask(
            Question("Withdraw the decision", (self._detail(line),), (reason_blank(),), "&Withdraw"), record
        )
