"""A panel whose reading takes long on long lists: read as a job, and again only when something was recorded since."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.progress import Progress

from crossfoot_gui.presenters.panel import Panel

Mark = tuple[Any, ...]
_UNREAD = "This was not read yet. Choose another tab, then this one again."


class SlowPanel(Panel):
    """A subclass says what is fetched (on a connection of its own), and shows `_data`, which is None before."""

    reading = "Reading"
    _data: Any = None
    _mark: Mark | None = None

    def enter(self) -> None:
        """Show what was fetched; fetch first where it is not of the audit as it is now."""
        mark = self._desk.now(self._mark_now)
        if mark is None:
            return
        if mark != self._mark:
            self._data = self._mark = None
            if self._wanted() and not self._desk.jobs.running:
                self._fetch_anew(mark)
                return
        super().enter()

    def _show(self) -> None:
        """As ever; but what was not read is never shown as if there were nothing."""
        state = self._desk.now(self._state)
        if state is not None:
            unread = self._data is None and self._wanted()
            self._view.show_state(replace(state, facts="", empty=_UNREAD, deeds=()) if unread else state)

    def _fetch_anew(self, mark: Mark) -> None:
        def done(data: Any) -> None:
            self._data, self._mark = data, mark
            super(SlowPanel, self).enter()

        self._desk.run(
            self.reading,
            self._work(),
            done,
            cancelled=super().enter,
            failed=super().enter,
            kept="Nothing was changed.",
        )

    def _mark_now(self) -> Mark:
        """What the fetched data hold for: the audit, how far its history is, what was chosen."""
        audit = self._desk.audit
        seq = audit.rows("SELECT ifnull(max(seq), 0) AS seq FROM cf_event")[0]["seq"]
        return (str(audit.path), seq, *self._asked())

    def _asked(self) -> Mark:
        """What was chosen that other data have to be fetched for."""
        return ()

    def _wanted(self) -> bool:
        """Whether anything is to be fetched."""
        return True

    def _work(self) -> Any:
        """What is fetched: called with an audit of its own and a progress."""
        return self._fetch

    def _fetch(self, audit: Audit, progress: Progress) -> Any:
        raise NotImplementedError
