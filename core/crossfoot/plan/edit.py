"""Change the plan: add, edit, move and withdraw its parts. Once it is approved, each change needs a reason.

What is withdrawn stays in the audit file; the key of a step is never given twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from crossfoot.auditfile.approvals import latest_approval, planned_checks
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.checks.planned import freeze, frozen_document
from crossfoot.errors import PlanError
from crossfoot.plan.ground import Ground, ground_of, mistakes_of_step
from crossfoot.plan.model import Objective, Question, Step
from crossfoot.plan.read import LISTS, find_objective, find_part, find_question, find_step, read_plan
from crossfoot.plan.store import OBJECTIVES, QUESTIONS, STEPS, insert, next_position, update

Part = Objective | Question | Step
TABLES: dict[type[Part], str] = {Objective: OBJECTIVES, Question: QUESTIONS, Step: STEPS}
STEP_TEXTS = ("kind", "title", "check_id", "information", "source", "method", "limits", "who")
EDITABLE: dict[type[Part], tuple[str, ...]] = {
    Objective: ("text",),
    Question: ("theme", "text", "objective"),
    Step: (*STEP_TEXTS, *LISTS, "question"),
}
"""By kind of part: what can be changed; `objective` and `question` put it under another."""


def add_objective(audit: Audit, text: str, *, reason: str = "", by: str | None = None) -> Objective:
    """Add an objective behind the others; PlanError without a text, or without a reason once the plan is approved."""
    _refuse_empty(text, "The objective has no text.", "Say in one sentence what the audit is to determine.")
    refuse_without_reason(audit, reason)
    with audit.write():
        objective = Objective(new_uid(), next_position(audit, OBJECTIVES), text.strip())
        _added(audit, objective, reason, by, {})
    return find_objective(audit, objective.uid)


def add_question(
    audit: Audit, objective: str, *, theme: str, text: str, reason: str = "", by: str | None = None
) -> Question:
    """Add a question under an objective (its number or uid); PlanError where a part is missing or not there."""
    above = find_objective(audit, objective)
    _refuse_empty(theme, "The question has no theme.", "Name the theme under which the report tells it.")
    _refuse_empty(text, "The question has no text.", "Write it as one question.")
    refuse_without_reason(audit, reason)
    with audit.write():
        position = next_position(audit, QUESTIONS, above.uid)
        question = Question(new_uid(), above.uid, position, theme.strip(), text.strip())
        _added(audit, question, reason, by, {})
    return find_question(audit, question.uid)


def add_step(
    audit: Audit,
    question: str,
    *,
    kind: str,
    title: str,
    key: str = "",
    reason: str = "",
    by: str | None = None,
    **parts: Any,
) -> Step:
    """Add a step under a question (its number, theme or uid); `parts` are the other fields of a Step.

    Without a `key` it gets one from the theme, such as `training.3`. PlanError where the kind, check, a criterion or a
    record type is not there, the key was given before, or the plan is approved and there is no reason.
    """
    under = find_question(audit, question)
    _refuse_unknown(parts, tuple(name for name in EDITABLE[Step] if name != "question"), "A step")
    row = {"kind": kind, "title": title, "key": key.strip() or _next_key(audit, under), **parts}
    row = {name: _tidy(value) for name, value in row.items()}
    _refuse_mistakes(row, ground := ground_of(audit))
    if audit.rows("SELECT 1 FROM cf_plan_step WHERE key = ?", (row["key"],)):
        raise PlanError(
            f"The key {row['key']!r} was given to a step before.", "Give the step a key of its own."
        )
    refuse_without_reason(audit, reason)
    with audit.write():
        position = next_position(audit, STEPS, under.uid)
        step = Step(uid=new_uid(), question_uid=under.uid, position=position, **row)
        _added(audit, step, reason, by, _frozen_for(audit, step.check_id, ground))
    return find_step(audit, step.uid)


def edit_part(audit: Audit, ref: str, *, reason: str = "", by: str | None = None, **changes: Any) -> Part:
    """Change fields of an objective, question or step (`EDITABLE`); what stood before is kept in the history.

    PlanError where a field is not one of it, the result cannot stand, or the plan is approved and there is no reason.
    """
    part = find_part(audit, ref)
    _refuse_unknown(changes, EDITABLE[type(part)], f"{word_of(part)} {name_of(audit, part)}")
    after = _resolved(audit, part, {name: _tidy(value) for name, value in changes.items()})
    before = {name: getattr(part, name) for name in after}
    after = {name: value for name, value in after.items() if value != before[name]}
    if not after:
        return part
    frozen: dict[str, Any] = {}
    for name in ("text", "theme"):
        if name in after:
            _refuse_empty(after[name], f"The {name} cannot be empty.", "Withdraw the part instead.")
    if isinstance(part, Step):
        _refuse_mistakes(asdict(replace(part, **after)), ground := ground_of(audit))
        frozen = _frozen_for(audit, after.get("check_id", ""), ground)
    refuse_without_reason(audit, reason)
    with audit.write():
        for name, table in (("objective_uid", QUESTIONS), ("question_uid", STEPS)):
            if name in after:
                after["position"] = next_position(audit, table, after[name])
        update(audit, TABLES[type(part)], part.uid, after)
        before = {name: getattr(part, name) for name in after}
        body = {"name": name_of(audit, part), "before": before, "after": after, "reason": reason.strip()}
        audit.record("plan.edited", object_of(part), body | frozen, actor=by)
    return find_part(audit, part.uid)


def move_part(audit: Audit, ref: str, position: int, *, reason: str = "", by: str | None = None) -> Part:
    """Put a part at that place (from 1) among those beside it; PlanError where there is no such place."""
    part = find_part(audit, ref)
    beside = _beside(audit, part)
    if not 1 <= position <= len(beside):
        raise PlanError(
            f"There is no place {position} for {name_of(audit, part)}.", f"The places are 1 to {len(beside)}."
        )
    order = [one for one in beside if one.uid != part.uid]
    order.insert(position - 1, part)
    if [one.uid for one in order] == [one.uid for one in beside]:
        return part
    refuse_without_reason(audit, reason)
    with audit.write():
        for place, one in enumerate(order, start=1):
            update(audit, TABLES[type(part)], one.uid, {"position": place})
        places = [one.uid for one in beside]
        body = {
            "name": name_of(audit, part),
            "before": {"place": places.index(part.uid) + 1},
            "after": {"place": position},
            "order": [one.uid for one in order],
            "reason": reason.strip(),
        }
        audit.record("plan.edited", object_of(part), body, actor=by)
    return find_part(audit, part.uid)


def withdraw_part(audit: Audit, ref: str, reason: str, by: str | None = None) -> None:
    """Take a part out of the plan, with what stands under it; it stays in the audit file, with the reason."""
    part = find_part(audit, ref)
    _refuse_empty(reason, "A part of the plan is withdrawn only with a reason.", "Say why (--reason TEXT).")
    with audit.write():
        said = {"name": name_of(audit, part), "text": text_of(part), "reason": reason.strip()}
        update(audit, TABLES[type(part)], part.uid, {"withdrawn": 1})
        audit.record("plan.withdrawn", object_of(part), said, actor=by)


def refuse_without_reason(audit: Audit, reason: str) -> None:
    """PlanError where the plan is approved and nobody says why it changes."""
    if not reason.strip() and latest_approval(audit.connection) is not None:
        raise PlanError(
            "The plan is approved: it changes only with a reason, which the report prints.",
            "Say why it changes (--reason TEXT).",
        )


def word_of(part: Part) -> str:
    """`Objective`, `Question` or `Step`."""
    return type(part).__name__


def object_of(part: Part) -> str:
    """How the history names a part: `step:` and its uid, and so on."""
    return f"{word_of(part).lower()}:{part.uid}"


def name_of(audit: Audit, part: Part) -> str:
    """How people name a part: the key of a step, the number and theme of a question, the number of an objective."""
    if isinstance(part, Step):
        return part.key
    plan = read_plan(audit)
    if isinstance(part, Question):
        return f"{plan.number_of(part)} {part.theme}".strip()
    return str([one.uid for one in plan.objectives].index(part.uid) + 1)


def text_of(part: Part) -> str:
    """What a part says, in one text."""
    return part.title if isinstance(part, Step) else part.text


def _added(audit: Audit, part: Part, reason: str, by: str | None, frozen: dict[str, Any]) -> None:
    """Write a new part and its event, inside a write block."""
    insert(audit, TABLES[type(part)], asdict(part))
    body = {"name": name_of(audit, part), "row": asdict(part), "reason": reason.strip()}
    audit.record("plan.added", object_of(part), body | frozen, actor=by)


def _frozen_for(audit: Audit, check_id: str, ground: Ground) -> dict[str, Any]:
    """What a check that comes into an approved plan is frozen with; nothing where it is in the plan already."""
    connection = audit.connection
    if not check_id or latest_approval(connection) is None or check_id in planned_checks(connection):
        return {}
    return {"frozen": frozen_document(freeze(audit, [ground.checks.check(check_id)]))}


def _resolved(audit: Audit, part: Part, changes: dict[str, Any]) -> dict[str, Any]:
    """`changes` with the uid of the part that `objective` or `question` names."""
    above: dict[str, Any] = {}
    if "objective" in changes:
        above["objective_uid"] = find_objective(audit, changes.pop("objective")).uid
    if "question" in changes and isinstance(part, Step):
        above["question_uid"] = find_question(audit, changes.pop("question")).uid
    return {**changes, **above}


def _beside(audit: Audit, part: Part) -> Sequence[Part]:
    plan = read_plan(audit)
    if isinstance(part, Objective):
        return plan.objectives
    if isinstance(part, Question):
        return [one for one in plan.questions if one.objective_uid == part.objective_uid]
    return [one for one in plan.steps if one.question_uid == part.question_uid]


def _next_key(audit: Audit, question: Question) -> str:
    words = re.findall(r"[a-z][a-z0-9]*", question.theme.lower()) or ["step"]
    taken = {row["key"] for row in audit.rows("SELECT key FROM cf_plan_step")}
    number = 1
    while f"{words[0]}.{number}" in taken:
        number += 1
    return f"{words[0]}.{number}"


def _refuse_mistakes(row: dict[str, Any], ground: Ground) -> None:
    mistakes = list(mistakes_of_step(row, ground))
    if mistakes:
        raise PlanError(
            f"The step {row['key']!r} cannot stand so: {'; '.join(mistakes)}.",
            "Correct what the message names.",
        )


def _refuse_unknown(given: dict[str, Any], known: tuple[str, ...], what: str) -> None:
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise PlanError(
            f"{what} has no {', '.join(unknown)} that can be set.", f"It has: {', '.join(known)}."
        )


def _refuse_empty(text: str, said: str, hint: str) -> None:
    if not text.strip():
        raise PlanError(said, hint)


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    return tuple(str(one).strip() for one in value if str(one).strip())
