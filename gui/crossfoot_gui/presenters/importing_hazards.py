"""What may mislead in the lists that the audit holds, to be decided after their import."""

from __future__ import annotations

from crossfoot.auditfile.importing.hazard_decisions import OPEN_AGAIN, decide_hazard, list_hazards

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.hazard_words import stored_key, stored_lines
from crossfoot_gui.presenters.importing_state import HazardLine


class StoredHazardsPresenter:
    """Decides with a reason, and takes decisions back; both stand in the history."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lines(self) -> tuple[HazardLine, ...]:
        """All hazards of the current lists, the open ones first."""
        audit = self._desk.audit
        return stored_lines(self._desk.now(lambda: list_hazards(audit)) or [])

    def decide(self, key: str, decision: str, reason: str) -> None:
        """Decide one of them."""
        audit = self._desk.audit

        def decide() -> bool:
            hazard = next(each for each in list_hazards(audit) if stored_key(each) == key)
            decide_hazard(audit, hazard.import_id, hazard.code, hazard.place, decision, reason)
            return True

        if self._desk.now(decide):
            self._desk.tell(f"Decided: {decision}.")

    def take_back(self, key: str, reason: str) -> None:
        """Leave one of them open again."""
        self.decide(key, OPEN_AGAIN, reason)
