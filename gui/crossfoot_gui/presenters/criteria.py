"""What a check rests on: its criteria, which the auditor confirms, and the values of its parameters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crossfoot.auditfile.approvals import is_frozen
from crossfoot.checks.parameters import set_parameter
from crossfoot.review.criteria import CriterionRecord, confirm_criterion, list_criteria, load_pack_criteria

from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.desk import Desk


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion as the auditor reads it before confirming it. `state` says who confirmed it, or that nobody did."""

    id: str
    citation: str
    text: str
    source: str
    values: str
    state: str
    confirmed: bool


class CriteriaPresenter:
    """An exception rests on a confirmed criterion; without one a check only measures."""

    def __init__(self, desk: Desk, catalogues: Catalogues) -> None:
        self._desk, self._catalogues = desk, catalogues

    @property
    def who(self) -> str:
        """The name that a confirmation proposes: the one who works on the audit."""
        return self._desk.audit.actor

    def lines(self, check_id: str) -> tuple[CriterionLine, ...]:
        """The criteria of a check; those of the pack are brought into the audit first."""
        audit = self._desk.audit
        self._desk.now(lambda: load_pack_criteria(audit))
        return tuple(_line(record) for record in list_criteria(audit, check_id))

    def confirm(self, criterion_id: str, by: str, on: dt.date) -> bool:
        """Record that a named person read the criterion on the page; False where it could not be, which was said."""
        done = self._desk.now(lambda: confirm_criterion(self._desk.audit, criterion_id, by, on))
        if done is not None:
            self._desk.tell(f"Confirmed: {done.citation}. Run the checks again to see what follows from it.")
        return done is not None

    def needs_reason(self, check_id: str) -> bool:
        """Whether the approved plan has frozen the parameters of the check, so that a change says why."""
        return is_frozen(self._desk.audit.connection, check_id)

    def set_parameter(self, check_id: str, name: str, value: str, source: str, reason: str = "") -> bool:
        """Set a parameter, where its value comes from and why; False where it could not be, which was said."""
        audit = self._desk.audit

        def keep() -> bool:
            set_parameter(audit, self._catalogues.of(audit).check(check_id), name, value, source, reason)
            return True

        done = bool(self._desk.now(keep))
        if done:
            said = name.replace("_", " ")
            self._desk.tell(f"Set {said} to {value}. Run the check again to see what follows from it.")
        return done


def _line(record: CriterionRecord) -> CriterionLine:
    values = ", ".join(f"{name.replace('_', ' ')} = {value}" for name, value in record.parameters.items())
    state = (
        f"confirmed by {record.confirmed_by} on {record.confirmed_on}"
        if record.confirmed
        else "not confirmed yet"
    )
    return CriterionLine(
        record.id, record.citation, record.text, record.source, values, state, record.confirmed
    )
