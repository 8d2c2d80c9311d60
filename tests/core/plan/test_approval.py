"""Approval: what it freezes, and what changed after it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from crossfoot.auditfile.history import canonical_json
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.parameters import forget_parameter, set_parameter
from crossfoot.errors import CheckRunError, PlanError
from crossfoot.plan.answers import conclude_step
from crossfoot.plan.approval import approve_plan, changes_after_approval, latest_approval
from crossfoot.plan.edit import add_objective, add_question, add_step, edit_part, move_part, withdraw_part

from tests.builders import new_audit
from tests.core.plan.plans import GROWTH, LEAD, LINKS, audit_with_plan


def test_an_approval_keeps_the_plan_its_digest_and_the_parameters_of_its_checks(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        set_parameter(audit, audit_checks(audit).check(LINKS), "max_days", "45", "Directive 3, section 5")
        approval = approve_plan(audit, LEAD)
        event = audit.rows("SELECT seq, kind, actor FROM cf_event ORDER BY seq DESC LIMIT 1")[0]
    assert approval.parameters[LINKS]["max_days"] == {"value": 45, "source": "Directive 3, section 5"}
    assert sorted(approval.parameters) == [GROWTH, LINKS]
    assert [step["key"] for step in approval.plan["steps"]] == ["growth.1", "growth.2", "links"]
    assert "state" not in approval.plan["steps"][0]
    assert approval.digest == hashlib.sha256(canonical_json(approval.plan).encode()).hexdigest()
    assert (approval.actor, approval.seq) == (LEAD, event["seq"])
    assert (event["kind"], event["actor"]) == ("plan.approved", LEAD)


def test_a_plan_that_cannot_be_approved_says_why(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(PlanError, match="no step, so there is nothing to approve"):
            approve_plan(audit, LEAD)
        add_objective(audit, "O")
        add_question(audit, "1", theme="A", text="Q")
        add_step(audit, "1.1", kind="interview", title="Ask")
        add_question(audit, "1", theme="B", text="Q")
        with pytest.raises(PlanError, match=r"question 1\.2 has no step"):
            approve_plan(audit, LEAD)
        withdraw_part(audit, "1.2", "Not needed.")
        with pytest.raises(PlanError, match="by a named person"):
            approve_plan(audit, " ")
        assert latest_approval(audit) is None


def test_approving_anew_needs_a_reason_and_the_first_approval_stays(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        with pytest.raises(PlanError, match="approved anew only with a reason"):
            approve_plan(audit, "D. Director")
        approve_plan(audit, "D. Director", "The director took over.")
        approval = latest_approval(audit)
        rows = audit.rows("SELECT actor, digest FROM cf_plan_approval ORDER BY seq")
    assert approval is not None
    assert (approval.actor, approval.reason) == ("D. Director", "The director took over.")
    assert [row["actor"] for row in rows] == [LEAD, "D. Director"]
    assert rows[0]["digest"] == rows[1]["digest"]


def test_a_frozen_parameter_changes_only_with_a_reason(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        check = audit_checks(audit).check(LINKS)
        with pytest.raises(CheckRunError) as refused:
            set_parameter(audit, check, "max_days", "60", "Directive 3")
        set_parameter(audit, check, "max_days", "60", "Directive 3", "The directive was found.")
        with pytest.raises(CheckRunError, match="changes only with a reason"):
            forget_parameter(audit, check, "max_days")
        forget_parameter(audit, check, "max_days", "The directive was superseded.")
    assert refused.value.message == (
        f"The plan is approved: max_days of {LINKS} changes only with a reason, which the report prints."
    )
    assert "--reason" in refused.value.hint


def test_a_parameter_of_a_check_outside_the_plan_is_not_frozen(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        set_parameter(audit, audit_checks(audit).check("staffing-pm-ratio"), "max_ratio", "4", "A memorandum")
        assert changes_after_approval(audit) == []


def test_before_approval_nothing_counts_as_a_change(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        edit_part(audit, "growth.1", title="Count the agencies")
        assert changes_after_approval(audit) == []


def test_what_changed_after_approval_is_listed_with_before_after_reason_and_who(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        edit_part(audit, "growth.1", reason="Asked in review.", title="Count the agencies", by="A. Auditor")
        edit_part(audit, "links", reason="It belongs there.", question="1.1")
        move_part(audit, "growth.2", 1, reason="Ask first.")
        add_step(audit, "1.2", kind="document review", title="Read the files", key="files", reason="Needed.")
        withdraw_part(audit, "growth.2", "The position is vacant.")
        check = audit_checks(audit).check(LINKS)
        set_parameter(audit, check, "max_days", "60", "Directive 3", "The directive was found.")
        set_parameter(audit, check, "max_days", "90", "Directive 4", "A newer one was found.")
        conclude_step(audit, "files", "not done", reason="No file came.")  # the work itself is no change
        changes = changes_after_approval(audit)
    assert [(c.what, c.before, c.after, c.reason) for c in changes] == [
        ("Step growth.1, title", "Count agencies", "Count the agencies", "Asked in review."),
        ("Step links, question", "Agreements", "Growth", "It belongs there."),
        ("Step growth.2, place in the order", "2", "1", "Ask first."),
        ("Step files", "", "added: Read the files", "Needed."),
        ("Step growth.2", "Ask how growth was foreseen", "withdrawn", "The position is vacant."),
        (
            f"Parameter max_days of {LINKS}",
            "as approved, not set by the auditor",
            "60 (Directive 3)",
            "The directive was found.",
        ),
        (f"Parameter max_days of {LINKS}", "60 (Directive 3)", "90 (Directive 4)", "A newer one was found."),
    ]
    assert changes[0].who == "A. Auditor"
    assert changes[0].seq < changes[-1].seq
    assert changes[0].at.startswith("20")


def test_a_later_approval_hides_no_change(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        edit_part(audit, "growth.1", reason="Asked in review.", title="Count the agencies")
        approve_plan(audit, LEAD, "After the review.")
        changes = changes_after_approval(audit)
    assert [(c.what, c.reason) for c in changes] == [
        ("Step growth.1, title", "Asked in review."),
        ("The plan", "After the review."),
    ]
