"""What may mislead in the imported files, what the auditor decided of it, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.auditfile.importing.hazard_decisions import HazardLine, list_hazards
from crossfoot.report.material import Material
from crossfoot.report.model import Block, Column, Note, TableBlock
from crossfoot.report.wording import cited
from crossfoot.report.words import Words
from crossfoot.workbook.inspection.hazards.kinds import BY_CODE

NOT_DECIDED = "Not decided."
_STILL_LOADED = "The rows are still in the list."


def hazard_blocks(material: Material) -> Iterator[Block]:
    """A table of what stands out in the files with the decisions on it, and a limitation for what is not decided."""
    found = list_hazards(material.audit)
    if not found:
        return
    yield TableBlock(
        "What stands out in the files",
        (
            Column("List", width=0.9),
            Column("Where", width=1.2),
            Column("What", width=2.8),
            Column("Decision", width=1.3),
        ),
        tuple(
            (material.audit.types[line.record_type].title, line.place, line.message, _decision(line))
            for line in found
        ),
        origin="records",
        key="table-hazards",
    )
    if any(line.open for line in found):
        yield Note(_limitation(found), label="Limitation")


def _decision(line: HazardLine) -> str:
    made = line.decision
    if made is None:
        return NOT_DECIDED if line.must_decide else ""
    return f"{made.decision[:1].upper()}{made.decision[1:]}. {made.reason}" + (
        f" {_STILL_LOADED}" if line.still_loaded else ""
    )


def _limitation(found: Sequence[HazardLine]) -> Words:
    kinds = dict.fromkeys(BY_CODE[line.code].what for line in found if line.open)
    named = "; ".join(f"{what[:1].lower()}{what[1:]}" for what in kinds)
    return (
        "The auditor has not decided what the following means for the lists: ",
        cited(named, "names of hazards"),
        ". Every figure of this report takes these rows and values as they were loaded.",
    )
