"""The open audit as all pages share it, and the two ways to work on it: at once, or as a job."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from crossfoot.auditfile.audit import Audit, open_audit
from crossfoot.errors import CrossfootError
from crossfoot.progress import Progress

from crossfoot_gui.jobs.protocol import Job, Jobs
from crossfoot_gui.presenters.trouble import Trouble, trouble_of

Result = TypeVar("Result")
NOTHING_KEPT = "Nothing of it was kept."


class Desk:
    """Holds the audit that is open (one connection for the screen's short looks) and tells who listens of changes.

    A job never uses the screen's connection: it opens the file for itself, on the thread that it runs on.
    """

    def __init__(self, jobs: Jobs, show_trouble: Callable[[Trouble], None]) -> None:
        self.jobs = jobs
        self.message = ""
        self.before_letting_go: Callable[[], bool] = lambda: True
        """Keeps what was written and is not in the audit yet; False holds the audit open."""
        self._show_trouble = show_trouble
        self._audit: Audit | None = None
        self._listeners: list[Callable[[], None]] = []

    @property
    def audit(self) -> Audit:
        """The open audit; CrossfootError where none is open."""
        if self._audit is None:
            raise CrossfootError("No audit is open.", "Create or open one on the start page.")
        return self._audit

    @property
    def is_open(self) -> bool:
        """Whether an audit is open."""
        return self._audit is not None

    def open(self, path: Path) -> bool:
        """Open the audit file at `path` in place of the one that is open; says what is wrong where it cannot."""
        return self.take(lambda: open_audit(path))

    def take(self, source: Callable[[], Audit]) -> bool:
        """Take the audit that `source` opens or creates. On trouble the audit that was open stays."""
        if self.is_open and not self.before_letting_go():
            return False
        audit = self.now(source)
        if audit is None:
            return False
        self._let_go()
        self._audit = audit
        self.tell(f"Opened {audit.path.name}.")
        return True

    def close(self) -> bool:
        """Close the open audit, so that it is one whole file; False where it is held open."""
        if self.is_open and not self.before_letting_go():
            return False
        self._let_go()
        self.tell("")
        return True

    def listen(self, changed: Callable[[], None]) -> None:
        """Call `changed` whenever the audit, or what is in it, may have changed."""
        self._listeners.append(changed)

    def tell(self, message: str | None = None) -> None:
        """Tell all who listen; `message` goes to the status bar."""
        if message is not None:
            self.message = message
        for changed in self._listeners:
            changed()

    def trouble(self, trouble: Trouble) -> None:
        """Show trouble to the auditor."""
        self._show_trouble(trouble)

    def now(self, action: Callable[[], Result]) -> Result | None:
        """Do something short at once; None where it failed, which has then been shown."""
        try:
            return action()
        except Exception as error:
            self._show_trouble(trouble_of(error))
            return None

    def run(
        self,
        title: str,
        work: Callable[[Audit, Progress], Result],
        done: Callable[[Result], None],
        *,
        cancelled: Callable[[], None] | None = None,
        failed: Callable[[], None] | None = None,
        kept: str = NOTHING_KEPT,
    ) -> None:
        """Do long work as a job on a connection of its own; trouble is shown, cancelling is said."""
        path, actor = self.audit.path, self.audit.actor

        def on_own_connection(progress: Progress) -> Result:
            with open_audit(path, actor=actor) as audit:
                return work(audit, progress)

        self.run_apart(title, on_own_connection, done, cancelled=cancelled, failed=failed, kept=kept)

    def run_apart(
        self,
        title: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], None],
        *,
        cancelled: Callable[[], None] | None = None,
        failed: Callable[[], None] | None = None,
        kept: str = NOTHING_KEPT,
    ) -> None:
        """Do long work as a job that needs no open audit."""
        if self.jobs.running:
            self._show_trouble(
                Trouble(
                    f"Crossfoot is still busy: {self.jobs.running}.", "Wait until it is done, or cancel it."
                )
            )
            return

        def on_cancelled() -> None:
            if cancelled is not None:
                cancelled()
            self.tell(f"Cancelled: {title}. {kept}")

        def on_failed(error: BaseException) -> None:
            if failed is not None:
                failed()
            self.tell(f"Not done: {title}.")
            self._show_trouble(trouble_of(error))

        self.jobs.start(Job(title, work, done, on_cancelled, on_failed))

    def _let_go(self) -> None:
        if self._audit is not None:
            self._audit.close()
            self._audit = None
