"""The exceptions page: each exception with its source cells, and what the auditor decides of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.review.decisions import decide
from crossfoot.review.exceptions import UNDECIDED, ExceptionRecord, SourceRow, list_exceptions, source_rows
from crossfoot.values import count_text

from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.exceptions_state import (
    DECISION_WORDS,
    ExceptionCard,
    ExceptionsState,
    SourceBlock,
)
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.shown_value import shown_value

_NONE_YET = "No exceptions. Run the checks first (Ctrl+F5); a check that only measures finds none."
_NONE_HERE = "No exception fits this choice of check and decision."


class ExceptionsView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: ExceptionsState) -> None: ...


class ExceptionsPresenter:
    """Holds the choice of check and decision, and which exception is looked at."""

    def __init__(self, desk: Desk, view: ExceptionsView, catalogues: Catalogues) -> None:
        self._desk, self._view, self._catalogues = desk, view, catalogues
        self._check, self._decision = "", ""
        self._records: list[ExceptionRecord] = []
        self._lines: tuple[tuple[str, str, str, str], ...] = ()
        self._all = 0
        self._decided = 0
        self._checks: tuple[Choice, ...] = ()
        self._at = 0

    def enter(self) -> None:
        """Read the exceptions as they are now, and show them."""
        if self._desk.now(self._read):
            self._show()

    def filter(self, check: str, decision: str) -> None:
        """Show only the exceptions of a check ("" for all) with a decision ("" for any)."""
        if (check, decision) != (self._check, self._decision):
            self._check, self._decision, self._at = check, decision, 0
            self.enter()

    def select(self, at: int) -> None:
        """Look at another exception."""
        if 0 <= at < len(self._records) and at != self._at:
            self._at = at
            self._show()

    def step(self, by: int) -> None:
        """Look at the next exception, or the one before."""
        self.select(self._at + by)

    def decide(self, positions: Sequence[int], decision: str, reason: str) -> None:
        """Record one decision with one reason for the exceptions at `positions` of the list: all, or none."""
        ids = [self._records[at].id for at in positions if 0 <= at < len(self._records)]

        def work(audit: Audit, _progress: object) -> int:
            return decide(audit, ids, decision, reason)

        def done(number: int) -> None:
            if len(ids) == 1 and self._decision != UNDECIDED:
                self._at += 1
            self._desk.tell(f"Recorded {count_of(number, 'decision')}: {decision.replace('_', ' ')}.")

        self._desk.run(f"Recording {count_of(len(ids), 'decision')}", work, done)

    def _read(self) -> bool:
        audit = self._desk.audit
        everything = list_exceptions(audit)
        self._all = len(everything)
        self._decided = sum(record.decision != UNDECIDED for record in everything)
        found = dict.fromkeys(record.check for record in everything)
        self._checks = tuple(Choice(check, self._catalogues.title(audit, check)) for check in found)
        if self._check not in found:
            self._check = ""
        self._records = [
            record
            for record in everything
            if self._check in ("", record.check) and self._decision in ("", record.decision)
        ]
        self._lines = tuple(
            (
                record.entity,
                DECISION_WORDS[record.decision],
                record.message,
                self._catalogues.title(audit, record.check),
            )
            for record in self._records
        )
        self._at = min(self._at, max(0, len(self._records) - 1))
        return True

    def _show(self) -> None:
        state = self._desk.now(self._state)
        if state is not None:
            self._view.show_state(state)

    def _state(self) -> ExceptionsState:
        progress = f"{count_text(self._decided)} of {count_text(self._all)} decided" if self._all else ""
        return ExceptionsState(
            checks=(Choice("", "All checks"), *self._checks),
            check=self._check,
            decisions=(
                Choice("", "Any decision"),
                *(Choice(name, words) for name, words in DECISION_WORDS.items()),
            ),
            decision=self._decision,
            lines=self._lines,
            at=self._at,
            card=self._card(self._records[self._at]) if self._records else None,
            progress=progress,
            empty=_NONE_HERE if self._all else _NONE_YET,
        )

    def _card(self, record: ExceptionRecord) -> ExceptionCard:
        audit = self._desk.audit
        check = self._catalogues.of(audit).checks.get(record.check)
        words = check.evidence if check else {}
        return ExceptionCard(
            id=record.id,
            entity=record.entity,
            message=record.message,
            check=self._catalogues.title(audit, record.check),
            decision=_decision(record),
            evidence=tuple(
                (words.get(name) or name.replace("_", " "), "" if value is None else str(value))
                for name, value in record.evidence.items()
            ),
            sources=tuple(_source(audit, row) for row in source_rows(audit, record)),
        )


def _decision(record: ExceptionRecord) -> str:
    if record.decision == UNDECIDED:
        changed = " The facts have changed since it was decided." if record.reason else ""
        return f"Not decided yet.{changed}"
    said = DECISION_WORDS[record.decision]
    return f"{said[:1]} {said[2:].capitalize()} by {record.decided_by}, {record.decided_at[:10]}: {record.reason}"


def _source(audit: Audit, row: SourceRow) -> SourceBlock:
    hidden = " (hidden in the workbook)" if row.hidden else ""
    cells = []
    for cell in row.cells:
        field = audit.types[row.record_type].field(cell.field)
        kind = field.type if field else "text"
        value: Any = cell.value
        shown = shown_value(value, kind)
        raw = cell.raw if cell.raw != shown else ""
        if cell.correction:
            raw = f"{cell.raw or '(blank)'}; {cell.correction}"
        cells.append((cell.field.replace("_", " "), f"{row.file}!{row.sheet}!{cell.ref}", shown, raw))
    return SourceBlock(f"{row.file}, sheet {row.sheet}, row {row.row}{hidden}", tuple(cells))
