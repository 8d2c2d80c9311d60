"""Every figure of an analysis walks back to the rows that it counts, and what groups count ties to the whole."""

from __future__ import annotations

import random
import statistics
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.identity.agency_identity import confirm_distinct
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.read import trace_figure

from tests.core.checks.analytics.asked import analyze, audit_with

DICE = random.Random(7)
EQUIPMENT = [
    {
        "order_id": f"PO-{number:04}",
        "agency": DICE.choice(["Oak County", "Oat County", "Elm County"]),
        "state": DICE.choice(["TX", "FL"]),
        "item": DICE.choice(["Laptop", "laptop ", "Router"]),
        "cost": DICE.choice([100, 250, 99_999_999, 7_000]),
        "requested_on": f"2018-0{DICE.randint(1, 3)}-{DICE.randint(1, 28):02}",
        "installed_on": f"2018-0{DICE.randint(3, 6)}-{DICE.randint(1, 28):02}",
    }
    for number in (*range(1, 30), *range(33, 50), 60)
]
EQUIPMENT[3] |= {"cost": None}
ASKED: dict[str, dict[str, Any]] = {
    "ga-summarise": {"columns": ["cost"], "by_group": ["item", "state"]},
    "ga-stratify-age": {"columns": ["requested_on"], "amount": "cost", "bands": [20, 40]},
    "ga-cross-tabulate": {"columns": ["item", "state"], "amount": "cost"},
    "ga-duplicates": {
        "columns": ["agency"],
        "different": ["item"],
        "near": "agency",
        "by_group": ["state"],
        "likeness": 80,
    },
    "ga-sequence-gaps": {"columns": ["order_id"]},
    "ga-outliers": {"columns": ["cost"], "by_group": ["state"], "least": 3},
    "ga-overlaps": {"columns": ["agency"], "start": "requested_on", "end": "installed_on"},
    "ga-reconcile": {"columns": ["order_id"], "other_table": "other_table", "other_columns": ["Order"]},
}
COUNTS_ROWS = {
    "filled", "filled_of", "rows_of", "cell_of", "down_of", "across_of", "rows_same", "rows_but_for", "rows_at",
    "but_for_at", "short", "times_at", "far", "by_z", "by_fences", "far_of", "overlapping", "open_ranges", "ranges_at",
    "only_first_at", "only_other_at", "in_both_at", "only_first", "only_other", "not_summed", "unread",
}  # fmt: skip
"""Figures that count rows: as many rows lie behind them as they say."""
OTHERS = [{"Order": "PO-0001"}, {"Order": "po-0002"}, {"Order": "PO-9999"}]


@pytest.mark.parametrize("analysis", ASKED)
def test_as_many_rows_lie_behind_a_count_as_it_says(analysis: str, tmp_path: Path) -> None:
    with audit_with(tmp_path, equipment=EQUIPMENT, other_table=OTHERS) as audit:
        outcome = analyze(audit, analysis, table="equipment", **ASKED[analysis])
        assert outcome.status == "measured", outcome.not_tested_because
        assert outcome.exceptions == 0
        for figure in {figure.name: figure for figure in outcome.figures}.values():  # the last of each name
            rows = sum(len(traced.row_ids) for traced in trace_figure(audit, figure.id))
            if figure.name in COUNTS_ROWS:
                assert rows == figure.value, figure.id
            elif figure.value and figure.name not in ("not_listed",):
                assert rows, figure.id


def by_name(outcome: CheckOutcome, name: str) -> dict[str, Any]:
    return {figure.group: figure.value for figure in outcome.figures if figure.name == name}


def test_bands_and_groups_tie_to_the_whole(tmp_path: Path) -> None:
    with audit_with(tmp_path, equipment=EQUIPMENT) as audit:
        bands = analyze(audit, "ga-stratify-age", table="equipment", columns=["cost"])
        groups = analyze(audit, "ga-summarise", table="equipment", columns=["cost"], by_group=["item"])
        cells = analyze(
            audit, "ga-cross-tabulate", table="equipment", columns=["item", "state"], amount="cost"
        )
    whole = sum(row["cost"] or 0 for row in EQUIPMENT) / 100
    for outcome, rows, total in (
        (bands, "rows_of", "total_of"),
        (groups, "rows_of", "total_of"),
        (cells, "cell_of", "total_of"),
    ):
        assert sum(by_name(outcome, rows).values()) == outcome.tested
        assert sum(by_name(outcome, total).values()) == pytest.approx(whole)
        assert by_name(outcome, "total")[""] == pytest.approx(whole)
    assert (
        sum(by_name(cells, "down_of").values()) == sum(by_name(cells, "across_of").values()) == cells.tested
    )


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_median_distance_and_fences_are_those_of_the_statistics_module(size: int, tmp_path: Path) -> None:
    values = [DICE.randint(1, 1_000) for _ in range(size)]
    rows = [{"order_id": f"O{at}", "quantity": value} for at, value in enumerate(values)]
    with audit_with(tmp_path, equipment=rows) as audit:
        outcome = analyze(audit, "ga-outliers", table="equipment", columns=["quantity"], least=1)
    median = statistics.median(values)
    first, _, third = statistics.quantiles(values, n=4, method="inclusive")
    assert by_name(outcome, "median")[""] == pytest.approx(median)
    assert by_name(outcome, "mad")[""] == pytest.approx(statistics.median(abs(v - median) for v in values))
    assert by_name(outcome, "low")[""] == pytest.approx(first - 1.5 * (third - first))
    assert by_name(outcome, "high")[""] == pytest.approx(third + 1.5 * (third - first))


def test_groups_beyond_the_largest_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossfoot.checks.analytics.ga_cross_tabulate._MOST_VALUES", 1)
    items = ["A", "A", "B", "C"]
    rows = [
        {"order_id": f"O{at}", "item": item, "state": "TX", "agency": "Oak"} for at, item in enumerate(items)
    ]
    with audit_with(tmp_path, equipment=rows) as audit:
        outcome = analyze(audit, "ga-cross-tabulate", table="equipment", columns=["item", "state"])
    assert by_name(outcome, "cell_of") == {"A | TX": 2, "all other groups | TX": 2}


def test_names_that_a_person_told_apart_are_shown_as_told_apart(tmp_path: Path) -> None:
    agreements = [
        {"agency": name, "state": "FL", "model": "JEM", "signed_on": "2017-01-01"}
        for name in ("Brevard County Sheriff's Office", "Broward County Sheriff's Office")
    ]
    asked = {"table": "agreements", "near": "agency", "by_group": ["state"]}
    with audit_with(tmp_path, agreements=agreements) as audit:
        before = analyze(audit, "ga-duplicates", **asked)
        confirm_distinct(
            audit, "FL|Brevard County Sheriff's Office", "FL|Broward County Sheriff's Office", "two counties"
        )
        after = analyze(audit, "ga-duplicates", **asked)
        assert (by_name(before, "pairs")[""], by_name(before, "pairs_apart")[""]) == (1, 0)
        assert (by_name(after, "pairs")[""], by_name(after, "pairs_apart")[""]) == (0, 1)
        assert [len(traced.row_ids) for traced in trace_figure(audit, "ga-duplicates.pairs_apart")] == [2]
