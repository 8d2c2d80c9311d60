"""Read the plan, and find the part of it that a word names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import PlanError
from crossfoot.plan.model import Objective, Plan, Question, Step

_LOOK = "`crossfoot plan AUDIT show` lists the objectives, questions and steps."
_FIRST_DIGITS = 4
_Part = TypeVar("_Part", Objective, Question, Step, Objective | Question | Step)
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
    return _only(_steps_called(read_plan(audit), key), "step", key, _LOOK)


def find_question(audit: Audit, ref: str) -> Question:
    """The question of that number (`1.2`), theme or uid; PlanError where there is not exactly one."""
    hint = f"Name it by its number, such as 1.2. {_LOOK}"
    return _only(_questions_called(read_plan(audit), ref), "question", ref, hint)


def find_objective(audit: Audit, ref: str) -> Objective:
    """The objective of that number (`1`) or uid; PlanError where there is not exactly one."""
    hint = f"Name it by its number, such as 1. {_LOOK}"
    return _only(_objectives_called(read_plan(audit), ref), "objective", ref, hint)


def find_part(audit: Audit, ref: str) -> Objective | Question | Step:
    """The part of the plan that `ref` names: a step by its key, a question by its number or theme, an objective."""
    plan = read_plan(audit)
    found: list[Objective | Question | Step] = [
        *_steps_called(plan, ref), *_questions_called(plan, ref), *_objectives_called(plan, ref)
    ]  # fmt: skip
    hint = f"Name a step by its key, a question by its number (1.2), an objective by its number (1). {_LOOK}"
    return _only(found, "part", ref, hint)


def _steps_called(plan: Plan, ref: str) -> list[Step]:
    return [one for one in plan.steps if ref.strip() == one.key] or _by_uid(plan.steps, ref)


def _questions_called(plan: Plan, ref: str) -> list[Question]:
    wanted = ref.strip().casefold()
    named = [one for one in plan.questions if wanted in (one.theme.casefold(), plan.number_of(one))]
    return named or _by_uid(plan.questions, ref)


def _objectives_called(plan: Plan, ref: str) -> list[Objective]:
    numbered = [one for at, one in enumerate(plan.objectives, start=1) if ref.strip() == str(at)]
    return numbered or _by_uid(plan.objectives, ref)


def _by_uid(parts: Sequence[_Part], ref: str) -> list[_Part]:
    return [one for one in parts if len(ref) >= _FIRST_DIGITS and one.uid.startswith(ref)]


def _only(found: Sequence[_Part], word: str, ref: str, hint: str) -> _Part:
    if len(found) != 1:
        said = (
            f"{ref!r} names {len(found)} {word}s of the plan."
            if found
            else f"The plan has no {word} {ref!r}."
        )
        raise PlanError(said, hint)
    return found[0]


def _standing(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "withdrawn"}


def _step(row: dict[str, Any]) -> Step:
    lists = {name: tuple(json.loads(row[name])) for name in LISTS}
    return Step(**{**_standing(row), **lists})
