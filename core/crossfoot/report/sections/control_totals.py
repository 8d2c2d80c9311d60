"""What the sender said the lists hold, beside what they hold."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.auditfile.corrections.control_totals import measured
from crossfoot.auditfile.corrections.reconciliation import reconcile
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, TableBlock
from crossfoot.report.wording import cited


def control_total_blocks(material: Material) -> Iterator[Block]:
    """A table of the control totals, those that agree too; nothing where none was noted."""
    found = reconcile(material.audit)
    if found:
        yield TableBlock(
            "Control totals of the sender, and what the lists hold",
            (
                Column("List and total", width=2.2),
                Column("Expected", "right"),
                Column("Found", "right"),
                Column("Difference", "right"),
                Column("Source", width=2.0),
            ),
            tuple(
                (
                    measured(one.total),
                    one.expected,
                    one.found or "(none)",
                    one.difference or "(none)",
                    one.total.source,
                )
                for one in found
            ),
            note=cited(
                " ".join(one.words for one in found if one.unreadable or one.corrected or not one.agrees),
                "control total",
            ),
            origin="records",
            key="table-control-totals",
        )
