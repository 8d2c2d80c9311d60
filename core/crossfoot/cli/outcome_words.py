"""How the outcome of a check is printed: as JSON with stable keys, or as a few lines for a person."""

from __future__ import annotations

from typing import Any

from crossfoot import values
from crossfoot.checks.model import CheckOutcome, Figure
from crossfoot.checks.priority import triage_priority
from crossfoot.cli.output import print_json, print_table

_PLACES = {"one decimal": 1, "percent change, one decimal": 1, "two decimals": 2, "four decimals": 4}

STRICT_TROUBLE, A_CHECK_FAILED = 1, 2


def print_outcomes(outcomes: list[CheckOutcome], *, as_json: bool, strict: bool = False) -> int:
    """Print the outcomes of a run; its exit code: 2 when a check failed, with `strict` 1 when one is not clean."""
    if as_json:
        print_json([outcome_document(outcome) for outcome in outcomes])
    else:
        for outcome in outcomes:
            say_outcome(outcome)
    if any(outcome.status == "failed" for outcome in outcomes):
        return A_CHECK_FAILED
    if strict and any(outcome.status not in ("clean", "measured") for outcome in outcomes):
        return STRICT_TROUBLE
    return 0


def outcome_document(outcome: CheckOutcome) -> dict[str, Any]:
    """The outcome with the keys that scripts rely on; keys may be added, never renamed."""
    return {
        "id": outcome.check,
        "status": outcome.status,
        "kind": outcome.kind,
        "read": outcome.read,
        "unit": outcome.unit,
        "excluded": [{"reason": part.reason, "count": part.count} for part in outcome.excluded],
        "exempt": outcome.exempt,
        "tested": outcome.tested,
        "exceptions": outcome.exceptions,
        "severity": triage_priority(outcome),
        "figures": _figures(outcome.figures),
        "not_tested_because": outcome.not_tested_because,
        "measure_because": outcome.measure_because,
        "limitations": list(outcome.limitations),
        "parameters": outcome.parameters,
        "planned": outcome.planned,
        "exploratory_because": outcome.exploratory_because,
    }


def say_outcome(outcome: CheckOutcome) -> None:
    """The outcome in a few lines."""
    print(f"{outcome.said.upper():<12}{outcome.check}")
    if outcome.exploratory_because:
        print(f"            EXPLORATORY, not planned: {outcome.exploratory_because}")
    if outcome.not_tested_because and outcome.not_tested_because != outcome.said:
        print(f"            {outcome.not_tested_because}")
    if outcome.status in ("not_tested", "failed") and not outcome.read:
        return  # what it would have measured, and within which limits, says nothing now
    if outcome.read:
        excluded = sum(part.count for part in outcome.excluded)
        found = f", exceptions {outcome.exceptions:,}" if outcome.kind == "exception" else ""
        print(
            f"            read {outcome.read:,} = tested {outcome.tested:,} + excluded {excluded:,} + "
            f"exempt {outcome.exempt:,}{found}  (unit: {outcome.unit})"
        )
        for part in outcome.excluded:
            print(f"              excluded {part.count:,}: {part.reason}")
    if outcome.measure_because:
        print(f"            A measure, not a finding of exceptions: {outcome.measure_because}")
    funnel = {"read", "tested", "excluded", "exempt", "exceptions"}
    for figure in outcome.figures:
        if figure.name not in funnel and not figure.group:
            print(f"              {figure.text:>14}  {_filled(figure.sentence, outcome)}")
    for limitation in outcome.limitations:
        print(f"            Limitation: {limitation}")


def _filled(sentence: str, outcome: CheckOutcome) -> str:
    """A figure's sentence with the parameters that it speaks of."""
    for name, value in outcome.parameters.items():
        sentence = sentence.replace(f"{{{name}}}", str(value))
    return sentence


def say_groups(outcome: CheckOutcome) -> None:
    """The figures that come in groups, as tables: a line for each group, a column for each figure."""
    by_group: dict[str, dict[str, str]] = {}
    for figure in outcome.figures:
        if figure.group and figure.name != "excluded":
            by_group.setdefault(figure.group, {})[figure.name] = figure.text
    kinds = dict.fromkeys(tuple(texts) for texts in by_group.values())
    for names in kinds:
        print()
        rows = [(group, *texts.values()) for group, texts in by_group.items() if tuple(texts) == names]
        print_table(("group", *(name.removesuffix("_of").replace("_", " ") for name in names)), rows)


def _figures(figures: tuple[Figure, ...]) -> dict[str, Any]:
    """By name; a figure that comes in groups is an object by group."""
    found: dict[str, Any] = {}
    for figure in figures:
        value = _printed_value(figure)
        if figure.group:
            known = found.get(figure.name)
            groups = known if isinstance(known, dict) else {} if known is None else {"": known}
            found[figure.name] = {**groups, figure.group: value}
        elif isinstance(found.get(figure.name), dict):
            found[figure.name] = {"": value, **found[figure.name]}
        else:
            found[figure.name] = value
    return found


def _printed_value(figure: Figure) -> Any:
    """The number as it is printed: rounded where its rule rounds it."""
    if isinstance(figure.value, (int, float)) and figure.rounding in _PLACES:
        return float(values.rounded(figure.value, _PLACES[figure.rounding]))
    return figure.value
