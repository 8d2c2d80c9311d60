"""Each check whose expected figures stand beside the samples gives them, under the fictitious policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from crossfoot.checks.model import CheckOutcome, Figure
from crossfoot.checks.runner import run_checks
from crossfoot.demo import prepare_demonstration

from tests.core.samples.committed import expected

pytestmark = pytest.mark.slow
FUNNEL = ("read", "tested", "exceptions")
NAMED_OTHERWISE = ("equipment-install-timeliness", "training-online-incomplete")
"""Checks whose expected figures bear names of their own; other tests hold those."""
CHECKS = [name for name, table in expected().items() if "read" in table and "tested" in table]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, CheckOutcome]]:
    path = tmp_path_factory.mktemp("samples") / "samples.crossfoot"
    with prepare_demonstration(path) as audit:
        yield {outcome.check: outcome for outcome in run_checks(audit, CHECKS)}


def said(figure: Figure, planted: object) -> object:
    """The figure as it is planted: a number, or the digits that are printed."""
    if isinstance(planted, str):
        return figure.text.removesuffix(" percent").lstrip("+")
    assert isinstance(figure.value, int | float)
    return round(100 * figure.value) if figure.rounding == "rate" else figure.value


@pytest.mark.parametrize("check", CHECKS)
def test_the_check_gives_the_planted_figures(check: str, outcomes: dict[str, CheckOutcome]) -> None:
    outcome, planted = outcomes[check], expected()[check]
    figures = {(figure.name, figure.group): figure for figure in outcome.figures}
    known = {name for name, _ in figures}
    found: dict[str, Any] = {name: getattr(outcome, name) for name in FUNNEL}
    found["excluded"] = sum(part.count for part in outcome.excluded)
    for name, value in planted.items():
        if name in found or (name not in known and check in NAMED_OTHERWISE):
            continue
        if isinstance(value, dict):
            found[name] = {group: said(figures[name, group], each) for group, each in value.items()}
        else:
            found[name] = said(figures[name, ""], value)
    assert {name: found.get(name, value) for name, value in planted.items()} == planted
    assert "exceptions" not in planted or (outcome.status == "flagged") == bool(planted["exceptions"])


def test_each_family_of_this_builder_has_planted_exceptions_or_a_measure() -> None:
    planted = {check: expected()[check].get("exceptions") for check in CHECKS}
    assert planted["growth-vs-capacity"] is None
    assert {
        check: planted[check]
        for check in planted
        if check.startswith(("application", "budget", "staffing", "supervision", "reporting", "performance"))
    } == {
        "application-aging": 2,
        "staffing-vacancies": 5,
        "supervision-unassigned": 6,
        "supervision-span": 2,
        "reporting-structure": 9,
        "budget-request-gap": 1,
        "budget-execution-variance": 3,
        "performance-measures-coverage": 4,
    }
