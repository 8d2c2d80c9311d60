"""A request that was sent, and what an agency sends back: templates filled in, row by row in view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.request.compose import compose_request
from crossfoot.request.model import Request, RequestItem
from crossfoot.request.statement import Identification

from tests.builders import day, write_xlsx

ASKED, DUE, CAME = day("2018-04-02"), day("2018-04-30"), day("2018-04-20")
COURSES = (
    "Course ID", "Title", "Kind", "Models", "Required", "Due rule", "Due month day", "Interval months", "Grace days",
    "Effective from", "Effective to", "Authority",
)  # fmt: skip
COURSE = ("BDE-1", "First course", "online", "", "yes", "fixed", "11-30", 12, 5, "2016-01-01", "", "Policy 1")


def sent_request(audit: Audit) -> Request:
    """A request for all that the checks of the pack read."""
    return compose_request(audit, asked_on=ASKED, due_on=DUE, addressee="Director Example")


def item_of(request: Request, record_type: str) -> RequestItem:
    """The item that asks for the rows of a record type."""
    return next(item for item in request.of_kind("dataset") if item.wanted.record_type == record_type)


def filled(
    path: Path,
    request: Request,
    record_type: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[Any]],
    said: Mapping[str, Any] | None = None,
) -> Path:
    """A template as it comes back: `said` are the answers of its extraction statement by their labels."""
    mark = Identification(request.number, item_of(request, record_type).number, record_type, 1)
    return write_xlsx(
        path,
        {
            "Data": [headers, *rows],
            "Record layout": [["Column", "Meaning"], *([header, "What it means."] for header in headers)],
            "Extraction statement": [
                ["Extraction statement: Example"],
                [mark.line],
                ["What to state", "Your answer", "What is meant"],
                *([label, answer, "Explained."] for label, answer in (said or {}).items()),
            ],
        },
    )


def received_on(when: dt.date = CAME) -> dict[str, dt.date]:
    """The day on which a file came."""
    return {"received_on": when}
