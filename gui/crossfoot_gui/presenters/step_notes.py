"""How far each step of the audit is, in a few words for the stepper: counts only, as it is read after each step."""

from __future__ import annotations

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.lookups import imports
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.read import latest_outcomes
from crossfoot.evidence.register import list_evidence
from crossfoot.evidence.request_items import list_items
from crossfoot.plan.answers import unanswered
from crossfoot.plan.approval import latest_approval
from crossfoot.plan.read import read_plan
from crossfoot.request.track import SETTLED
from crossfoot.review.exceptions import counts_by_decision
from crossfoot.review.findings import list_findings
from crossfoot.values import count_text

from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.shell import Progressed


def progressed(audit: Audit) -> Progressed:
    """The notes of all steps, from the audit as it is now."""
    current = [line for line in imports(audit) if line.state == "current"]
    rows = sum(line.rows for line in current)
    outcomes = latest_outcomes(audit)
    findings = list_findings(audit)
    notes = {
        "plan": _plan(audit),
        "request": _request(audit),
        "import": count_of(len(current), "list") if current else "no list yet",
        "tables": count_of(rows, "row") if current else "",
        "checks": _checks(outcomes),
        "exceptions": _exceptions(audit, outcomes),
        "evidence": _evidence(audit),
        "findings": count_of(len(findings), "finding") if findings else "",
    }
    return Progressed(notes, rows)


def _plan(audit: Audit) -> str:
    plan = read_plan(audit)
    if not plan.steps:
        return "no plan yet"
    if latest_approval(audit) is None:
        return "not approved"
    left = len(unanswered(audit))
    return f"{count_text(left)} unanswered" if left else "all answered"


def _request(audit: Audit) -> str:
    items = list_items(audit)
    open_ = sum(item.state not in SETTLED for item in items)
    return f"{count_text(open_)} open" if items else ""


def _evidence(audit: Audit) -> str:
    found = list_evidence(audit)
    return count_of(len(found), "piece") if found else ""


def _checks(outcomes: list[CheckOutcome]) -> str:
    if not outcomes:
        return "none run yet"
    parts = [f"{len(outcomes)} run"]
    for status in ("flagged", "failed"):
        if number := sum(outcome.status == status for outcome in outcomes):
            parts.append(f"{number} {status}")
    return ", ".join(parts)


def _exceptions(audit: Audit, outcomes: list[CheckOutcome]) -> str:
    counts = [counts_by_decision(audit, outcome.check) for outcome in outcomes]
    found = sum(count.found for count in counts)
    undecided = sum(count.undecided for count in counts)
    return f"{count_text(undecided)} to decide" if found else ""
