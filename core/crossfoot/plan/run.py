"""Run the checks of the plan, which is the default, and see what the last run of each found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crossfoot.auditfile.approvals import has_plan
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import Catalogue, audit_checks
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.read import latest_outcomes
from crossfoot.checks.runner import run_checks
from crossfoot.errors import PlanError
from crossfoot.plan.edit import object_of
from crossfoot.plan.read import read_plan
from crossfoot.plan.store import STEPS, update
from crossfoot.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class LatestRun:
    """What the last run of a check said: its status in words, `exceptions` of `tested` units, as of which date."""

    check: str
    status: str
    said: str
    kind: str
    exceptions: int
    tested: int
    unit: str
    as_of: str
    exploratory_because: str


def run_planned(
    audit: Audit,
    ids: list[str] | None = None,
    settings: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress = silent,
    *,
    catalogue: Catalogue | None = None,
) -> Iterator[CheckOutcome]:
    """Run the checks of the plan (those called `ids` where given; all of the pack where there is no plan).

    Like `run_checks`; a step whose check was run as planned and tested something is in progress from then on. What it
    is concluded with, the auditor says. PlanError where the plan has no check to run.
    """
    known = catalogue or audit_checks(audit)
    chosen = checks_to_run(audit, known) if ids is None else ids
    return _marking(audit, run_checks(audit, chosen, settings, progress, catalogue=known))


def checks_to_run(audit: Audit, catalogue: Catalogue) -> list[str] | None:
    """The checks that run when nobody names one: those of the plan; None (all of the pack) where there is no plan.

    They run in the order of the catalogue, those of data reliability first. A step that the auditor recorded as not
    done is not run.
    """
    if not has_plan(audit.connection):
        return None
    steps = [step for step in read_plan(audit).steps if step.kind == "check" and step.state != "not done"]
    if not steps:
        raise PlanError(
            "No step of the plan is a check that is to be run.",
            "Name the checks to run (crossfoot check AUDIT ID), or add a step: crossfoot plan AUDIT add-step.",
        )
    order = {check.id: at for at, check in enumerate(catalogue.of_the_pack)}
    asked = dict.fromkeys(step.check_id for step in steps)
    return sorted(asked, key=lambda check_id: order.get(check_id, len(order)))


def latest_runs(audit: Audit) -> dict[str, LatestRun]:
    """By check: what its last run said."""
    days = {
        row["uid"]: row["as_of"] for row in audit.rows("SELECT uid, as_of FROM cf_check_run WHERE latest = 1")
    }
    return {
        one.check: LatestRun(
            one.check,
            one.status,
            one.said,
            one.kind,
            one.exceptions,
            one.tested,
            one.unit,
            days[one.run_id],
            one.exploratory_because,
        )
        for one in latest_outcomes(audit)
    }


def _marking(audit: Audit, outcomes: Iterator[CheckOutcome]) -> Iterator[CheckOutcome]:
    for outcome in outcomes:
        if outcome.planned and outcome.status not in ("failed", "not_tested"):
            _mark(audit, outcome)
        yield outcome


def _mark(audit: Audit, outcome: CheckOutcome) -> None:
    for step in read_plan(audit).steps:
        if step.check_id == outcome.check and step.state == "planned":
            with audit.write():
                update(audit, STEPS, step.uid, {"state": "in progress"})
                body = {"name": step.key, "run": outcome.run_id, "before": "planned", "after": "in progress"}
                audit.record("plan.started", object_of(step), body)
