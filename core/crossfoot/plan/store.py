"""Write rows of the plan, inside a write block; who calls records the event."""

from __future__ import annotations

import json
from typing import Any

from crossfoot.auditfile.audit import Audit

OBJECTIVES, QUESTIONS, STEPS = "cf_plan_objective", "cf_plan_question", "cf_plan_step"
PARENT = {QUESTIONS: "objective_uid", STEPS: "question_uid"}
"""By table: the column that names what a row stands under."""


def insert(audit: Audit, table: str, row: dict[str, Any]) -> None:
    """Insert a row of one of the three tables."""
    kept = {name: _kept(value) for name, value in row.items()}
    names, marks = ", ".join(kept), ", ".join(f":{name}" for name in kept)
    audit.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", kept)


def update(audit: Audit, table: str, uid: str, changes: dict[str, Any]) -> None:
    """Change columns of a row."""
    kept = {name: _kept(value) for name, value in changes.items()}
    sets = ", ".join(f"{name} = :{name}" for name in kept)
    audit.connection.execute(
        f"UPDATE {table} SET {sets} WHERE uid = :uid_of_row", {**kept, "uid_of_row": uid}
    )


def next_position(audit: Audit, table: str, parent: str = "") -> int:
    """The position behind the last row (under `parent`, where the table has one)."""
    where = f"WHERE {PARENT[table]} = :parent" if table in PARENT else ""
    sql = f"SELECT coalesce(max(position), 0) + 1 FROM {table} {where}"
    return int(audit.connection.execute(sql, {"parent": parent}).fetchone()[0])


def _kept(value: Any) -> Any:
    return json.dumps(list(value), ensure_ascii=False) if isinstance(value, (list, tuple)) else value
