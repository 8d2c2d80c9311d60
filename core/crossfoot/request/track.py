"""The tracker of the data requests: what was asked, when it is due, what came, what is to be followed up."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from crossfoot import values
from crossfoot.apart.plain import from_plain
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.lookups import imports
from crossfoot.errors import RequestError
from crossfoot.evidence.model import RequestItem as AnsweredItem
from crossfoot.evidence.request_items import list_items
from crossfoot.request.gaps import Gap
from crossfoot.request.model import Request, Wanted
from crossfoot.request.read import list_requests

SETTLED = ("received", "does not exist", "refused")
"""States after which nothing is due any more."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file that came for an item. `rows` is None where it is no table; `missing` is what it lacked when it came."""

    item: int
    name: str
    sha256: str
    bytes: int
    rows: int | None
    received_on: dt.date
    missing: tuple[Gap, ...]
    actor: str


@dataclass(frozen=True, slots=True)
class TrackedItem:
    """One item and what came of it; `files` in the order in which they came, `loaded` the sha256 of those imported.

    `request` is None for an item that was asked for outside a letter; such an item may have no dates.
    """

    number: int
    request: Request | None
    wanted: Wanted
    asked_on: dt.date | None
    due_on: dt.date | None
    answer: AnsweredItem
    files: tuple[ReceivedFile, ...]
    loaded: frozenset[str] = frozenset()

    @property
    def state(self) -> str:
        """The state as it was recorded last."""
        return self.answer.state

    @property
    def answering(self) -> ReceivedFile | None:
        """The file that answers the item: the one that came last; of a list, the last one that was read as one."""
        lists = self.wanted.kind == "dataset"
        return next((file for file in reversed(self.files) if not lists or file.rows is not None), None)

    @property
    def missing(self) -> tuple[Gap, ...]:
        """What is still missing: what the answering file lacked; nothing where the item was settled otherwise."""
        file = self.answering
        return file.missing if file and self.state == "partial" else ()

    @property
    def received_on(self) -> dt.date | None:
        """The day on which the last file came."""
        return self.files[-1].received_on if self.files else None

    @property
    def complete(self) -> str:
        """`yes` or `no`, or how else the item was settled."""
        return "yes" if self.state == "received" else self.state if self.state in SETTLED else "no"

    @property
    def waits(self) -> bool:
        """Whether a list came that has rows and was not imported."""
        file = self.answering
        lists = self.wanted.kind == "dataset" and self.state == "received"
        return bool(lists and file and file.rows and file.sha256 not in self.loaded)

    def overdue(self, on: dt.date) -> bool:
        """Whether something is still to come and the due date has passed on that day."""
        return self.state not in SETTLED and self.due_on is not None and self.due_on < on

    def state_on(self, on: dt.date) -> str:
        """The state as of that day: nothing is kept of a due date that passed, so it is worked out when asked."""
        if self.state in ("asked", "overdue"):
            return "overdue" if self.overdue(on) else "asked"
        return f"{self.state}, overdue" if self.overdue(on) else self.state

    def follow_up(self, on: dt.date) -> str:
        """What is to be done about the item, as of that day; '' where nothing is."""
        if self.state == "refused":
            return "Decide whether to take the refusal up with the addressee's superior."
        if self.state == "partial":
            missing = f" ({len(self.missing)} missing)" if self.missing else ""
            return f"Send the deficiency letter{missing}."
        if self.waits:
            return "Import the list, which was only noted."
        return "Ask again: no reply is no confirmation." if self.overdue(on) else ""


def track_items(audit: Audit) -> list[TrackedItem]:
    """All items that stand, by number, with the files that came."""
    files: dict[int, list[ReceivedFile]] = {}
    for file in received_files(audit):
        files.setdefault(file.item, []).append(file)
    imported = frozenset(line.sha256 for line in imports(audit))
    asked = {item.uid: (request, item) for request in list_requests(audit) for item in request.items}
    found = []
    for answer in list_items(audit):
        request, item = asked.get(answer.uid, (None, None))
        wanted = item.wanted if item else _wanted(answer)
        dates = (values.parse_date(answer.asked_on), values.parse_date(answer.due_on))
        came = tuple(files.get(answer.number, ()))
        mine = imported.intersection(file.sha256 for file in came)
        found.append(TrackedItem(answer.number, request, wanted, *dates, answer, came, mine))
    return found


def tracked_item(audit: Audit, number: int) -> TrackedItem:
    """The item of that number; RequestError where there is none."""
    items = {item.number: item for item in track_items(audit)}
    if number in items:
        return items[number]
    raise RequestError(
        f"There is no request item {number} in this audit.",
        f"The items are {min(items)} to {max(items)}: crossfoot request {audit.path.name} status lists them."
        if items
        else f"No request was composed yet: crossfoot request {audit.path.name} --out DIR --due DATE composes one.",
    )


def received_files(audit: Audit) -> list[ReceivedFile]:
    """Every file that came, in the order in which they came."""
    rows = audit.rows(
        "SELECT f.*, i.number FROM cf_request_file f JOIN cf_request_item i ON i.uid = f.item_uid "
        "ORDER BY f.seq, f.rowid"
    )
    return [_file(row) for row in rows]


def _wanted(item: AnsweredItem) -> Wanted:
    """What an item outside a letter asks for."""
    kind: Any = item.kind
    return Wanted(kind, item.asked, item.theme, item.why, item.steps, item.record_type)


def _file(row: dict[str, Any]) -> ReceivedFile:
    return ReceivedFile(
        row["number"], row["name"], row["sha256"], row["bytes"], row["rows"],
        dt.date.fromisoformat(row["received_on"]),
        tuple(from_plain(Gap, entry) for entry in json.loads(row["missing"])), row["actor"],
    )  # fmt: skip
