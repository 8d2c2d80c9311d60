"""What comes back: which item a file answers, what it holds and lacks, its rows imported, its totals compared."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import file_digest
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import new_uid, now
from crossfoot.errors import RequestError, WorkbookError
from crossfoot.evidence.register import add_evidence, list_evidence
from crossfoot.evidence.request_items import answer_item
from crossfoot.progress import Progress, silent
from crossfoot.request.gaps import Gap
from crossfoot.request.receive_list import LoadChoice, ReceivedList, receive_list
from crossfoot.request.stated_totals import StatedTotals
from crossfoot.request.statement import ExtractionStatement, TemplateHead, read_template_head
from crossfoot.request.track import TrackedItem, tracked_item


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file: the item that it answers, its receipt, what it lacks, what was loaded.

    `rows` is None for a file that was not read as a list; `state` the item's state from now on. `listed` says what
    became of a list; of the `questions` of a questionnaire so many are `answered`. `evidence` is what the register of
    evidence calls the file, '' where it is not in it.
    """

    item: TrackedItem
    name: str
    sha256: str
    bytes: int
    rows: int | None
    state: str
    missing: tuple[Gap, ...]
    statement: ExtractionStatement | None
    listed: ReceivedList | None
    questions: int = 0
    answered: int = 0
    evidence: str = ""

    @property
    def totals(self) -> StatedTotals:
        """The control totals of its statement, compared with the list."""
        return self.listed.totals if self.listed else StatedTotals()


@dataclass(frozen=True, slots=True)
class _Arrival:
    path: Path
    head: TemplateHead
    item: TrackedItem


def receive_files(
    audit: Audit,
    paths: Sequence[Path],
    *,
    received_on: dt.date,
    item: int | None = None,
    choice: LoadChoice | None = None,
    enclosure: bool = False,
    as_evidence: bool = False,
    official: str = "",
    official_title: str = "",
    by: str | None = None,
    progress: Progress = silent,
) -> list[Received]:
    """Take in files that came for a request, each under the item that its identification line names, else `item`.

    A filled template is imported without a question, a native export where `choice` says so. An `enclosure` (a data
    dictionary, a cover letter) is noted with the item and not read. With `as_evidence` a file that is no list also goes
    into the register of evidence, with its bytes. Which item each file answers is settled before anything is kept.
    RequestError where a file names no item, or another one than `item`; WorkbookError where a list
    cannot be read.
    """
    arrivals = [_recognised(audit, path, item, enclosure, progress) for path in paths]
    for arrival in arrivals:
        _refuse_early(arrival, received_on)
    choice, sender = choice or LoadChoice(), (official, official_title)
    received = [
        _receive(audit, one, received_on, choice, enclosure, sender, by, progress) for one in arrivals
    ]
    if not as_evidence:
        return received
    return [
        replace(one, evidence=_registered(audit, arrival, one, received_on, official, by))
        for arrival, one in zip(arrivals, received, strict=True)
    ]


def _recognised(audit: Audit, path: Path, item: int | None, enclosure: bool, progress: Progress) -> _Arrival:
    """The item that a file answers; no enclosure is opened, and of the other documents only a workbook's forms."""
    named = tracked_item(audit, item) if item is not None else None
    _refuse_no_file(path)
    document = named is not None and named.wanted.kind not in ("dataset", "questionnaire")
    if named is not None and (enclosure or (document and path.suffix.lower() != ".xlsx")):
        return _Arrival(path, TemplateHead(), named)
    try:
        head = read_template_head(path, progress)
    except WorkbookError:
        if named is not None and named.wanted.kind != "dataset":
            return _Arrival(path, TemplateHead(), named)
        if named is not None:
            raise
        raise RequestError(
            f"{path.name} is no filled template, so it does not say which item it answers.",
            "Name the item: --item N. `crossfoot request AUDIT status` lists them.",
        ) from None
    known = head.identification
    if known is None:
        if named is None:
            raise RequestError(
                f"{path.name} does not say which item it answers.",
                "Name the item: --item N. `crossfoot request AUDIT status` lists them.",
            )
        return _Arrival(path, TemplateHead() if document else head, named)
    if named is not None and named.number != known.item:
        raise RequestError(
            f"{path.name} is the template of item {known.item}, not of item {named.number}.",
            "Leave --item out, or name the item that it answers.",
        )
    found = tracked_item(audit, known.item)
    if found.request is None or found.request.number != known.request:
        raise RequestError(
            f"{path.name} answers request {known.request}, but item {known.item} of this audit stands in another one.",
            "Check whether the file belongs to this audit; if it does, name the item with --item after removing the "
            "sheet Extraction statement from a copy of the file.",
        )
    if found.wanted.record_type != known.record_type:
        raise RequestError(
            f"{path.name} is a template of {known.record_type}, but item {known.item} asks for "
            f"{found.wanted.record_type or 'something else'}.",
            "Check whether the file belongs to this audit.",
        )
    return _Arrival(path, head, found)


def _refuse_no_file(path: Path) -> None:
    if path.is_dir():
        raise RequestError(f"{path} is a folder, not a file.", "Name the files in it.")
    if not path.is_file():
        raise RequestError(f"There is no file {path.name}.", "Check its name and folder.")
    if not path.stat().st_size:
        raise RequestError(
            f"{path.name} is empty (0 bytes), so it answers nothing.", "Ask the sender for the file again."
        )


def _refuse_early(arrival: _Arrival, received_on: dt.date) -> None:
    asked_on, name = arrival.item.asked_on, arrival.path.name
    if asked_on is not None and received_on < asked_on:
        raise RequestError(
            f"Item {arrival.item.number} was asked on {asked_on}; {name} cannot have come on {received_on}.",
            "Give the day on which it came with --on.",
        )


def _receive(
    audit: Audit,
    arrival: _Arrival,
    received_on: dt.date,
    choice: LoadChoice,
    enclosure: bool,
    sender: tuple[str, str],
    by: str | None,
    progress: Progress,
) -> Received:
    item, path = arrival.item, arrival.path
    listed = None
    if item.wanted.kind == "dataset" and not enclosure:
        listed = receive_list(audit, path, item, arrival.head, choice, progress)
        sha256, size, rows, missing = listed.sha256, listed.bytes, listed.rows, listed.missing
    else:
        sha256, size = _fingerprint(path)
        rows, missing = None, _unanswered(arrival.head)
    state = item.state if enclosure else "partial" if missing else "received"
    row = {
        "uid": new_uid(), "item_uid": item.answer.uid, "name": path.name, "sha256": sha256, "bytes": size, "rows": rows,
        "received_on": received_on.isoformat(), "missing": json.dumps([asdict(gap) for gap in missing]),
        "actor": by or audit.actor, "at": now(),
    }  # fmt: skip
    with audit.write() as db:
        body = {
            **row, "number": item.number, "missing": [gap.field for gap in missing],
            "statement": asdict(arrival.head.statement) if arrival.head.statement else None,
            "import": listed.loaded.import_id if listed and listed.loaded else None,
        }  # fmt: skip
        event = audit.record("request.file_received", f"request_item:{item.answer.uid}", body, actor=by)
        names, marks = ", ".join([*row, "seq"]), ", ".join(f":{name}" for name in (*row, "seq"))
        db.conn.execute(f"INSERT INTO cf_request_file ({names}) VALUES ({marks})", {**row, "seq": event.seq})
    if not enclosure:
        answer_item(
            audit, item.number, state, official=sender[0], official_title=sender[1], answered_on=received_on, by=by
        )  # fmt: skip
    head = arrival.head
    return Received(
        tracked_item(audit, item.number), path.name, sha256, size, rows, state, missing, head.statement, listed,
        head.questions, head.answered,
    )  # fmt: skip


def _registered(
    audit: Audit, arrival: _Arrival, one: Received, received_on: dt.date, official: str, by: str | None
) -> str:
    """The label of a file in the register of evidence, entered now where it is not there; '' for a list."""
    if one.listed is not None:
        return ""
    for known in list_evidence(audit):
        if known.sha256 == one.sha256:
            return known.label
    request = one.item.request
    source = official or (request.addressee if request else "") or audit.facts.auditee or "the auditee"
    title = one.item.wanted.asked if not one.item.files[:-1] else f"{one.item.wanted.asked}: {one.name}"
    return add_evidence(
        audit, "documentary", title, obtained_from=source, obtained_on=received_on, file=arrival.path,
        note=f"Came for request item {one.item.number}", by=by,
    ).label  # fmt: skip


def _unanswered(head: TemplateHead) -> tuple[Gap, ...]:
    """What a questionnaire lacks that came back as it was sent."""
    if not head.questions or head.answered:
        return ()
    why = "The reliability of the data is assessed from them"
    return (Gap("", f"Answers to the {head.questions} questions", why, "no answers"),)


def _fingerprint(path: Path) -> tuple[str, int]:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest(), file.tell()
    except OSError as error:
        raise RequestError(
            f"{path.name} cannot be read: {error.strerror}.", "Check whether you may read it."
        ) from None
