"""The plan of the audit: objectives, questions with their answers, steps with their state, approval, later changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from crossfoot import values
from crossfoot.auditfile.approvals import approvals
from crossfoot.plan.approval import changes_after_approval
from crossfoot.plan.model import Plan, Question, Step, StepKind, StepState
from crossfoot.report.figures import plan_figure
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, Note, NumberedList, Paragraph, Section, TableBlock
from crossfoot.report.wording import cited
from crossfoot.report.words import CrossRef, Text, Words

_WHY = "words of the plan"


def plan_section(material: Material) -> Section:
    """The section; where no plan is recorded it says so."""
    return Section("Plan of the Audit", tuple(_blocks(material)), level=2, key="plan")


def _blocks(material: Material) -> Iterator[Block]:
    plan = material.plan
    if not plan.objectives:
        yield Paragraph("No plan is recorded in the audit file; the checks were run without one.")
        return
    yield from _approval(material)
    yield Paragraph("The plan has these objectives:")
    yield NumberedList(tuple(cited(one.text, _WHY) for one in plan.objectives))
    if plan.questions:
        yield _questions(material, plan)
    if plan.steps:
        yield _counts(material)
        yield _steps(material, plan)
    yield from _changes(material)


def _approval(material: Material) -> Iterator[Block]:
    known = approvals(material.audit.connection)
    if not known:
        said = "No approval of the plan is recorded; checks that ran under it count as exploratory."
        yield Note(said, label="Draft") if material.draft else Paragraph(said)
        return
    first = known[0]
    yield Paragraph(
        (
            "The plan was approved by ",
            cited(f"{first.actor} on {day_of(first.at)}", "approval of the plan"),
            ". From then on a change of the plan, or of a parameter of its checks, needed a reason.",
        )
    )


def _questions(material: Material, plan: Plan) -> Block:
    return TableBlock(
        "Questions of the audit, and their answers",
        (Column("No.", width=0.5), Column("Theme and question", width=3.4), Column("Answer", width=2.4)),
        tuple(
            (plan.number_of(one), f"{one.theme}. {one.text}", _answer(material, one))
            for one in plan.questions
        ),
        note="The number of a question begins with that of its objective.",
        origin="records",
        key="table-questions",
    )


def _answer(material: Material, question: Question) -> Words:
    finding = next((one for one in material.findings if one.uid == question.finding_uid), None)
    remark = f" {question.answer_reason}" if question.answer_reason else ""
    if question.answer == "finding":
        if finding is None:
            return _open(material)  # its finding was withdrawn
        return (Text("Finding: "), CrossRef(f"finding-{finding.uid}", text=finding.title), Text(f".{remark}"))
    return f"No finding:{remark}" if question.answer else _open(material)


def _open(material: Material) -> str:
    return "Not yet answered." if material.draft else "No answer is recorded."


def _counts(material: Material) -> Block:
    states = get_args(StepState)
    kinds = [kind for kind in get_args(StepKind) if any(step.kind == kind for step in material.plan.steps)]
    return TableBlock(
        "Steps of the plan, by kind and state",
        (Column("Kind of step", width=2.0), *(Column(state.capitalize(), "right") for state in states)),
        tuple(
            (kind.capitalize(), *(material.ref(plan_figure(kind, state)) for state in states))
            for kind in kinds
        ),
        key="table-step-counts",
    )


def _steps(material: Material, plan: Plan) -> Block:
    numbers = {one.uid: plan.number_of(one) for one in plan.questions}
    return TableBlock(
        "Steps of the plan, and what came of each",
        (
            Column("No.", width=0.5),
            Column("Kind", width=1.3),
            Column("Step", width=2.8),
            Column("State and conclusion", width=2.6),
        ),
        tuple(
            (numbers[one.question_uid], one.kind.capitalize(), one.title, _state(material, one))
            for one in plan.steps
        ),
        note="The number is that of the question that the step answers.",
        origin="records",
        key="table-steps",
    )


def _state(material: Material, step: Step) -> str:
    if step.state == "done":
        return f"Done. {step.conclusion}"
    if step.state == "not done":
        return f"Not done: {step.reason}"
    ran = step.check_id in material.outcomes and step.state == "planned"
    said = f"{step.state.capitalize()}{', and its check was run' if ran else ''}."
    return f"{said} {step.conclusion}".strip()


def _changes(material: Material) -> Iterator[Block]:
    if not approvals(material.audit.connection):
        return
    found = changes_after_approval(material.audit)
    if not found:
        yield Paragraph(
            "Nothing in the plan or in the parameters of its checks was changed after it was approved."
        )
        return
    yield TableBlock(
        "Changes after the plan was approved",
        (
            Column("What", width=1.7),
            Column("Before", width=1.5),
            Column("After", width=1.5),
            Column("Reason", width=1.9),
            Column("By, on", width=1.6),
        ),
        tuple(
            (
                one.what.replace("_", " "),
                one.before or "(none)",
                one.after or "(none)",
                one.reason or "(no reason is on record)",
                f"{one.who}, {day_of(one.at)}",
            )
            for one in found
        ),
        origin="records",
        key="table-plan-changes",
    )


def day_of(moment: str) -> str:
    """The day of a moment of the history, as the report prints it."""
    day = values.parse_date(moment[:10])
    return values.date_text(day) if day else moment
