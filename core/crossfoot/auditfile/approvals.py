"""What the audit file says of its plan to the checks, which stand below the plan: its steps, its latest approval."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_STANDING_STEPS = (
    "FROM cf_plan_step s JOIN cf_plan_question q ON q.uid = s.question_uid AND q.withdrawn = 0 "
    "JOIN cf_plan_objective o ON o.uid = q.objective_uid AND o.withdrawn = 0 WHERE s.withdrawn = 0"
)


@dataclass(frozen=True, slots=True)
class Approval:
    """One approval of the plan. `plan` is the plan as it stood; `digest` is sha256 over its canonical JSON.

    `parameters` holds, by check and parameter, `{"value": ..., "source": ...}` as they were frozen. `seq` is the number
    of the approval's event in the history.
    """

    uid: str
    digest: str
    plan: dict[str, Any]
    parameters: dict[str, dict[str, dict[str, Any]]]
    reason: str
    actor: str
    at: str
    seq: int


def approvals(connection: sqlite3.Connection) -> list[Approval]:
    """All approvals of the plan, the first one first."""
    rows = connection.execute(
        "SELECT uid, digest, plan, parameters, reason, actor, at, seq FROM cf_plan_approval ORDER BY seq"
    )
    return [
        Approval(uid, digest, json.loads(plan), json.loads(parameters), reason, actor, at, seq)
        for uid, digest, plan, parameters, reason, actor, at, seq in rows
    ]


def latest_approval(connection: sqlite3.Connection) -> Approval | None:
    """The approval that holds; None where the plan was never approved."""
    found = approvals(connection)
    return found[-1] if found else None


def has_plan(connection: sqlite3.Connection) -> bool:
    """Whether the audit has a plan: at least one step that stands."""
    return bool(connection.execute(f"SELECT EXISTS (SELECT 1 {_STANDING_STEPS})").fetchone()[0])


def planned_checks(connection: sqlite3.Connection) -> list[str]:
    """The checks that are steps of the plan, in its order, each once."""
    rows = connection.execute(
        f"SELECT s.check_id {_STANDING_STEPS} AND s.kind = 'check' "
        "ORDER BY o.position, o.uid, q.position, q.uid, s.position, s.uid"
    )
    return list(dict.fromkeys(check_id for (check_id,) in rows))


def is_frozen(connection: sqlite3.Connection, check_id: str) -> bool:
    """Whether a parameter of the check changes only with a reason: the plan is approved and the check a step of it."""
    return latest_approval(connection) is not None and check_id in planned_checks(connection)


def bodies_since(
    connection: sqlite3.Connection, seq: int, kinds: tuple[str, ...]
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(kind, object, body) of the events of these kinds behind number `seq`, in order."""
    marks = ", ".join("?" * len(kinds))
    for kind, obj, body in connection.execute(
        f"SELECT kind, object, body FROM cf_event WHERE seq > ? AND kind IN ({marks}) ORDER BY seq",
        (seq, *kinds),
    ):
        yield kind, obj, json.loads(body)
