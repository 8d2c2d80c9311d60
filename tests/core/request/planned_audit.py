"""An audit with a small plan: a check of training, documents and an interview, a check of equipment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.plan.edit import add_objective, add_question, add_step
from crossfoot.request.compose import compose_request
from crossfoot.request.model import Request

from tests.builders import day, new_audit

ASKED, DUE = day("2018-04-02"), day("2018-05-02")
TRAINING, EQUIPMENT = "Monitoring of training", "Delivery of equipment"
POLICY = "Policy on required training"
COORDINATOR = "Training coordinator"


def planned_audit(folder: Path, **facts: Any) -> Audit:
    """Two themes: training (authority-not-revoked, a policy, an interview) and equipment (install timeliness)."""
    audit = new_audit(
        folder, auditee="Bureau of Delegated Examples", office="Office of Example Audits", **facts
    )
    if not facts.get("fictitious"):
        audit.set_facts(marking="FOR OFFICIAL USE ONLY")
    add_objective(audit, "To determine whether required training is monitored.")
    add_question(audit, "1", theme=TRAINING, text="Does anyone follow up?")
    add_question(audit, "1", theme=EQUIPMENT, text="How long does an installation take?")
    add_step(audit, TRAINING, kind="check", title="Test follow-up", check_id="authority-not-revoked")
    add_step(audit, TRAINING, kind="document review", title="Read the policy", documents=[POLICY])
    add_step(
        audit, TRAINING, kind="interview", title="Ask who monitors", documents=[f"  {POLICY.upper()}"],
        interviews=[COORDINATOR],
    )  # fmt: skip
    add_step(audit, EQUIPMENT, kind="check", title="Measure days", check_id="equipment-install-timeliness")
    return audit


def asked(audit: Audit, **said: Any) -> Request:
    """A request of 2 April 2018, due a month later."""
    return compose_request(audit, **{"asked_on": ASKED, "due_on": DUE, **said})
