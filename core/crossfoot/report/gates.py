"""What keeps a report from being final. A draft says the same things in its text instead."""

from __future__ import annotations

import datetime as dt

from crossfoot import values
from crossfoot.errors import ReportError
from crossfoot.evidence.register import list_evidence
from crossfoot.plan.answers import unanswered
from crossfoot.report.material import Material
from crossfoot.report.words import Literal
from crossfoot.review.condition import NO_FIGURE
from crossfoot.review.finding_flags import open_flags


def refuse_unfinished(material: Material) -> None:
    """ReportError where an outcome is outdated, an exception undecided, a figure lost, a finding flagged without an
    answer, a question of the plan without one, a date or marking missing.
    """
    if material.outdated:
        named = ", ".join(material.title_of(check) for check in material.outdated)
        raise ReportError(
            f"The report cannot be final: the lists or parameters changed since these checks ran ({named}).",
            "Run the checks again and look at what changed, or build a draft.",
        )
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
    for finding in material.findings:
        runs = [
            run
            for text in (finding.condition, finding.cause, finding.effect)
            for run in material.filled(text)
        ]
        if any(isinstance(run, Literal) and run.why.startswith(NO_FIGURE) for run in runs):
            raise ReportError(
                f"The finding {finding.title!r} refers to a figure that the latest run of its check did not give.",
                "Run the check again, edit the finding, or withdraw it.",
            )
    _refuse_flagged(material)
    _refuse_unanswered(material)
    facts = material.audit.facts
    if facts.issue_date is None:
        raise ReportError(
            "The report cannot be final without an issue date.",
            "Set it (crossfoot audit AUDIT --issue-date DATE), or build a draft.",
        )
    _refuse_later_than_issue(material, facts.issue_date)
    if facts.marking is None and not facts.fictitious:
        raise ReportError(
            "The report cannot be final while nobody has chosen its marking.",
            "Choose a marking, or none with a reason; or build a draft.",
        )


def _refuse_flagged(material: Material) -> None:
    """A finding that rests on too little, or says too much, does not become final unless someone answers for it."""
    flagged = [(f, flag) for f in material.findings for flag in open_flags(material.audit, f)]
    if flagged:
        finding, flag = flagged[0]
        more = (
            f" There {'is' if len(flagged) == 2 else 'are'} {len(flagged) - 1} more." if flagged[1:] else ""
        )
        raise ReportError(
            f"The report cannot be final while the finding {finding.title!r} is flagged: {flag.sentence}{more}",
            f"{flag.hint} Or answer the flag with a reason: crossfoot finding AUDIT answer {finding.position} "
            f"{flag.key} --reason TEXT. `crossfoot finding AUDIT list` counts the flags.",
        )


def _refuse_unanswered(material: Material) -> None:
    """Each question that the plan asks ends in a finding, or in a reason why there is none."""
    themes = [question.theme for question in unanswered(material.audit)]
    if themes:
        raise ReportError(
            f"The report cannot be final while questions of the plan have no answer ({'; '.join(themes)}).",
            "Answer each with a finding or with a reason why there is none: crossfoot plan AUDIT answer QUESTION.",
        )


def _refuse_later_than_issue(material: Material, issued: dt.date) -> None:
    """Nothing that a report tells of comes after it."""
    if issued < material.audit.facts.as_of:
        raise ReportError(
            f"The report cannot be final: its issue date, {values.date_text(issued)}, lies before the as-of date, "
            f"{values.date_text(material.audit.facts.as_of)}.",
            "Correct the issue date: crossfoot audit AUDIT --issue-date DATE.",
        )
    later = [one for one in list_evidence(material.audit) if one.obtained_on > issued.isoformat()]
    if later:
        raise ReportError(
            f"The report cannot be final: {', '.join(one.label for one in later)} came after its issue date, "
            f"{values.date_text(issued)}.",
            "Correct the day on which it was obtained, or the issue date: crossfoot audit AUDIT --issue-date DATE.",
        )
