"""The plan as the window words it: its lines, what a line holds in full, how the whole stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crossfoot.auditfile.approvals import Approval
from crossfoot.plan.approval import PlanChange
from crossfoot.plan.model import Objective, Plan, Question, Step
from crossfoot.plan.run import LatestRun
from crossfoot.values import count_text

from crossfoot_gui.presenters.checks_state import STATUS_WORDS
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel_state import Row

Part = Objective | Question | Step
STATE_WORDS: dict[str, str] = {
    "planned": "○ planned",
    "in progress": "● in progress",
    "done": "✓ done",
    "not done": "✕ not done",
}
"""A sign and a word for each state of a step."""
CONCLUDED = ("done", "not done")


@dataclass(frozen=True, slots=True)
class PlanState:
    """The plan as it stands: its parts, its approval, what changed since, the last run of each check.

    `unanswered` are the uids of the questions without an answer; `findings` the words for a finding by its uid.
    """

    plan: Plan
    approval: Approval | None
    changes: tuple[PlanChange, ...]
    runs: Mapping[str, LatestRun]
    unanswered: frozenset[str]
    findings: Mapping[str, str]

    def lines(self) -> list[tuple[Part, Row]]:
        """The parts in their order, each with its line of the table."""
        found: list[tuple[Part, Row]] = []
        for at, objective in enumerate(self.plan.objectives, start=1):
            found.append((objective, (str(at), "objective", objective.text, "", "")))
            for question in self.plan.questions_of(objective):
                found.append((question, self._question_row(question)))
                found += [(step, self._step_row(step)) for step in self.plan.steps_of(question)]
        return found

    def name_of(self, part: Part) -> str:
        """How a part is called in a sentence: `question 1.2`."""
        if isinstance(part, Objective):
            return f"objective {self.plan.objectives.index(part) + 1}"
        return f"question {self.plan.number_of(part)}" if isinstance(part, Question) else f"step {part.key}"

    def question_of(self, part: object) -> str:
        """The uid of the question that a part is or stands under; else of the first question."""
        uid = part.uid if isinstance(part, Question) else part.question_uid if isinstance(part, Step) else ""
        known = [one.uid for one in self.plan.questions]
        return uid if uid in known else next(iter(known), "")

    def theme_of(self, part: Part) -> str:
        """The theme that a part stands under; empty for an objective."""
        if isinstance(part, Objective):
            return ""
        uid = part.uid if isinstance(part, Question) else part.question_uid
        return next((one.theme for one in self.plan.questions if one.uid == uid), "")

    def summary(self) -> str:
        """Whether the plan is approved, what that means, and how far the work is."""
        if not self.plan.objectives:
            return ""
        answered = len(self.plan.questions) - len(self.unanswered)
        done = sum(step.state in CONCLUDED for step in self.plan.steps)
        far = (
            f"{count_text(answered)} of {count_of(len(self.plan.questions), 'question')} answered, "
            f"{count_text(done)} of {count_of(len(self.plan.steps), 'step')} concluded."
        )
        if self.approval is None:
            return f"▲ Not approved yet: until it is, every run is exploratory and labelled so.\n{far}"
        changed = (
            f"{count_of(len(self.changes), 'change')} since it was first approved. "
            if self.changes
            else "Nothing was changed since. "
        )
        return (
            f"✓ Approved by {self.approval.actor} on {self.approval.at[:10]}. {changed}"
            f"Runs outside of the plan are exploratory and labelled so.\n{far}"
        )

    def detail(self, part: Part) -> str:
        """All that a part says, a line each."""
        if isinstance(part, Objective):
            return part.text
        if isinstance(part, Question):
            return f"{self.plan.number_of(part)} {part.theme}: {part.text}\nAnswer: {self.answer(part)}"
        facts = {
            "Criteria": ", ".join(part.criteria),
            "Information required": part.information,
            "Source": part.source,
            "Method": part.method,
            "Limits": part.limits,
            "Lists": ", ".join(name.replace("_", " ") for name in part.datasets),
            "Documents": "; ".join(part.documents),
            "Interviews": "; ".join(part.interviews),
            "Check": part.check_id and f"{part.check_id}: {self.outcome(part)}",
            "Why exploratory": self._exploratory(part),
            "Conclusion": part.conclusion,
            "Not done, because": part.reason,
        }
        who = f", {part.who}" if part.who else ""
        lead = f"{part.key} ({part.kind}{who}): {part.title}"
        return "\n".join([lead, *(f"{name}: {text}" for name, text in facts.items() if text)])

    def answer(self, question: Question) -> str:
        """How a question is answered, in words."""
        if question.uid in self.unanswered:
            return "none, as its finding was withdrawn" if question.answer else "none yet"
        if question.answer == "finding":
            words = self.findings.get(question.finding_uid or "", "a finding")
            return f"{words}. {question.answer_reason}".strip()
        return f"no finding, because: {question.answer_reason}"

    def outcome(self, step: Step) -> str:
        """What the last run of a step's check found; empty for another step."""
        if step.kind != "check":
            return ""
        run = self.runs.get(step.check_id)
        if run is None:
            return STATUS_WORDS[""]
        said = STATUS_WORDS.get(run.said, STATUS_WORDS[run.status])
        if run.status not in ("not_tested", "failed"):
            tested = count_text(run.tested)
            said += (
                f", {count_text(run.exceptions)} of {tested}"
                if run.kind == "exception"
                else f", {tested} tested"
            )
        return said + (" (exploratory)" if run.exploratory_because else "")

    def _exploratory(self, step: Step) -> str:
        run = self.runs.get(step.check_id) if step.kind == "check" else None
        return run.exploratory_because if run else ""

    def _question_row(self, question: Question) -> Row:
        open_ = question.uid in self.unanswered
        return (
            self.plan.number_of(question),
            "question",
            f"{question.theme}: {question.text}",
            "○ no answer" if open_ else "✓ answered",
            "" if open_ and not question.answer else self.answer(question),
        )

    def _step_row(self, step: Step) -> Row:
        said = step.conclusion or step.reason
        told = ". ".join(part for part in (self.outcome(step), said) if part)
        return step.key, step.kind, step.title, STATE_WORDS[step.state], told


def change_row(change: PlanChange) -> Row:
    """A change after approval as a line of the table."""
    return change.at[:10], change.who, change.what, change.before, change.after, change.reason


def change_detail(change: PlanChange) -> str:
    """All that is kept of a change."""
    before = f"Before: {change.before}\n" if change.before else ""
    return (
        f"{change.what}, {change.at[:10]}, by {change.who}\n{before}After: {change.after}\n"
        f"Reason: {change.reason or 'none was given'}"
    )
