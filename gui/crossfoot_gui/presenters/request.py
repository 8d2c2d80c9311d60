"""The request page: what the auditee is asked for, what came, what is overdue; the papers that go out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import RequestError
from crossfoot.evidence.register import evidence_by_uid
from crossfoot.evidence.request_items import answer_item
from crossfoot.plan.read import read_plan
from crossfoot.progress import Progress
from crossfoot.request.compose import compose_request
from crossfoot.request.deficiency import Deficiencies, find_deficiencies, write_deficiency_letter
from crossfoot.request.model import Request
from crossfoot.request.planned import planned_steps
from crossfoot.request.read import find_request, list_requests
from crossfoot.request.receipts import write_receipt
from crossfoot.request.receive import Received, receive_files
from crossfoot.request.receive_list import LoadChoice
from crossfoot.request.track import SETTLED, TrackedItem, track_items
from crossfoot.request.write import WrittenRequest, check_folder, write_request
from crossfoot.values import count_text

from crossfoot_gui.presenters.certificate_table import ShownTable
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel import Panel
from crossfoot_gui.presenters.panel_state import Column, Deed, Filter, PanelState, PanelView, Row
from crossfoot_gui.presenters.question import Blank, Question
from crossfoot_gui.presenters.request_state import (
    STATE_WORDS,
    RequestState,
    received_table,
    written_table,
)
from crossfoot_gui.presenters.stated import (
    day_blank,
    needed_day,
    refuse_unmarked,
    stated_day,
    stated_files,
    today,
)

_COLUMNS = (
    Column("Item", 7), Column("Kind", 14), Column("Asked for", 50), Column("Asked", 12), Column("Due", 12),
    Column("State", 18), Column("Answered", 12), Column("Official", 30),
)  # fmt: skip
ALL, OPEN, FOLLOW_UP = "", "open", "follow-up"
_NOTHING = {
    ALL: "No item holds that text.",
    OPEN: "Nothing is to come any more.",
    FOLLOW_UP: "Nothing is to be followed up today.",
}
_NOTHING_ASKED = (
    "Nothing was asked for yet. Press Write the request: it asks the auditee for what the steps of the plan need. "
    "Nothing is sent; you send the folder."
)
_ANSWERS = ("does not exist", "refused", "received", "partial", "overdue")
_YES_NO = (Choice("no", "No, by word of mouth"), Choice("yes", "Yes"))
_LOADS = (
    Choice("", "Import filled templates; note everything else"),
    Choice("all", "Import an export of the agency's own system too"),
    Choice("none", "Import nothing, only note what came"),
    Choice("enclosure", "They go with the item (a data dictionary): read nothing"),
)
_LOAD = {"": None, "all": True, "none": False, "enclosure": None}
_WORD, _WORD_OR_SHEET = "Word document (*.docx)", "Word document (*.docx);;Excel workbook (*.xlsx)"


class RequestView(PanelView, Protocol):
    """What the presenter needs of the page."""

    def show_table(self, shown: ShownTable) -> None: ...


class RequestPresenter(Panel):
    """One line for each item that the auditee was asked for. Writing and receiving are jobs."""

    def __init__(self, desk: Desk, view: RequestView) -> None:
        super().__init__(desk, view)
        self._tables = view
        self._lines: list[TrackedItem] = []

    def _read(self) -> None:
        self._asked = read_requests(self._desk.audit)
        shown = [one for one in self._asked.items if self._is_shown(one)]
        rows: list[Row] = [self._asked.row(one) for one in shown]
        found = self._found(rows)
        self._lines, self._rows = [shown[at] for at in found], [rows[at] for at in found]
        self._at = min(self._at, max(0, len(self._lines) - 1))

    def _is_shown(self, one: TrackedItem) -> bool:
        shown = self._chosen.get("show", ALL)
        if shown == OPEN:
            return one.state not in SETTLED
        return shown != FOLLOW_UP or bool(one.follow_up(self._asked.on))

    def _state(self) -> PanelState:
        state, one = self._asked, self._selected()
        there = bool(state.items)
        entries = (
            Choice(ALL, f"All items ({count_text(len(state.items))})"),
            Choice(OPEN, f"Still to come ({count_text(sum(i.state not in SETTLED for i in state.items))})"),
            Choice(
                FOLLOW_UP,
                f"To be followed up ({count_text(sum(bool(i.follow_up(state.on)) for i in state.items))})",
            ),
        )
        chosen = self._chosen.get("show", ALL)
        came = any(item.files for item in state.items)
        return PanelState(
            table="Request items",
            filters=(Filter("show", "Show", entries, chosen),) if there else (),
            find=self._find if there else None,
            facts=state.summary(),
            columns=_COLUMNS,
            rows=self._rows,
            at=self._at,
            detail=state.detail(one) if one else "",
            deeds=(
                Deed("write", "&Write the request...", primary=not there),
                Deed("receive", "Receive fi&les...", there, primary=there),
                Deed("answer", "Record an &answer...", there),
                Deed("deficiency", "Deficienc&y letter...", there),
                Deed("receipt", "Receip&t...", came),
            ),
            empty=_NOTHING[ALL if self._find else chosen] if there else _NOTHING_ASKED,
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {
            "write": self._ask_to_write,
            "receive": self._ask_to_receive,
            "answer": self._ask_to_answer,
            "deficiency": self._ask_for_deficiency_letter,
            "receipt": self._ask_for_receipt,
        }

    def _selected(self) -> TrackedItem | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _refuse_nothing_asked(self) -> None:
        if not self._asked.items:
            raise RequestError("Nothing was asked for yet.", "Press Write the request first.")

    def _items(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(str(one.number), f"{one.number}  {one.wanted.asked} ({one.wanted.kind})")
            for one in self._asked.items
        )

    def _ask_to_write(self) -> None:
        audit, requests = self._desk.audit, self._asked.requests
        refuse_unmarked(audit)
        which = (
            Choice("", "A new request, for what the plan needs and was not asked for"),
            *(Choice(str(one.number), f"Request {one.number} again, to another folder") for one in requests),
        )
        themes = dict.fromkeys(question.theme for question in read_plan(audit).questions)
        by_theme = (Choice("", "All themes"), *(Choice(theme, theme) for theme in themes))
        blanks = (
            *((Blank("which", "What is written", "choice", "", which),) if requests else ()),
            Blank("folder", "Folder (new or empty)", "folder", hint="What was sent once is never overwritten"),
            day_blank("due", "All items are due on", required=not requests),
            day_blank("asked", "Date of the letter", today()),
            Blank("addressee", "Addressee", required=False, hint="To whom the letter goes"),
            Blank("title", "Title of the addressee", required=False),
            Blank(
                "authority", "Authority to ask", required=False,
                hint="In your own words; without it the letter shows a blank",
            ),
            Blank("contact", "Contact for questions", required=False, hint="Name, telephone, e-mail"),
            *((Blank("theme", "Asked for", "choice", "", by_theme),) if themes else ()),
        )  # fmt: skip
        facts = ["Nothing is sent. What nobody states stays a visible blank in the letter."]
        if not planned_steps(audit):
            facts.append(
                "The audit has no plan: every list that a check reads is asked for, and no document or interview. "
                "A plan asks for less data and more of the rest."
            )

        def record(said: dict[str, str]) -> bool:
            return bool(self._desk.now(lambda: self._write(said)))

        self._view.ask(Question("Write the request", tuple(facts), blanks, "&Write"), record)

    def _write(self, said: dict[str, str]) -> bool:
        """Look at what was said before the job begins, so that the question stays open where it cannot be."""
        folder = Path(said["folder"])
        check_folder(folder)
        number = int(said["which"]) if said.get("which") else None
        asked_on = needed_day(said["asked"])
        due_on = stated_day(said["due"]) if number else needed_day(said["due"])

        def work(audit: Audit, progress: Progress) -> tuple[Request, WrittenRequest]:
            if number is None and due_on is not None:
                request = compose_request(
                    audit,
                    due_on=due_on,
                    asked_on=asked_on,
                    addressee=said["addressee"],
                    addressee_title=said["title"],
                    authority=said["authority"],
                    contact=said["contact"],
                    themes=[said["theme"]] if said.get("theme") else [],
                )
            else:
                request = find_request(audit, number)
            return request, write_request(audit, folder, request.number, progress=progress)

        self._desk.run(
            "Writing the request",
            work,
            self._written,
            kept="What was asked for is kept; write it again to another folder.",
        )
        return True

    def _written(self, done: tuple[Request, WrittenRequest]) -> None:
        request, written = done
        self._desk.tell(f"Request {request.number} is written to {written.folder}.")
        self._tables.show_table(written_table(request, written))

    def _ask_to_receive(self) -> None:
        self._refuse_nothing_asked()
        blanks = (
            Blank("files", "Files that came, one a line", "files"),
            Blank(
                "item", "They answer", "choice", "",
                (Choice("", "The item that each filled template names itself"), *self._items()),
            ),
            Blank("load", "What is done with them", "choice", "", _LOADS),
            day_blank("on", "They came on", today()),
            Blank("official", "Who sent them", required=False),
            Blank("title", "Title of that official", required=False),
        )  # fmt: skip
        facts = ("A filled template says which item it answers, whatever it is called, and is imported.",)

        def record(said: dict[str, str]) -> bool:
            return bool(self._desk.now(lambda: self._receive(said)))

        self._view.ask(Question("Receive files", facts, blanks, "&Receive"), record)

    def _receive(self, said: dict[str, str]) -> bool:
        paths, on = stated_files(said["files"]), needed_day(said["on"])
        item = int(said["item"]) if said["item"] else None

        def work(audit: Audit, progress: Progress) -> list[Received]:
            return receive_files(
                audit,
                paths,
                received_on=on,
                item=item,
                choice=LoadChoice(_LOAD[said["load"]]),
                enclosure=said["load"] == "enclosure",
                official=said["official"],
                official_title=said["title"],
                progress=progress,
            )

        self._desk.run(
            f"Receiving {count_of(len(paths), 'file')}",
            work,
            self._received,
            cancelled=self.enter,
            kept="The files that were taken in before are kept.",
        )
        return True

    def _received(self, received: list[Received]) -> None:
        missing = sum(bool(one.missing) for one in received)
        self._desk.tell(
            f"Received {count_of(len(received), 'file')}."
            + (" Write the deficiency letter for what is missing." if missing else " A receipt can go back.")
        )
        self._tables.show_table(received_table(received, self._desk.audit.types))

    def _ask_to_answer(self) -> None:
        self._refuse_nothing_asked()
        one = self._selected() or self._asked.items[0]
        blanks = (
            Blank("item", "Item", "choice", str(one.number), self._items()),
            Blank(
                "state", "Answer", "choice", _ANSWERS[0], tuple(Choice(each, STATE_WORDS[each]) for each in _ANSWERS)
            ),
            Blank("official", "Who said so", required=False, hint="Needed for does not exist and refused"),
            Blank("title", "Title of that official", required=False),
            day_blank("on", "Day of the answer", today()),
            Blank("said", "What was said, in the official's words", "text", required=False),
            Blank("writing", "Was it said in writing?", "choice", "no", _YES_NO),
            Blank("file", "The written answer, kept as evidence", "file", required=False),
        )  # fmt: skip
        facts = (
            "Does not exist and refused make a piece of evidence that can be cited. No reply is no reply, "
            "not a confirmation.",
        )

        def record(said: dict[str, str]) -> bool:
            return bool(self._desk.now(lambda: self._answer(said)))

        self._view.ask(Question("Record an answer", facts, blanks), record)

    def _answer(self, said: dict[str, str]) -> bool:
        audit = self._desk.audit
        item = answer_item(
            audit,
            int(said["item"]),
            said["state"],
            official=said["official"],
            official_title=said["title"],
            answered_on=needed_day(said["on"]),
            said=said["said"],
            in_writing=said["writing"] == "yes",
            file=Path(said["file"]) if said["file"] else None,
        )
        label = evidence_by_uid(audit)[item.evidence_uid].label if item.evidence_uid else ""
        cited = f" It can be cited as {label}." if label else ""
        self._desk.tell(f"Item {item.number}: {item.state}.{cited}")
        return True

    def _ask_for_deficiency_letter(self) -> None:
        self._refuse_nothing_asked()
        audit = self._desk.audit
        refuse_unmarked(audit)
        found = find_deficiencies(audit, self._asked.on)
        if not found.items:
            raise RequestError(
                f"As of {self._asked.on} nothing is missing and nothing is overdue.",
                "A deficiency letter is written once a file lacks something, or an item is overdue.",
            )
        blanks = (
            Blank("path", "Save the letter as", "save", "deficiency-letter.docx", endings=_WORD),
            day_blank("on", "Date of the letter", self._asked.on),
            day_blank("due", "What is missing is due on", required=False),
        )
        facts = (_missing_words(found),)

        def record(said: dict[str, str]) -> bool:
            return bool(self._desk.now(lambda: self._write_deficiency(said)))

        self._view.ask(Question("Deficiency letter", facts, blanks, "&Write"), record)

    def _write_deficiency(self, said: dict[str, str]) -> bool:
        path, on = Path(said["path"]), needed_day(said["on"])
        if path.suffix.lower() != ".docx":
            raise RequestError(f"{path.name} is no name for a letter.", "End it with .docx.")
        found = write_deficiency_letter(self._desk.audit, path, on, due_on=stated_day(said["due"]))
        if not found.items:
            raise RequestError(f"As of {on} nothing is missing.", "No letter was written; check its date.")
        self._desk.tell(f"The deficiency letter is saved as {path}.")
        return True

    def _ask_for_receipt(self) -> None:
        refuse_unmarked(self._desk.audit)
        files = sum(len(one.files) for one in self._asked.items)
        if not files:
            raise RequestError("No file has come yet.", "Press Receive files first.")
        blanks = (
            Blank("path", "Save the receipt as", "save", "receipt.docx", endings=_WORD_OR_SHEET),
            day_blank("on", "Date of the receipt", today()),
        )
        facts = (f"It lists {count_of(files, 'file')} with size, rows and fingerprint (sha256).",)

        def record(said: dict[str, str]) -> bool:
            path = Path(said["path"])
            return self._keep(
                lambda: write_receipt(self._desk.audit, path, needed_day(said["on"])),
                f"The receipt is saved as {path}.",
            )

        self._view.ask(Question("Receipt", facts, blanks, "&Write"), record)


def read_requests(audit: Audit, on: dt.date | None = None) -> RequestState:
    """The items of the audit as they stand today, or on the day `on`."""
    labels = {uid: one.label for uid, one in evidence_by_uid(audit).items()}
    return RequestState(tuple(track_items(audit)), list_requests(audit), on or today(), audit.types, labels)


def _missing_words(found: Deficiencies) -> str:
    parts = [
        f"{count_text(number)} {what}"
        for number, what in (
            (found.fields, f"missing in what came for {count_of(len(found.gaps), 'item')}"),
            (len(found.in_part), "answered in part"),
            (len(found.overdue), "without an answer by the due date"),
        )
        if number
    ]
    return f"The letter names: {'; '.join(parts)}."
