"""What the letter of a request says. Nothing is invented: what nobody stated stands as a blank to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crossfoot.auditfile.audit import AuditFacts
from crossfoot.mapping.model import RecordType
from crossfoot.papers.letter import Block, Grid, Heading, Line, NumberedList, Paragraph, blank
from crossfoot.request.model import KINDS, ItemKind, Request, RequestItem
from crossfoot.values import date_text

_WIDTHS = (1.5, 7.6, 5.4, 2.6)
_GUARDED = ("personal", "sensitive_personal", "law_enforcement", "third_person")
_HOW_TO_ANSWER: tuple[tuple[ItemKind | None, str], ...] = (
    (None, "Give the number of the item with whatever you send: in the name of the file, or in your letter."),
    (
        "dataset",
        "Send each dataset in its template, or send an export of your own system as it is: nobody needs to type rows "
        "again. With an export, send a data dictionary: what each column means, and how its codes are to be read.",
    ),
    (
        "dataset",
        "State for each dataset how it was extracted, on the sheet Extraction statement of its template, or in a note "
        "with the export: system, owner, filters, as-of date, who ran it and when, how many rows it has, and what is "
        "known to be missing.",
    ),
    (
        "document",
        "Send documents as they are, complete and with their dates. Do not write a document in order to answer.",
    ),
    (
        "interview",
        "Tell us for each interview who holds the position, and when we can meet; the list of interviews has "
        "columns for it.",
    ),
    (
        None,
        "If an item is not clear, or cannot be ready in time, tell our contact before {due} which item it is and when "
        "it will come. An item without any answer by then is recorded as 'no reply'.",
    ),
)
"""How to answer, each point with the kind of item that it is about; None where it is about all."""


def letter_title(facts: AuditFacts, request: Request) -> str:
    """The title of the document, and of the files that go with it."""
    return f"Request {request.number} for information: {audit_title(facts)}"


def audit_title(facts: AuditFacts) -> str:
    """How papers for the auditee name the audit: title, number, and that its data are fictitious where they are."""
    number = f" ({facts.number})" if facts.number else ""
    marking = f" ({facts.page_marking})" if facts.fictitious and facts.page_marking not in facts.title else ""
    return f"{facts.title}{number}{marking}"


def request_letter(
    facts: AuditFacts, request: Request, types: Mapping[str, RecordType], files: Mapping[str, str]
) -> list[Block]:
    """The letter of a request; `files` names the file that goes with an item, by the item's uid."""
    due = date_text(request.due_on)
    blocks: list[Block] = [
        Line(facts.office or blank("office"), "office"),
        Line(date_text(request.asked_on), "date"),
        Line(_address(facts, request)),
        Line(f"Subject: {letter_title(facts, request)}", "subject"),
        Line(f"Dear {request.addressee or blank('addressee')}:"),
        Paragraph(
            f"We are carrying out the audit named above. For it we need what the enclosure lists: {_counted(request)}. "
            f"Each item has a number, and all are due on {due}."
        ),
        Heading("Authority"),
        *_paragraphs(request.authority or blank("authority")),
        Heading("Objective and period"),
        *_objectives(request.objective or blank("objective")),
        Paragraph(
            f"The audit covers {date_text(facts.period_start)} to {date_text(facts.period_end)}. Records of events "
            "should cover that period. Lists of agencies, agreements, persons and positions should be complete as of "
            f"{date_text(facts.as_of)}, with those that ended before that day."
        ),
        Heading("How to answer"),
        NumberedList(
            tuple(
                text.format(due=due) for kind, text in _HOW_TO_ANSWER if kind is None or request.of_kind(kind)
            )
        ),
        Heading("If an item does not exist"),
        Paragraph(
            "If an item does not exist, say so in writing: which official says so, with his or her title, and on what "
            "date. The same holds where an item exists only in part, or where you hold that it may not be provided; "
            "then please state the reason. Such an answer becomes part of the evidence of the audit."
        ),
        *_minimisation(request, types),
        Heading("Contact"),
        *_paragraphs(request.contact or blank("contact: name, telephone, e-mail")),
        Line(f"Sincerely,\n\n\n{blank('name and title of the official who signs')}", "signature"),
        *_enclosures(request),
        Heading("Enclosure: what we ask for", new_page=True),
        *_items(request, files),
    ]
    return blocks


def _address(facts: AuditFacts, request: Request) -> str:
    lines = (request.addressee or blank("addressee"), request.addressee_title, facts.auditee)
    return "\n".join(line for line in lines if line)


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def _objectives(text: str) -> list[Block]:
    stated = [line.strip() for line in text.splitlines() if line.strip()]
    if len(stated) == 1:
        return [Paragraph(stated[0])]
    return [Paragraph("The objectives of the audit are:"), NumberedList(tuple(stated))]


def _items(request: Request, files: Mapping[str, str]) -> Iterable[Block]:
    due = request.due_on.isoformat()
    if datasets := request.of_kind("dataset"):
        yield Heading("Datasets", 2)
        yield Paragraph(
            "The templates are in the folder 'datasets'. Each has an empty table, the layout of its columns with the "
            "reason why each is asked for, and an extraction statement."
        )
        yield Grid(
            ("Item", "Dataset", "Template", "Due"),
            [(str(item.number), item.wanted.asked, _name(files, item), due) for item in datasets],
            _WIDTHS,
            "The datasets that are asked for, with their templates and due dates",
        )
    for kind, title, noun in _PLAIN:
        if found := request.of_kind(kind):
            yield Heading(title, 2)
            yield Grid(
                ("Item", noun, "Theme", "Due"),
                [(str(item.number), item.wanted.asked, item.wanted.theme, due) for item in found],
                _WIDTHS,
                f"The {title.lower()} that are asked for, with their themes and due dates",
            )
    if questionnaires := request.of_kind("questionnaire"):
        yield Heading("Reliability questionnaires", 2)
        yield Paragraph(
            "We assess whether the data are reliable enough for the audit's purpose. Please have each questionnaire "
            "in the folder 'questionnaires' answered by people who know the system and its records."
        )
        yield Grid(
            ("Item", "Questionnaire", "File", "Due"),
            [(str(item.number), item.wanted.asked, _name(files, item), due) for item in questionnaires],
            _WIDTHS,
            "The questionnaires that are to be answered, with their files and due dates",
        )


_PLAIN: tuple[tuple[ItemKind, str, str], ...] = (
    ("document", "Documents", "Document"),
    ("interview", "Interviews", "Interview with"),
)


def _name(files: Mapping[str, str], item: RequestItem) -> str:
    """The file of an item without its folder, which the text above the table names."""
    return files.get(item.uid, "").rpartition("/")[2]


def _minimisation(request: Request, types: Mapping[str, RecordType]) -> list[Block]:
    said = [Paragraph(text) for text in _what_not_to_send(request, types)]
    return [Heading("Send no more than we ask for"), *said] if said else []


def _what_not_to_send(request: Request, types: Mapping[str, RecordType]) -> Iterable[str]:
    datasets = request.of_kind("dataset")
    if datasets:
        yield (
            "Send no more than the columns that the record layout of a template lists. Leave out all others, in "
            "particular names, dates of birth, social security numbers, home addresses and remarks about persons, "
            "unless the layout lists them."
        )
    guarded = [
        types[item.wanted.record_type].title.lower() for item in datasets if _holds_guarded(item, types)
    ]
    if guarded:
        yield (
            f"These datasets hold information about persons or for law enforcement: {_and(guarded)}. Please agree with "
            "our contact on a protected way to hand them over before you send them."
        )
    if request.of_kind("document"):
        yield (
            "If a document holds more than the item asks for, send the parts that answer it, and say which parts you "
            "left out."
        )


def _holds_guarded(item: RequestItem, types: Mapping[str, RecordType]) -> bool:
    record_type = types[item.wanted.record_type]
    asked = {column.field for column in item.wanted.columns}
    return any(field.field_class in _GUARDED for field in record_type.fields if field.name in asked)


def _counted(request: Request) -> str:
    """How many items of each kind: `2 datasets, 1 document and 2 questionnaires`."""
    return _and([_number(count, kind) for kind in KINDS if (count := len(request.of_kind(kind)))])


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _enclosures(request: Request) -> Iterable[Block]:
    counts = [
        (len(request.of_kind("dataset")), "template"),
        (len(request.of_kind("questionnaire")), "reliability questionnaire"),
    ]
    said = ["items asked for", *(_number(count, noun) for count, noun in counts if count)]
    if request.of_kind("document") or request.of_kind("interview"):
        said.append("lists of documents and interviews")
    yield Line(f"Enclosures: {', '.join(said)}", "caption")
