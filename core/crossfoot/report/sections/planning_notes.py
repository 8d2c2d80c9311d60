"""What planning considered: risk, internal control, fraud risk, prior recommendations, independence.

A page on which nothing was written is never filled with words of the program's own; a draft names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from crossfoot import values
from crossfoot.plan.note_pages import PAGES
from crossfoot.plan.notes import PlanNote, list_notes
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, Note, Paragraph, Section, TableBlock
from crossfoot.report.sections.evidence_list import NOT_SHOWN


@dataclass(frozen=True, slots=True)
class _Told:
    """How the report tells one page: a sentence, and the columns of its table."""

    caption: str
    sentence: str
    columns: tuple[tuple[str, float, Callable[[PlanNote], str]], ...]


def _fact(name: str) -> Callable[[PlanNote], str]:
    return lambda note: _capital(note.facts.get(name, "")) or "(not stated)"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _subject(note: PlanNote) -> str:
    return f"{note.subject}. {note.text}" if note.text else note.subject


def _principle(note: PlanNote) -> str:
    number = note.facts.get("principle")
    component = note.facts["component"].capitalize()
    return f"{component}, principle {number}" if number else component


def _established(note: PlanNote) -> str:
    said = [
        f"{name}: {note.facts[name]}"
        for name in ("designed", "implemented", "operating")
        if name in note.facts
    ]
    return "; ".join(said).capitalize() if said else "(not assessed)"


def _earlier(note: PlanNote) -> str:
    return f"{note.facts['report']}, recommendation {note.facts['number']}"


def _who(note: PlanNote) -> str:
    return ", ".join(part for part in (note.subject, note.facts["role"]) if part)


def _statement(note: PlanNote) -> str:
    return note.text or "(not stated)"


def _threats(note: PlanNote) -> str:
    return note.facts["threats"].capitalize()


def _date(note: PlanNote) -> str:
    day = values.parse_date(note.facts["date"])
    return values.date_text(day) if day else note.facts["date"]


_RISK = (("Likelihood", 0.8, _fact("likelihood")), ("Impact", 0.7, _fact("impact")))

_TOLD: dict[str, _Told] = {
    "risk": _Told(
        "Risks considered in planning",
        "In planning we considered what could keep the program from reaching its objectives.",
        (("Risk", 2.6, _subject), *_RISK, ("What the audit did about it", 2.0, _fact("response"))),
    ),
    "internal control": _Told(
        "Internal control considered in planning",
        "We considered which components of internal control are significant to our objectives, and what is known of "
        "the controls. The number of a principle is that of the edition that the auditor used.",
        (
            ("Control", 2.2, _subject),
            ("Component and principle", 1.5, _principle),
            ("Significant", 0.9, _fact("significant")),
            ("What is known", 1.6, _established),
        ),
    ),
    "fraud risk": _Told(
        "Fraud risks considered in planning",
        "In planning we considered how fraud could affect what we looked at.",
        (("Fraud risk", 2.6, _subject), *_RISK, ("What the audit did about it", 2.0, _fact("response"))),
    ),
    "prior recommendations": _Told(
        "Recommendations of earlier reports",
        "We read earlier recommendations on the program and what was done about them. An earlier report is background, "
        "never a criterion.",
        (
            ("Report and number", 1.3, _earlier),
            ("Recommendation", 2.4, _subject),
            ("State", 1.0, _fact("status")),
            ("What was done", 1.8, _fact("done")),
        ),
    ),
    "independence": _Told(
        "Statements of independence",
        "Those who worked on the audit stated their independence.",
        (("Who", 1.6, _who), ("Statement", 2.4, _statement), ("Threats", 1.4, _threats), ("Date", 1.0, _date)),
    ),
}  # fmt: skip


def planning_sections(material: Material) -> tuple[Section, ...]:
    """The section, where something stands on a page; a draft has it in any case and names the pages that are empty."""
    blocks = list(_blocks(material))
    return (Section("What Planning Considered", tuple(blocks), level=2, key="planning"),) if blocks else ()


def _blocks(material: Material) -> Iterator[Block]:
    notes = list_notes(material.audit)
    empty = [page for page in PAGES if not any(note.page == page for note in notes)]
    for page in PAGES:
        if page not in empty:
            found = [note for note in notes if note.page == page]
            yield from _page(page, [_closed(one) for one in found] if material.public else found)
    if empty and material.draft:
        yield Note(f"Nothing is recorded yet on: {', '.join(empty)}.", label="Draft")


def _closed(note: PlanNote) -> PlanNote:
    """The line as a public report tells it: of a statement of independence only the role and the day."""
    if note.page != "independence":
        return note
    return replace(note, subject="", text=NOT_SHOWN, facts={**note.facts, "threats": NOT_SHOWN})


def _page(page: str, notes: Sequence[PlanNote]) -> Iterator[Block]:
    told = _TOLD[page]
    yield Paragraph(told.sentence)
    yield TableBlock(
        told.caption,
        tuple(Column(heading, width=width) for heading, width, _ in told.columns),
        tuple(tuple(said(note) for _, _, said in told.columns) for note in notes),
        origin="records",
        key=f"table-{page.replace(' ', '-')}",
    )
