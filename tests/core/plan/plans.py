"""A small plan: one objective, two questions; two checks of the pack and an interview are its steps."""

from __future__ import annotations

from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.plan.approval import approve_plan
from crossfoot.plan.edit import add_objective, add_question, add_step

from tests.core.checks.modules import audit_with_agreements

GROWTH, LINKS = "growth-agency-count", "moa-document-missing"
LEAD = "R. Lead"


def audit_with_plan(folder: Path, *, approved: bool = True) -> Audit:
    """Two agreements, and the plan: 1.1 Growth (growth.1, growth.2), 1.2 Agreements (links)."""
    audit = audit_with_agreements(folder)
    add_objective(audit, "To determine whether growth was planned for.")
    add_question(audit, "1", theme="Growth", text="How did participation change?")
    add_question(audit, "1", theme="Agreements", text="Are agreements on file?")
    add_step(audit, "1.1", kind="check", title="Count agencies", check_id=GROWTH, datasets=["agreements"])
    add_step(
        audit, "1.1", kind="interview", title="Ask how growth was foreseen", interviews=["Head of office"]
    )
    add_step(audit, "1.2", kind="check", title="Look for links", key="links", check_id=LINKS)
    if approved:
        approve_plan(audit, LEAD)
    return audit
