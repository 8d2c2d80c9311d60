"""Composing a request: what the plan needs and nobody has asked for yet, kept in the audit with an event."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid, now
from crossfoot.errors import RequestError
from crossfoot.request.model import AskedColumn, Request, Wanted
from crossfoot.request.needs import wanted_items
from crossfoot.request.planned import objectives, planned_steps
from crossfoot.request.read import find_request, list_requests
from crossfoot.values import fold


def compose_request(
    audit: Audit,
    *,
    due_on: dt.date,
    asked_on: dt.date,
    addressee: str = "",
    addressee_title: str = "",
    authority: str = "",
    objective: str = "",
    contact: str = "",
    themes: Sequence[str] = (),
    by: str | None = None,
) -> Request:
    """Ask for all that the plan needs and no earlier request asked for; items are numbered on across requests.

    What nobody states (authority, addressee, contact) stays empty and is a visible blank in the letter; the objective
    is the plan's where none is given. RequestError where there is nothing new to ask for, or the dates contradict.
    """
    if due_on <= asked_on:
        raise RequestError(
            f"The items would be due on {due_on}, but the request is dated {asked_on}.",
            "Give a later day with --due; the auditee needs time to answer.",
        )
    earlier = list_requests(audit)
    wanted = _not_yet_asked(audit, wanted_items(audit, themes), earlier)
    if not wanted:
        raise RequestError(
            "Everything that the plan needs was asked for already."
            if earlier
            else "The plan needs nothing from the auditee.",
            f"Write the letter of request {earlier[-1].number} again with: "
            f"crossfoot request {audit.path.name} write --out DIR."
            if earlier
            else "Add datasets, documents or interviews to the steps of the plan.",
        )
    request: dict[str, Any] = {
        "uid": new_uid(),
        "number": 1 + _highest(audit, "cf_request"),
        "addressee": addressee.strip(),
        "addressee_title": addressee_title.strip(),
        "authority": authority.strip(),
        "objective": objective.strip() or "\n".join(objectives(audit)),
        "asked_on": asked_on.isoformat(),
        "due_on": due_on.isoformat(),
        "contact": contact.strip(),
        "actor": by or audit.actor,
        "at": now(),
    }
    with audit.write() as db:
        first = 1 + _highest(audit, "cf_request_item")
        items = [_item_row(one, number, request) for number, one in enumerate(wanted, start=first)]
        for table, row in (("cf_request", request), *(("cf_request_item", item) for item in items)):
            names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
            db.conn.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)
        body = {**request, "from_plan": bool(planned_steps(audit)), "items": items}
        audit.record("request.composed", f"request:{request['uid']}", body, actor=by)
    return find_request(audit, request["number"])


def withdraw_request(audit: Audit, number: int, reason: str, by: str | None = None) -> None:
    """Take back a request and its items that nobody answered; they stay in the history with the reason.

    RequestError where no reason is given, or an answer or a file came to one of its items.
    """
    found = find_request(audit, number)
    if not reason.strip():
        raise RequestError("A request is withdrawn only with a reason.", "Say why in a sentence.")
    answered = audit.rows(
        "SELECT i.number FROM cf_request_item i WHERE i.request_uid = :uid AND (i.state != 'asked' OR EXISTS "
        "(SELECT 1 FROM cf_request_answer a WHERE a.item_uid = i.uid) OR EXISTS "
        "(SELECT 1 FROM cf_request_file f WHERE f.item_uid = i.uid)) ORDER BY i.number LIMIT 1",
        {"uid": found.uid},
    )
    if answered:
        raise RequestError(
            f"Item {answered[0]['number']} of request {number} was answered already; the request cannot be taken back.",
            "Let it stand, and write to the auditee which items are no longer needed.",
        )
    with audit.write() as db:
        db.conn.execute("UPDATE cf_request SET withdrawn = 1 WHERE uid = ?", (found.uid,))
        db.conn.execute("UPDATE cf_request_item SET withdrawn = 1 WHERE request_uid = ?", (found.uid,))
        body = {"number": number, "reason": reason.strip(), "items": [item.number for item in found.items]}
        audit.record("request.withdrawn", f"request:{found.uid}", body, actor=by)


def _highest(audit: Audit, table: str) -> int:
    """The highest number so far, withdrawn ones too: a number on paper never means two things."""
    return int(audit.rows(f"SELECT coalesce(max(number), 0) AS number FROM {table}")[0]["number"])


def _item_row(wanted: Wanted, number: int, request: dict[str, Any]) -> dict[str, Any]:
    return {
        "uid": new_uid(),
        "number": number,
        "request_uid": request["uid"],
        "kind": wanted.kind,
        "asked": wanted.asked,
        "record_type": wanted.record_type,
        "theme": wanted.theme,
        "why": wanted.why,
        "steps": json.dumps(wanted.steps),
        "fields": json.dumps([asdict(column) for column in wanted.columns]),
        "asked_on": request["asked_on"],
        "due_on": request["due_on"],
    }


def _not_yet_asked(audit: Audit, wanted: Sequence[Wanted], earlier: Sequence[Request]) -> tuple[Wanted, ...]:
    """What no earlier request asked for; a dataset asked for before once more where the plan reads new columns."""
    before: dict[tuple[str, str], dict[str, AskedColumn]] = {}
    for request in earlier:
        for item in request.items:
            columns = before.setdefault(_identity(item.wanted), {})
            columns.update({column.field: column for column in item.wanted.columns})
    found = []
    for one in wanted:
        asked = before.get(_identity(one))
        if asked is None:
            found.append(one)
        elif one.kind == "dataset" and any(column.field not in asked for column in one.columns):
            found.append(_again(audit, one, asked))
    return tuple(found)


def _again(audit: Audit, wanted: Wanted, asked: Mapping[str, AskedColumn]) -> Wanted:
    """A dataset that was asked for before, with all columns, old and new: what comes replaces the list as a whole."""
    columns = {**asked, **{column.field: column for column in wanted.columns}}
    fields = [field.name for field in audit.types[wanted.record_type].fields if field.name in columns]
    return replace(
        wanted,
        asked=f"{wanted.asked} (the whole list again, with further columns)",
        columns=tuple(columns[name] for name in fields),
    )


def _identity(wanted: Wanted) -> tuple[str, str]:
    """By what two items ask for the same thing."""
    return wanted.kind, wanted.record_type or fold(wanted.asked)
