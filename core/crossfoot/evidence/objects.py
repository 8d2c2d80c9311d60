"""What evidence can be cited for: parts of findings, recommendations, steps and questions of the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import EvidenceError
from crossfoot.evidence.model import FINDING_PARTS
from crossfoot.plan.read import find_question, find_step

_FORMS = (
    "finding:REF#condition (or #criteria, #cause, #effect), recommendation:UID, step:KEY, question:NUMBER"
)
_SHORTEST_UID = 4


def cited_object(audit: Audit, obj: str, *, part_needed: bool = True) -> str:
    """The object in its full form, as citations keep it.

    A finding is named by uid, check or position, a step by its key, a question by its number or theme. With
    `part_needed` false a finding without a part stands for all its parts. EvidenceError where the form is wrong or
    there is no such object; PlanError where the plan has no such step or question.
    """
    sort, colon, rest = obj.strip().partition(":")
    if sort not in _FIND or not colon or not rest:
        raise EvidenceError(f"{obj!r} is nothing that evidence can be cited for.", f"Write it as {_FORMS}.")
    ref, _, part = rest.partition("#")
    if sort != "finding" and part:
        raise EvidenceError(f"A {sort} has no part {part!r}.", f"Write it as {_FORMS}.")
    if sort == "finding" and (part or part_needed) and part not in FINDING_PARTS:
        raise EvidenceError(
            f"{obj!r} does not say which part of the finding is spoken of."
            if not part
            else f"A finding has no part {part!r}.",
            f"Add one of: {', '.join('#' + name for name in FINDING_PARTS)}.",
        )
    found = _FIND[sort](audit, ref)
    if len(found) != 1:
        raise EvidenceError(
            f"{ref!r} names {len(found)} {sort}s." if found else f"There is no {sort} {ref!r} in this audit.",
            _SHOWN_BY.get(sort, ""),
        )
    return f"{sort}:{found[0]}{'#' if part else ''}{part}"


def _finding(audit: Audit, ref: str) -> list[str]:
    return _exact_or_start(
        ref,
        audit.rows(
            "SELECT uid, uid = :ref OR CAST(position AS TEXT) = :ref OR EXISTS "
            "(SELECT 1 FROM json_each(checks) WHERE value = :ref) AS exact FROM cf_finding WHERE withdrawn = 0",
            {"ref": ref},
        ),
    )


def _recommendation(audit: Audit, ref: str) -> list[str]:
    return _exact_or_start(
        ref, audit.rows("SELECT uid, 0 AS exact FROM cf_recommendation WHERE withdrawn = 0")
    )


def _question(audit: Audit, ref: str) -> list[str]:
    return [find_question(audit, ref).uid]


def _step(audit: Audit, ref: str) -> list[str]:
    return [find_step(audit, ref).key]


def _exact_or_start(ref: str, rows: list[dict[str, Any]]) -> list[str]:
    exact = [row["uid"] for row in rows if row["exact"]]
    if exact or len(ref) < _SHORTEST_UID:
        return exact
    return [row["uid"] for row in rows if row["uid"].startswith(ref)]


_FIND: dict[str, Callable[[Audit, str], list[str]]] = {
    "finding": _finding,
    "recommendation": _recommendation,
    "step": _step,
    "question": _question,
}
_SHOWN_BY = {
    "finding": "`crossfoot finding AUDIT list` shows the findings.",
    "recommendation": "`crossfoot finding AUDIT show FINDING` shows its recommendations.",
}
