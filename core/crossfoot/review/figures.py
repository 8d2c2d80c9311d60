"""The figures that findings may print: those of the latest runs, and the counts that follow the auditor's decisions.

Published counts are those of confirmed exceptions. They are counted from the decisions when they are read, so a text
that refers to them follows each decision. Rule: audit-practice.md section 3 of the design.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from crossfoot import values
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.read import latest_outcomes
from crossfoot.review.exceptions import DECISIONS, UNDECIDED, DecisionCounts, counts_by_decision

FigureKind = Literal["run", "decision", "import", "report"]

DECISION_FIGURES: dict[str, str] = {
    "confirmed": "Exceptions that the auditor confirmed",
    "explained": "Exceptions that turned out to have an explanation",
    "data_error": "Exceptions that turned out to be errors in the data",
    "out_of_scope": "Exceptions that lie outside the audit's scope",
    "ask": "Exceptions that the auditee was asked about",
    "no_reply": "Exceptions that the auditee did not reply about by the due date",
    "refer": "Exceptions that were referred",
    "undecided": "Exceptions that are not yet decided",
    "found": "Exceptions that the check found, those that were referred left out",
    "confirmed_rate": "Confirmed exceptions as a share of the units tested",
    "confirmed_low": "The share if none of the units that could not be tested were an exception",
    "confirmed_high": "The share if all units that could not be tested were exceptions",
}
"""The figures `check-id.NAME` that are counted from decisions, for every check whose outcome kind is exception."""


@dataclass(frozen=True, slots=True)
class RegisteredFigure:
    """A number that may be printed: exact value, printed text, what it counts, and where it comes from.

    `kind` says how it is traced: `run` by `checks.read.trace_figure`, `decision` through the exceptions of `check`,
    `import` through the import, `report` counts things of the report itself.
    """

    id: str
    value: float | int | str | None
    text: str
    unit: str
    sentence: str
    kind: FigureKind
    trace: str
    check: str = ""


def finding_figures(audit: Audit) -> dict[str, RegisteredFigure]:
    """The figures of the latest runs and of the decisions, by id."""
    found: dict[str, RegisteredFigure] = {}
    for outcome in latest_outcomes(audit):
        for figure in outcome.figures:
            found[figure.id] = RegisteredFigure(
                figure.id,
                figure.value,
                figure.text,
                figure.unit,
                figure.sentence,
                "run",
                f"run:{outcome.run_id}",
                outcome.check,
            )
        found.update(
            (figure.id, figure)
            for figure in decision_figures(outcome, counts_by_decision(audit, outcome.check))
        )
    return found


def decision_figures(outcome: CheckOutcome, counts: DecisionCounts) -> Iterator[RegisteredFigure]:
    """The figures of one check that follow its decisions; none for a measure, which has no exceptions."""
    if outcome.kind != "exception" or outcome.status not in ("clean", "flagged"):
        return
    for name in (*DECISIONS, UNDECIDED):
        number: int = getattr(counts, name)
        yield _figure(outcome, name, number, values.count_text(number))
    found = counts.found - counts.refer
    yield _figure(outcome, "found", found, values.count_text(found))
    confirmed, tested = counts.confirmed, outcome.tested
    excluded = sum(part.count for part in outcome.excluded)
    yield _rate(outcome, "confirmed_rate", confirmed, tested)
    if excluded and tested:
        yield _rate(outcome, "confirmed_low", confirmed, tested + excluded)
        yield _rate(outcome, "confirmed_high", confirmed + excluded, tested + excluded)


def _rate(outcome: CheckOutcome, name: str, part: int, whole: int) -> RegisteredFigure:
    return _figure(outcome, name, part / whole if whole else None, values.rate_text(part, whole))


def _figure(outcome: CheckOutcome, name: str, value: float | int | None, text: str) -> RegisteredFigure:
    return RegisteredFigure(
        f"{outcome.check}.{name}",
        value,
        text,
        outcome.unit,
        DECISION_FIGURES[name],
        "decision",
        f"decisions:{outcome.check}",
        outcome.check,
    )
