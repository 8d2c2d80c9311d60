"""The receipt that goes back: every file that came, with its fingerprint, its size and the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from crossfoot.auditfile.audit import Audit, AuditFacts
from crossfoot.auditfile.custody import record_copy, require_marking
from crossfoot.errors import RequestError
from crossfoot.papers.letter import Block, Grid, Line, Paragraph, blank, write_letter
from crossfoot.papers.spreadsheet import PaperSheet, SheetColumn, write_paper
from crossfoot.request.deficiency import (
    address_lines,
    addressee,
    counted,
    refuse_day_before,
    refuse_to_replace,
)
from crossfoot.request.letter import audit_title
from crossfoot.request.track import ReceivedFile, TrackedItem, track_items
from crossfoot.values import count_text, date_text

_HASH = (
    "SHA-256 is a fingerprint of the file's bytes: whoever keeps a copy can compute it, and see that the copy is the "
    "file that we received."
)
_COLUMNS = (
    SheetColumn("Item", 7, "integer"),
    SheetColumn("File", 40),
    SheetColumn("Received on", 13, "date"),
    SheetColumn("Received by", 22),
    SheetColumn("Bytes", 13, "integer"),
    SheetColumn("Rows", 10, "integer"),
    SheetColumn("SHA-256", 70),
)


def write_receipt(audit: Audit, path: Path, on: dt.date, *, by: str | None = None) -> list[ReceivedFile]:
    """Write the receipt of all files that came, dated `on`, as a letter (.docx) or a workbook (.xlsx).

    RequestError where no file has come yet, the receipt is there already, or its name ends otherwise; AuditFileError
    where nobody chose the marking.
    """
    items = [item for item in track_items(audit) if item.files]
    files = [file for item in items for file in item.files]
    if not files:
        raise RequestError(
            "No file has come yet, so there is nothing to give a receipt for.",
            f"Take files in with: crossfoot request {audit.path.name} receive FILE.",
        )
    title, made = f"Receipt for files, {audit_title(audit.facts)}", dt.datetime.combine(on, dt.time())
    marking, ending = require_marking(audit), path.suffix.lower()
    refuse_day_before(on, "The receipt", items)
    refuse_to_replace(path)
    if ending == ".docx":
        blocks = receipt_blocks(audit.facts, items, on)
        write_letter(path, blocks, title=title, marking=marking, made=made, author=audit.facts.office)
    elif ending == ".xlsx":
        write_paper(path, [_sheet(files, on)], title=title, marking=marking, made=made)
    else:
        raise RequestError(
            f"A receipt is no {ending or 'file without an ending'}.", "Name it .docx or .xlsx."
        )
    record_copy(audit, path, "receipt for files", given_to=addressee(items), by=by)
    return files


def receipt_blocks(facts: AuditFacts, items: Sequence[TrackedItem], on: dt.date) -> list[Block]:
    """The receipt as a letter."""
    files = [file for item in items for file in item.files]
    return [
        Line(facts.office or blank("office"), "office"),
        Line(date_text(on), "date"),
        Line(address_lines(facts, items)),
        Line(f"Subject: Receipt for files, {audit_title(facts)}", "subject"),
        Line(f"Dear {addressee(items) or blank('addressee')}:"),
        Paragraph(f"We received {counted(len(files), 'file')} from you for this audit. {_HASH}"),
        Grid(
            ("Item", "File and SHA-256", "Bytes", "Rows", "Received"),
            [
                (
                    str(file.item), f"{file.name}\n{file.sha256}", count_text(file.bytes),
                    "" if file.rows is None else count_text(file.rows), f"{file.received_on}\nby {file.actor}",
                )
                for file in files
            ],
            (1.4, 9.2, 2.0, 1.5, 2.4),
            "The files that were received, with their SHA-256, size, number of rows, and day",
        ),
        Line(f"Received for {facts.office or blank('office')}:\n\n\n{blank('name and title')}", "signature"),
    ]  # fmt: skip


def _sheet(files: Sequence[ReceivedFile], on: dt.date) -> PaperSheet:
    return PaperSheet(
        "Receipt",
        _COLUMNS,
        [(one.item, one.name, one.received_on, one.actor, one.bytes, one.rows, one.sha256) for one in files],
        lead=(f"Receipt for {counted(len(files), 'file')}, {on}", _HASH),
    )
