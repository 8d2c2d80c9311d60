"""What the presenters of all panels of the data page have in common: filters, search, the selected line, decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from crossfoot.auditfile.audit import Audit

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.panel_state import PanelState, PanelView, Row


class Panel:
    """Reads when it is entered, shows from then on; a subclass says what is read, shown and done."""

    def __init__(self, desk: Desk, view: PanelView) -> None:
        self._desk, self._view = desk, view
        self._chosen: dict[str, str] = {}
        self._find = ""
        self._at = 0

    def enter(self) -> None:
        """Read what the panel shows as the audit is now, and show it."""
        if self._desk.now(self._read_all):
            self._show()

    def choose(self, name: str, value: str) -> None:
        """Choose an entry of a filter."""
        if self._chosen.get(name) != value:
            self._chosen[name], self._at = value, 0
            self.enter()

    def look_for(self, text: str) -> None:
        """Show only the lines that hold a text, whatever its case."""
        if text.strip() != self._find:
            self._find, self._at = text.strip(), 0
            self.enter()

    def select(self, at: int) -> None:
        """Look at another line."""
        if at >= 0 and at != self._at:
            self._at = at
            self._show()

    def do(self, deed: str) -> None:
        """Do what a button says."""
        self._desk.now(lambda: self._deeds()[deed]())

    def _read_all(self) -> bool:
        self._read()
        return True

    def _show(self) -> None:
        state = self._desk.now(self._state)
        if state is not None:
            self._view.show_state(state)

    def _found(self, rows: Sequence[Row]) -> list[int]:
        """Positions of the lines that hold the text that is looked for."""
        wanted = self._find.casefold()
        return [
            at for at, row in enumerate(rows) if not wanted or any(wanted in text.casefold() for text in row)
        ]

    def _keep(self, action: Callable[[], Any], said: str) -> bool:
        """Record something short at once; whether it could be kept. Everyone is told."""
        if self._desk.now(lambda: (action(), True)) is None:
            return False
        self._desk.tell(said)
        return True

    def _keep_as_job(self, title: str, work: Callable[[Audit], Any], said: str) -> bool:
        """Record something that touches many rows, as a job. Everyone is told when it is done."""
        self._desk.run(title, lambda audit, _progress: work(audit), lambda _: self._desk.tell(said))
        return True

    def _read(self) -> None:
        raise NotImplementedError

    def _state(self) -> PanelState:
        raise NotImplementedError

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        raise NotImplementedError
