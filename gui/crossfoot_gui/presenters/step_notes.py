"""How far each step of the audit is, in a few words for the stepper."""

from __future__ import annotations

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.lookups import imports, tables
from crossfoot.checks.read import latest_outcomes
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
    notes = {
        "import": count_of(len(current), "list") if current else "no list yet",
        "tables": f"{count_of(len(lists), 'table')}, {count_text(rows)} rows" if lists else "",
        "checks": f"{len(outcomes)} run, {flagged} flagged" if outcomes else "none run yet",
    }
    return Progressed(notes, rows)
