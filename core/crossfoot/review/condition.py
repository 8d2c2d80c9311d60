"""The text of findings, in which every number of the audit is a reference: `{check-id.figure}`, never typed.

A reference in braces names a figure (`{authority-not-revoked.confirmed}`, `{growth-agency-count.by_model@JEM}`), a
parameter of a check (`{authority-not-revoked.revoke_after}`) or a date of the audit (`{as_of}`, `{period_start}`,
`{period_end}`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from crossfoot.auditfile.audit import Audit, AuditFacts
from crossfoot.checks.condition import Span, fill_sentence
from crossfoot.checks.model import CheckOutcome, Figure
from crossfoot.checks.read import latest_outcomes
from crossfoot.errors import ReviewError
from crossfoot.review.figures import RegisteredFigure, finding_figures

_REFERENCE = re.compile(r"\{([^{}]*)\}")
NO_FIGURE = "no figure"  # how the reason of a reference begins that nothing answers
_FOLLOWS_DECISIONS = {
    "exceptions": "confirmed",
    "rate": "confirmed_rate",
    "rate_low": "confirmed_low",
    "rate_high": "confirmed_high",
}


def audit_dates(facts: AuditFacts) -> dict[str, dt.date]:
    """The dates that a text may refer to."""
    dates = {"as_of": facts.as_of, "period_start": facts.period_start, "period_end": facts.period_end}
    return {**dates, "as_of_date": facts.as_of}  # where a check has a figure called as_of


def drafted_condition(outcome: CheckOutcome, sentence: str, population: str) -> str:
    """The condition of a finding as it is drafted: the check's sentence with references instead of placeholders.

    Counts of exceptions become the confirmed ones. A check that would find exceptions but could only measure is told
    neutrally: what was read and tested, and each of its figures.
    """
    if outcome.measure_because:
        return _measured(outcome, population)
    names = {f"{figure.name}@{figure.group}" if figure.group else figure.name for figure in outcome.figures}

    def reference(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in _FOLLOWS_DECISIONS and outcome.kind == "exception":
            return f"{{{outcome.check}.{_FOLLOWS_DECISIONS[name]}}}"
        if name in names or name in outcome.parameters:
            return f"{{{outcome.check}.{name}}}"
        return match.group(0)

    return _REFERENCE.sub(reference, sentence)


def _measured(outcome: CheckOutcome, population: str) -> str:
    """One line that says what was measured, and a line with a dash for each single figure of the check."""
    funnel = ("read", "tested", "excluded", "exempt")
    own = [figure for figure in outcome.figures if not figure.group and figure.name not in funnel]
    lines = [f"- {figure_sentence(outcome, figure)}: {{{figure.id}}}" for figure in own]
    lead = f"We measured {{{outcome.check}.tested}} of {{{outcome.check}.read}} units ({population})."
    return "\n".join([lead, *lines])


def figure_sentence(outcome: CheckOutcome, figure: Figure) -> str:
    """What a figure counts, with references for the parameters that its sentence names."""
    text = figure.sentence.rstrip(".")
    for name in outcome.parameters:
        text = text.replace(f"{{{name}}}", f"{{{outcome.check}.{name}}}")
    return text


def filled(
    text: str,
    figures: Mapping[str, RegisteredFigure],
    outcomes: Mapping[str, CheckOutcome],
    dates: Mapping[str, dt.date],
) -> tuple[Span, ...]:
    """`text` as runs, each number of the audit with the id of its figure; an unknown reference is "not computable"."""
    spans: list[Span] = []
    place = 0
    for match in _REFERENCE.finditer(text):
        if match.start() > place:
            spans.append(Span(text[place : match.start()]))
        spans.append(_referred(match.group(1), figures, outcomes, dates))
        place = match.end()
    if place < len(text):
        spans.append(Span(text[place:]))
    return tuple(spans)


def _referred(
    name: str,
    figures: Mapping[str, RegisteredFigure],
    outcomes: Mapping[str, CheckOutcome],
    dates: Mapping[str, dt.date],
) -> Span:
    if name in figures:
        return Span(figures[name].text, name)
    check, _, short = name.partition(".")
    if check in outcomes and short in outcomes[check].parameters:
        return fill_sentence(f"{{{short}}}", outcomes[check], dates)[0]
    if name in dates and "." not in name:
        return fill_sentence(f"{{{name}}}", _NOTHING, dates)[0]
    return Span("not computable", None, f"{NO_FIGURE} {name} in the latest runs")


_NOTHING = CheckOutcome(
    "", "", "measure", "measured", "", 0, (), 0, 0, 0, (), "", (), "", {}
)  # only the dates of the audit are asked of it


def filled_text(audit: Audit, text: str) -> tuple[Span, ...]:
    """`filled` with what the audit holds now."""
    outcomes = {outcome.check: outcome for outcome in latest_outcomes(audit)}
    return filled(text, finding_figures(audit), outcomes, audit_dates(audit.facts))


def refuse_unknown_references(audit: Audit, text: str) -> None:
    """ReviewError where `text` refers to a figure, parameter or date that the audit does not have."""
    outcomes = {outcome.check: outcome for outcome in latest_outcomes(audit)}
    figures, dates = finding_figures(audit), audit_dates(audit.facts)
    unknown = [
        name
        for name in _REFERENCE.findall(text)
        if (span := _referred(name, figures, outcomes, dates)).figure_id is None
        and span.why.startswith(NO_FIGURE)
    ]
    if unknown:
        raise ReviewError(
            f"The text refers to {', '.join(f'{{{name}}}' for name in unknown)}, which the audit does not have.",
            "Refer to a figure as {check-id.name}; `crossfoot checks show ID` lists the figures of a check.",
        )
