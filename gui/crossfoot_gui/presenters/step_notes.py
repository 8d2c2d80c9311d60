"""How far each step of the audit is, in a few words for the stepper."""

from __future__ import annotations

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.lookups import imports, tables
from crossfoot.checks.read import latest_outcomes
from crossfoot.review.exceptions import UNDECIDED, list_exceptions
from crossfoot.review.findings import list_findings
from crossfoot.values import count_text

from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.shell import Progressed


def progressed(audit: Audit) -> Progressed:
    """The notes of all steps, from the audit as it is now."""
    current = [line for line in imports(audit) if line.state == "current"]
    rows = sum(line.rows for line in current)
    lists = tables(audit)
    outcomes = latest_outcomes(audit)
    flagged = sum(outcome.status == "flagged" for outcome in outcomes)
    failed = sum(outcome.status == "failed" for outcome in outcomes)
    found = list_exceptions(audit)
    undecided = sum(record.decision == UNDECIDED for record in found)
    findings = list_findings(audit)
    notes = {
        "import": count_of(len(current), "list") if current else "no list yet",
        "tables": f"{count_of(len(lists), 'table')}, {count_text(rows)} rows" if lists else "",
        "checks": f"{len(outcomes)} run, {flagged} flagged{f', {failed} failed' if failed else ''}"
        if outcomes
        else "none run yet",
        "exceptions": f"{count_text(undecided)} of {count_text(len(found))} to decide" if found else "",
        "findings": count_of(len(findings), "finding") if findings else "",
    }
    return Progressed(notes, rows)
