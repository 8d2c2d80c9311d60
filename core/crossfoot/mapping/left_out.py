"""Leaving the rows of a hazard out of a list: rows of totals, a header that stands again, hidden rows."""

from __future__ import annotations

from crossfoot.errors import MappingError
from crossfoot.mapping.edit import with_skipped
from crossfoot.mapping.model import Mapping, SkippedRows
from crossfoot.workbook.inspection.hazards.kinds import choices_for
from crossfoot.workbook.model import Hazard


def leave_out(mapping: Mapping, hazard: Hazard, reason: str) -> Mapping:
    """The mapping with the rows of the hazard skipped, for a reason.

    MappingError where a hazard of this kind is about no rows that could be left out, or they lie in more places than
    can be named one by one.
    """
    if not any(choice.leaves_out for choice in choices_for(hazard.code)):
        raise MappingError(
            f"The hazard {hazard.code} is about no rows that could be left out.",
            "Rows can be left out that are hidden, lie outside the filter, hold totals or repeat the header.",
        )
    if not hazard.rows:
        raise MappingError(
            f"The {hazard.count:,} rows of {hazard.code} lie in too many places to be named one by one.",
            "Sort the list in a copy of the workbook so that they stand together, and say so in the import.",
        )
    for first, last in hazard.rows:
        mapping = with_skipped(mapping, SkippedRows(first, last, reason))
    return mapping
