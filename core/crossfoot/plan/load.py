"""The model plan of a pack (`plan.toml`): read, checked as a whole, and brought into an audit that has no plan yet.

The form: `[[objectives]]` with `text`; under each `[[objectives.questions]]` with `theme` and `text`; under each
`[[objectives.questions.steps]]` with `key`, `kind`, `title` and what else a step holds (`check` names the check).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.resources.abc import Traversable
from typing import Any

from crossfoot import content
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.content import Pack
from crossfoot.errors import CheckDefinitionError, PlanError
from crossfoot.plan.ground import Ground, ground_of, mistakes_of_step
from crossfoot.plan.model import Objective, Plan, Question, Step
from crossfoot.plan.read import LISTS, read_plan
from crossfoot.plan.store import OBJECTIVES, QUESTIONS, STEPS, insert

FILE = "plan.toml"
_OBJECTIVE = frozenset(("text", "questions"))
_QUESTION = frozenset(("theme", "text", "steps"))
_TEXTS = ("key", "kind", "title", "check", "information", "source", "method", "limits", "who")
_STEP = frozenset((*_TEXTS, *LISTS))


def load_model_plan(audit: Audit, by: str | None = None) -> Plan:
    """Bring the model plan of the audit's pack into the audit.

    PlanError where the audit has a plan already or the pack has none; CheckDefinitionError where its file is wrong.
    """
    standing = read_plan(audit)
    if standing.objectives:
        raise PlanError(
            "The audit has a plan already.",
            "Change that one, or withdraw its objectives first, each with a reason.",
        )
    pack = content.pack(audit.facts.pack)
    if not has_model_plan(pack):
        raise PlanError(
            f"The pack {pack.name} has no model plan.", "Add objectives: crossfoot plan AUDIT add-objective."
        )
    plan = read_model_plan(pack, ground_of(audit))
    taken = {row["key"] for row in audit.rows("SELECT key FROM cf_plan_step")}
    clash = [step.key for step in plan.steps if step.key in taken]
    if clash:
        raise PlanError(
            f"The steps {', '.join(clash)} of an earlier plan were withdrawn, and a key is never given twice.",
            "Add the steps that you need under keys of their own: crossfoot plan AUDIT add-step.",
        )
    with audit.write():
        for table, rows in ((OBJECTIVES, plan.objectives), (QUESTIONS, plan.questions), (STEPS, plan.steps)):
            for row in rows:
                insert(audit, table, asdict(row))
        body = {"pack": pack.name, "plan": asdict(plan)}
        audit.record("plan.loaded", f"plan:{audit.facts.uid}", body, actor=by)
    return read_plan(audit)


def has_model_plan(pack: Pack) -> bool:
    """Whether the pack brings a model plan."""
    return (pack.folder / FILE).is_file()


def read_model_plan(pack: Pack, ground: Ground) -> Plan:
    """The model plan of a pack, with fresh uids; CheckDefinitionError names every mistake and where it stands."""
    reading = _Reading(pack.folder / FILE, ground, [], set())
    plan = reading.plan(content.read_toml(pack.folder / FILE))
    if reading.mistakes:
        count = len(reading.mistakes)
        said = "one mistake" if count == 1 else f"{count} mistakes"
        raise CheckDefinitionError(
            f"packs/{pack.name}/{FILE} has {said}: {'; '.join(reading.mistakes)}.",
            "Correct what the message names.",
        )
    return plan


@dataclass(frozen=True, slots=True)
class _Reading:
    """A model plan while it is read: its mistakes are gathered, so that one look mends them all."""

    file: Traversable
    ground: Ground
    mistakes: list[str]
    keys: set[str]

    def plan(self, document: dict[str, Any]) -> Plan:
        self._refuse_unknown(document, frozenset(("objectives",)), "the file")
        objectives: list[Objective] = []
        questions: list[Question] = []
        steps: list[Step] = []
        for at, entry in enumerate(self._tables(document, "objectives", "the file"), start=1):
            place = f"objective {at}"
            self._refuse_unknown(entry, _OBJECTIVE, place)
            objective = Objective(new_uid(), at, self._needed(entry, "text", place))
            objectives.append(objective)
            for number, asked in enumerate(self._tables(entry, "questions", place), start=1):
                question, under = self._question(asked, objective.uid, number, f"question {at}.{number}")
                questions.append(question)
                steps.extend(under)
        return Plan(tuple(objectives), tuple(questions), tuple(steps))

    def _question(
        self, entry: dict[str, Any], objective_uid: str, at: int, place: str
    ) -> tuple[Question, list[Step]]:
        self._refuse_unknown(entry, _QUESTION, place)
        theme, text = self._needed(entry, "theme", place), self._needed(entry, "text", place)
        question = Question(new_uid(), objective_uid, at, theme, text)
        tables = self._tables(entry, "steps", place)
        steps = [self._step(table, question.uid, n, place) for n, table in enumerate(tables, start=1)]
        return question, steps

    def _step(self, entry: dict[str, Any], question_uid: str, at: int, under: str) -> Step:
        place = f"step {entry['key']}" if isinstance(entry.get("key"), str) else f"{under}, step {at}"
        self._refuse_unknown(entry, _STEP, place)
        parts: dict[str, Any] = {name: self._text(entry, name, place) for name in _TEXTS}
        parts["check_id"] = parts.pop("check")
        parts |= {name: self._texts(entry, name, place) for name in LISTS}
        if parts["key"] in self.keys:
            self.mistakes.append(f"{place}: the key stands twice")
        self.keys.add(parts["key"])
        self.mistakes.extend(f"{place}: {said}" for said in mistakes_of_step(parts, self.ground))
        return Step(uid=new_uid(), question_uid=question_uid, position=at, **parts)

    def _refuse_unknown(self, entry: dict[str, Any], known: frozenset[str], place: str) -> None:
        self.mistakes.extend(f"{place}: the key {name!r} is unknown" for name in entry if name not in known)

    def _tables(self, entry: dict[str, Any], name: str, place: str) -> Iterator[dict[str, Any]]:
        found = entry.get(name, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.mistakes.append(f"{place}: {name!r} is not a list of tables")
            return
        yield from found

    def _needed(self, entry: dict[str, Any], name: str, place: str) -> str:
        text = self._text(entry, name, place)
        if not text and isinstance(entry.get(name, ""), str):
            self.mistakes.append(f"{place}: {name!r} is missing")
        return text

    def _text(self, entry: dict[str, Any], name: str, place: str) -> str:
        value = entry.get(name, "")
        if not isinstance(value, str):
            self.mistakes.append(f"{place}: {name!r} is not a text")
            return ""
        return value.strip()

    def _texts(self, entry: dict[str, Any], name: str, place: str) -> tuple[str, ...]:
        value = entry.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self.mistakes.append(f"{place}: {name!r} is not a list of texts")
            return ()
        return tuple(one.strip() for one in value)
