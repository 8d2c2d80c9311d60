"""Whether a criterion held on the days of which a finding speaks (audit-practice.md section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot import values
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import audit_checks
from crossfoot.review.criteria import CriterionRecord, list_criteria

_TERMS = (
    "criterion_terms"  # a check that reads this table leaves out rows whose day lies in no criterion's time
)


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of the events that a finding speaks of.

    `judged`: a check looked for exceptions among them. `sorted_out` names the criteria by whose dates it left out
    rows of other days itself.
    """

    start: dt.date
    end: dt.date
    judged: bool = False
    sorted_out: frozenset[str] = frozenset()
    title: str = ""


def in_force_trouble(audit: Audit, criterion: CriterionRecord, checks: Sequence[str]) -> str:
    """One sentence where the criterion did not hold on the days of the events of these checks' runs; else ''.

    Without a check the audit's period counts. A check that sorts its rows by the criteria's dates has left out those of
    other days itself; one that does not needs a criterion that held on all days of its run.
    """
    return next((said for days in _spoken_of(audit, checks) if (said := _trouble(criterion, days))), "")


def was_never_in_force(audit: Audit, criterion: CriterionRecord, checks: Sequence[str]) -> str:
    """One sentence where the criterion held on no day at all of each of these runs; else ''."""
    said = [_never(criterion, days) for days in _spoken_of(audit, checks)]
    return said[0] if all(said) else ""


def criterion_dates(criterion: CriterionRecord) -> str:
    """From when to when the criterion holds, in words; 'at all times' where it names no date."""
    bounds = (("from", criterion.in_force_from), ("to", criterion.in_force_to))
    said = [f"{word} {values.date_text(day)}" for word, text in bounds if (day := values.parse_date(text))]
    return " ".join(said) or "at all times"


def _spoken_of(audit: Audit, checks: Sequence[str]) -> list[_Days]:
    found = []
    for check in checks:
        for row in audit.rows(
            "SELECT title, period_start, as_of, kind, tested FROM cf_check_run WHERE latest = 1 AND check_id = ?",
            (check,),
        ):
            start, end = dt.date.fromisoformat(row["period_start"]), dt.date.fromisoformat(row["as_of"])
            own = _sorted_by(audit, check) if row["tested"] else frozenset()
            found.append(_Days(start, end, row["kind"] == "exception", own, row["title"]))
    facts = audit.facts
    return found or [_Days(facts.period_start, max(facts.period_end, facts.as_of))]


def _sorted_by(audit: Audit, check: str) -> frozenset[str]:
    """The criteria of a check that sorts its rows by their dates; none where it does not."""
    known = audit_checks(audit).checks.get(check)
    if known is None or _TERMS not in known.sql:
        return frozenset()
    return frozenset(criterion.id for criterion in list_criteria(audit, check))


def _trouble(criterion: CriterionRecord, days: _Days) -> str:
    never = _never(criterion, days)
    if never or not days.judged or criterion.id in days.sorted_out:
        return never
    start, end = values.parse_date(criterion.in_force_from), values.parse_date(criterion.in_force_to)
    if (start and start > days.start) or (end and end < days.end):
        return (
            f"The criterion {criterion.id} ({criterion.citation}) is in force {criterion_dates(criterion)}, which "
            f"is only a part of {_period(days)} that the check {days.title!r} tested."
        )
    return ""


def _never(criterion: CriterionRecord, days: _Days) -> str:
    start, end = values.parse_date(criterion.in_force_from), values.parse_date(criterion.in_force_to)
    before = (
        end is not None and end < days.start and not days.sorted_out
    )  # it may have judged events of earlier years
    if (start and start > days.end) or before:
        return (
            f"The criterion {criterion.id} ({criterion.citation}) is in force {criterion_dates(criterion)}, and on no "
            f"day of {_period(days)}."
        )
    return ""


def _period(days: _Days) -> str:
    return f"the period {values.date_text(days.start)} to {values.date_text(days.end)}"
