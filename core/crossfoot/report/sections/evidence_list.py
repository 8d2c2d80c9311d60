"""The evidence beside data, and what the auditee was asked for; what it could not produce is evidence too.

Attachments are never part of a report. A public report names neither persons nor the titles of closed evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot import values
from crossfoot.evidence.model import Evidence, RequestItem
from crossfoot.evidence.register import list_evidence
from crossfoot.evidence.request_items import list_items
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, Paragraph, Section, TableBlock

NOT_SHOWN = "(not shown)"
OPEN_CLASSES = frozenset(("public", "internal"))


def evidence_sections(material: Material) -> tuple[Section, ...]:
    """The list of evidence and that of request items, each where it has an entry."""
    evidence, items = list_evidence(material.audit), list_items(material.audit)
    sections: list[Section] = []
    if evidence:
        blocks = tuple(_evidence(evidence, material.public))
        sections.append(Section("Evidence Other Than Data", blocks, level=2, key="evidence"))
    if items:
        blocks = tuple(_items(items, material.public))
        sections.append(Section("What We Asked For", blocks, level=2, key="requests"))
    return tuple(sections)


def _evidence(found: list[Evidence], public: bool) -> Iterator[Block]:
    yield Paragraph(
        "Findings cite this evidence by its number. The documents themselves are not part of the report."
    )
    yield TableBlock(
        "Evidence other than data",
        (
            Column("Number", width=0.6),
            Column("Kind", width=1.0),
            Column("Title", width=2.8),
            Column("From whom", width=1.7),
            Column("Obtained on", width=1.1),
        ),
        tuple(
            (
                one.label,
                one.kind.capitalize(),
                evidence_title(one, public),
                NOT_SHOWN if public else one.obtained_from,
                _day(one.obtained_on) or "(not stated)",
            )
            for one in found
        ),
        origin="records",
        key="table-evidence",
    )


def evidence_title(one: Evidence, public: bool) -> str:
    """The title; in a public report not that of testimony or closed evidence, nor one that names whom it came from."""
    source = one.obtained_from.partition(",")[0]
    closed = (
        one.kind == "testimonial"
        or one.evidence_class not in OPEN_CLASSES
        or (source and source in one.title)
    )
    return NOT_SHOWN if public and closed else one.title


def _items(items: list[RequestItem], public: bool) -> Iterator[Block]:
    yield Paragraph(
        "No answer is not taken for a confirmation. Where an official said that something does not exist, that "
        "statement is evidence."
    )
    yield TableBlock(
        "What we asked for, and what came of it",
        (
            Column("Item", "right", 0.5),
            Column("Kind", width=1.35),
            Column("Asked for", width=2.6),
            Column("Asked on", width=1.2),
            Column("Due on", width=1.2),
            Column("Answer", width=2.2),
        ),
        tuple(
            (
                str(one.number),
                one.kind.capitalize(),
                one.asked,
                _day(one.asked_on) or "(not stated)",
                _day(one.due_on) or "(not stated)",
                _answer(one, public),
            )
            for one in items
        ),
        origin="records",
        key="table-requests",
    )


def _answer(one: RequestItem, public: bool) -> str:
    """`Does not exist, said by NAME, TITLE, on DATE.` A public report gives the title, and no name."""
    if one.state in ("asked", "overdue"):
        return "No answer is recorded."
    who = [one.official_title] if public else [one.official, one.official_title]
    named = ", ".join(part for part in who if part)
    day = _day(one.answered_on)
    said = f", said by {named}" if named else ""
    return f"{one.state.capitalize()}{said}{f', on {day}' if day else ''}."


def _day(text: str) -> str:
    day = values.parse_date(text) if text else None
    return values.date_text(day) if day else text
