"""The evidence page: the register, interviews in numbered paragraphs, and what each piece is cited for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from crossfoot.auditfile.custody import require_marking
from crossfoot.errors import EvidenceError
from crossfoot.evidence.citations import cite, withdraw_citation
from crossfoot.evidence.model import CLASSES, LONGEST_QUOTE, Evidence, EvidenceKind, Interview
from crossfoot.evidence.register import add_evidence, export_evidence, withdraw_evidence
from crossfoot.values import count_text

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.evidence_state import EvidenceState, citable, read_evidence
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.interviewing import Interviewing
from crossfoot_gui.presenters.panel import Panel
from crossfoot_gui.presenters.panel_state import Column, Deed, Filter, PanelState, PanelView, Row
from crossfoot_gui.presenters.question import Blank, Question, reason_blank
from crossfoot_gui.presenters.stated import day_blank, needed_day, stated_count, today

_COLUMNS = (
    Column("Number", 9), Column("Kind", 13), Column("Title", 48), Column("From", 30), Column("Obtained", 12),
    Column("Cited for", 40),
)  # fmt: skip
ALL, UNCITED, INTERVIEWS, AGAINST = "", "uncited", "interviews", "against"
_NOTHING = {
    ALL: "No evidence holds that text.",
    UNCITED: "All evidence is cited.",
    INTERVIEWS: "No interview yet. Press Record an interview.",
    AGAINST: "No evidence is cited against anything.",
}
_NO_EVIDENCE = (
    "No evidence beside data yet. Press Add a document for what was received or seen, or Record an interview; then "
    "cite it for a finding."
)
_FACTS = "Evidence is never deleted. Contrary evidence is cited too, and stands with the finding."
_KINDS = (
    Choice("documentary", "documentary: a document, an e-mail, a reply in writing"),
    Choice("testimonial", "testimonial: a statement"),
    Choice("physical", "physical: a picture, something inspected"),
    Choice("analytical", "analytical: a computation in a file"),
)
_KEEP = (
    Choice("attach", "The file itself, byte for byte, in the audit file"),
    Choice("fingerprint", "Only its fingerprint (sha256)"),
)
_CLASS = tuple(Choice(name, name) for name in CLASSES)
_SAYS = (Choice("supports", "It supports the statement"), Choice("against", "It contradicts the statement"))


class EvidencePresenter(Panel):
    """One line for each piece of evidence, by number."""

    def __init__(self, desk: Desk, view: PanelView) -> None:
        super().__init__(desk, view)
        self._lines: list[Evidence] = []
        self._interviewing = Interviewing(desk, view, self._keep_and_show)

    def _read(self) -> None:
        self._register: EvidenceState = read_evidence(self._desk.audit)
        shown = [one for one in self._register.evidence if self._is_shown(one)]
        rows: list[Row] = [self._register.row(one) for one in shown]
        found = self._found(rows)
        self._lines, self._rows = [shown[at] for at in found], [rows[at] for at in found]
        self._at = min(self._at, max(0, len(self._lines) - 1))

    def _is_shown(self, one: Evidence) -> bool:
        shown, cited = self._chosen.get("show", ALL), self._register.cited(one)
        if shown == UNCITED:
            return not cited
        if shown == INTERVIEWS:
            return one.uid in self._register.interviews
        return shown != AGAINST or not all(each.supports for each in cited)

    def _state(self) -> PanelState:
        state, one = self._register, self._selected()
        there, spoken = bool(state.evidence), one is not None and one.uid in state.interviews
        uncited = sum(not state.cited(each) for each in state.evidence)
        against = {each.evidence.uid for each in state.citations if not each.supports}
        entries = (
            Choice(ALL, f"All evidence ({count_text(len(state.evidence))})"),
            Choice(UNCITED, f"Not cited yet ({count_text(uncited)})"),
            Choice(INTERVIEWS, f"Interviews ({count_text(len(state.interviews))})"),
            Choice(AGAINST, f"Contrary evidence ({count_text(len(against))})"),
        )
        chosen = self._chosen.get("show", ALL)
        return PanelState(
            table="Evidence",
            filters=(Filter("show", "Show", entries, chosen),) if there else (),
            find=self._find if there else None,
            facts=_FACTS if there else "",
            columns=_COLUMNS,
            rows=self._rows,
            at=self._at,
            detail=state.detail(one) if one else "",
            deeds=(
                Deed("add", "&Add a document...", primary=True),
                Deed("interview", "Record an i&nterview..."),
                Deed("cite", "Ci&te...", there),
                Deed("confirm", "C&onfirm...", spoken),
                Deed("corroborate", "Corro&borate...", spoken),
                Deed("withdraw", "&Withdraw...", one is not None),
                Deed("save", "&Save a copy...", one is not None and one.attached),
            ),
            empty=_NOTHING[ALL if self._find else chosen] if there else _NO_EVIDENCE,
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {
            "add": self._ask_to_add,
            "interview": self._interviewing.ask_to_record,
            "confirm": lambda: self._interviewing.ask_to_confirm(self._interview()),
            "corroborate": lambda: self._interviewing.ask_to_corroborate(self._register, self._interview()),
            "cite": self._ask_to_cite,
            "withdraw": self._ask_to_withdraw,
            "save": self._ask_to_save,
        }

    def _selected(self) -> Evidence | None:
        return self._lines[self._at] if self._at < len(self._lines) else None

    def _needed(self) -> Evidence:
        one = self._selected()
        if one is None:
            raise EvidenceError("No evidence is selected.", "Select it in the table first.")
        return one

    def _interview(self) -> Interview:
        one = self._needed()
        if one.uid not in self._register.interviews:
            raise EvidenceError(f"{one.label} is no interview.", "Select an interview in the table.")
        return self._register.interviews[one.uid]

    def _ask_to_add(self) -> None:
        blanks = (
            Blank("file", "File (or say below where the original is held)", "file", required=False),
            Blank("keep", "What is kept of the file", "choice", "attach", _KEEP),
            Blank("title", "Title", hint="What it is, in a few words"),
            Blank("source", "From whom", hint="The person or office that gave it, or where it was seen"),
            day_blank("on", "Obtained on", today()),
            Blank("kind", "Kind", "choice", "documentary", _KINDS),
            Blank("class", "How carefully it is to be handled", "choice", "internal", _CLASS),
            Blank("pages", "Pages", required=False, hint="How many, where they are counted"),
            Blank("held", "Where the original is held", required=False),
        )

        def record(said: dict[str, str]) -> bool:
            def add() -> None:
                add_evidence(
                    self._desk.audit,
                    cast(EvidenceKind, said["kind"]),
                    said["title"],
                    obtained_from=said["source"],
                    obtained_on=needed_day(said["on"]),
                    file=Path(said["file"]) if said["file"] else None,
                    attach=said["keep"] == "attach",
                    held_at=said["held"],
                    evidence_class=said["class"],
                    pages=stated_count(said["pages"], "a number of pages"),
                )

            return self._keep_and_show(add, f"{said['title']} is registered. Cite it where it counts.")

        self._view.ask(Question("Add a document", (), blanks, "&Register"), record)

    def _ask_to_cite(self) -> None:
        offered = citable(self._desk.audit)
        if not self._register.evidence:
            raise EvidenceError(
                "There is no evidence to cite.", "Press Add a document or Record an interview."
            )
        if not offered:
            raise EvidenceError(
                "There is nothing yet that evidence could be cited for.",
                "Draft a finding, or load a plan, first.",
            )
        one = self._selected() or self._register.evidence[0]
        pieces = tuple(Choice(each.label, f"{each.label}  {each.title}") for each in self._register.evidence)
        blanks = (
            Blank("evidence", "Evidence", "choice", one.label, pieces),
            Blank("object", "Cited for", "choice", offered[0].value, tuple(offered)),
            Blank("says", "What it says", "choice", "supports", _SAYS),
            Blank("page", "Page; of an interview the paragraph", required=False, hint="12 or 12-14"),
            Blank(
                "quote", f"Quote, word for word ({LONGEST_QUOTE} letters at most)", "text", required=False,
            ),
            Blank("statement", "The sentence it speaks of, where not the whole part", required=False),
        )  # fmt: skip
        facts = ("Cite what speaks against a statement too: it stands with it in the report.",)

        def record(said: dict[str, str]) -> bool:
            made = self._desk.now(
                lambda: cite(
                    self._desk.audit,
                    said["object"],
                    said["evidence"],
                    page=said["page"],
                    quote=said["quote"],
                    supports=said["says"] == "supports",
                    statement=said["statement"],
                )
            )
            if made is None:
                return False
            unread = bool(made.quote) and not made.quote_checked
            self._desk.tell(
                f"{said['evidence']} is cited."
                + (" The program could not look the quote up: compare it yourself." if unread else "")
            )
            return True

        self._view.ask(Question("Cite evidence", facts, blanks, "&Cite"), record)

    def _ask_to_withdraw(self) -> None:
        one = self._needed()
        cited = self._register.cited(one)
        what = (
            *(Choice(each.uid, f"The citation: {self._register.citation_words(each)}") for each in cited),
            Choice("", f"{one.label} itself"),
        )
        facts = [
            f"{one.label}: {one.title}.",
            "It stays in the history with the reason; its number is not used again.",
        ]
        if cited:
            facts.append(f"It has {count_of(len(cited), 'citation')}, to be withdrawn before it.")
        blanks = (
            Blank("what", "What is withdrawn", "choice", what[0].value, what),
            reason_blank("Why, in a sentence."),
        )

        def record(said: dict[str, str]) -> bool:
            audit = self._desk.audit
            if said["what"]:
                return self._keep(
                    lambda: withdraw_citation(audit, said["what"], said["reason"]),
                    f"A citation of {one.label} is withdrawn.",
                )
            return self._keep(
                lambda: withdraw_evidence(audit, one.label, said["reason"]), f"{one.label} is withdrawn."
            )

        self._view.ask(Question("Withdraw", tuple(facts), blanks, "&Withdraw"), record)

    def _ask_to_save(self) -> None:
        one = self._needed()
        if not one.attached:
            held = (
                f"It is held at: {one.held_at}." if one.held_at else "Only what the page shows is kept of it."
            )
            raise EvidenceError(f"The audit file does not hold the bytes of {one.label}.", held)
        require_marking(self._desk.audit)
        blanks = (
            Blank("path", "Save as", "save", one.name),
            Blank("to", "Who is given the copy", required=False, hint="The custody log keeps it"),
        )
        facts = (f"{one.label}: {one.title}. The copy has the same bytes, and the custody log notes it.",)

        def record(said: dict[str, str]) -> bool:
            return self._keep(
                lambda: export_evidence(self._desk.audit, one.label, Path(said["path"]), given_to=said["to"]),
                f"{one.label} is saved as {said['path']}.",
            )

        self._view.ask(Question("Save a copy", facts, blanks, "&Save"), record)

    def _keep_and_show(self, action: Callable[[], Any], said: str) -> bool:
        """Keep a new piece of evidence, and select it."""
        if self._desk.now(lambda: (action(), True)) is None:
            return False
        self._chosen["show"], self._find = ALL, ""
        self._at = len(read_evidence(self._desk.audit).evidence) - 1
        self._desk.tell(said)
        return True
