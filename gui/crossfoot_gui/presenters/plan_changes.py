"""Changes of the plan itself: word a part anew, add a step, take a part out. After approval each needs a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from crossfoot.auditfile.approvals import planned_checks
from crossfoot.plan.edit import add_step, edit_part, withdraw_part
from crossfoot.plan.model import Objective, StepKind
from crossfoot.plan.model import Question as PlanQuestion

from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.panel_state import PanelView
from crossfoot_gui.presenters.plan_state import Part, PlanState
from crossfoot_gui.presenters.question import Blank, Question, reason_blank

_STEP_TEXTS = (
    ("title", "What is done", True),
    ("who", "Who does it", False),
    ("information", "Information required", False),
    ("source", "Source", False),
    ("method", "Method", False),
    ("limits", "What it cannot show", False),
)
_LISTS = (
    ("documents", "Documents to ask for, with semicolons between them"),
    ("interviews", "Positions to interview, with semicolons between them"),
)
_PRINTED = "The plan is approved: what stood before, and the reason, are listed and printed."


class PlanChanges:
    """Asks what changes, and changes it."""

    def __init__(self, desk: Desk, view: PanelView, catalogues: Catalogues) -> None:
        self._desk, self._view, self._catalogues = desk, view, catalogues

    def ask_to_change(self, state: PlanState, part: Part) -> None:
        """Ask for other words of an objective, a question or a step."""
        blanks: list[Blank]
        if isinstance(part, Objective):
            blanks = [Blank("text", "Objective", "text", part.text)]
        elif isinstance(part, PlanQuestion):
            blanks = [Blank("theme", "Theme", value=part.theme), Blank("text", "Question", "text", part.text)]
        else:
            blanks = [
                Blank(
                    name, label, "text" if "\n" in getattr(part, name) else "line", getattr(part, name), required=needed
                )
                for name, label, needed in _STEP_TEXTS
            ]  # fmt: skip
            blanks += [
                Blank(name, label, value="; ".join(getattr(part, name)), required=False)
                for name, label in _LISTS
            ]

        before = {blank.name: blank.value for blank in blanks}

        def change(said: dict[str, str], reason: str) -> None:
            changed = {name: words for name, words in said.items() if words != before[name]}
            edit_part(self._desk.audit, part.uid, reason=reason, **_parts(changed))

        self._ask(state, f"Change {state.name_of(part)}", blanks, change, "&Change")

    def ask_to_add_step(self, state: PlanState, under: str) -> None:
        """Ask for a new step; the question with the uid `under` is proposed."""
        audit, plan = self._desk.audit, state.plan
        planned = set(planned_checks(audit.connection))
        checks = tuple(
            Choice(check.id, check.title)
            for check in self._catalogues.of(audit).checks.values()
            if check.id not in planned
        )
        blanks = [
            Blank(
                "question", "Question that it answers", "choice", under,
                tuple(Choice(one.uid, f"{plan.number_of(one)}  {one.text}") for one in plan.questions),
            ),
            Blank(
                "kind", "Kind", "choice", "document review", tuple(Choice(kind, kind) for kind in get_args(StepKind))
            ),
            Blank("check_id", "Check, where it is one", "choice", "", (Choice("", "None"), *checks)),
            *(Blank(name, label, required=needed) for name, label, needed in _STEP_TEXTS),
            *(Blank(name, label, required=False) for name, label in _LISTS),
        ]  # fmt: skip

        def add(said: dict[str, str], reason: str) -> None:
            parts = _parts(said)
            question, kind, title = (parts.pop(name) for name in ("question", "kind", "title"))
            add_step(audit, question, kind=kind, title=title, reason=reason, **parts)

        self._ask(state, "Add a step", blanks, add, "&Add")

    def ask_to_withdraw(self, state: PlanState, part: Part) -> None:
        """Ask why a part is taken out of the plan."""
        facts = (
            f"{state.name_of(part).capitalize()} is taken out, with what stands under it. It stays in the history.",
        )

        def record(said: dict[str, str]) -> bool:
            return self._keep(
                lambda: withdraw_part(self._desk.audit, part.uid, said["reason"]),
                f"{state.name_of(part).capitalize()} is withdrawn from the plan.",
            )

        title = f"Withdraw {state.name_of(part)}"
        self._view.ask(Question(title, facts, (reason_blank("Why, in a sentence."),), "&Withdraw"), record)

    def _ask(
        self,
        state: PlanState,
        title: str,
        blanks: list[Blank],
        change: Callable[[dict[str, str], str], None],
        submit: str,
    ) -> None:
        approved = state.approval is not None
        asked = (*blanks, reason_blank("Why, in a sentence.")) if approved else tuple(blanks)

        def record(said: dict[str, str]) -> bool:
            rest = {name: words for name, words in said.items() if name != "reason"}
            return self._keep(
                lambda: change(rest, said.get("reason", "")), f"Done: {title[0].lower()}{title[1:]}."
            )

        self._view.ask(Question(title, (_PRINTED,) if approved else (), asked, submit), record)

    def _keep(self, action: Callable[[], Any], said: str) -> bool:
        if self._desk.now(lambda: (action(), True)) is None:
            return False
        self._desk.tell(said)
        return True


def _parts(said: dict[str, str]) -> dict[str, Any]:
    """What was said by field: lists are cut at their semicolons."""
    lists = [name for name, _ in _LISTS]
    return {
        name: tuple(part.strip() for part in words.split(";") if part.strip()) if name in lists else words
        for name, words in said.items()
    }
