"""The frame around the pages: which audit is open, which step is shown, how far each step is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.values import count_text, date_text

from crossfoot_gui.presenters.desk import Desk

START = "start"
STEPS: tuple[tuple[str, str], ...] = (
    ("plan", "Plan"),
    ("request", "Request"),
    ("import", "Import"),
    ("tables", "Tables"),
    ("checks", "Checks"),
    ("exceptions", "Exceptions"),
    ("evidence", "Evidence"),
    ("findings", "Findings"),
    ("report", "Report"),
)
"""The steps of an audit in their order: name of the page, title on the stepper."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as the stepper shows it; `note` says how far it is ("1,249 rows")."""

    name: str
    number: int
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class ShellState:
    """The frame of the window. `strip` is the marking that no page may be without; empty for an ordinary audit."""

    page: str
    audit_open: bool
    window_title: str
    audit_title: str
    audit_facts: str
    strip: str
    steps: tuple[StepLine, ...]
    message: str
    status: tuple[str, ...]


class ShellView(Protocol):
    """What the frame needs of its widget."""

    def show_state(self, state: ShellState) -> None: ...


class PagePresenter(Protocol):
    """What the frame asks of every page."""

    def enter(self) -> None:
        """Show the page as the audit is now."""
        ...


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far the audit is: a note for each step, and how many rows it holds."""

    notes: Mapping[str, str]
    rows: int


class ShellPresenter:
    """Moves between the pages, and shows the page anew when something has changed."""

    def __init__(self, desk: Desk, progressed: Callable[[Audit], Progressed]) -> None:
        self._desk = desk
        self._progressed = progressed
        self._view: ShellView | None = None
        self._pages: dict[str, PagePresenter] = {}
        self._page = START
        self._before_leaving: Callable[[], object] = lambda: None
        desk.listen(self._changed)

    def attach(
        self,
        view: ShellView,
        pages: Mapping[str, PagePresenter],
        before_leaving: Callable[[], object] = lambda: None,
    ) -> None:
        """Bind the widget and the pages; shows the start page. `before_leaving` keeps what was written on a page."""
        self._view = view
        self._before_leaving = before_leaving
        self._pages = dict(pages)
        self.go(START)

    @property
    def page(self) -> str:
        """The name of the page that is shown."""
        return self._page

    def go(self, page: str) -> None:
        """Show a page; without an open audit there is only the start page."""
        self._before_leaving()
        self._page = page if self._desk.is_open and page in self._pages else START
        self._show()
        if self._page in self._pages:
            self._pages[self._page].enter()

    def close_audit(self) -> None:
        """Close the audit and go back to the start page."""
        if self._desk.close():
            self.go(START)

    def _changed(self) -> None:
        if not self._desk.is_open:
            self._page = START
        self._show()
        if self._page in self._pages:
            self._pages[self._page].enter()

    def _show(self) -> None:
        if self._view is not None:
            state = self._desk.now(self._state)
            if state is not None:
                self._view.show_state(state)

    def _state(self) -> ShellState:
        if not self._desk.is_open:
            steps = tuple(StepLine(name, i, title, "") for i, (name, title) in enumerate(STEPS, start=1))
            return ShellState(
                self._page, False, "Crossfoot", "", "", "", steps, self._desk.message, ("OFFLINE",)
            )
        audit = self._desk.audit
        facts = audit.facts
        progressed = self._progressed(audit)
        steps = tuple(
            StepLine(name, i, title, progressed.notes.get(name, ""))
            for i, (name, title) in enumerate(STEPS, start=1)
        )
        period = f"{date_text(facts.period_start)} to {date_text(facts.period_end)}"
        named = " · ".join(part for part in (facts.number, facts.auditee, period) if part)
        return ShellState(
            page=self._page,
            audit_open=True,
            window_title=f"{facts.title} - Crossfoot",
            audit_title=facts.title,
            audit_facts=named,
            strip=facts.page_marking,
            steps=steps,
            message=self._desk.message,
            status=(
                audit.path.name,
                f"as of {facts.as_of.isoformat()}",
                f"{count_text(progressed.rows)} rows",
                "OFFLINE",
            ),
        )
