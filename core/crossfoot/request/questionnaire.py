"""The questions about a dataset's reliability that the people who keep it are asked, in neutral words.

They cover what an assessment of data reliability looks at (accuracy, completeness, applicability): the system, how data
get in, what guards them, and what is known to be wrong. The wording is our own.
"""

from __future__ import annotations

from crossfoot.mapping.model import RecordType
from crossfoot.papers.spreadsheet import CellValue, PaperSheet, SheetColumn
from crossfoot.request.extraction import VERSION
from crossfoot.request.model import Request, RequestItem
from crossfoot.request.statement import Identification

QUESTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "System",
        (
            "In which system are these records kept, and since when? If records come from more than one system, which?",
            "Which office is responsible for the system, and which for the content of the records?",
            "What are the records used for in daily work, and by whom?",
            "Which documents describe the system: user guide, data dictionary, list of codes?",
        ),
    ),
    (
        "Entry",
        (
            "Who enters a record, from which paper or other system, and how long after the event?",
            "Which fields must be filled in before a record can be saved?",
            "Which fields are filled in by the system itself, and by what rule?",
            "Which source documents are kept for a record, where, and for how long?",
        ),
    ),
    (
        "Controls",
        (
            "Which checks does the system make on entry: allowed values, ranges, order of dates, duplicates?",
            "Who reviews records after entry, how often, and what is done with what is found?",
            "Who can add, change or delete records? How is that access given and taken away?",
            "Who has reviewed or audited the system or its data, when, and what came of it?",
        ),
    ),
    (
        "Changes",
        (
            "Does the system keep what a record said before it was changed, who changed it, and when?",
            "Can a record be deleted, and does a trace of it remain?",
            "Which changes of the system, of codes or of definitions fell into the period of the audit?",
            "Were records moved from an earlier system or corrected in bulk? When, and how was that checked?",
        ),
    ),
    (
        "Completeness",
        (
            "Which offices, persons or events should have a record? How is it known that each of them has one?",
            "Which records are missing, late or kept elsewhere, such as on paper or in local spreadsheets?",
            "With which other count or list can the number of records be compared?",
            "What does an empty cell mean in each field: not known, not applicable, or not entered?",
        ),
    ),
    (
        "Known problems",
        (
            "Which errors or limits of these records are known, and since when?",
            "Which fields are not reliable enough for decisions, in your judgment, and why?",
            "What is being done about known problems, and by when?",
        ),
    ),
)
"""Topic and its questions."""


def questionnaire_sheets(
    request: Request, item: RequestItem, record_type: RecordType
) -> tuple[PaperSheet, ...]:
    """The questionnaire on one dataset: a line for each question, with columns to fill in."""
    mark = Identification(request.number, item.number, record_type.name, VERSION)
    rows: list[tuple[CellValue, ...]] = []
    for topic, questions in QUESTIONS:
        for question in questions:
            rows.append((len(rows) + 1, topic, question, None, None, None))
    return (
        PaperSheet(
            "Questionnaire",
            (
                SheetColumn("No.", 6, "integer"),
                SheetColumn("Topic", 15),
                SheetColumn("Question", 46),
                SheetColumn("Answer", 54, fill=True),
                SheetColumn("Document that shows it", 24, fill=True),
                SheetColumn("Answered by (name, title, date)", 24, fill=True),
            ),
            rows=rows,
            lead=(
                f"Reliability questionnaire: {record_type.title}",
                f"{mark.line}, questionnaire",
                f"Item {item.number}, due on {item.due_on}. To be answered by people who know the system; where nobody "
                "knows, say so.",
                f"It is about the records that the dataset holds: one row for each {record_type.unit}.",
            ),
        ),
    )
