"""Findings: drafted from a flagged check or a measure, written by the auditor, their numbers never typed.

A finding has criteria, condition, cause and effect (GAGAS, elements of a finding). What the program drafts is the
condition; for cause and effect it only asks, and a question that nobody answered never prints as a statement.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.read import outcome_of
from crossfoot.errors import ReviewError
from crossfoot.review.condition import drafted_condition, refuse_unknown_references
from crossfoot.review.criteria import find_criterion, list_criteria
from crossfoot.review.in_force import was_never_in_force
from crossfoot.review.recommendations import open_template

EDITABLE = (
    "title",
    "condition",
    "cause",
    "effect",
    "significance",
    "criteria",
    "left_out",
    "position",
    "state",
    "party",
)
STATES = ("draft", "ready")
PARTIES = ("headquarters", "field_office", "local_agency", "both")
WRITTEN = "written"
"""The kind of a finding that rests on evidence beside data: no check counts anything for it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding. `condition` refers to figures in braces; `left_out` says why an element is missing, by its name.

    `kind` is `exception`, `measure` or `written`; a measure states what was measured and has no severity, a written one
    has no check and rests on cited evidence. `party` is whom it is about (`PARTIES`), '' the headquarters of the
    auditee. `cause_prompt` and `effect_prompt` are questions for the auditor, apart from the text, and are never
    printed.
    """

    uid: str
    position: int
    title: str
    kind: str
    checks: tuple[str, ...]
    criteria: tuple[str, ...]
    condition: str
    cause: str
    effect: str
    significance: str
    left_out: dict[str, str]
    state: str
    cause_prompt: str
    effect_prompt: str
    party: str = ""


def draft_finding(audit: Audit, check_id: str, by: str | None = None) -> Finding:
    """Draft a finding from the latest run of a check that flagged or measured something.

    ReviewError where the check did not run, found nothing, was not tested or failed, or has a finding already.
    """
    outcome = _worth_a_finding(outcome_of(audit, check_id), check_id)
    present = [finding for finding in list_findings(audit) if check_id in finding.checks]
    if present:
        raise ReviewError(
            f"The check {check_id} has a finding already: {present[0].title!r}.",
            "Edit that one, or withdraw it first.",
        )
    header = run_header(audit, check_id)
    criteria = list_criteria(audit, check_id)
    fitting = [one for one in criteria if not was_never_in_force(audit, one, (check_id,))]
    standing = [one.id for one in fitting if one.confirmed] or [one.id for one in criteria if one.confirmed]
    row: dict[str, Any] = {
        "uid": new_uid(),
        "title": header["title"],
        "kind": outcome.kind,
        "checks": json.dumps([check_id]),
        "criteria": json.dumps(standing or [one.id for one in fitting]),
        "condition": drafted_condition(outcome, header["condition"], header["population"]),
    }
    with audit.write():
        _insert(audit, row)
        audit.record("finding.drafted", f"finding:{row['uid']}", {**row, "run": outcome.run_id}, actor=by)
        if header.get("recommend"):
            open_template(audit, row["uid"], header["recommend"], by)
    return show_finding(audit, row["uid"])


def write_finding(
    audit: Audit,
    title: str,
    condition: str,
    *,
    criteria: Sequence[str] = (),
    party: str = "",
    by: str | None = None,
) -> Finding:
    """Write a finding that no check is behind: it rests on documents, interviews and what could not be produced.

    ReviewError where title or condition is empty, the condition refers to a figure that the audit does not have, the
    party is none, or a criterion is not there or held on no day of the audit's period.
    """
    for name, text in (("title", title), ("condition", condition)):
        if not text.strip():
            raise ReviewError(f"The finding has no {name}.", "Say in a sentence what is.")
    refuse_unknown_references(audit, condition)
    _refuse_party(party)
    _refuse_criteria(audit, criteria, ())
    row: dict[str, Any] = {
        "uid": new_uid(),
        "title": title.strip(),
        "kind": WRITTEN,
        "checks": "[]",
        "criteria": json.dumps(list(criteria)),
        "condition": condition.strip(),
        "party": party,
    }
    with audit.write():
        _insert(audit, row)
        audit.record("finding.written", f"finding:{row['uid']}", row, actor=by)
    return show_finding(audit, row["uid"])


def _insert(audit: Audit, row: dict[str, Any]) -> None:
    """Write a new finding at the end, inside a write block; puts its position into `row`."""
    last = audit.connection.execute("SELECT coalesce(max(position), 0) FROM cf_finding").fetchone()[0]
    row["position"] = last + 1
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    audit.connection.execute(f"INSERT INTO cf_finding ({names}) VALUES ({marks})", row)


def list_findings(audit: Audit) -> list[Finding]:
    """The findings that stand, in their order."""
    rows = audit.rows("SELECT * FROM cf_finding WHERE withdrawn = 0 ORDER BY position, uid")
    return [_record(audit, row) for row in rows]


def show_finding(audit: Audit, ref: str) -> Finding:
    """The finding that `ref` names: its uid (the first digits are enough), its check, or its position.

    ReviewError where it names none or several.
    """
    findings = list_findings(audit)
    exact = [f for f in findings if ref in (f.uid, str(f.position), *f.checks)]
    found = exact or [f for f in findings if ref and f.uid.startswith(ref)]
    if len(found) != 1:
        raise ReviewError(
            f"There is no finding {ref!r} in this audit."
            if not found
            else f"{ref!r} names {len(found)} findings.",
            "Name a finding by its check, its position or its id; `crossfoot finding AUDIT list` shows them.",
        )
    return found[0]


def edit_finding(audit: Audit, ref: str, by: str | None = None, **changes: Any) -> Finding:
    """Change parts of a finding (`EDITABLE`); what stood before is kept in the history.

    ReviewError where a part is unknown, the title or condition would be empty, the condition refers to a figure that
    the audit does not have, the party is none, or a criterion is not there or held on no day of which the finding
    speaks.
    """
    finding = show_finding(audit, ref)
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise ReviewError(
            f"A finding has no {', '.join(sorted(unknown))}.", f"It has: {', '.join(EDITABLE)}."
        )
    for name in ("title", "condition"):
        if name in changes and not str(changes[name]).strip():
            raise ReviewError(f"The {name} of a finding cannot be empty.", "Withdraw the finding instead.")
    for name in ("condition", "cause", "effect"):
        refuse_unknown_references(audit, str(changes.get(name, "")))
    added = [name for name in changes.get("criteria", ()) if name not in finding.criteria]
    _refuse_criteria(audit, added, finding.checks)
    _refuse_party(changes.get("party", ""))
    if changes.get("state", "draft") not in STATES:
        raise ReviewError(f"The state {changes['state']!r} is none.", f"It is one of: {', '.join(STATES)}.")
    before = {name: _stored(getattr(finding, name)) for name in changes}
    after = {name: _stored(value) for name, value in changes.items()}
    changed = {name: value for name, value in after.items() if value != before[name]}
    if changed:
        with audit.write() as db:
            sets = ", ".join(f"{name} = :{name}" for name in changed)
            db.conn.execute(f"UPDATE cf_finding SET {sets} WHERE uid = :uid", {**changed, "uid": finding.uid})
            audit.record(
                "finding.edited",
                f"finding:{finding.uid}",
                {"before": {name: before[name] for name in changed}, "after": changed},
                actor=by,
            )
    return show_finding(audit, finding.uid)


def withdraw_finding(audit: Audit, ref: str, reason: str, by: str | None = None) -> None:
    """Take a finding and its recommendations out of the report; they stay in the history with the reason."""
    finding = show_finding(audit, ref)
    if not reason.strip():
        raise ReviewError("A finding is withdrawn only with a reason.", "Say why in a sentence.")
    with audit.write() as db:
        db.conn.execute("UPDATE cf_finding SET withdrawn = 1 WHERE uid = ?", (finding.uid,))
        audit.record(
            "finding.withdrawn",
            f"finding:{finding.uid}",
            {"reason": reason.strip(), "title": finding.title},
            actor=by,
        )


def _worth_a_finding(outcome: CheckOutcome | None, check_id: str) -> CheckOutcome:
    if outcome is None:
        raise ReviewError(
            f"The check {check_id} did not run in this audit.", f"Run it: crossfoot check AUDIT {check_id}."
        )
    trouble = {
        "clean": f"The check {check_id} found nothing to report.",
        "not_tested": f"The check {check_id} was not tested: {outcome.not_tested_because}",
        "failed": f"The check {check_id} failed: {outcome.not_tested_because}",
    }.get(outcome.status)
    if trouble:
        raise ReviewError(trouble, "A finding is drafted from a check that flagged or measured something.")
    return outcome


def _refuse_criteria(audit: Audit, names: Sequence[str], checks: Sequence[str]) -> None:
    """ReviewError where a criterion is not there, or held on no day of which a finding of these checks speaks."""
    for name in names:
        trouble = was_never_in_force(audit, find_criterion(audit, name), checks)
        if trouble:
            raise ReviewError(trouble, "Cite the criterion that held on the day of the events.")


def _refuse_party(party: str) -> None:
    if party and party not in PARTIES:
        raise ReviewError(
            f"{party!r} is no party that a finding can be about.", f"It is one of: {', '.join(PARTIES)}."
        )


def run_header(audit: Audit, check_id: str) -> dict[str, Any]:
    """The header of a check as its latest run used it; empty where it never ran."""
    rows = audit.rows("SELECT header FROM cf_check_run WHERE latest = 1 AND check_id = ?", (check_id,))
    header: dict[str, Any] = json.loads(rows[0]["header"]) if rows else {}
    return header


def _stored(value: Any) -> Any:
    if isinstance(value, dict | list | tuple):
        return json.dumps(list(value) if isinstance(value, tuple) else value)
    return value.strip() if isinstance(value, str) else value


def _record(audit: Audit, row: dict[str, Any]) -> Finding:
    checks = tuple(json.loads(row["checks"]))
    header = run_header(audit, checks[0]) if checks else {}
    return Finding(
        uid=row["uid"],
        position=row["position"],
        title=row["title"],
        kind=row["kind"],
        checks=checks,
        criteria=tuple(json.loads(row["criteria"])),
        condition=row["condition"],
        cause=row["cause"],
        effect=row["effect"],
        significance=row["significance"],
        left_out=json.loads(row["left_out"]),
        state=row["state"],
        cause_prompt=header.get("cause", ""),
        effect_prompt=header.get("effect", ""),
        party=row["party"],
    )
