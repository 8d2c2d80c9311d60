"""The plan page: objectives, questions and steps; approve them, run their checks, conclude and answer them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from crossfoot.auditfile.approvals import planned_checks
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import PlanError
from crossfoot.plan.answers import answer_question, conclude_step, unanswered
from crossfoot.plan.approval import approve_plan, changes_after_approval, latest_approval
from crossfoot.plan.load import load_model_plan
from crossfoot.plan.model import Objective, Step, StepState
from crossfoot.plan.model import Question as PlanQuestion
from crossfoot.plan.read import read_plan
from crossfoot.plan.run import latest_runs
from crossfoot.review.criteria import load_pack_criteria
from crossfoot.review.findings import list_findings
from crossfoot.values import count_text

from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel import Panel
from crossfoot_gui.presenters.panel_state import Column, Deed, Filter, PanelState, PanelView, Row
from crossfoot_gui.presenters.plan_changes import PlanChanges
from crossfoot_gui.presenters.plan_state import (
    CONCLUDED,
    STATE_WORDS,
    Part,
    PlanState,
    change_detail,
    change_row,
)
from crossfoot_gui.presenters.question import Blank, Question

_COLUMNS = (
    Column("Number", 24), Column("Kind", 15), Column("What", 58), Column("State", 14),
    Column("Answer, or latest outcome", 36),
)  # fmt: skip
_CHANGE_COLUMNS = (
    Column("When", 11), Column("Who", 20), Column("What", 40), Column("Before", 26), Column("After", 34),
    Column("Reason", 40),
)  # fmt: skip
ALL, UNANSWERED, OPEN, CHANGES = "", "unanswered", "open", "changes"
_NO_PLAN = (
    "No plan yet. Press Load the model plan: it brings the objectives, questions and steps of the pack, to be cut and "
    "changed before they are approved."
)
_NOTHING = {
    ALL: "No line of the plan holds that text.",
    UNANSWERED: "Every question has an answer.",
    OPEN: "Every step is concluded.",
    CHANGES: "Nothing was changed after the plan was approved.",
}


class PlanPresenter(Panel):
    """`run_checks` runs what the plan names, as the checks page does."""

    def __init__(
        self, desk: Desk, view: PanelView, run_checks: Callable[[], None], catalogues: Catalogues
    ) -> None:
        super().__init__(desk, view)
        self._run_checks = run_checks
        self._changes = PlanChanges(desk, view, catalogues)

    def _read(self) -> None:
        self._plan = read_state(self._desk.audit)
        shown = self._chosen.get("show", ALL)
        if shown == CHANGES:
            rows = [change_row(one) for one in self._plan.changes]
            found = self._found(rows)
            self._parts: list[Any] = [self._plan.changes[at] for at in found]
            self._rows: list[Row] = [rows[at] for at in found]
        else:
            lines = [line for line in self._plan.lines() if self._is_shown(line[0], shown)]
            found = self._found([row for _, row in lines])
            self._parts = [lines[at][0] for at in found]
            self._rows = [lines[at][1] for at in found]
        self._at = min(self._at, max(0, len(self._parts) - 1))

    def _is_shown(self, part: Any, shown: str) -> bool:
        theme = self._chosen.get("theme", "")
        if theme and self._plan.theme_of(part) != theme:
            return False
        if shown == UNANSWERED:
            return isinstance(part, PlanQuestion) and part.uid in self._plan.unanswered
        if shown == OPEN:
            return isinstance(part, Step) and part.state not in CONCLUDED
        return True

    def _state(self) -> PanelState:
        state, shown = self._plan, self._chosen.get("show", ALL)
        plan, part = state.plan, self._parts[self._at] if self._parts else None
        there = bool(plan.objectives)
        left = sum(step.state not in CONCLUDED for step in plan.steps)
        entries = (
            Choice(ALL, "The whole plan"),
            Choice(UNANSWERED, f"Questions without an answer ({count_text(len(state.unanswered))})"),
            Choice(OPEN, f"Steps not concluded ({count_text(left)})"),
            Choice(CHANGES, f"Changes after approval ({count_text(len(state.changes))})"),
        )
        themes = dict.fromkeys(question.theme for question in plan.questions)
        by_theme = (Choice("", "All themes"), *(Choice(theme, theme) for theme in themes))
        filters: tuple[Filter, ...] = (Filter("show", "Show", entries, shown),)
        if shown != CHANGES:
            filters += (Filter("theme", "Theme", by_theme, self._chosen.get("theme", "")),)
        detail = "" if part is None else change_detail(part) if shown == CHANGES else state.detail(part)
        approved = state.approval is not None
        return PanelState(
            table="Changes after approval" if shown == CHANGES else "Plan",
            filters=filters if there else (),
            find=self._find if there else None,
            facts=state.summary(),
            columns=_CHANGE_COLUMNS if shown == CHANGES else _COLUMNS,
            rows=self._rows,
            at=self._at,
            strong=frozenset(
                at for at, one in enumerate(self._parts) if isinstance(one, Objective | PlanQuestion)
            ),
            detail=detail,
            deeds=(
                *(() if there else (Deed("load", "&Load the model plan", primary=True),)),
                Deed("approve", "&Approve again..." if approved else "&Approve...", bool(plan.steps)),
                Deed("run", "Run planned chec&ks", any(step.kind == "check" for step in plan.steps)),
                Deed("conclude", "Conclude a &step...", bool(plan.steps)),
                Deed("answer", "A&nswer a question...", bool(plan.questions)),
                Deed("add", "Add a s&tep...", bool(plan.questions)),
                Deed("change", "Chan&ge...", part is not None and shown != CHANGES),
                Deed("withdraw", "&Withdraw...", part is not None and shown != CHANGES),
            ),
            empty=_NOTHING[ALL if self._find else shown] if there else _NO_PLAN,
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {
            "load": self._load,
            "approve": self._ask_to_approve,
            "run": self._run_checks,
            "conclude": self._ask_to_conclude,
            "answer": self._ask_to_answer,
            "add": self._ask_to_add,
            "change": lambda: self._changes.ask_to_change(self._plan, self._needed()),
            "withdraw": lambda: self._changes.ask_to_withdraw(self._plan, self._needed()),
        }

    def _needed(self) -> Part:
        part = self._parts[self._at] if self._parts else None
        if not isinstance(part, Objective | PlanQuestion | Step):
            raise PlanError(
                "No part of the plan is selected.", "Show the whole plan, and select it in the table."
            )
        return part

    def _ask_to_add(self) -> None:
        if not self._plan.plan.questions:
            raise PlanError(
                "The plan has no question that a step could answer.", "Press Load the model plan first."
            )
        part = self._parts[self._at] if self._parts else None
        self._changes.ask_to_add_step(self._plan, self._plan.question_of(part))

    def _load(self) -> None:
        def load() -> None:
            load_pack_criteria(self._desk.audit)  # those that the plan names and the audit does not hold yet
            load_model_plan(self._desk.audit)

        self._keep(load, "The model plan is loaded. Read it, then approve it.")

    def _ask_to_approve(self) -> None:
        audit, plan = self._desk.audit, self._plan.plan
        before = latest_approval(audit)
        checks = count_of(len(planned_checks(audit.connection)), "check")
        facts = [
            f"Kept as it stands: {count_of(len(plan.objectives), 'objective')}, "
            f"{count_of(len(plan.questions), 'question')}, {count_of(len(plan.steps), 'step')}.",
            f"The parameters of {checks} are frozen. From then on each change of the plan, and of a frozen parameter, "
            "needs a reason and is listed.",
        ]
        blanks = [Blank("who", "Who approves the plan", value=audit.actor)]
        if before is not None:
            facts.append(f"{before.actor} approved it on {before.at[:10]}; that stays in the history.")
            blanks.append(Blank("reason", "Why it is approved again (the report prints it)", "text"))

        def record(said: dict[str, str]) -> bool:
            return self._keep(
                lambda: approve_plan(self._desk.audit, said["who"], said.get("reason", "")),
                f"The plan is approved by {said['who']}. Next: run the planned checks.",
            )

        self._view.ask(Question("Approve the plan", tuple(facts), tuple(blanks), "&Approve"), record)

    def _ask_to_conclude(self) -> None:
        steps = self._plan.plan.steps
        if not steps:
            raise PlanError("The plan has no step.", "Press Load the model plan first.")
        part = self._parts[self._at] if self._parts else None
        chosen = part.key if isinstance(part, Step) else steps[0].key
        blanks = (
            Blank(
                "step", "Step", "choice", chosen,
                tuple(Choice(one.key, f"{one.key}  {one.title}") for one in steps),
            ),
            Blank(
                "state", "How it stands", "choice", "done",
                tuple(Choice(one, STATE_WORDS[one]) for one in get_args(StepState)),
            ),
            Blank(
                "said", "What it showed; or why it was not done", "text", required=False,
                hint="In a sentence. Needed where the step is done or not done.",
            ),
        )  # fmt: skip
        facts = ("A step that is a check is done only after its check has tested something.",)

        def record(said: dict[str, str]) -> bool:
            name = "reason" if said["state"] == "not done" else "conclusion"
            return self._keep(
                lambda: conclude_step(self._desk.audit, said["step"], said["state"], **{name: said["said"]}),
                f"Step {said['step']} is {said['state']}.",
            )

        self._view.ask(Question("Conclude a step", facts, blanks), record)

    def _ask_to_answer(self) -> None:
        plan, audit = self._plan.plan, self._desk.audit
        if not plan.questions:
            raise PlanError("The plan has no question.", "Press Load the model plan first.")
        part = self._parts[self._at] if self._parts else None
        chosen = self._plan.question_of(part)
        findings = tuple(
            Choice(one.uid, f"Finding {one.position}: {one.title}") for one in list_findings(audit)
        )
        blanks = (
            Blank(
                "question", "Question", "choice", chosen,
                tuple(Choice(one.uid, f"{plan.number_of(one)}  {one.text}") for one in plan.questions),
            ),
            Blank("finding", "Answer", "choice", "", (Choice("", "No finding, because:"), *findings)),
            Blank(
                "reason", "Why there is no finding; or a remark on the finding", "text", required=False,
                hint="In a sentence. Needed where there is no finding.",
            ),
        )  # fmt: skip
        facts = ("A finding answers a question once evidence is cited for it, or its check found something.",)

        def record(said: dict[str, str]) -> bool:
            return self._keep(
                lambda: answer_question(
                    audit, said["question"], finding=said["finding"], reason=said["reason"]
                ),
                "The question is answered.",
            )

        self._view.ask(Question("Answer a question", facts, blanks), record)


def read_state(audit: Audit) -> PlanState:
    """The plan of the audit as it stands now."""
    return PlanState(
        read_plan(audit),
        latest_approval(audit),
        tuple(changes_after_approval(audit)),
        latest_runs(audit),
        frozenset(question.uid for question in unanswered(audit)),
        {one.uid: f"finding {one.position}, {one.title}" for one in list_findings(audit)},
    )
