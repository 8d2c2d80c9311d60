"""Read the plan, and find the part of it that a word names."""

from __future__ import annotations

import json
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import PlanError
from crossfoot.plan.model import Objective, Plan, Question, Step

_LOOK = "`crossfoot plan AUDIT show` lists the objectives, questions and steps."
LISTS = ("criteria", "datasets", "documents", "interviews")
"""The parts of a step that hold several texts; the audit file keeps each as JSON."""


def read_plan(audit: Audit) -> Plan:
    """What stands of the plan, in its order; empty where there is none."""
    objectives = audit.rows(
        "SELECT uid, position, text FROM cf_plan_objective WHERE withdrawn = 0 ORDER BY position, uid"
    )
    questions = audit.rows(
        "SELECT q.* FROM cf_plan_question q JOIN cf_plan_objective o ON o.uid = q.objective_uid "
        "WHERE q.withdrawn = 0 AND o.withdrawn = 0 ORDER BY o.position, o.uid, q.position, q.uid"
    )
    steps = audit.rows(
        "SELECT s.* FROM cf_plan_step s JOIN cf_plan_question q ON q.uid = s.question_uid "
        "JOIN cf_plan_objective o ON o.uid = q.objective_uid "
        "WHERE s.withdrawn = 0 AND q.withdrawn = 0 AND o.withdrawn = 0 "
        "ORDER BY o.position, o.uid, q.position, q.uid, s.position, s.uid"
    )
    return Plan(
        tuple(Objective(**row) for row in objectives),
        tuple(Question(**_standing(row)) for row in questions),
        tuple(_step(row) for row in steps),
    )


def find_step(audit: Audit, key: str) -> Step:
    """The step of that key or uid (its first digits are enough); PlanError where there is not exactly one."""
    steps = read_plan(audit).steps
    exact = [step for step in steps if key in (step.key, step.uid)]
    found = exact or [step for step in steps if len(key) > 3 and step.uid.startswith(key)]
    if len(found) != 1:
        said = f"{key!r} names {len(found)} steps." if found else f"The plan has no step {key!r}."
        raise PlanError(said, _LOOK)
    return found[0]


def find_question(audit: Audit, ref: str) -> Question:
    """The question of that number (`1.2`), theme or uid; PlanError where there is not exactly one."""
    plan = read_plan(audit)
    wanted = ref.strip().casefold()
    exact = [one for one in plan.questions if wanted in (one.uid, one.theme.casefold(), plan.number_of(one))]
    found = exact or [one for one in plan.questions if len(wanted) > 3 and one.uid.startswith(wanted)]
    if len(found) != 1:
        said = f"{ref!r} names {len(found)} questions." if found else f"The plan has no question {ref!r}."
        raise PlanError(said, f"Name it by its number, such as 1.2, or by its theme. {_LOOK}")
    return found[0]


def find_objective(audit: Audit, ref: str) -> Objective:
    """The objective of that number (`1`) or uid; PlanError where there is not exactly one."""
    objectives = read_plan(audit).objectives
    found = [one for at, one in enumerate(objectives, start=1) if ref.strip() in (str(at), one.uid)] or [
        one for one in objectives if len(ref) > 3 and one.uid.startswith(ref)
    ]
    if len(found) != 1:
        said = f"{ref!r} names {len(found)} objectives." if found else f"The plan has no objective {ref!r}."
        raise PlanError(said, f"Name it by its number, such as 1. {_LOOK}")
    return found[0]


def find_part(audit: Audit, ref: str) -> Objective | Question | Step:
    """The part of the plan that `ref` names: a step by its key, a question by its number or theme, an objective."""
    for find in (find_step, find_question, find_objective):
        try:
            return find(audit, ref)
        except PlanError:
            continue
    raise PlanError(
        f"The plan has nothing called {ref!r}.",
        f"Name a step by its key, a question by its number (1.2) or theme, an objective by its number (1). {_LOOK}",
    )


def _standing(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "withdrawn"}


def _step(row: dict[str, Any]) -> Step:
    lists = {name: tuple(json.loads(row[name])) for name in LISTS}
    return Step(**{**_standing(row), **lists})
