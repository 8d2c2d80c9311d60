"""What keeps a report from being final. A draft says the same things in its text instead."""

from __future__ import annotations

from crossfoot.errors import ReportError
from crossfoot.report.material import Material


def refuse_unfinished(material: Material) -> None:
    """ReportError where the audit is not ready for a final report: undecided exceptions, no issue date, no marking."""
    open_ = {
        material.title_of(check): counts.undecided
        for check, counts in material.counts.items()
        if counts.undecided
    }
    if open_:
        named = "; ".join(f"{title}: {count:,}" for title, count in open_.items())
        raise ReportError(
            f"The report cannot be final while exceptions are undecided ({named}).",
            "Decide each of them, or build a draft.",
        )
    facts = material.audit.facts
    if facts.issue_date is None:
        raise ReportError(
            "The report cannot be final without an issue date.",
            "Set the issue date of the audit, or build a draft.",
        )
    if facts.marking is None and not facts.fictitious:
        raise ReportError(
            "The report cannot be final while nobody has chosen its marking.",
            "Choose a marking, or none with a reason; or build a draft.",
        )
