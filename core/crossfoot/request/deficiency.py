"""The deficiency letter: what is still missing, each field named once, and what no answer came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crossfoot.auditfile.audit import Audit, AuditFacts
from crossfoot.auditfile.custody import record_copy, require_marking
from crossfoot.errors import RequestError
from crossfoot.mapping.headers import field_label
from crossfoot.mapping.model import RecordType
from crossfoot.papers.letter import Block, Grid, Heading, Line, Paragraph, blank, write_letter
from crossfoot.request.gaps import Gap, GapKind
from crossfoot.request.letter import audit_title
from crossfoot.request.track import TrackedItem, track_items, tracked_item
from crossfoot.values import count_text, date_text

_KINDS: dict[GapKind, str] = {
    "no column": "There is no such column",
    "no value": "The column is empty in every row",
    "no rows": "There is no row",
    "no answers": "No question is answered",
}
_REASONS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class MissingParts:
    """What one item lacks; `gaps` are those that no earlier item of the letter names."""

    item: TrackedItem
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Deficiencies:
    """What is missing as of a day: lists with gaps, other items answered in part, items without an answer."""

    on: dt.date
    gaps: tuple[MissingParts, ...]
    in_part: tuple[TrackedItem, ...]
    overdue: tuple[TrackedItem, ...]

    @property
    def items(self) -> tuple[TrackedItem, ...]:
        """Every item that the letter is about, by number."""
        found = {
            one.number: one for one in (*(part.item for part in self.gaps), *self.in_part, *self.overdue)
        }
        return tuple(found[number] for number in sorted(found))

    @property
    def fields(self) -> int:
        """How many missing things are named."""
        return sum(len(one.gaps) for one in self.gaps)


def find_deficiencies(audit: Audit, on: dt.date, item: int | None = None) -> Deficiencies:
    """What is missing as of the day `on`, of one item where it is named; RequestError where there is no such item."""
    items = track_items(audit) if item is None else [tracked_item(audit, item)]
    named: set[tuple[str, str]] = set()
    gaps = []
    for one in items:
        fresh = tuple(gap for gap in one.missing if (one.wanted.record_type, gap.field) not in named)
        named.update((one.wanted.record_type, gap.field) for gap in fresh if gap.field)
        if fresh:
            gaps.append(MissingParts(one, fresh))
    return Deficiencies(
        on,
        tuple(gaps),
        tuple(one for one in items if one.state == "partial" and not one.missing),
        tuple(one for one in items if one.state in ("asked", "overdue") and one.overdue(on)),
    )


def write_deficiency_letter(
    audit: Audit,
    path: Path,
    on: dt.date,
    *,
    item: int | None = None,
    due_on: dt.date | None = None,
    by: str | None = None,
) -> Deficiencies:
    """Write the letter (.docx), dated `on`, with `due_on` as the new due date (a visible blank where none is given).

    Nothing is written where nothing is missing. RequestError where the file is there already, the due date is no
    later day, or the letter is dated before what it tells of; AuditFileError where nobody chose the audit's marking.
    """
    found = find_deficiencies(audit, on, item)
    if not found.items:
        return found
    if due_on is not None and due_on <= on:
        raise RequestError(
            f"What is missing would be due on {due_on}, but the letter is dated {on}.",
            "Give a later day with --due.",
        )
    refuse_day_before(on, "The letter", found.items)
    marking = require_marking(audit)
    refuse_to_replace(path)
    write_letter(
        path,
        deficiency_blocks(audit.facts, found, audit.types, due_on),
        title=deficiency_title(audit.facts, found),
        marking=marking,
        made=dt.datetime.combine(on, dt.time()),
        author=audit.facts.office,
    )
    record_copy(audit, path, "deficiency letter", given_to=addressee(found.items), by=by)
    return found


def refuse_day_before(on: dt.date, paper: str, items: Sequence[TrackedItem]) -> None:
    """RequestError where `paper` is dated before the day on which something that it tells of was asked or came."""
    days = [day for item in items for day in (item.asked_on, item.received_on) if day is not None]
    if days and on < max(days):
        raise RequestError(
            f"{paper} would be dated {on}, but tells of what was asked or came on {max(days)}.",
            "Give that day or a later one with --on.",
        )


def refuse_to_replace(path: Path) -> None:
    """RequestError where a file stands at `path`: it may have been sent, or be one that came."""
    if path.exists():
        raise RequestError(
            f"{path.name} is there already; it was left as it is.",
            "Give another name: what was sent once stays.",
        )


def deficiency_title(facts: AuditFacts, found: Deficiencies) -> str:
    """The subject of the letter."""
    numbers = sorted({one.request.number for one in found.items if one.request})
    of = (
        f"Request{'' if len(numbers) == 1 else 's'} {', '.join(map(str, numbers))}: what"
        if numbers
        else "What"
    )
    return f"{of} is still missing, {audit_title(facts)}"


def addressee(items: Sequence[TrackedItem]) -> str:
    """To whom the requests of these items went; '' where they went to several persons."""
    names = {one.request.addressee for one in items if one.request}
    return names.pop() if len(names) == 1 else ""


def address_lines(facts: AuditFacts, items: Sequence[TrackedItem]) -> str:
    """Name, title and agency of the addressee, one below the other."""
    name = addressee(items)
    titles = {one.request.addressee_title for one in items if one.request} if name else set()
    lines = (name or blank("addressee"), titles.pop() if len(titles) == 1 else "", facts.auditee)
    return "\n".join(line for line in lines if line)


def deficiency_blocks(
    facts: AuditFacts, found: Deficiencies, types: Mapping[str, RecordType], due_on: dt.date | None
) -> list[Block]:
    """The letter, block by block."""
    items = found.items
    due = date_text(due_on) if due_on else blank("day by which it is due")
    contact = next((one.request.contact for one in items if one.request and one.request.contact), "")
    return [
        Line(facts.office or blank("office"), "office"),
        Line(date_text(found.on), "date"),
        Line(address_lines(facts, items)),
        Line(f"Subject: {deficiency_title(facts, found)}", "subject"),
        Line(f"Dear {addressee(items) or blank('addressee')}:"),
        Paragraph(
            f"Of what we asked for, {counted(len(items), 'item')} {'is' if len(items) == 1 else 'are'} not complete. "
            f"What is missing is named below, each thing once. Please send it by {due}."
        ),
        *_lists(found.gaps, types),
        *_in_part(found.in_part),
        *_overdue(found.overdue),
        Heading("How to answer"),
        Paragraph(
            "Send a list again as a whole, not only the columns or rows that were missing: the new file takes the "
            "place of the one before."
        ),
        Paragraph(
            "If something does not exist, say so in writing: which official says so, with his or her title, and on "
            "what date. Such an answer becomes part of the evidence of the audit. No reply is recorded as 'no reply'."
        ),
        Heading("Contact"),
        Paragraph(contact or blank("contact: name, telephone, e-mail")),
        Line(f"Sincerely,\n\n\n{blank('name and title of the official who signs')}", "signature"),
    ]


def _lists(gaps: Sequence[MissingParts], types: Mapping[str, RecordType]) -> Iterator[Block]:
    if not gaps:
        return
    yield Heading("What was missing in the files that came")
    for one in gaps:
        yield Heading(f"Item {one.item.number}: {one.item.wanted.asked}", 2)
        if file := one.item.answering:
            yield Paragraph(f"In the file {file.name}, which came on {date_text(file.received_on)}:")
        yield Grid(
            ("What is missing", "What it means", "Why we ask for it", "What we found"),
            [
                (
                    _name(gap, types.get(one.item.wanted.record_type)),
                    gap.meaning,
                    _why(gap.why),
                    _KINDS[gap.kind],
                )
                for gap in one.gaps
            ],
            (3.4, 5.2, 5.2, 2.8),
            f"What is missing of item {one.item.number}",
        )


def _in_part(items: Sequence[TrackedItem]) -> Iterator[Block]:
    if items:
        yield Heading("Items that were answered in part")
        yield Grid(
            ("Item", "Asked for", "Your answer"),
            [(str(one.number), one.wanted.asked, one.answer.said) for one in items],
            (1.4, 8.6, 6.5),
            "Items that were answered in part",
        )


def _overdue(items: Sequence[TrackedItem]) -> Iterator[Block]:
    if items:
        yield Heading("Items to which no answer came")
        yield Grid(
            ("Item", "Asked for", "Was due on"),
            [(str(one.number), one.wanted.asked, str(one.due_on)) for one in items],
            (1.4, 12.1, 3.0),
            "Items to which no answer came by the day on which they were due",
        )


def _name(gap: Gap, record_type: RecordType | None) -> str:
    """The headers of the fields as the template has them: `Agency ID, or agency and state`."""
    if not gap.field:
        return "All answers" if gap.kind == "no answers" else "All rows"
    groups = [
        " and ".join(_header(name, record_type) for name in group.split(" and "))
        for group in gap.field.split(" or ")
    ]
    return ", or ".join(groups)


def _header(name: str, record_type: RecordType | None) -> str:
    field = record_type.field(name) if record_type else None
    return field_label(field) if field else name


def _why(text: str) -> str:
    """The first reasons, and how many more there are: nobody reads twenty."""
    reasons = list(dict.fromkeys(text.split("; ")))
    more = len(reasons) - _REASONS_SHOWN
    if more <= 1:
        return "; ".join(reasons)
    return f"{'; '.join(reasons[:_REASONS_SHOWN])}; and {more} more tests"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 item`, `2 items`."""
    return f"{count_text(number)} {noun}{'' if number == 1 else 's'}"


def missing_lines(gaps: Iterable[Gap], record_type: RecordType | None) -> Iterator[str]:
    """A sentence for each gap, as the command prints it."""
    for gap in gaps:
        yield f"{_name(gap, record_type)}: {_KINDS[gap.kind][0].lower()}{_KINDS[gap.kind][1:]}. {gap.meaning}"
