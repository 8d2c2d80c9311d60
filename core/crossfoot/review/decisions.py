"""Decide exceptions: a reason is required, who and when are kept, and nothing that was decided is ever overwritten."""

from __future__ import annotations

import json
from collections.abc import Sequence

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.errors import ReviewError
from crossfoot.review.exceptions import DECISIONS, UNDECIDED

REOPENED = "reopened"
_NAMED = 5  # unknown ids that a message names before it counts the rest


def decide(audit: Audit, ids: Sequence[str], decision: str, reason: str, by: str | None = None) -> int:
    """Record one decision for each exception in `ids`, all or none; returns how many.

    Each is an event of its own (`exception.decided`, with what stood before), so that the work of two people can be
    merged exception by exception. ReviewError where the decision is unknown, the reason empty, or an id not there.
    """
    if decision not in (*DECISIONS, REOPENED):
        raise ReviewError(
            f"There is no decision called {decision!r}.",
            f"The decisions are: {', '.join((*DECISIONS, REOPENED))}.",
        )
    said = reason.strip()
    if not said:
        raise ReviewError(
            "An exception is decided only with a reason.", "Say in a sentence what the decision rests on."
        )
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise ReviewError("No exception was named.", "`crossfoot exceptions` lists them with their ids.")
    actor = by or audit.actor
    with audit.write() as db:
        before = {
            row["exception_id"]: row
            for row in db.query(
                "SELECT exception_id, check_id, entity, decision, reason, facts_digest FROM cf_exception_state "
                "WHERE present = 1 AND exception_id IN (SELECT value FROM json_each(?))",
                (json.dumps(wanted),),
            )
        }
        _refuse_unknown([i for i in wanted if i not in before])
        for exception_id in wanted:
            stood = before[exception_id]
            event = audit.record(
                "exception.decided",
                f"exception:{exception_id}",
                {
                    "check": stood["check_id"],
                    "entity": stood["entity"],
                    "facts_digest": stood["facts_digest"],
                    "before": {"decision": stood["decision"], "reason": stood["reason"]},
                    "after": {"decision": decision, "reason": said},
                },
                actor=actor,
            )
            db.conn.execute(
                "INSERT INTO cf_decision VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (new_uid(), exception_id, decision, said, stood["facts_digest"], actor, event.at, event.seq),
            )
    return len(wanted)


def decide_all(audit: Audit, check: str, decision: str, reason: str, by: str | None = None) -> int:
    """Record one decision with one reason for every undecided exception of a check; returns how many there were."""
    ids = [
        row["exception_id"]
        for row in audit.rows(
            "SELECT exception_id FROM cf_exception_state WHERE present = 1 AND check_id = ? AND decision = ? "
            "ORDER BY entity, kind",
            (check, UNDECIDED),
        )
    ]
    return decide(audit, ids, decision, reason, by) if ids else 0


def _refuse_unknown(unknown: list[str]) -> None:
    if unknown:
        named = ", ".join(unknown[:_NAMED])
        more = f" and {len(unknown) - _NAMED} more" if len(unknown) > _NAMED else ""
        raise ReviewError(
            f"These exceptions are not in the audit, or the latest run no longer finds them: {named}{more}.",
            "`crossfoot exceptions` lists those that can be decided. Nothing was recorded.",
        )
