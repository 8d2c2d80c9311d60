"""What the exceptions page shows: the list, and the card of the one that is selected with its source cells."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot_gui.presenters.importing_state import Choice

DECISION_WORDS: dict[str, str] = {
    "undecided": "○ undecided",
    "confirmed": "▲ confirmed",
    "explained": "✓ explained",
    "data_error": "✓ data error",
    "out_of_scope": "✓ out of scope",
    "ask": "? asked the agency",
    "no_reply": "? no reply",
    "refer": "→ referred",
}
"""A sign and a word for each decision, so that colour is never the only difference."""

DECISION_CHOICES: tuple[Choice, ...] = (
    Choice("confirmed", "Confirm: it is an exception and is counted in the report"),
    Choice("explained", "Explain: there is a reason, it is no exception"),
    Choice("data_error", "Data error: the list is wrong, not what was done"),
    Choice("out_of_scope", "Out of scope: it does not belong to this audit"),
    Choice("ask", "Ask: the agency is asked first"),
    Choice("no_reply", "No reply: the agency was asked and did not answer"),
    Choice("refer", "Refer: it goes to another office"),
    Choice("reopened", "Reopen: take the decision back"),
)


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A row of a workbook behind the exception: where it stands, and its cells (field, address, value, as stored)."""

    place: str
    cells: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ExceptionCard:
    """The selected exception."""

    id: str
    entity: str
    message: str
    check: str
    decision: str
    evidence: tuple[tuple[str, str], ...]
    sources: tuple[SourceBlock, ...]


@dataclass(frozen=True, slots=True)
class ExceptionsState:
    """The exceptions page. `lines` are (who or what, decision, what is wrong, check); `at` is the selected one."""

    checks: tuple[Choice, ...]
    check: str
    decisions: tuple[Choice, ...]
    decision: str
    lines: tuple[tuple[str, str, str, str], ...]
    at: int
    card: ExceptionCard | None
    progress: str
    empty: str
