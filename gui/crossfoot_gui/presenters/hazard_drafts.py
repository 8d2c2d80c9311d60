"""What the auditor says of what may mislead in a sheet before it is imported, and which rows that leaves out."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crossfoot.mapping.left_out import leave_out
from crossfoot.mapping.model import Mapping, SkippedRows
from crossfoot.workbook.inspection.hazards.kinds import choices_for
from crossfoot.workbook.model import Hazard

HazardKey = tuple[str, str]
"""Its code and its place: one of a sheet."""


@dataclass(frozen=True, slots=True)
class Said:
    """A decision of a hazard with its reason; `count` is how often the hazard was there when it was decided."""

    decision: str
    reason: str
    count: int


def key_of(hazard: Hazard) -> HazardKey:
    """By what a hazard is found again."""
    return hazard.code, hazard.where


def leaves_out(code: str, decision: str) -> bool:
    """Whether the decision says that the rows of such a hazard do not belong to the list."""
    return any(choice.leaves_out for choice in choices_for(code) if choice.words == decision)


def leaving_out(code: str) -> str:
    """The decision by which the rows of such a hazard do not belong to the list; "" where it has none."""
    return next((choice.words for choice in choices_for(code) if choice.leaves_out), "")


def with_rows_as_said(mapping: Mapping, hazard: Hazard, before: Said | None, said: Said | None) -> Mapping:
    """The mapping with the hazard's rows left out where that is decided and they are known; else with those in it
    again that the decision before it left out.

    Rows that another entry leaves out already stay with that entry.
    """
    kept = mapping.skipped
    if before is not None and leaves_out(hazard.code, before.decision):
        kept = tuple(rows for rows in kept if (rows.first, rows.last) not in hazard.rows)
    mapping = replace(mapping, skipped=kept)
    if said is None or not leaves_out(hazard.code, said.decision):
        return mapping
    free = tuple(span for span in hazard.rows if not any(_meet(span, rows) for rows in kept))
    return leave_out(mapping, replace(hazard, rows=free), said.reason) if free else mapping


def all_left_out(mapping: Mapping, hazard: Hazard) -> bool:
    """Whether the rows of the hazard are known, and none of them will be loaded."""
    return bool(hazard.rows) and all(
        any(rows.first <= first and last <= rows.last for rows in mapping.skipped)
        for first, last in hazard.rows
    )


def still_there(decisions: MappingOf[HazardKey, Said], hazards: Sequence[Hazard]) -> dict[HazardKey, Said]:
    """The decisions of which the hazard is still there, as often as then.

    One that leaves rows out is taken back: the rows are looked for anew, and the auditor sees which they are.
    """
    counts = {key_of(hazard): hazard.count for hazard in hazards}
    return {
        key: said
        for key, said in decisions.items()
        if counts.get(key) == said.count and not leaves_out(key[0], said.decision)
    }


def _meet(span: tuple[int, int], rows: SkippedRows) -> bool:
    return span[0] <= rows.last and rows.first <= span[1]
