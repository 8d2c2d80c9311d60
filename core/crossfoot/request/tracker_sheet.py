"""The tracker as a workbook: what was asked, when it is due, what came, whether it is complete, what is to follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crossfoot.papers.spreadsheet import PaperSheet, SheetColumn
from crossfoot.request.track import TrackedItem

_ITEM_COLUMNS = (
    SheetColumn("Item", 7, "integer"),
    SheetColumn("Request", 9, "integer"),
    SheetColumn("Kind", 15),
    SheetColumn("Asked for", 36),
    SheetColumn("Theme", 18),
    SheetColumn("Asked on", 12, "date"),
    SheetColumn("Due on", 12, "date"),
    SheetColumn("State", 13),
    SheetColumn("Received on", 12, "date"),
    SheetColumn("Files", 26),
    SheetColumn("Complete", 11),
    SheetColumn("Official who answered", 20),
    SheetColumn("Follow-up", 26),
)
_FILE_COLUMNS = (
    SheetColumn("Item", 7, "integer"),
    SheetColumn("File", 34),
    SheetColumn("Received on", 13, "date"),
    SheetColumn("Rows", 10, "integer"),
    SheetColumn("Bytes", 12, "integer"),
    SheetColumn("SHA-256", 70),
    SheetColumn("Missing when it came", 34),
)


def tracker_sheets(items: Sequence[TrackedItem], on: dt.date) -> tuple[PaperSheet, ...]:
    """The items and the files that came, as of the day `on`: what is overdue and what is to follow depends on it."""
    return (
        PaperSheet(
            "Items",
            _ITEM_COLUMNS,
            [
                (
                    item.number,
                    item.request.number if item.request else None,
                    item.wanted.kind,
                    item.wanted.asked,
                    item.wanted.short_theme,
                    item.asked_on,
                    item.due_on,
                    item.state_on(on),
                    item.received_on,
                    "\n".join(file.name for file in item.files),
                    item.complete,
                    item.answer.official,
                    item.follow_up(on),
                )
                for item in items
            ],
            lead=(
                f"Request tracker as of {on}",
                "For the audit team; not part of what is sent to the auditee.",
            ),
        ),
        PaperSheet(
            "Files",
            _FILE_COLUMNS,
            [
                (
                    item.number,
                    file.name,
                    file.received_on,
                    file.rows,
                    file.bytes,
                    file.sha256,
                    ", ".join(gap.field or gap.meaning for gap in file.missing),
                )
                for item in items
                for file in item.files
            ],
            lead=("Files that came", "In the order of the items; the SHA-256 is that of the receipt."),
        ),
    )
