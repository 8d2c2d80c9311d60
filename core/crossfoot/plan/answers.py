"""What came of the plan: how each step is concluded, and how each question is answered.

An answer is a finding with evidence behind it, or the recorded reason why there is none.
"""

from __future__ import annotations

import json
from typing import Any, get_args

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import PlanError
from crossfoot.plan.edit import name_of, object_of
from crossfoot.plan.model import Question, Step, StepState
from crossfoot.plan.read import find_question, find_step, read_plan
from crossfoot.plan.store import QUESTIONS, STEPS, update


def conclude_step(
    audit: Audit,
    key: str,
    state: str = "done",
    *,
    conclusion: str = "",
    reason: str = "",
    by: str | None = None,
) -> Step:
    """Say how a step stands: done with its conclusion, not done with the reason, in progress, or planned again.

    PlanError where the conclusion or reason is missing, or the step is a check that has not tested anything yet.
    """
    step = find_step(audit, key)
    if state not in get_args(StepState):
        raise PlanError(
            f"A step cannot be {state!r}.", f"Its state is one of: {', '.join(get_args(StepState))}."
        )
    if state == "done":
        if not conclusion.strip():
            raise PlanError(
                f"The step {step.key} is done only with a conclusion.",
                "Say in a sentence what it showed (--conclusion TEXT).",
            )
        _refuse_untested(audit, step)
    elif state == "not done" and not reason.strip():
        raise PlanError(
            f"The step {step.key} is recorded as not done only with a reason.", "Say why (--reason TEXT)."
        )
    after = {
        "state": state,
        "conclusion": conclusion.strip() if state != "not done" else "",
        "reason": reason.strip() if state == "not done" else "",
    }
    before = {name: getattr(step, name) for name in after}
    if after != before:
        with audit.write():
            update(audit, STEPS, step.uid, after)
            body = {"name": step.key, "before": before, "after": after}
            audit.record("plan.concluded", object_of(step), body, actor=by)
    return find_step(audit, step.uid)


def answer_question(
    audit: Audit, ref: str, *, finding: str = "", reason: str = "", by: str | None = None
) -> Question:
    """Answer a question with a finding (its number, check or uid), or with the reason why there is none.

    With a finding, `reason` is a remark and may be empty. PlanError where there is neither, where the finding is not
    there, or where nothing supports it: no citation of evidence, and no run of its checks that found something.
    """
    question = find_question(audit, ref)
    name = name_of(audit, question)
    if not finding.strip() and not reason.strip():
        raise PlanError(
            f"The question {name} is answered with a finding, or with the reason why there is none.",
            "Give --finding NUMBER, or --no-finding --reason TEXT.",
        )
    uid = _supported_finding(audit, finding.strip()) if finding.strip() else None
    after = {
        "answer": "finding" if uid else "no finding",
        "answer_reason": reason.strip(),
        "finding_uid": uid,
    }
    before = {key: getattr(question, key) for key in after}
    if after != before:
        with audit.write():
            update(audit, QUESTIONS, question.uid, after)
            body = {"name": name, "before": before, "after": after}
            audit.record("plan.answered", object_of(question), body, actor=by)
    return find_question(audit, question.uid)


def unanswered(audit: Audit) -> list[Question]:
    """The questions without an answer; a question whose finding was withdrawn since is one of them."""
    gone = {row["uid"] for row in audit.rows("SELECT uid FROM cf_finding WHERE withdrawn = 1")}
    return [
        question
        for question in read_plan(audit).questions
        if not question.answer or question.finding_uid in gone
    ]


def _refuse_untested(audit: Audit, step: Step) -> None:
    if step.kind != "check":
        return
    rows = audit.rows(
        "SELECT status, not_tested_because FROM cf_check_run WHERE check_id = ? AND latest = 1",
        (step.check_id,),
    )
    if not rows:
        said = f"The step {step.key} is not done: its check {step.check_id} did not run in this audit."
        raise PlanError(said, f"Run it: crossfoot check AUDIT {step.check_id}.")
    if rows[0]["status"] in ("failed", "not_tested"):
        raise PlanError(
            f"The step {step.key} is not done: its check {step.check_id} tested nothing. "
            f"{rows[0]['not_tested_because']}",
            "Bring in what is missing and run it, or record the step as not done, with the reason.",
        )


def _supported_finding(audit: Audit, ref: str) -> str:
    """The uid of the finding that `ref` names; PlanError where it is not there or nothing supports it."""
    finding = _finding(audit, ref)
    uid = str(finding["uid"])
    cited = audit.rows(
        "SELECT 1 FROM cf_citation c JOIN cf_evidence e ON e.uid = c.evidence_uid AND e.withdrawn = 0 "
        "WHERE c.withdrawn = 0 AND c.supports = 1 "
        "AND (c.object = :obj OR substr(c.object, 1, length(:obj) + 1) = :obj || '#') LIMIT 1",
        {"obj": f"finding:{uid}"},
    )
    ran = audit.rows(
        "SELECT 1 FROM cf_check_run WHERE latest = 1 AND status IN ('flagged', 'measured') "
        "AND check_id IN (SELECT value FROM json_each(?)) LIMIT 1",
        (finding["checks"],),
    )
    if not cited and not ran:
        raise PlanError(
            f"Finding {finding['position']} has no evidence behind it: no citation, and no check that found something.",
            f"Cite what supports it first: crossfoot cite AUDIT finding:{uid[:8]}#condition E-1.",
        )
    return uid


def _finding(audit: Audit, ref: str) -> dict[str, Any]:
    """The finding of that number, check or uid, read as a table: findings stand above the plan."""
    rows = audit.rows("SELECT uid, position, checks FROM cf_finding WHERE withdrawn = 0")
    exact = [row for row in rows if ref in (row["uid"], str(row["position"]), *json.loads(row["checks"]))]
    found = exact or [row for row in rows if len(ref) > 3 and row["uid"].startswith(ref)]
    if len(found) != 1:
        said = (
            f"{ref!r} names {len(found)} findings."
            if found
            else f"There is no finding {ref!r} in this audit."
        )
        raise PlanError(said, "`crossfoot finding AUDIT list` shows the findings with their numbers.")
    return found[0]
