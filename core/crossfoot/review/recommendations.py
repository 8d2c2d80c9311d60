"""Recommendations: one action for one official, answering a cause. A template only opens the auditor's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crossfoot import values
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid
from crossfoot.errors import ReviewError


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation. `edited` is False while its action is still the template's: then no report prints it."""

    uid: str
    finding_uid: str
    position: int
    addressee: str
    action: str
    cause: str
    target_date: str
    edited: bool
    status: str


_EDITABLE = ("addressee", "action", "cause", "target_date")


def list_recommendations(audit: Audit, finding_uid: str | None = None) -> list[Recommendation]:
    """The recommendations that stand, in the order of their findings; those of one finding where it is named."""
    rows = audit.rows(
        "SELECT r.* FROM cf_recommendation r JOIN cf_finding f ON f.uid = r.finding_uid "
        "WHERE r.withdrawn = 0 AND f.withdrawn = 0 AND (:finding IS NULL OR r.finding_uid = :finding) "
        "ORDER BY f.position, r.position",
        {"finding": finding_uid},
    )
    return [_record(row) for row in rows]


def find_recommendation(audit: Audit, uid: str) -> Recommendation:
    """The recommendation of that uid (its first digits are enough); ReviewError where there is not exactly one."""
    found = [one for one in list_recommendations(audit) if uid and one.uid.startswith(uid)]
    if len(found) != 1:
        raise ReviewError(
            f"There is no recommendation {uid!r} in this audit."
            if not found
            else f"{len(found)} recommendations begin with {uid!r}.",
            "`crossfoot finding AUDIT list` shows the recommendations of each finding.",
        )
    return found[0]


def add_recommendation(
    audit: Audit,
    finding_uid: str,
    *,
    action: str,
    addressee: str = "",
    cause: str = "",
    by: str | None = None,
) -> Recommendation:
    """Add a recommendation of the auditor's own words to a finding; ReviewError where it has no action."""
    if not action.strip():
        raise ReviewError("The recommendation has no action.", "Say in one sentence what is to be done.")
    with audit.write():
        uid = _insert(
            audit,
            {
                "finding_uid": finding_uid,
                "addressee": addressee.strip(),
                "action": action.strip(),
                "cause": cause.strip(),
                "edited": 1,
            },
            by,
        )
    return find_recommendation(audit, uid)


def open_template(audit: Audit, finding_uid: str, action: str, by: str | None = None) -> str:
    """Put a check's template beside a finding, as yet unwritten; inside a write block. Returns its uid."""
    return _insert(audit, {"finding_uid": finding_uid, "action": action.strip(), "edited": 0}, by)


def _insert(audit: Audit, parts: dict[str, Any], by: str | None) -> str:
    """Write a new recommendation and its event, inside a write block; returns its uid."""
    position = audit.connection.execute(
        "SELECT coalesce(max(position), 0) + 1 FROM cf_recommendation WHERE finding_uid = ?",
        (parts["finding_uid"],),
    ).fetchone()[0]
    row = {"uid": new_uid(), "position": position, **parts}
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    audit.connection.execute(f"INSERT INTO cf_recommendation ({names}) VALUES ({marks})", row)
    audit.record("recommendation.added", f"recommendation:{row['uid']}", row, actor=by)
    return str(row["uid"])


def edit_recommendation(audit: Audit, uid: str, by: str | None = None, **changes: str) -> Recommendation:
    """Change addressee, action, cause or target_date (ISO date); from then on it is the auditor's own text."""
    unknown = set(changes) - set(_EDITABLE)
    if unknown:
        raise ReviewError(
            f"A recommendation has no {', '.join(sorted(unknown))}.", f"It has: {', '.join(_EDITABLE)}."
        )
    found = find_recommendation(audit, uid)
    if "action" in changes and not changes["action"].strip():
        raise ReviewError("The recommendation has no action.", "Withdraw it instead, with a reason.")
    if changes.get("target_date") and values.parse_date(changes["target_date"]) is None:
        raise ReviewError(
            f"{changes['target_date']!r} is no date.", "Give it as year-month-day, such as 2018-09-30."
        )
    before = {name: getattr(found, name) for name in changes}
    after = {name: text.strip() for name, text in changes.items()}
    if not after or (after == before and found.edited):
        return found
    with audit.write() as db:
        sets = ", ".join(f"{name} = :{name}" for name in after)
        db.conn.execute(
            f"UPDATE cf_recommendation SET {sets}, edited = 1 WHERE uid = :uid", {**after, "uid": found.uid}
        )
        audit.record(
            "recommendation.edited",
            f"recommendation:{found.uid}",
            {"before": {**before, "edited": found.edited}, "after": {**after, "edited": True}},
            actor=by,
        )
    return find_recommendation(audit, found.uid)


def withdraw_recommendation(audit: Audit, uid: str, reason: str, by: str | None = None) -> None:
    """Take a recommendation out of the report; it stays in the history with the reason."""
    found = find_recommendation(audit, uid)
    if not reason.strip():
        raise ReviewError("A recommendation is withdrawn only with a reason.", "Say why in a sentence.")
    with audit.write() as db:
        db.conn.execute("UPDATE cf_recommendation SET withdrawn = 1 WHERE uid = ?", (found.uid,))
        audit.record(
            "recommendation.withdrawn",
            f"recommendation:{found.uid}",
            {"reason": reason.strip(), "action": found.action},
            actor=by,
        )


def _record(row: dict[str, Any]) -> Recommendation:
    return Recommendation(
        row["uid"],
        row["finding_uid"],
        row["position"],
        row["addressee"],
        row["action"],
        row["cause"],
        row["target_date"] or "",
        bool(row["edited"]),
        row["status"],
    )
