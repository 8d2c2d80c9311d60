"""A small audit whose checks flag something: five applications, four of them approved without all plans."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.runner import run_checks
from crossfoot.review.criteria import confirm_criterion, load_pack_criteria

from tests.builders import new_audit

CHECK = "approval-resource-plan"
CRITERION = "resource-planning"
PLANS = ("needs_assessment_on", "staffing_plan_on", "it_plan_on", "training_plan_on")
ON_TIME = dict.fromkeys(PLANS, "2017-01-10")


def application(number: int, **more: Any) -> dict[str, Any]:
    """An application of an agency of its own, approved on 1 February 2017 without any plan unless `more` says so."""
    return {
        "application_id": f"APP-{number}",
        "agency": f"Agency {number}",
        "state": "TX",
        "model": "JEM",
        "decision": "approved",
        "decided_on": "2017-02-01",
        **dict.fromkeys(PLANS),
        **more,
    }


def audit_with_approvals(folder: Path, *, confirmed: bool = True, run: bool = True, **facts: Any) -> Audit:
    """Five approved applications: number 1 with all plans, 2 to 5 without; 6 has no date of decision."""
    audit = new_audit(folder, **facts)
    load_pack_criteria(audit)
    if confirmed:
        confirm_criterion(audit, CRITERION, "A. Auditor", dt.date(2018, 5, 1))
    rows = [
        application(1, **ON_TIME),
        *(application(n) for n in range(2, 6)),
        application(6, decided_on=None),
    ]
    load_plain_rows(audit, "applications", rows)
    if run:
        list(run_checks(audit, [CHECK]))
    return audit
