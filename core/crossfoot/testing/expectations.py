"""What a case may expect of an outcome, and how each difference is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crossfoot.checks.model import CheckOutcome

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Unit:
    """An outcome row as it is kept: in a measure nothing is an exception.

    `evidence` holds its reason and the rows to which it points (`reason`, `row_ids`) too.
    """

    entity: str
    outcome: str
    kind: str
    evidence: dict[str, Any]


def differences(expect: Mapping[str, Any], outcome: CheckOutcome, units: list[Unit]) -> Iterator[str]:
    """A sentence for each difference of the outcome and its units from what the case expects."""
    for key, value in expect.items():
        yield from EXPECTATIONS[key](key, value, outcome, units)
    if outcome.status == "failed" and expect["status"] != "failed":
        yield outcome.not_tested_because


Compared = Callable[[str, Any, CheckOutcome, list[Unit]], Iterator[str]]


def _same(key: str, wanted: Any, outcome: CheckOutcome, _units: object) -> Iterator[str]:
    found = getattr(outcome, key)
    if found != wanted:
        yield f"{key} is {found!r}, not {wanted!r}."


def _same_excluded(_key: str, wanted: Any, outcome: CheckOutcome, _units: object) -> Iterator[str]:
    found = {part.reason: part.count for part in outcome.excluded}
    for reason in {**found, **wanted}:
        if found.get(reason, 0) != wanted.get(reason, 0):
            yield f"{found.get(reason, 0)} units are excluded as {reason!r}, not {wanted.get(reason, 0)}."


def _same_exceptions(_key: str, wanted: Any, _outcome: CheckOutcome, units: list[Unit]) -> Iterator[str]:
    """Each expected exception is an entity, or entity/kind."""
    open_ = [unit for unit in units if unit.outcome == "exception"]
    for said in wanted:
        match = next((one for one in open_ if said in (one.entity, f"{one.entity}/{one.kind}")), None)
        if match is None:
            yield f"There is no exception {said!r}."
        else:
            open_.remove(match)
    for unit in open_:
        yield f"{unit.entity}/{unit.kind} is an exception that the case does not expect."


def _same_kinds(_key: str, wanted: Any, _outcome: CheckOutcome, units: list[Unit]) -> Iterator[str]:
    """Each unit that bears a kind is expected, as entity/kind; so a measure says what it would flag."""
    found = {f"{unit.entity}/{unit.kind}" for unit in units if unit.kind}
    for said in sorted(set(wanted) - found):
        yield f"No unit bears the kind {said!r}."
    for said in sorted(found - set(wanted)):
        yield f"{said} bears a kind that the case does not expect."


def _same_evidence(_key: str, wanted: Any, _outcome: CheckOutcome, units: list[Unit]) -> Iterator[str]:
    """The expected columns of the expected units; a column that the unit has without a value is expected as ''."""
    evidence = {unit.entity: unit.evidence for unit in units}
    for entity, columns in wanted.items():
        if entity not in evidence:
            yield f"There is no unit {entity!r}; there are: {', '.join(evidence)}."
            continue
        for column, value in columns.items():
            if column not in evidence[entity]:
                yield f"The unit {entity} has no evidence {column!r}."
            elif _plain(value) != _plain(evidence[entity][column]):
                yield f"The evidence {column} of {entity} is {evidence[entity][column]!r}, not {value!r}."


def _plain(value: Any) -> Any:
    """A value as it is compared: a date as its ISO text, none as ''."""
    return value.isoformat() if isinstance(value, dt.date) else "" if value is None else value


def _same_figures(_key: str, wanted: Any, outcome: CheckOutcome, _units: object) -> Iterator[str]:
    found = {f"{f.name}@{f.group}" if f.group else f.name: f for f in outcome.figures}
    for name, value in wanted.items():
        figure = found.get(name)
        if figure is None:
            yield f"There is no figure {name}; there are: {', '.join(found)}."
        elif isinstance(value, str):
            if value not in (figure.text, figure.value):
                yield f"The figure {name} is {figure.text!r}, not {value!r}."
        elif not isinstance(figure.value, int | float) or abs(figure.value - value) > _TOLERANCE:
            yield f"The figure {name} is {figure.value!r}, not {value!r}."


def _no_figures(_key: str, unwanted: Any, outcome: CheckOutcome, _units: object) -> Iterator[str]:
    for figure in outcome.figures:
        if figure.name in unwanted:
            yield f"There is a figure {figure.name} ({figure.text}); there should be none."


def _contains(key: str, wanted: Any, outcome: CheckOutcome, _units: object) -> Iterator[str]:
    found = getattr(outcome, key)
    if wanted not in found:
        yield f"{key} is {found!r} and does not say {wanted!r}."


def _limited(_key: str, wanted: Any, outcome: CheckOutcome, _units: object) -> Iterator[str]:
    for part in wanted:
        if not any(part in said for said in outcome.limitations):
            yield f"No limitation says {part!r}; they say: {' '.join(outcome.limitations) or 'nothing'}"
    if not wanted and outcome.limitations:
        yield f"There are limitations: {' '.join(outcome.limitations)}"


EXPECTATIONS: dict[str, Compared] = {
    "status": _same,
    "read": _same,
    "tested": _same,
    "exempt": _same,
    "excluded": _same_excluded,
    "exceptions": _same_exceptions,
    "kinds": _same_kinds,
    "evidence": _same_evidence,
    "figures": _same_figures,
    "no_figures": _no_figures,
    "measure_because": _contains,
    "not_tested_because": _contains,
    "limitations": _limited,
}
