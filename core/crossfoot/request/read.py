"""Requests as the audit file holds them."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import RequestError
from crossfoot.request.model import AskedColumn, Request, RequestItem, Wanted


def list_requests(audit: Audit) -> tuple[Request, ...]:
    """All requests that were not withdrawn, by number, with their items."""
    items: dict[str, list[RequestItem]] = {}
    rows = audit.rows(
        "SELECT * FROM cf_request_item WHERE request_uid IS NOT NULL AND NOT withdrawn ORDER BY number"
    )
    for row in rows:
        items.setdefault(row["request_uid"], []).append(_item(row))
    return tuple(
        Request(
            row["uid"], row["number"], row["addressee"], row["addressee_title"], row["authority"],
            row["objective"], dt.date.fromisoformat(row["asked_on"]), dt.date.fromisoformat(row["due_on"]),
            row["contact"], tuple(items.get(row["uid"], ())),
        )
        for row in audit.rows("SELECT * FROM cf_request WHERE NOT withdrawn ORDER BY number")
    )  # fmt: skip


def find_request(audit: Audit, number: int | None = None) -> Request:
    """The request of that number, or the latest one; RequestError where there is none."""
    requests = list_requests(audit)
    found = [one for one in requests if number in (None, one.number)]
    if not found:
        raise RequestError(
            "No request was composed yet." if not requests else f"There is no request {number}.",
            "crossfoot request AUDIT --out DIR --due DATE composes one."
            if not requests
            else f"The requests are: {', '.join(str(one.number) for one in requests)}.",
        )
    return found[-1]


def _item(row: dict[str, Any]) -> RequestItem:
    wanted = Wanted(
        row["kind"], row["asked"], row["theme"], row["why"], tuple(json.loads(row["steps"])), row["record_type"],
        tuple(AskedColumn(**column) for column in json.loads(row["fields"])),
    )  # fmt: skip
    asked_on, due_on = (dt.date.fromisoformat(row[name]) for name in ("asked_on", "due_on"))
    return RequestItem(row["uid"], row["number"], wanted, asked_on, due_on, row["state"])
