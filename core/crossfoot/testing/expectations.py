"""What a case may expect of an outcome, and how each difference is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crossfoot.checks.model import CheckOutcome

_TOLERANCE = 1e-6


def differences(
    expect: Mapping[str, Any], outcome: CheckOutcome, exceptions: list[tuple[str, str]]
) -> Iterator[str]:
    """A sentence for each difference of the outcome from what the case expects; `exceptions` are (entity, kind)."""
    for key, value in expect.items():
        yield from EXPECTATIONS[key](key, value, outcome, exceptions)
    if outcome.status == "failed" and expect["status"] != "failed":
        yield outcome.not_tested_because


Compared = Callable[[str, Any, CheckOutcome, list[tuple[str, str]]], Iterator[str]]


def _same(key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    found = getattr(outcome, key)
    if found != wanted:
        yield f"{key} is {found!r}, not {wanted!r}."


def _same_excluded(_key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    found = {part.reason: part.count for part in outcome.excluded}
    for reason in {**found, **wanted}:
        if found.get(reason, 0) != wanted.get(reason, 0):
            yield f"{found.get(reason, 0)} units are excluded as {reason!r}, not {wanted.get(reason, 0)}."


def _same_exceptions(
    _key: str, wanted: Any, _outcome: CheckOutcome, found: list[tuple[str, str]]
) -> Iterator[str]:
    """Each expected exception is an entity, or entity/kind."""
    open_ = list(found)
    for said in wanted:
        match = next((one for one in open_ if said in (one[0], "/".join(one))), None)
        if match is None:
            yield f"There is no exception {said!r}."
        else:
            open_.remove(match)
    for entity, kind in open_:
        yield f"{entity}/{kind} is an exception that the case does not expect."


def _same_figures(_key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
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


def _no_figures(_key: str, unwanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    for figure in outcome.figures:
        if figure.name in unwanted:
            yield f"There is a figure {figure.name} ({figure.text}); there should be none."


def _contains(key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
    found = getattr(outcome, key)
    if wanted not in found:
        yield f"{key} is {found!r} and does not say {wanted!r}."


def _limited(_key: str, wanted: Any, outcome: CheckOutcome, _exceptions: object) -> Iterator[str]:
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
    "figures": _same_figures,
    "no_figures": _no_figures,
    "measure_because": _contains,
    "not_tested_because": _contains,
    "limitations": _limited,
}
