"""The plan of an audit: a design matrix of objectives, the questions under each, and the steps that answer them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StepKind = Literal["check", "document review", "interview", "sample", "control test"]
StepState = Literal["planned", "in progress", "done", "not done"]
Answer = Literal["", "finding", "no finding"]


@dataclass(frozen=True, slots=True)
class Objective:
    """What the audit is to find out."""

    uid: str
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question under an objective, and the theme under which the report tells it.

    `answer` is empty until there is one; `answer_reason` says why there is no finding. `finding_uid` is None unless the
    answer is a finding.
    """

    uid: str
    objective_uid: str
    position: int
    theme: str
    text: str
    answer: Answer = ""
    answer_reason: str = ""
    finding_uid: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What is done to answer a question. `key` is how commands and papers call it, such as `training.3`.

    `check_id` is set where the step is a check. `datasets` are record types, `documents` and `interviews` what is asked
    of the auditee (interviews name positions). `reason` says why a step was not done.
    """

    uid: str
    key: str
    question_uid: str
    position: int
    kind: StepKind
    title: str
    check_id: str = ""
    criteria: tuple[str, ...] = ()
    information: str = ""
    source: str = ""
    method: str = ""
    limits: str = ""
    who: str = ""
    datasets: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    state: StepState = "planned"
    conclusion: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands of a plan, in its order; what was withdrawn is not in it."""

    objectives: tuple[Objective, ...] = ()
    questions: tuple[Question, ...] = ()
    steps: tuple[Step, ...] = ()

    def questions_of(self, objective: Objective) -> tuple[Question, ...]:
        """The questions under an objective."""
        return tuple(one for one in self.questions if one.objective_uid == objective.uid)

    def steps_of(self, question: Question) -> tuple[Step, ...]:
        """The steps that answer a question."""
        return tuple(one for one in self.steps if one.question_uid == question.uid)

    def number_of(self, question: Question) -> str:
        """A question's number as it is shown: `1.2` is the second question of the first objective."""
        for at, objective in enumerate(self.objectives, start=1):
            for number, one in enumerate(self.questions_of(objective), start=1):
                if one.uid == question.uid:
                    return f"{at}.{number}"
        return ""
