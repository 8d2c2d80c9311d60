"""The request page: what the auditee is asked for, what came, what is overdue; the papers that go out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import RequestError
from crossfoot.evidence.register import evidence_by_uid
from crossfoot.evidence.request_items import answer_item
from crossfoot.progress import Progress
from crossfoot.request.read import list_requests
from crossfoot.request.receive import Received, receive_files
from crossfoot.request.receive_list import LoadChoice
from crossfoot.request.track import SETTLED, TrackedItem, track_items
from crossfoot.values import count_text

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel import Panel
from crossfoot_gui.presenters.panel_state import Column, Deed, Filter, PanelState, Row
from crossfoot_gui.presenters.question import Blank, Question
from crossfoot_gui.presenters.request_papers import RequestPapers, RequestView
from crossfoot_gui.presenters.request_state import (
    STATE_WORDS,
    RequestState,
    received_table,
)
from crossfoot_gui.presenters.stated import (
    day_blank,
    needed_day,
    stated_files,
    today,
)

_COLUMNS = (
    Column("Item", 6), Column("Kind", 14), Column("Asked for", 48), Column("Asked", 11), Column("Due", 11),
    Column("State", 17), Column("Answered", 11), Column("Official", 22),
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


class RequestPresenter(Panel):
    """One line for each item that the auditee was asked for. Writing and receiving are jobs."""

    def __init__(self, desk: Desk, view: RequestView) -> None:
        super().__init__(desk, view)
        self._tables, self._papers = view, RequestPapers(desk, view)
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
            "write": lambda: self._papers.ask_to_write(self._asked),
            "receive": self._ask_to_receive,
            "answer": self._ask_to_answer,
            "deficiency": lambda: self._papers.ask_for_deficiency_letter(self._asked),
            "receipt": lambda: self._papers.ask_for_receipt(self._asked),
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


def read_requests(audit: Audit, on: dt.date | None = None) -> RequestState:
    """The items of the audit as they stand today, or on the day `on`."""
    labels = {uid: one.label for uid, one in evidence_by_uid(audit).items()}
    return RequestState(tuple(track_items(audit)), list_requests(audit), on or today(), audit.types, labels)
