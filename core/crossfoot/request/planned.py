"""The steps of the plan as far as a request needs them: what each reads, which documents and interviews it asks for."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.plan.read import read_plan


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of the plan, with the theme of the question that it helps to answer."""

    key: str
    title: str
    theme: str
    check_id: str
    datasets: tuple[str, ...]
    documents: tuple[str, ...]
    interviews: tuple[str, ...]

    @property
    def label(self) -> str:
        """How papers for the auditee name it: by what is done, not by our keys."""
        return self.title or self.key


def planned_steps(audit: Audit) -> tuple[PlannedStep, ...]:
    """The steps that are done or still to be done, in the order of the plan."""
    plan = read_plan(audit)
    themes = {question.uid: question.theme for question in plan.questions}
    return tuple(
        PlannedStep(
            step.key,
            step.title,
            themes[step.question_uid],
            step.check_id,
            tuple(step.datasets),
            tuple(step.documents),
            tuple(step.interviews),
        )
        for step in plan.steps
        if step.state != "not done"
    )


def objectives(audit: Audit) -> tuple[str, ...]:
    """The objectives of the plan; where it has none, the one that the audit's facts state, if any."""
    stated = tuple(objective.text for objective in read_plan(audit).objectives)
    return stated or ((audit.facts.objective,) if audit.facts.objective else ())
