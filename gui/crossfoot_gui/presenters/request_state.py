"""The request items as the window words them: each line, what came of it, what is to be done; what was received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crossfoot.mapping.model import RecordType
from crossfoot.request.deficiency import missing_lines
from crossfoot.request.model import KINDS, Request
from crossfoot.request.receive import Received
from crossfoot.request.track import TrackedItem
from crossfoot.request.write import WrittenRequest
from crossfoot.values import count_text

from crossfoot_gui.presenters.certificate_table import ShownTable
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel_state import Column, Row

STATE_WORDS: dict[str, str] = {
    "asked": "○ asked",
    "overdue": "▲ overdue",
    "received": "✓ received",
    "partial": "● partial",
    "partial, overdue": "▲ partial, overdue",
    "does not exist": "✕ does not exist",
    "refused": "✕ refused",
}
"""A sign and words for each state of an item."""
_BLANKS = ("addressee", "authority", "objective", "contact")
_SHOWN_DIGITS = 16
_REASONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class RequestState:
    """All items as they stand on the day `on`. `labels` has the number of evidence by its uid."""

    items: tuple[TrackedItem, ...]
    requests: tuple[Request, ...]
    on: dt.date
    types: Mapping[str, RecordType]
    labels: Mapping[str, str]

    @property
    def overdue(self) -> int:
        """How many items are overdue."""
        return sum(one.overdue(self.on) for one in self.items)

    def summary(self) -> str:
        """How the requests stand today."""
        if not self.items:
            return ""
        said = f"As of {self.on}: {count_of(len(self.items), 'item')}, {count_text(self.overdue)} overdue."
        latest = self.requests[-1] if self.requests else None
        if latest is None:
            return said
        blank = [name for name in _BLANKS if not getattr(latest, name)]
        missing = f" Its letter has blanks: {', '.join(blank)}." if blank else ""
        return (
            f"{said} Request {latest.number} is dated {latest.asked_on} and due on {latest.due_on}.{missing}"
        )

    def row(self, one: TrackedItem) -> Row:
        """An item as a line of the table."""
        state = one.state_on(self.on)
        return (
            str(one.number),
            one.wanted.kind,
            one.wanted.asked,
            day_text(one.asked_on),
            day_text(one.due_on),
            STATE_WORDS.get(state, state),
            day_text(one.received_on) or one.answer.answered_on,
            ", ".join(part for part in (one.answer.official, one.answer.official_title) if part),
        )

    def detail(self, one: TrackedItem) -> str:
        """All that is known of an item, a line each."""
        return "\n".join(self._lines(one))

    def _lines(self, one: TrackedItem) -> Iterator[str]:
        of = f"request {one.request.number}" if one.request else "outside a letter"
        yield f"Item {one.number}, {one.wanted.kind}, {of}: {one.wanted.asked}"
        answer = one.answer
        if answer.official or answer.said or answer.answered_on:
            who = ", ".join(part for part in (answer.official, answer.official_title) if part)
            words = f': "{answer.said}"' if answer.said else ""
            by = f", said by {who}" if who else ""
            day = f" on {answer.answered_on}" if answer.answered_on else ""
            yield f"Answer: {answer.state}{by}{day}{words}"
        if answer.evidence_uid in self.labels:
            yield f"It can be cited as {self.labels[answer.evidence_uid]}."
        for file in one.files:
            rows = "" if file.rows is None else f", {count_of(file.rows, 'row')}"
            yield f"File: {file.name}{rows}, came on {file.received_on}. Fingerprint (sha256): {file.sha256}"
        for line in missing_lines(one.missing, self.types.get(one.wanted.record_type)):
            yield f"▲ Missing: {line}"
        if todo := one.follow_up(self.on):
            yield f"To do: {todo}"
        if one.wanted.theme:
            yield f"Theme: {one.wanted.theme}"
        if one.wanted.why:
            reasons = one.wanted.why.split("; ")
            more = len(reasons) - _REASONS_SHOWN
            further = f"; and {count_of(more, 'more step')}" if more > 0 else ""
            yield f"Needed for: {'; '.join(reasons[:_REASONS_SHOWN])}{further}"


def day_text(day: dt.date | None) -> str:
    """A day as tables show it; empty where there is none."""
    return day.isoformat() if day else ""


def written_table(request: Request, written: WrittenRequest) -> ShownTable:
    """The files of a request that was written, and what its letter still leaves blank."""
    kinds = ", ".join(count_of(len(found), kind) for kind in KINDS if (found := request.of_kind(kind)))
    facts = [f"Request {request.number}, due on {request.due_on}: {kinds}.", f"Folder: {written.folder}"]
    blank = [name for name in _BLANKS if not getattr(request, name)]
    if blank:
        facts.append(f"▲ Blank in the letter, to be stated by you: {', '.join(blank)}.")
    facts.append("Nothing was sent. The tracker is for you; the other files are for the auditee.")
    rows = tuple(
        (file.name, "to the auditee" if file.to_send else "kept by you", file.sha256[:_SHOWN_DIGITS])
        for file in written.files
    )
    columns = (Column("File", 64), Column("For", 18), Column("sha256 begins", 22))
    return ShownTable(f"Request {request.number} is written", tuple(facts), columns, rows)


def received_table(received: Sequence[Received], types: Mapping[str, RecordType]) -> ShownTable:
    """What became of the files that came: a line each, and above them all that is to be known."""
    facts = [line for one in received for line in _received_lines(one, types)]
    rows = tuple(
        (
            one.name,
            str(one.item.number),
            one.item.wanted.asked,
            "" if one.rows is None else count_text(one.rows),
            STATE_WORDS.get(one.state, one.state),
            count_text(len(one.missing)),
            one.sha256[:_SHOWN_DIGITS],
        )
        for one in received
    )
    columns = (
        Column("File", 34), Column("Item", 7), Column("Asked for", 34), Column("Rows", 9), Column("State", 16),
        Column("Missing", 10), Column("sha256 begins", 20),
    )  # fmt: skip
    return ShownTable(f"Received: {count_of(len(received), 'file')}", tuple(facts), columns, rows)


def _received_lines(one: Received, types: Mapping[str, RecordType]) -> Iterator[str]:
    name = one.name
    if one.questions:
        yield f"{name}: {one.answered} of {count_of(one.questions, 'question')} answered."
    for line in missing_lines(one.missing, types.get(one.item.wanted.record_type)):
        yield f"▲ {name} lacks: {line}"
    if one.listed is None:
        yield f"{name} is noted with item {one.item.number}."
        return
    loaded = one.listed.loaded
    if loaded is None:
        yield f"{name} was not imported. {one.listed.not_loaded}"
    else:
        what = "a new version of the list" if loaded.supersedes else "the list"
        misfits = f", {count_of(loaded.misfits, 'cell')} did not fit" if loaded.misfits else ""
        yield f"{name} is imported as {what} {loaded.list_name}{misfits}. {loaded.certificate['sentence']}"
    if one.listed.empty:
        yield f"{name}: these columns came back empty and say nothing: {', '.join(one.listed.empty)}."
    for skipped in one.listed.skipped:
        yield f"{name}, sheet {skipped.sheet}, was not loaded. {skipped.reason}"
    agreeing = len(one.totals.compared) - len(one.totals.differing)
    if agreeing:
        yield f"{name}: {count_of(agreeing, 'control total')} of the extraction statement agree."
    for total in one.totals.differing:
        yield f"≠ {total.words}"
    for note in one.totals.notes:
        yield f"▲ {note}"
