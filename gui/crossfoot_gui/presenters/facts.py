"""The facts of the audit that the report prints, to be set by the auditor."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from crossfoot.errors import AuditFileError
from crossfoot.values import parse_date

from crossfoot_gui.presenters.desk import Desk


@dataclass(frozen=True, slots=True)
class FactsForm:
    """Facts as they are written. `issue_date` is ISO text or empty; `marking` stands on every page of the report.

    `marking_chosen` is False while nobody has said which marking, or that none is needed.
    """

    title: str
    number: str
    auditee: str
    office: str
    objective: str
    issue_date: str
    marking: str
    marking_reason: str
    marking_chosen: bool


class FactsPresenter:
    """Reads the facts into a form, and keeps the form in the audit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def form(self) -> FactsForm:
        """The facts as they are now."""
        facts = self._desk.audit.facts
        return FactsForm(
            facts.title,
            facts.number,
            facts.auditee,
            facts.office,
            facts.objective,
            facts.issue_date.isoformat() if facts.issue_date else "",
            facts.marking or "",
            "",
            facts.marking is not None,
        )

    @property
    def fixed_marking(self) -> str:
        """The marking that cannot be chosen, as the data are fictitious; empty for an ordinary audit."""
        facts = self._desk.audit.facts
        return facts.page_marking if facts.fictitious else ""

    def save(self, form: FactsForm) -> bool:
        """Keep the facts; False where they cannot be as they are written, which was said."""
        done = bool(self._desk.now(lambda: self._keep(form)))
        if done:
            self._desk.tell("The facts of the audit are set.")
        return done

    def _keep(self, form: FactsForm) -> bool:
        if not form.title.strip():
            raise AuditFileError("The audit has no title.", "Give it a title; the report prints it.")
        if form.issue_date and parse_date(form.issue_date) is None:
            raise AuditFileError(
                f"{form.issue_date!r} is no date.",
                "Write the issue date as year-month-day, such as 2026-03-31.",
            )
        if form.marking_chosen and not form.marking.strip() and not form.marking_reason.strip():
            raise AuditFileError("No marking is chosen only with a reason.", "Say why no marking is needed.")
        changes: dict[str, str | None] = {
            name: str(value).strip()
            for name, value in asdict(form).items()
            if name not in ("marking_chosen", "issue_date", "marking", "marking_reason")
        }
        changes["issue_date"] = form.issue_date or None
        if form.marking_chosen:
            changes |= {"marking": form.marking.strip(), "marking_reason": form.marking_reason.strip()}
        self._desk.audit.set_facts(**changes)
        return True
