"""How the plan is printed: as JSON with stable keys, or as a matrix for a person to read."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.cli.output import print_table
from crossfoot.plan.answers import unanswered
from crossfoot.plan.approval import PlanChange, changes_after_approval, latest_approval
from crossfoot.plan.model import Plan, Question, Step
from crossfoot.plan.read import read_plan
from crossfoot.plan.run import LatestRun, latest_runs

_WIDTH = 112
NO_PLAN = (
    "No plan yet. Load the model plan of the pack: crossfoot plan AUDIT load; or add objectives, questions "
    "and steps."
)


def plan_document(audit: Audit) -> dict[str, Any]:
    """The whole plan, its approval, and what the last run of each check found."""
    plan, approval, runs = read_plan(audit), latest_approval(audit), latest_runs(audit)
    open_questions = {question.uid for question in unanswered(audit)}
    return {
        "approval": asdict(approval) if approval else None,
        "changes": len(changes_after_approval(audit)),
        "objectives": [
            {
                "number": str(at),
                **asdict(objective),
                "questions": [
                    {
                        "number": plan.number_of(question),
                        **asdict(question),
                        "answered": question.uid not in open_questions,
                        "steps": [step_document(step, runs) for step in plan.steps_of(question)],
                    }
                    for question in plan.questions_of(objective)
                ],
            }
            for at, objective in enumerate(plan.objectives, start=1)
        ],
        "unanswered": [plan.number_of(one) for one in plan.questions if one.uid in open_questions],
    }


def step_document(step: Step, runs: dict[str, LatestRun]) -> dict[str, Any]:
    """A step with the last run of its check; `latest_run` is null where it is no check or did not run."""
    run = runs.get(step.check_id)
    return {**asdict(step), "latest_run": asdict(run) if run else None}


def say_plan(audit: Audit, *, full: bool = False) -> None:
    """The plan as a person reads it; `full` adds what each step needs, how it is done and what limits it."""
    plan = read_plan(audit)
    if not plan.objectives:
        print(NO_PLAN)
        return
    print(approval_words(audit))
    runs, open_questions = latest_runs(audit), {question.uid for question in unanswered(audit)}
    for at, objective in enumerate(plan.objectives, start=1):
        print(f"\nObjective {at}")
        _say(objective.text, 2)
        for question in plan.questions_of(objective):
            _say_question(plan, question, answered=question.uid not in open_questions)
            for step in plan.steps_of(question):
                say_step(step, runs, full=full)
    if open_questions:
        numbers = ", ".join(plan.number_of(one) for one in plan.questions if one.uid in open_questions)
        print(f"\nWithout an answer: {numbers}. Answer one: crossfoot plan AUDIT answer NUMBER --finding REF")


def approval_words(audit: Audit) -> str:
    """Whether the plan is approved, by whom, and how much changed since."""
    approval = latest_approval(audit)
    if approval is None:
        return "The plan is not approved yet, so every run is exploratory: crossfoot plan AUDIT approve --by NAME"
    changes = len(changes_after_approval(audit))
    since = (
        f"; {changes} changes since it was first approved (crossfoot plan AUDIT changes)" if changes else ""
    )
    return f"Approved by {approval.actor} on {approval.at[:10]}, digest {approval.digest[:16]}{since}."


def say_step(step: Step, runs: dict[str, LatestRun], *, full: bool = False) -> None:
    """A step: what it is, how it stands, and what the last run of its check found."""
    who = f", {step.who}" if step.who else ""
    print(f"    [{step.state}] {step.key}  ({step.kind}{who})")
    _say(step.title, 8)
    run = runs.get(step.check_id)
    if step.kind == "check":
        _say(run_words(step.check_id, run), 8)
    for word, said in (("Conclusion", step.conclusion), ("Not done", step.reason)):
        if said:
            _say(f"{word}: {said}", 8)
    if full:
        for word, said in _details(step):
            if said:
                _say(f"{word}: {said}", 8)


def run_words(check_id: str, run: LatestRun | None) -> str:
    """What the last run of a check found, in a line."""
    if run is None:
        return f"{check_id}: did not run yet"
    found = f"{run.exceptions:,} of {run.tested:,}" if run.kind == "exception" else f"{run.tested:,} tested"
    counted = "" if run.status in ("not_tested", "failed") else f", {found}"
    label = f"  EXPLORATORY: {run.exploratory_because}" if run.exploratory_because else ""
    return f"{check_id}: {run.said}{counted}, as of {run.as_of}{label}"


def say_changes(changes: list[PlanChange]) -> None:
    """What changed after the plan was approved."""
    if not changes:
        print("Nothing changed after the plan was approved.")
        return
    rows = ((c.at[:10], c.who, c.what, c.before, c.after, c.reason) for c in changes)
    print_table(("when", "who", "what", "before", "after", "reason"), rows)


def _say_question(plan: Plan, question: Question, *, answered: bool) -> None:
    print(f"\n  {plan.number_of(question)} {question.theme}")
    _say(question.text, 6)
    if not answered:
        said = "no answer yet" if not question.answer else "no answer: its finding was withdrawn"
    elif question.answer == "finding":
        said = f"a finding ({(question.finding_uid or '')[:8]}). {question.answer_reason}".strip()
    else:
        said = f"no finding, because: {question.answer_reason}"
    _say(f"Answer: {said}", 6)


def _details(step: Step) -> tuple[tuple[str, str], ...]:
    return (
        ("Criteria", ", ".join(step.criteria)),
        ("Information required", step.information),
        ("Source", step.source),
        ("Method", step.method),
        ("Limits", step.limits),
        ("Lists", ", ".join(step.datasets)),
        ("Documents", "; ".join(step.documents)),
        ("Interviews", "; ".join(step.interviews)),
    )


def _say(text: str, indent: int) -> None:
    print(textwrap.fill(text, _WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2)))
