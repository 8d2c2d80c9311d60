"""Approve the plan: it and the parameters of its checks are frozen; what changes later is listed with its reason."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from crossfoot.auditfile.approvals import Approval, approvals, planned_checks
from crossfoot.auditfile.approvals import latest_approval as _latest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import canonical_json, new_uid
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.planned import freeze
from crossfoot.errors import PlanError
from crossfoot.plan.model import Plan
from crossfoot.plan.read import read_plan
from crossfoot.plan.store import QUESTIONS

_RESULTS = frozenset(
    ("position", "state", "conclusion", "reason", "answer", "answer_reason", "finding_uid")
)  # what the work brings; not part of the design that is approved


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One thing that changed after the plan was approved first. `before` is empty for what was added."""

    seq: int
    what: str
    before: str
    after: str
    reason: str
    who: str
    at: str


def approve_plan(audit: Audit, by: str, reason: str = "") -> Approval:
    """Approve the plan as it stands, and freeze the parameters of its checks; `reason` says why it is approved anew.

    PlanError where nobody is named, the plan has a question without a step, or it was approved before and there is no
    reason. CheckRunError where a parameter has a value that does not fit.
    """
    if not by.strip():
        raise PlanError("The plan is approved by a named person.", "Say who approves it (--by NAME).")
    plan = read_plan(audit)
    if not plan.steps:
        raise PlanError(
            "The plan has no step, so there is nothing to approve.",
            "Load the model plan (crossfoot plan AUDIT load) or add objectives, questions and steps.",
        )
    empty = [plan.number_of(question) for question in plan.questions if not plan.steps_of(question)]
    if empty:
        said = f"question {empty[0]} has" if len(empty) == 1 else f"questions {', '.join(empty)} have"
        raise PlanError(
            f"The plan cannot be approved: {said} no step.", "Add a step, or withdraw the question."
        )
    if not reason.strip() and latest_approval(audit) is not None:
        raise PlanError(
            "The plan was approved before; it is approved anew only with a reason.",
            "Say why (--reason TEXT).",
        )
    catalogue = audit_checks(audit)
    frozen = freeze(audit, (catalogue.check(check) for check in planned_checks(audit.connection)))
    document = {**design(plan), "modules": frozen.modules}
    text, parameters = canonical_json(document), canonical_json(frozen.parameters)
    digest = hashlib.sha256(text.encode()).hexdigest()
    with audit.write() as db:
        uid = new_uid()
        body = {
            "approval": uid,
            "digest": digest,
            "plan": document,
            "parameters": frozen.parameters,
            "reason": reason.strip(),
        }
        event = audit.record("plan.approved", f"plan:{audit.facts.uid}", body, actor=by.strip())
        db.conn.execute(
            "INSERT INTO cf_plan_approval (uid, digest, plan, parameters, reason, actor, at, seq) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (uid, digest, text, parameters, reason.strip(), event.actor, event.at, event.seq),
        )
    found = latest_approval(audit)
    assert found is not None
    return found


def latest_approval(audit: Audit) -> Approval | None:
    """The approval that holds; None where the plan was never approved."""
    return _latest(audit.connection)


def design(plan: Plan) -> dict[str, Any]:
    """What is approved of a plan: what it means to do and in which order, without what came of it."""
    parts = (("objectives", plan.objectives), ("questions", plan.questions), ("steps", plan.steps))
    return {
        name: [{key: value for key, value in asdict(one).items() if key not in _RESULTS} for one in rows]
        for name, rows in parts
    }


def changes_after_approval(audit: Audit) -> list[PlanChange]:
    """What changed in the plan and in frozen parameters since it was first approved, in order, each with its reason.

    A later approval hides no change: it is listed among them.
    """
    known = approvals(audit.connection)
    if not known:
        return []
    rows = audit.rows(
        "SELECT seq, kind, object, body, actor, at FROM cf_event WHERE seq > ? AND kind IN "
        "('plan.loaded', 'plan.added', 'plan.edited', 'plan.withdrawn', 'plan.approved', 'parameter.set', "
        "'parameter.withdrawn') ORDER BY seq",
        (known[0].seq,),
    )
    changes = []
    for row in rows:
        body = json.loads(row["body"])
        for what, before, after in _said(audit, row["kind"], row["object"], body):
            reason = body.get("reason", "")
            changes.append(PlanChange(row["seq"], what, before, after, reason, row["actor"], row["at"]))
    return changes


def _said(audit: Audit, kind: str, obj: str, body: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(what, before, after) of an event in words, one for each field that changed."""
    word = obj.partition(":")[0].capitalize()
    name = f"{word} {body.get('name', '')}".strip()
    if kind == "plan.added":
        row = body.get("row", {})
        return [(name, "", f"added: {row.get('title') or row.get('text', '')}")]
    if kind == "plan.withdrawn":
        return [(name, body.get("text", ""), "withdrawn")]
    if kind == "plan.edited":
        after = {key: value for key, value in body.get("after", {}).items() if key != "position"}
        before = body.get("before", {})
        return [
            (
                f"{name}, {_FIELDS.get(key, key)}",
                _worded(audit, key, before.get(key)),
                _worded(audit, key, value),
            )
            for key, value in after.items()
        ]
    if kind == "plan.approved":
        return [("The plan", "approved", "approved anew")]
    if kind == "plan.loaded":
        return [("The plan", "", f"the model plan of the pack {body.get('pack', '')} was loaded")]
    if not body.get("reason"):
        return []  # a parameter of a check that is no step of the plan is not frozen
    return [_parameter_said(kind, obj, body)]


def _parameter_said(kind: str, obj: str, body: dict[str, Any]) -> tuple[str, str, str]:
    check, _, name = obj.removeprefix("parameter:").rpartition(".")
    before = body.get("before")
    stood = (
        f"{before[0]} ({before[1] or 'no source stated'})"
        if before
        else "as approved, not set by the auditor"
    )
    value = body.get("value") if kind == "parameter.set" else body.get("after")
    return f"Parameter {name} of {check}", stood, f"{value} ({body.get('source') or 'no source stated'})"


_FIELDS = {
    "check_id": "check",
    "question_uid": "question",
    "objective_uid": "objective",
    "place": "place in the order",
}


def _worded(audit: Audit, key: str, value: Any) -> str:
    if key == "question_uid":
        found = audit.rows(f"SELECT theme FROM {QUESTIONS} WHERE uid = ?", (value,))
        return str(found[0]["theme"]) if found else ""
    if key == "objective_uid":
        found = audit.rows("SELECT text FROM cf_plan_objective WHERE uid = ?", (value,))
        return str(found[0]["text"]) if found else ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
