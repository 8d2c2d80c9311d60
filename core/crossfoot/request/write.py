"""The files of a request: letter, templates, questionnaires and lists to send, and the tracker to keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import record_copy, require_marking
from crossfoot.errors import RequestError
from crossfoot.papers.letter import write_letter
from crossfoot.papers.spreadsheet import PaperSheet, write_paper
from crossfoot.progress import Progress, silent
from crossfoot.request.letter import audit_title, letter_title, request_letter
from crossfoot.request.lists import list_sheets, listed_kinds
from crossfoot.request.model import Request, RequestItem
from crossfoot.request.questionnaire import questionnaire_sheets
from crossfoot.request.read import find_request
from crossfoot.request.templates import dataset_template
from crossfoot.request.track import track_items
from crossfoot.request.tracker_sheet import tracker_sheets
from crossfoot.values import parse_date

LETTER, LISTS, TRACKER = "letter.docx", "documents-and-interviews.xlsx", "tracker.xlsx"
DATASETS, QUESTIONNAIRES = "datasets", "questionnaires"
_DEMONSTRATION = "DEMONSTRATION-"
_OTHER_FOLDER = "Give a new folder with --out."


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written: its name below the folder, its sha256, and whether it is for the auditee."""

    name: str
    sha256: str
    to_send: bool = True


@dataclass(frozen=True, slots=True)
class WrittenRequest:
    """The files of one request, the letter first."""

    request: int
    folder: Path
    files: tuple[WrittenFile, ...]

    def path(self, name: str) -> Path:
        """The path of the file of that name, with or without the word that marks a demonstration."""
        names = {file.name.replace(_DEMONSTRATION, ""): file.name for file in self.files}
        return self.folder / names[name.replace(_DEMONSTRATION, "")]


def check_folder(folder: Path) -> None:
    """RequestError where `folder` holds anything, or is no folder: what was sent once is never overwritten."""
    try:
        held = next(folder.iterdir(), None) if folder.exists() else None
    except OSError as error:
        raise RequestError(
            f"{folder.name} is no folder to write to: {error.strerror}.", _OTHER_FOLDER
        ) from None
    if held is not None:
        raise RequestError(
            f"The folder {folder.name} is not empty: it holds {held.name}.",
            "Give a new folder; what was sent once is not overwritten.",
        )


def write_request(
    audit: Audit,
    folder: Path,
    number: int | None = None,
    *,
    by: str | None = None,
    progress: Progress = silent,
) -> WrittenRequest:
    """Write the files of a request (the latest, unless `number` says another) to an empty folder, each with an entry in
    the custody log. The same request gives the same bytes; only the tracker follows what came since.

    AuditFileError where nobody chose the audit's marking; RequestError where there is no such request, or the folder is
    not empty.
    """
    marking = require_marking(audit)
    request = find_request(audit, number)
    check_folder(folder)
    _make(folder)
    prefix = _DEMONSTRATION if audit.facts.fictitious else ""
    names = _item_files(request, prefix)
    made = dt.datetime.combine(request.asked_on, dt.time())
    title = letter_title(audit.facts, request)
    written: list[WrittenFile] = []
    total = 1 + len(names) + bool(listed_kinds(request))

    def keep(name: str, digest: str, what: str) -> None:
        given_to = request.addressee or audit.facts.auditee
        record_copy(audit, folder / name, what, given_to=given_to, by=by)
        written.append(WrittenFile(name, digest))
        progress(len(written), total, "Writing the request")

    write_sheets = partial(write_paper, marking=marking, made=made)
    letter = folder / f"{prefix}{LETTER}"
    digest = write_letter(
        letter,
        request_letter(audit.facts, request, audit.types, names),
        title=title,
        marking=marking,
        made=made,
        author=audit.facts.office,
    )
    keep(letter.name, digest, f"letter of request {request.number}")
    for item in request.items:
        if item.uid in names:
            path = folder / names[item.uid]
            _make(path.parent)
            said = f"{title}, item {item.number}"
            digest = write_sheets(path, _item_sheets(audit, request, item), title=said)
            keep(names[item.uid], digest, f"{item.wanted.kind} form of request item {item.number}")
    if listed_kinds(request):
        name = f"{prefix}{LISTS}"
        digest = write_sheets(folder / name, list_sheets(request), title=f"{title}, lists")
        keep(name, digest, f"lists of request {request.number}")
    name = f"{prefix}{TRACKER}"
    write_tracker(audit, folder / name, _last_day(audit, request), by=by)
    written.append(WrittenFile(name, sha256((folder / name).read_bytes()).hexdigest(), to_send=False))
    return WrittenRequest(request.number, folder, tuple(written))


def write_tracker(audit: Audit, path: Path, on: dt.date, *, by: str | None = None) -> int:
    """Write the tracker of all requests (.xlsx) as of the day `on`, noted in the custody log; returns its items.

    RequestError where nothing was asked for yet or the name ends otherwise; AuditFileError where nobody chose the
    marking; CrossfootError where the file cannot be written.
    """
    marking, items = require_marking(audit), track_items(audit)
    if not items:
        raise RequestError(
            "Nothing was asked for yet.",
            f"Compose a request: crossfoot request {audit.path.name} --out DIR --due DATE.",
        )
    if path.suffix.lower() != ".xlsx":
        raise RequestError(
            f"The tracker is a workbook, but {path.name} is not called so.", "End it with .xlsx."
        )
    title, made = f"Request tracker: {audit_title(audit.facts)}", dt.datetime.combine(on, dt.time())
    write_paper(path, tracker_sheets(items, on), title=title, marking=marking, made=made)
    record_copy(audit, path, "request tracker", by=by)
    return len(items)


def _last_day(audit: Audit, request: Request) -> dt.date:
    """The last day of which the tracker tells something: so it is the same whenever it is written."""
    items = track_items(audit)
    answered = (parse_date(item.answer.answered_on) for item in items)
    days = (*(item.received_on for item in items), *answered)
    return max([request.asked_on, *(day for day in days if day is not None)])


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError(f"{folder.name} cannot be made: {error.strerror}.", _OTHER_FOLDER) from None


def _item_sheets(audit: Audit, request: Request, item: RequestItem) -> Sequence[PaperSheet]:
    build = dataset_template if item.wanted.kind == "dataset" else questionnaire_sheets
    return build(request, item, audit.types[item.wanted.record_type])


def _item_files(request: Request, prefix: str) -> dict[str, str]:
    """The file that goes with an item, below the folder, by the item's uid; numbered so that a listing is in order."""
    width = max(2, *(len(str(item.number)) for item in request.items))
    forms = {"dataset": (DATASETS, ""), "questionnaire": (QUESTIONNAIRES, "-questionnaire")}
    names = {}
    for item in request.items:
        if item.wanted.kind in forms:
            folder, ending = forms[item.wanted.kind]
            record_type = item.wanted.record_type.replace("_", "-")
            names[item.uid] = f"{folder}/{prefix}{item.number:0{width}d}-{record_type}{ending}.xlsx"
    return names
