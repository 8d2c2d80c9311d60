"""The start page: recent audits, a new one, another one, the demonstration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.errors import AuditFileError
from crossfoot.progress import Progress
from crossfoot.review.criteria import load_pack_criteria
from crossfoot.values import fiscal_year_of

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.recent import RecentAudit, RecentAudits

SUFFIX = ".crossfoot"
BuildDemo = Callable[[Path, Progress], Path]
"""Builds the demonstration audit in a folder and returns the path of its file."""


@dataclass(frozen=True, slots=True)
class StartState:
    """What the start page shows. `empty` is the sentence that stands where no audit is remembered."""

    recent: tuple[RecentAudit, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class NewAudit:
    """The form of a new audit, as it was filled in."""

    path: Path
    title: str
    as_of: dt.date
    period_start: dt.date
    period_end: dt.date
    number: str = ""
    auditee: str = ""
    office: str = ""
    objective: str = ""


class StartView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: StartState) -> None: ...


class StartPresenter:
    """Creates and opens audits. `opened` is called when an audit has come to be open."""

    def __init__(
        self,
        desk: Desk,
        view: StartView,
        recent: RecentAudits,
        opened: Callable[[], None],
        build_demo: BuildDemo,
    ) -> None:
        self._desk, self._view, self._recent, self._opened = desk, view, recent, opened
        self._build_demo = build_demo

    def enter(self) -> None:
        """Show the remembered audits."""
        self._view.show_state(
            StartState(
                self._recent.all(),
                "No audit yet. Create one for the lists that an agency handed over, or look at the demonstration.",
            )
        )

    def open(self, path: Path) -> None:
        """Open an audit file; what is wrong with it is said."""
        if self._desk.open(path):
            self._remember_and_go()

    def create(self, form: NewAudit) -> bool:
        """Create an audit as the form says; False where it could not be, which has then been said."""

        def make() -> Audit:
            if not form.path.name:
                raise AuditFileError("No file is named for the audit.", "Choose where it is to be kept.")
            path = form.path if form.path.suffix else form.path.with_suffix(SUFFIX)
            audit = create_audit(
                path,
                title=form.title,
                as_of=form.as_of,
                period_start=form.period_start,
                period_end=form.period_end,
                number=form.number.strip(),
                auditee=form.auditee.strip(),
                office=form.office.strip(),
                objective=form.objective.strip(),
            )
            load_pack_criteria(audit)
            return audit

        created = self._desk.take(make)
        if created:
            self._remember_and_go()
        return created

    def forget(self, path: str) -> None:
        """Take an audit off the list; its file stays."""
        self._recent.forget(path)
        self.enter()

    def demo(self, folder: Path) -> None:
        """Build the demonstration audit in `folder` and open it."""
        self._desk.run_apart(
            "Building the demonstration audit", lambda progress: self._build_demo(folder, progress), self.open
        )

    def _remember_and_go(self) -> None:
        audit = self._desk.audit
        facts = audit.facts
        self._recent.remember(
            RecentAudit(str(audit.path.resolve()), facts.title, facts.auditee, facts.as_of.isoformat())
        )
        self._opened()


def proposed_period(as_of: dt.date) -> tuple[dt.date, dt.date]:
    """The period that the form proposes: the federal fiscal year that holds the as-of date."""
    return fiscal_year_of(as_of)


def proposed_file_name(title: str) -> str:
    """A file name from the audit's title: letters, digits and single dashes.

    >>> proposed_file_name("287(g) program, FY 2025")
    '287-g-program-FY-2025.crossfoot'
    """
    words = "".join(letter if letter.isalnum() else " " for letter in title).split()
    return ("-".join(words)[:80] or "audit") + SUFFIX
