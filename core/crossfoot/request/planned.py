"""The steps of the plan as far as a request needs them: what each reads, which documents and interviews it asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit


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
        """How the record layout names it: `training.3 Online courses not completed`."""
        return f"{self.key} {self.title}".strip()


def planned_steps(audit: Audit) -> tuple[PlannedStep, ...]:
    """The steps that are still to be done or in work, in the order of the plan."""
    rows = audit.rows(
        "SELECT s.key, s.title, q.theme, s.check_id, s.datasets, s.documents, s.interviews FROM cf_plan_step s "
        "JOIN cf_plan_question q ON q.uid = s.question_uid JOIN cf_plan_objective o ON o.uid = q.objective_uid "
        "WHERE NOT s.withdrawn AND NOT q.withdrawn AND NOT o.withdrawn AND s.state != 'not done' "
        "ORDER BY o.position, q.position, s.position, s.key"
    )
    return tuple(
        PlannedStep(
            row["key"], row["title"], row["theme"], row["check_id"],
            *(tuple(json.loads(row[name])) for name in ("datasets", "documents", "interviews")),
        )
        for row in rows
    )  # fmt: skip


def objectives(audit: Audit) -> tuple[str, ...]:
    """The objectives of the plan; where it has none, the one that the audit's facts state, if any."""
    rows = audit.rows("SELECT text FROM cf_plan_objective WHERE NOT withdrawn ORDER BY position, uid")
    stated = tuple(str(row["text"]) for row in rows)
    return stated or ((audit.facts.objective,) if audit.facts.objective else ())
