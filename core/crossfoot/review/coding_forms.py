"""Coding forms: a workbook with every question for every item, for one coder (`coding_forms_read` takes it back)."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import record_copy, require_marking
from crossfoot.errors import EvidenceError
from crossfoot.evidence.register import list_evidence
from crossfoot.papers.spreadsheet import PaperSheet, SheetColumn, write_paper
from crossfoot.review.coding import (
    Coding,
    known_coder,
    latest_of,
    list_codings,
)
from crossfoot.review.instruments import (
    ANSWERS,
    Attribute,
    Instrument,
    items_to_code,
    standing_instrument,
)
from crossfoot.review.sample_results import sample_state
from crossfoot.sampling.results import Item

FORM, HOW = "Form", "How to answer"
VERSION = 1
_COLUMNS = (
    SheetColumn("Item", 7, "integer"),
    SheetColumn("Record", 22),
    SheetColumn("Attribute", 16),
    SheetColumn("Question", 46),
    SheetColumn("Answer", 17, choices=ANSWERS, fill=True),
    SheetColumn("Page", 12, fill=True),
    SheetColumn("Evidence", 11, fill=True),
    SheetColumn("Note", 34, fill=True),
)
COLUMN_NAMES = tuple(column.header for column in _COLUMNS)
_MARK_DIGITS = 12


def write_form(audit: Audit, name: str, coder: str, path: Path, by: str | None = None) -> int:
    """Write the form of one coder and note the copy; returns how many items it asks about.

    It shows what this coder answered before, and nothing of the other one's. EvidenceError where there is no such
    instrument, a third coder comes or the file is there already; AuditFileError where nobody has chosen a marking.
    """
    marking = require_marking(audit)
    instrument = standing_instrument(audit, name)
    who = known_coder(audit, instrument, coder)
    state = sample_state(audit, instrument.sample)
    items = items_to_code(state)
    if path.suffix.lower() != ".xlsx":
        raise EvidenceError(f"{path.name} is no name for a form.", "Let it end in .xlsx.")
    if path.exists():  # it may be filled in by now
        raise EvidenceError(
            f"{path.name} is there already; it was left as it is.",
            "Give another name: a form that was filled in is not written over.",
        )
    own = latest_of(list_codings(audit, instrument), who)
    labels = {one.uid: one.label for one in list_evidence(audit)}
    rows = [
        _row(item, attribute, own.get((item.place, attribute.key)), labels)
        for item in items
        for attribute in instrument.attributes
    ]
    form = PaperSheet(
        FORM,
        _COLUMNS,
        rows=rows,
        lead=(
            instrument.name,
            f"{len(items):,} items of the sample {state.record.name} ({state.record.record_type.replace('_', ' ')}), "
            f"to be answered by {who}.",
            "Answer each question from the documents of the item; the list in the column Answer has the four answers. "
            "Give the page that shows it. Evidence is a number of the register, such as E-7, where there is one.",
            "Answer alone: do not compare with anyone before the form is handed back.",
            form_line(instrument, who),
        ),
        protected=True,
    )
    made = dt.datetime.fromisoformat(instrument.at.replace("Z", "")).replace(microsecond=0)
    write_paper(path, [form, _how(instrument)], title=f"{instrument.name}: {who}", marking=marking, made=made)
    record_copy(audit, path, f"form of the instrument {instrument.name}", given_to=who, by=by)
    return len(items)


def form_line(instrument: Instrument, coder: str) -> str:
    """The line by which a form is recognised. Its seal shows when a form was passed on under another name."""
    mark = instrument.uid[:_MARK_DIGITS]
    return f"Form: crossfoot instrument {mark}, version {VERSION}, seal {form_seal(instrument, coder)}, coder: {coder}"


def form_seal(instrument: Instrument, coder: str) -> str:
    """16 hex digits that only this instrument and this coder give."""
    return hashlib.sha256(f"{instrument.uid}|{VERSION}|{coder}".encode()).hexdigest()[:16]


def _row(
    item: Item, attribute: Attribute, own: Coding | None, labels: dict[str, str]
) -> tuple[str | int | None, ...]:
    coded = own.coded if own else None
    answers = (
        (coded.answer, coded.page or None, labels.get(coded.evidence_uid), coded.note or None)
        if coded
        else (None, None, None, None)
    )
    return (item.place, item.entity, attribute.key, attribute.question, *answers)


def _how(instrument: Instrument) -> PaperSheet:
    meanings = (
        ("yes", "The documents show that it is so."),
        ("no", "The documents show that it is not so."),
        ("not applicable", "The question does not arise for this item; say why in the note."),
        (
            "not found",
            "The documents that would show it were looked for and not found; say where in the note.",
        ),
    )
    asked = [(one.key, one.question, one.help or None) for one in instrument.attributes]
    return PaperSheet(
        HOW,
        (
            SheetColumn("Attribute or answer", 22),
            SheetColumn("What it asks or means", 60),
            SheetColumn("Help", 50),
        ),
        rows=[*asked, *((answer, meaning, None) for answer, meaning in meanings)],
        lead=(HOW, *([instrument.purpose] if instrument.purpose else [])),
        protected=True,
    )
