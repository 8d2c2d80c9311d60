"""In which order an auditor looks at flagged checks. This is triage, not significance: significance is a sentence.

Bands: domain.md section 6 of the design. A measure has no priority (audit-practice.md section 2), nor does what was
not tested.
"""

from __future__ import annotations

from typing import Literal

from crossfoot.checks.model import CheckOutcome

Priority = Literal["high", "medium", "low", "none"]
_HIGH, _MEDIUM = 0.25, 0.10


def triage_priority(outcome: CheckOutcome) -> Priority | None:
    """The priority by the share of exceptions among the units tested; None where none applies."""
    if outcome.kind != "exception" or outcome.status not in ("clean", "flagged"):
        return None
    if not outcome.exceptions:
        return "none"
    rate = outcome.exceptions / outcome.tested
    return "high" if rate >= _HIGH else "medium" if rate >= _MEDIUM else "low"
