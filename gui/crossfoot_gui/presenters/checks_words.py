"""The checks page's words: needs, parameters, the funnel, the figures."""

from __future__ import annotations

from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import BrokenCheck
from crossfoot.checks.condition import fill_sentence, plain_sentence
from crossfoot.checks.model import Check, CheckOutcome, Figure, ParameterValue
from crossfoot.checks.parameters import criteria_of, resolve_parameters
from crossfoot.checks.presence import absent_needs, absent_uses
from crossfoot.errors import CheckRunError
from crossfoot.review.condition import audit_dates
from crossfoot.values import count_text

from crossfoot_gui.presenters.checks_state import (
    CheckDetail,
    FunnelStep,
    Need,
    OutcomeState,
    ParameterLine,
)
from crossfoot_gui.presenters.importing_words import count_of

_KINDS = {
    "exception": "Finds exceptions, where a confirmed criterion stands behind it; else it measures.",
    "measure": "Measures: it counts and computes, and calls nothing an exception.",
    "lead": "Finds leads: rows to look into, which are no exceptions by themselves.",
}
_HEADLINES = {
    "clean": "Clean: no exception among those tested.",
    "flagged": "Flagged: {exceptions} among {tested} tested.",
    "none to test": "There was nothing to test. This is no clean result.",
    "measured": "Measured. It is a figure, not a finding by itself.",
    "not_tested": "Not tested. This is no clean result.",
    "failed": "The check failed. This is no clean result.",
}


def outcome_note(outcome: CheckOutcome) -> str:
    """The outcome in a few words for the list."""
    if outcome.none_to_test:
        return ""
    if outcome.status == "flagged":
        return f"{count_text(outcome.exceptions)} of {count_text(outcome.tested)}"
    if outcome.status in ("clean", "measured"):
        return f"{count_text(outcome.tested)} tested"
    return ""


def check_detail(
    audit: Audit, check: Check, outcome: CheckOutcome | None, why_outdated: str = ""
) -> CheckDetail:
    """The check with all that an auditor asks of it before and after it runs; an outdated outcome says so first."""
    absent = absent_needs(audit, check)
    return CheckDetail(
        id=check.id,
        title=check.title,
        question=check.question,
        population=check.population,
        kind=_KINDS[check.kind],
        criteria=_criteria(audit, check),
        needs=(*_needs(audit, check, absent), *(Need(f"missing: {words}", False) for words in absent)),
        limits=tuple(absent_uses(audit, check)),
        parameters=_parameters(audit, check),
        outcome=_outcome(audit, check, outcome, why_outdated) if outcome else None,
        file=check.file,
    )


def broken_detail(broken: BrokenCheck) -> CheckDetail:
    """A check whose file is written wrongly: what is wrong with it, in place of all else."""
    outcome = OutcomeState("failed", broken.message, "", (), (), (broken.hint,), ())
    return CheckDetail(broken.id, broken.id, "", "", "", (), (), (), (), outcome, broken.file)


def _needs(audit: Audit, check: Check, absent: list[str]) -> tuple[Need, ...]:
    told = []
    for name, fields in check.needs.items():
        fields_said = ", ".join(field.replace("_", " ") for field in fields)
        title = audit.types[name].title
        there = not any(title.lower() in words.lower() for words in absent)
        told.append(Need(f"{title}: {fields_said}" if fields_said else title, there))
    return tuple(told)


def _criteria(audit: Audit, check: Check) -> tuple[str, ...]:
    if check.criteria_from:
        return (f"In place of a criterion: {check.criteria_from}.",)
    found = criteria_of(audit, check)
    held = {criterion.id for criterion in found}
    said = [
        f"{criterion.document} - {'confirmed' if criterion.confirmed else 'not confirmed yet'}"
        + ("" if criterion.in_force else ", not in force in the period")
        for criterion in found
    ]
    said += [
        f"{name} - cited by the check, not in this audit yet" for name in check.criteria if name not in held
    ]
    return tuple(said)


def _parameters(audit: Audit, check: Check) -> tuple[ParameterLine, ...]:
    try:
        values = resolve_parameters(audit, check, criteria_of(audit, check), {})
    except CheckRunError as error:
        return (ParameterLine("", error.message, error.hint, "", False),)
    return tuple(
        ParameterLine(
            parameter.name,
            _value_text(values[parameter.name]),
            values[parameter.name].source,
            parameter.meaning,
            values[parameter.name].sourced,
        )
        for parameter in check.parameters
    )


def _value_text(value: ParameterValue) -> str:
    given: Any = value.value
    if given is None:
        return "not set"
    if isinstance(given, list):
        shown = ", ".join(
            str(part) if not isinstance(part, dict) else str(list(part.values())) for part in given[:6]
        )
        return f"{shown} and {len(given) - 6} more" if len(given) > 6 else shown or "(none)"
    return str(int(given)) if isinstance(given, float) and given == int(given) else str(given)


def _outcome(audit: Audit, check: Check, outcome: CheckOutcome, why_outdated: str) -> OutcomeState:
    headline = _HEADLINES[outcome.said if outcome.none_to_test else outcome.status].format(
        exceptions=count_of(outcome.exceptions, "exception"), tested=count_text(outcome.tested)
    )
    dates = audit_dates(audit.facts)
    ran = bool(outcome.read) or outcome.status not in ("not_tested", "failed")
    reasons = [outcome.not_tested_because, outcome.measure_because if ran else ""]
    speaks_of_exceptions = check.kind == "exception" and outcome.kind != "exception"
    if outcome.status in ("flagged", "measured") and check.condition and not speaks_of_exceptions:
        reasons.insert(0, plain_sentence(fill_sentence(check.condition, outcome, dates)))
    if outcome.exploratory_because:
        reasons.insert(0, f"Exploratory, not planned: {outcome.exploratory_because}")
    reasons.insert(0, why_outdated)
    figures = [figure for figure in outcome.figures if not _in_funnel(figure)]
    return OutcomeState(
        status=outcome.status,
        headline=headline,
        unit=outcome.unit,
        funnel=_funnel(outcome),
        figures=tuple(
            (
                figure.text,
                _figure_words(plain_sentence(fill_sentence(figure.sentence, outcome, dates)), figure.group),
            )
            for figure in figures
        ),
        remarks=tuple(_sentence(words) for words in reasons if words),
        limits=tuple(_sentence(words) for words in outcome.limitations) if ran else (),
    )


def _funnel(outcome: CheckOutcome) -> tuple[FunnelStep, ...]:
    if not outcome.read:
        return ()
    steps = [FunnelStep("Read", outcome.read)]
    steps += [FunnelStep("Excluded", part.count, part.reason) for part in outcome.excluded]
    if outcome.exempt:
        steps.append(FunnelStep("Exempt", outcome.exempt))
    steps.append(FunnelStep("Tested", outcome.tested))
    if outcome.kind == "exception":
        steps.append(FunnelStep("Exceptions", outcome.exceptions))
    return tuple(steps)


def _in_funnel(figure: Figure) -> bool:
    """Whether the funnel above the figures shows the number already."""
    return figure.name in ("read", "tested", "excluded", "exempt", "exceptions")


def _figure_words(sentence: str, group: str) -> str:
    return f"{sentence} ({group})" if group and group not in sentence else sentence


def _sentence(words: str) -> str:
    words = words[:1].upper() + words[1:]
    return words if words.endswith((".", "!", "?")) else f"{words}."
