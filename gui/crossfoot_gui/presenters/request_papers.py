"""The papers that go out to the auditee: a request, the deficiency letter, the receipt. Nothing is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import require_marking
from crossfoot.errors import RequestError
from crossfoot.plan.read import read_plan
from crossfoot.progress import Progress
from crossfoot.request.compose import compose_request
from crossfoot.request.deficiency import Deficiencies, find_deficiencies, write_deficiency_letter
from crossfoot.request.model import Request
from crossfoot.request.planned import planned_steps
from crossfoot.request.read import find_request
from crossfoot.request.receipts import write_receipt
from crossfoot.request.write import WrittenRequest, check_folder, write_request
from crossfoot.values import count_text

from crossfoot_gui.presenters.certificate_table import ShownTable
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel_state import PanelView
from crossfoot_gui.presenters.question import Blank, Question
from crossfoot_gui.presenters.request_state import RequestState, written_table
from crossfoot_gui.presenters.stated import day_blank, needed_day, stated_day, today

_WORD, _WORD_OR_SHEET = "Word document (*.docx)", "Word document (*.docx);;Excel workbook (*.xlsx)"


class RequestView(PanelView, Protocol):
    """What the presenters of the page need of it."""

    def show_table(self, shown: ShownTable) -> None: ...


class RequestPapers:
    """Asks what is needed for each paper, and writes it; a request as a job."""

    def __init__(self, desk: Desk, view: RequestView) -> None:
        self._desk, self._view = desk, view

    def ask_to_write(self, asked: RequestState) -> None:
        """Ask where a request is written to, and what its letter says."""
        audit, requests = self._desk.audit, asked.requests
        require_marking(audit)
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
        if requests:
            facts.append(
                "For a request that is written again only the folder counts; the rest stays as it was."
            )
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
        self._view.show_table(written_table(request, written))

    def ask_for_deficiency_letter(self, asked: RequestState) -> None:
        """Ask where the letter is written that names what is still missing."""
        audit = self._desk.audit
        require_marking(audit)
        found = find_deficiencies(audit, asked.on)
        if not found.items:
            raise RequestError(
                f"As of {asked.on} nothing is missing and nothing is overdue.",
                "A deficiency letter is written once a file lacks something, or an item is overdue.",
            )
        blanks = (
            Blank("path", "Save the letter as", "save", "deficiency-letter.docx", endings=_WORD),
            day_blank("on", "Date of the letter", asked.on),
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

    def ask_for_receipt(self, asked: RequestState) -> None:
        """Ask where the receipt for all files that came is written."""
        require_marking(self._desk.audit)
        files = sum(len(one.files) for one in asked.items)
        if not files:
            raise RequestError("No file has come yet.", "Press Receive files first.")
        blanks = (
            Blank("path", "Save the receipt as", "save", "receipt.docx", endings=_WORD_OR_SHEET),
            day_blank("on", "Date of the receipt", today()),
        )
        facts = (f"It lists {count_of(files, 'file')} with size, rows and fingerprint (sha256).",)

        def record(said: dict[str, str]) -> bool:
            path = Path(said["path"])
            done = self._desk.now(lambda: write_receipt(self._desk.audit, path, needed_day(said["on"])))
            if done is None:
                return False
            self._desk.tell(f"The receipt is saved as {path}.")
            return True

        self._view.ask(Question("Receipt", facts, blanks, "&Write"), record)


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
