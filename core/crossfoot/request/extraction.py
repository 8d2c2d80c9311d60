"""The sheet on which the sender says how a dataset was extracted: label in column A, the answer in column B."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.auditfile.importing.template_sheets import EXTRACTION_STATEMENT
from crossfoot.mapping.headers import field_label
from crossfoot.mapping.model import Field, RecordType
from crossfoot.papers.spreadsheet import PaperSheet, SheetColumn
from crossfoot.request.statement import Identification

VERSION = 1
"""Of the template's form; what reads templates back knows by it where things stand."""
_SUMMED = ("integer", "number", "money")
_ORDINAL = ("year", "no")
_BEFORE_SUMS = (
    ("System", "The name of the system that the rows come from"),
    ("Owner", "The office that is responsible for that system"),
    ("Filters", "Every condition by which rows were chosen or left out; write 'none' where there was none"),
    ("As-of date", "The day as of which the rows are true, such as 2018-03-31"),
    ("Run by", "Name and title of the person who ran the extract"),
    ("Run on", "The day on which it was run, such as 2018-04-16"),
    ("Row count", "How many rows the system returned, counted before they were put into the sheet Data"),
)
_AFTER_SUMS = (
    (
        "Known gaps",
        "Periods, offices or kinds of records that are missing, and columns that are not reliable",
    ),
)


def extraction_sheet(
    record_type: RecordType, identification: Identification, fields: Sequence[Field]
) -> PaperSheet:
    """The extraction statement of a dataset; each column of amounts or counts gets a line for its sum.

    Whoever reads a filled template back knows it by the identification, and its answers by the labels.
    """
    sums = tuple(
        (
            f"Sum of {field_label(field)}",
            f"The sum of the column {field_label(field)} as the system gives it, or 'none'",
        )
        for field in fields
        if field.type in _SUMMED and _adds_up(record_type, field)
    )
    return PaperSheet(
        EXTRACTION_STATEMENT,
        (
            SheetColumn("What to state", 24),
            SheetColumn("Your answer", 48, fill=True),
            SheetColumn("What is meant", 62),
        ),
        rows=[(label, None, meant) for label, meant in (*_BEFORE_SUMS, *sums, *_AFTER_SUMS)],
        lead=(
            f"Extraction statement: {record_type.title}",
            identification.line,
            "Fill in column B. With an export of your own system, send the same facts with it.",
        ),
    )


def _adds_up(record_type: RecordType, field: Field) -> bool:
    """Whether a sum of the column says anything: not of what tells rows apart, of years or of ordinal numbers."""
    if field.name in (*record_type.key, *record_type.natural_key):
        return False
    return field.type != "integer" or field.name.rpartition("_")[2] not in _ORDINAL
