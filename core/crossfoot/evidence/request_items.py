"""What the auditee was asked for, and what came of it: what the agency could not produce is evidence.

Answers are append-only; the latest holds. Rule: audit-practice.md section 4 of the design.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from crossfoot import values
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid, now
from crossfoot.errors import EvidenceError
from crossfoot.evidence import files
from crossfoot.evidence.model import ITEM_KINDS, ITEM_STATES, NOT_PRODUCED, ItemAnswer, RequestItem
from crossfoot.evidence.register import insert_evidence

_SELECT = """
SELECT i.*, coalesce(a.official_title, '') AS official_title, coalesce(a.said, '') AS said
FROM cf_request_item i LEFT JOIN cf_request_answer a ON a.item_uid = i.uid AND a.seq =
  (SELECT max(seq) FROM cf_request_answer b WHERE b.item_uid = i.uid)
WHERE i.withdrawn = 0
"""


def add_item(
    audit: Audit,
    asked: str,
    *,
    asked_on: dt.date | None = None,
    due_on: dt.date | None = None,
    kind: str = "document",
    record_type: str = "",
    theme: str = "",
    why: str = "",
    steps: tuple[str, ...] = (),
    request_uid: str | None = None,
    by: str | None = None,
) -> RequestItem:
    """Note something that the auditee is asked for, outside a letter or as an item of the request `request_uid`.

    EvidenceError where nothing is asked, the kind is none, or it is due before it is asked.
    """
    with audit.write():
        uid = insert_item(
            audit,
            asked,
            asked_on=asked_on,
            due_on=due_on,
            kind=kind,
            record_type=record_type,
            theme=theme,
            why=why,
            steps=steps,
            request_uid=request_uid,
            by=by,
        )
    return next(item for item in list_items(audit) if item.uid == uid)


def insert_item(
    audit: Audit,
    asked: str,
    *,
    asked_on: dt.date | None = None,
    due_on: dt.date | None = None,
    kind: str = "document",
    record_type: str = "",
    theme: str = "",
    why: str = "",
    steps: tuple[str, ...] = (),
    request_uid: str | None = None,
    by: str | None = None,
) -> str:
    """`add_item` inside the caller's write block; returns the uid. The next free number is given, counting from 1."""
    if not asked.strip():
        raise EvidenceError("The item does not say what is asked for.", "Name the document, list or person.")
    if kind not in ITEM_KINDS:
        raise EvidenceError(f"{kind!r} is no kind of item.", f"It is one of: {', '.join(ITEM_KINDS)}.")
    if asked_on and due_on and due_on < asked_on:
        raise EvidenceError(
            f"The item would be due on {due_on}, before it is asked on {asked_on}.",
            "Give the later date as due.",
        )
    row: dict[str, Any] = {
        "uid": new_uid(),
        "number": audit.connection.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM cf_request_item"
        ).fetchone()[0],
        "asked": asked.strip(),
        "asked_on": asked_on.isoformat() if asked_on else None,
        "due_on": due_on.isoformat() if due_on else None,
        "kind": kind,
        "record_type": record_type,
        "theme": theme.strip(),
        "why": why.strip(),
        "steps": json.dumps(list(steps)),
        "request_uid": request_uid,
    }
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    audit.connection.execute(f"INSERT INTO cf_request_item ({names}) VALUES ({marks})", row)
    audit.record("request_item.added", f"request_item:{row['uid']}", row, actor=by)
    return str(row["uid"])


def list_items(audit: Audit) -> list[RequestItem]:
    """The items that stand, each with its latest answer, by number."""
    return [_record(row) for row in audit.rows(f"{_SELECT} ORDER BY i.number")]


def find_item(audit: Audit, number: int) -> RequestItem:
    """The item of that number; EvidenceError where there is none."""
    rows = audit.rows(f"{_SELECT} AND i.number = ?", (number,))
    if not rows:
        raise EvidenceError(
            f"There is no request item {number} in this audit.",
            "`crossfoot request AUDIT list` shows the items.",
        )
    return _record(rows[0])


def overdue_items(audit: Audit, on: dt.date) -> list[RequestItem]:
    """The items that were due before the day `on` and to which no whole answer came."""
    return [
        item
        for item in list_items(audit)
        if item.state in ("asked", "partial", "overdue") and item.due_on and item.due_on < on.isoformat()
    ]


def item_answers(audit: Audit, number: int) -> list[ItemAnswer]:
    """All answers to an item, the earliest first."""
    item = find_item(audit, number)
    rows = audit.rows("SELECT * FROM cf_request_answer WHERE item_uid = ? ORDER BY seq", (item.uid,))
    return [_answer(row) for row in rows]


def answer_item(
    audit: Audit,
    number: int,
    state: str,
    *,
    official: str = "",
    official_title: str = "",
    answered_on: dt.date | None = None,
    said: str = "",
    in_writing: bool = False,
    file: Path | None = None,
    by: str | None = None,
) -> RequestItem:
    """Record what came of an item. "does not exist" and "refused" need the official's name and the day.

    They make a piece of evidence that can be cited: documentary where it was said `in_writing` or the reply is given as
    `file` (which is attached), else testimonial. EvidenceError where the state is none, a name or day is missing, the
    day lies before the item was asked, the very same was recorded last, or an item is called overdue by the day on
    which it is due.
    """
    item = find_item(audit, number)
    official = official.strip()
    _refuse_unfit(item, state, official, answered_on)
    if state in NOT_PRODUCED and file is None and _same_answer(item, state, official, answered_on, said):
        raise EvidenceError(
            f"Item {number} is recorded so already: {state}, said by {official} on {answered_on}.",
            "Cite the evidence that it made; `crossfoot evidence AUDIT list` shows it.",
        )
    if state == "does not exist":
        _refuse_what_came(audit, item)
    if file is not None and state not in NOT_PRODUCED:
        raise EvidenceError(
            "A file goes with an item that does not exist or was refused, as the reply in writing.",
            "Register what was received with `crossfoot evidence AUDIT add`.",
        )
    fingerprint = files.fingerprint(file) if file is not None else None
    answer: dict[str, Any] = {
        "uid": new_uid(),
        "item_uid": item.uid,
        "state": state,
        "official": official,
        "official_title": official_title.strip(),
        "answered_on": answered_on.isoformat() if answered_on else None,
        "said": said.strip(),
        "evidence_uid": None,
        "actor": by or audit.actor,
        "at": now(),
    }
    with audit.write() as db:
        if state in NOT_PRODUCED and answered_on is not None:
            parts: dict[str, Any] = {}
            if file is not None and fingerprint is not None:
                parts = {"name": file.name, "sha256": fingerprint[0], "bytes": fingerprint[1], "attached": 1}
            answer["evidence_uid"] = insert_evidence(
                audit,
                "documentary" if in_writing or file is not None else "testimonial",
                f"Item {item.number}: {state}, said by {official}",
                obtained_from=", ".join(part for part in (official, official_title.strip()) if part),
                obtained_on=answered_on,
                note=f"Asked for: {item.asked}" + (f"\nAnswered: {said.strip()}" if said.strip() else ""),
                by=by,
                **parts,
            )
            if file is not None and fingerprint is not None:
                files.attach(audit, answer["evidence_uid"], file, fingerprint[0])
        event = audit.record(
            "request_item.answered",
            f"request_item:{item.uid}",
            {**answer, "number": item.number, "before": item.state},
            actor=by,
        )
        answer["seq"] = event.seq
        names, marks = ", ".join(answer), ", ".join(f":{name}" for name in answer)
        db.conn.execute(f"INSERT INTO cf_request_answer ({names}) VALUES ({marks})", answer)
        db.conn.execute(
            "UPDATE cf_request_item SET state = :state, official = :official, answered_on = :answered_on, "
            "evidence_uid = :evidence_uid WHERE uid = :item_uid",
            answer,
        )
    return find_item(audit, number)


def withdraw_item(audit: Audit, number: int, reason: str, by: str | None = None) -> None:
    """Take an item out of the list; it stays in the history with the reason, and its number is not used again."""
    item = find_item(audit, number)
    if not reason.strip():
        raise EvidenceError("An item is withdrawn only with a reason.", "Say why in a sentence.")
    with audit.write() as db:
        db.conn.execute("UPDATE cf_request_item SET withdrawn = 1 WHERE uid = ?", (item.uid,))
        audit.record(
            "request_item.withdrawn",
            f"request_item:{item.uid}",
            {"reason": reason.strip(), "number": number, "asked": item.asked},
            actor=by,
        )


def _refuse_unfit(item: RequestItem, state: str, official: str, answered_on: dt.date | None) -> None:
    if state not in ITEM_STATES:
        raise EvidenceError(
            f"{state!r} is no state of a request item.", f"It is one of: {', '.join(ITEM_STATES)}."
        )
    if state in NOT_PRODUCED and not official:
        raise EvidenceError(
            f"Item {item.number} is recorded as {state!r} only by the word of a named official.",
            "Say who said so, and on which day.",
        )
    if state in NOT_PRODUCED and answered_on is None:
        raise EvidenceError(
            f"It is not said on which day {official} answered item {item.number}.",
            "Give the day of the answer.",
        )
    asked_on = values.parse_date(item.asked_on)
    if answered_on and asked_on and answered_on < asked_on:
        raise EvidenceError(
            f"Item {item.number} was asked on {asked_on}, so it cannot be answered on {answered_on}.",
            "Check the day of the answer.",
        )
    due_on = values.parse_date(item.due_on)
    if state == "overdue" and (due_on is None or (answered_on is not None and answered_on <= due_on)):
        raise EvidenceError(
            f"Item {item.number} has no due date, so it cannot be overdue."
            if due_on is None
            else f"Item {item.number} is due on {due_on}; it is not overdue on {answered_on}.",
            "An item is overdue only after the day on which it was due.",
        )


def _refuse_what_came(audit: Audit, item: RequestItem) -> None:
    """A file that came for an item exists; that it does not is said of another item, or the file was another one."""
    came = audit.rows(
        "SELECT name, received_on FROM cf_request_file WHERE item_uid = ? ORDER BY seq DESC LIMIT 1",
        (item.uid,),
    )
    if came:
        raise EvidenceError(
            f"Item {item.number} cannot be what does not exist: {came[0]['name']} came for it on "
            f"{came[0]['received_on']}.",
            "Look whether another item is meant: `crossfoot request AUDIT status` lists them.",
        )


def _same_answer(
    item: RequestItem, state: str, official: str, answered_on: dt.date | None, said: str
) -> bool:
    last = (item.state, item.official, item.answered_on, item.said)
    return last == (state, official, answered_on.isoformat() if answered_on else "", said.strip())


def _record(row: dict[str, Any]) -> RequestItem:
    return RequestItem(
        uid=row["uid"],
        number=row["number"],
        asked=row["asked"],
        asked_on=row["asked_on"] or "",
        due_on=row["due_on"] or "",
        state=row["state"],
        official=row["official"],
        official_title=row["official_title"],
        answered_on=row["answered_on"] or "",
        said=row["said"],
        evidence_uid=row["evidence_uid"] or "",
        request_uid=row["request_uid"] or "",
        kind=row["kind"],
        record_type=row["record_type"],
        theme=row["theme"],
        why=row["why"],
        steps=tuple(json.loads(row["steps"])),
    )


def _answer(row: dict[str, Any]) -> ItemAnswer:
    return ItemAnswer(
        uid=row["uid"],
        state=row["state"],
        official=row["official"],
        official_title=row["official_title"],
        answered_on=row["answered_on"] or "",
        said=row["said"],
        evidence_uid=row["evidence_uid"] or "",
        actor=row["actor"],
        at=row["at"],
    )
