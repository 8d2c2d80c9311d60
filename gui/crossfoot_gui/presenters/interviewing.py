"""Interviews: record one in numbered paragraphs, note who confirmed it, and what says the same as a paragraph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from crossfoot.errors import EvidenceError
from crossfoot.evidence.interviews import (
    confirm_interview,
    corroborate,
    paragraphs_of_file,
    paragraphs_of_text,
    record_interview,
)
from crossfoot.evidence.model import Interview

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.evidence_state import EvidenceState
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.panel_state import PanelView
from crossfoot_gui.presenters.question import Blank, Question
from crossfoot_gui.presenters.stated import day_blank, needed_day, today

_LONGEST_SHOWN = 90  # letters of a paragraph in a list


class KeepsNew(Protocol):
    """Keeps a new piece of evidence and shows it; says whether it could be kept."""

    def __call__(self, action: Callable[[], Any], said: str) -> bool: ...


class Interviewing:
    """Asks what is needed, and keeps it; `keep_new` is called for a new interview."""

    def __init__(self, desk: Desk, view: PanelView, keep_new: KeepsNew) -> None:
        self._desk, self._view, self._keep = desk, view, keep_new

    def ask_to_record(self) -> None:
        """Ask who was interviewed, when, and what was said."""
        blanks = (
            Blank("who", "Who was interviewed"),
            Blank("title", "Title of that person"),
            Blank("office", "Office", required=False),
            day_blank("on", "Held on", today()),
            Blank("place", "Where", required=False, hint="A place, or by telephone"),
            Blank("present", "Who else was present", required=False, hint="Names with commas between them"),
            Blank(
                "text", "What was said, with a blank line between paragraphs", "text", required=False,
                hint="The paragraphs are numbered from 1, and citations name them.",
            ),
            Blank(
                "file", "Or a text file that holds it", "file", required=False, endings="Text (*.txt);;All files (*)"
            ),
        )  # fmt: skip

        def record(said: dict[str, str]) -> bool:
            def keep() -> None:
                if said["file"] and said["text"]:
                    raise EvidenceError(
                        "The interview is given twice, as text and as a file.", "Leave one of them empty."
                    )
                record_interview(
                    self._desk.audit,
                    said["who"],
                    title=said["title"],
                    office=said["office"],
                    held_on=needed_day(said["on"]),
                    paragraphs=paragraphs_of_file(Path(said["file"]))
                    if said["file"]
                    else paragraphs_of_text(said["text"]),
                    attendees=said["present"].split(","),
                    place=said["place"],
                )

            return self._keep(keep, f"The interview with {said['who']} is recorded.")

        self._view.ask(Question("Record an interview", (), blanks), record)

    def ask_to_confirm(self, interview: Interview) -> None:
        """Ask who of those present confirmed the record, and when."""
        label = interview.evidence.label
        present = (interview.interviewee, *interview.attendees)
        blanks = (
            Blank(
                "who", "Who read and confirmed the record", "choice", present[0],
                tuple(Choice(name, name) for name in present),
            ),
            day_blank("on", "Confirmed on", today()),
        )  # fmt: skip
        facts = (f"{label}: {interview.evidence.title}.",)

        def record(said: dict[str, str]) -> bool:
            return self._keep_now(
                lambda: confirm_interview(self._desk.audit, label, said["who"], needed_day(said["on"])),
                f"{label} is confirmed by {said['who']}.",
            )

        self._view.ask(Question("Confirm an interview", facts, blanks), record)

    def ask_to_corroborate(self, register: EvidenceState, interview: Interview) -> None:
        """Ask which other evidence says the same as a paragraph."""
        label = interview.evidence.label
        others = tuple(
            Choice(one.label, f"{one.label}  {one.title}")
            for one in register.evidence
            if one.uid != interview.evidence.uid
        )
        if not others:
            raise EvidenceError(
                f"There is no other evidence that could say the same as {label}.",
                "Press Add a document first.",
            )
        paragraphs = tuple(
            Choice(str(one.number), f"{one.number}. {one.text[:_LONGEST_SHOWN]}")
            for one in interview.paragraphs
        )
        blanks = (
            Blank("paragraph", "Paragraph", "choice", paragraphs[0].value, paragraphs),
            Blank("evidence", "What says the same", "choice", others[0].value, others),
            Blank("does", "Does it?", "choice", "yes", (Choice("yes", "Yes"), Choice("no", "Not after all"))),
        )
        facts = (
            f"{label}: {interview.evidence.title}.",
            "The word of the same person does not corroborate itself.",
        )

        def record(said: dict[str, str]) -> bool:
            back = said["does"] == "no"
            number, other = int(said["paragraph"]), said["evidence"]
            verb = "no longer corroborates" if back else "corroborates"
            return self._keep_now(
                lambda: corroborate(self._desk.audit, label, number, other, take_back=back),
                f"{other} {verb} paragraph {number} of {label}.",
            )

        self._view.ask(Question("Corroborate a paragraph", facts, blanks), record)

    def _keep_now(self, action: Callable[[], Any], said: str) -> bool:
        if self._desk.now(lambda: (action(), True)) is None:
            return False
        self._desk.tell(said)
        return True
