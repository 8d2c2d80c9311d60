"""The checks page: which checks there are, what each needs, what the latest run found; run one, run all."""

from __future__ import annotations

from typing import Protocol

from crossfoot.auditfile.approvals import planned_checks
from crossfoot.auditfile.audit import Audit
from crossfoot.check_docs.families import by_family
from crossfoot.checks.catalogue import Catalogue
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.read import latest_outcomes
from crossfoot.checks.staleness import outdated_checks
from crossfoot.plan.run import run_planned
from crossfoot.progress import Progress

from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.checks_state import STATUS_WORDS, CheckLine, ChecksState
from crossfoot_gui.presenters.checks_words import broken_detail, check_detail, outcome_note
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_words import count_of


class ChecksView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: ChecksState) -> None: ...


class ChecksPresenter:
    """Runs checks as a job: each check that has ended is kept, also when the auditor cancels the rest."""

    def __init__(self, desk: Desk, view: ChecksView, catalogues: Catalogues) -> None:
        self._desk, self._view, self._catalogues = desk, view, catalogues
        self._selected = ""

    def enter(self) -> None:
        """Show the checks as they are now."""
        state = self._desk.now(self._state)
        if state is not None:
            self._view.show_state(state)

    def select(self, check_id: str) -> None:
        """Show another check."""
        if check_id != self._selected:
            self._selected = check_id
            self.enter()

    @property
    def selected(self) -> str:
        """The id of the shown check; empty before any was shown."""
        return self._selected

    def run_selected(self) -> None:
        """Run the shown check."""
        if self._selected in self._catalogue().checks:
            self._run([self._selected], self._catalogue().checks[self._selected].title)

    def run_all(self) -> None:
        """Run the checks of the plan; every check of the pack where there is no plan."""
        self._run(None, "all checks")

    def _run(self, ids: list[str] | None, what: str) -> None:
        catalogue = self._catalogue()

        def work(audit: Audit, progress: Progress) -> list[CheckOutcome]:
            return list(run_planned(audit, ids, progress=progress, catalogue=catalogue))

        self._desk.run(
            f"Running {what}",
            work,
            self._ran,
            cancelled=self._stopped,
            kept="The checks that had ended are kept.",
        )

    def _ran(self, outcomes: list[CheckOutcome]) -> None:
        said = ", ".join(
            f"{number} {status.replace('_', ' ')}"
            for status in ("flagged", "measured", "clean", "not_tested", "failed")
            if (number := sum(outcome.status == status for outcome in outcomes))
        )
        self._desk.tell(f"Ran {count_of(len(outcomes), 'check')}: {said or 'nothing'}.")

    def _stopped(self) -> None:
        self.enter()

    def _catalogue(self) -> Catalogue:
        return self._catalogues.of(self._desk.audit)

    def _state(self) -> ChecksState:
        audit, catalogue = self._desk.audit, self._catalogue()
        outcomes = {outcome.check: outcome for outcome in latest_outcomes(audit)}
        outdated = outdated_checks(audit)
        lines = [
            CheckLine(
                check.id,
                check.title,
                family,
                *_status(outcomes.get(check.id), outdated=check.id in outdated),
            )
            for family, checks in by_family(catalogue.checks.values(), audit.facts.pack).items()
            for check in checks
        ]
        lines += [
            CheckLine(
                broken.id, broken.id, "Cannot be used", STATUS_WORDS["failed"], "its file is written wrongly"
            )
            for broken in catalogue.broken
        ]
        if self._selected not in {line.id for line in lines}:
            self._selected = lines[0].id if lines else ""
        detail = None
        if self._selected in catalogue.checks:
            why_outdated = outdated.get(self._selected, "")
            chosen, outcome = catalogue.checks[self._selected], outcomes.get(self._selected)
            detail = check_detail(audit, chosen, outcome, why_outdated)
        else:
            detail = next((broken_detail(b) for b in catalogue.broken if b.id == self._selected), None)
        ran = sum(line.id in outcomes for line in lines)
        summary = (
            f"{ran} of {count_of(len(lines), 'check')} run. A check that cannot run says what is missing."
        )
        in_plan = len(planned_checks(audit.connection))
        if in_plan:
            summary += f" The plan names {count_of(in_plan, 'check')}; those run when you run all."
        return ChecksState(tuple(lines), detail, summary, "This pack has no checks.")


def _status(outcome: CheckOutcome | None, *, outdated: bool) -> tuple[str, str]:
    if outcome is None:
        return STATUS_WORDS[""], ""
    shown = outcome.said if outcome.none_to_test else outcome.status
    return STATUS_WORDS[shown], ("outdated, run it again" if outdated else outcome_note(outcome))
