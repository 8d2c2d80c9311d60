"""How samples are said: plans, draws and projections, for a person or as JSON."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from crossfoot.cli.output import print_json, print_table
from crossfoot.values import amount_text, count_text, rounded

if TYPE_CHECKING:
    from crossfoot.review.sample_design import SizeRequest
    from crossfoot.review.sample_projection import Projection
    from crossfoot.review.sample_results import SampleState
    from crossfoot.review.samples import SampleRecord
    from crossfoot.sampling.monetary import MonetaryLimits
    from crossfoot.sampling.projection import RateProjection
    from crossfoot.sampling.sizes import AttributePlan, MonetaryPlan


def say_plan(plan: AttributePlan, asked: SizeRequest, population: int | None) -> None:
    """The size with what it can show."""
    allowed = f"at most {plan.acceptable} deviations" if plan.acceptable else "no deviation"
    among = f" of {population:,}" if population else ""
    print(
        f"{plan.size:,} items{among}: with {allowed} they show, at {asked.confidence} "
        f"percent confidence, a rate of no more than {asked.tolerable} percent."
    )


def say_monetary_plan(plan: MonetaryPlan) -> None:
    """The interval with the items that it gives."""
    print(
        f"One item for each {amount_text(plan.interval)}: about {plan.size:,} items. "
        "Items of that amount or more are all examined."
    )


def say_sample(state: SampleState, args: argparse.Namespace) -> None:
    """A sample with how it was drawn and its items."""
    record = state.record
    if args.json:
        items = [{**asdict(item), "result": state.results.get(item.place)} for item in state.items]
        print_json({**asdict(record), "items": items, "missing": list(state.settled.missing)})
        return
    for line in _drawn_words(record):
        print(line)
    monetary = record.method == "monetary unit"
    print_table(
        ("item", "key", "role", "stratum", *(["recorded"] if monetary else []), "result"),
        (
            (item.place, item.entity, item.role, item.stratum,
             *([amount_text(item.book_value or 0)] if monetary else []), _result_words(state, item.place))
            for item in state.items
        ),
    )  # fmt: skip
    missing = len(state.settled.missing)
    print(f"Results missing: {missing:,}." if missing else "No result is missing.")


def _result_words(state: SampleState, place: int) -> str:
    result = state.results.get(place)
    if result is None:
        return ""
    audited = "" if result.audited_value is None else f", audited {amount_text(result.audited_value)}"
    return f"{result.result}{audited}"


def _drawn_words(record: SampleRecord) -> list[str]:
    frame = record.frame
    left = "".join(f", {number:,} left out ({reason})" for reason, number in frame["left_out"].items())
    outside = f", {frame['outside']:,} outside the conditions" if frame["outside"] else ""
    lines = [
        f"{record.name}: {record.method} sample of {record.record_type}"
        + (" (withdrawn)" if record.withdrawn else ""),
        f"Frame: {record.frame_size:,} of {frame['list_rows']:,} rows{outside}{left}; sha256 {record.frame_sha256}",
        f"Reconciled: {frame['reconciled']['words']}",
        f"Items that cannot be examined: {record.non_response}.",
    ]
    if record.seed:
        lines.append(
            f"Seed: {record.seed} ({record.algorithm}; docs/sampling.md says how to draw the same again)"
        )
    if record.design.get("interval"):
        lines.append(
            f"Interval: {amount_text(record.design['interval'])} of {amount_text(record.design['book_total'])}"
        )
    return lines


def say_projection(projection: Projection, record: SampleRecord) -> None:
    """The projection in sentences, its cautions behind it."""
    design = record.design
    print(f"{projection.sample}: {projection.deviations:,} of {projection.examined:,} items deviate.")
    lines = (
        _rate_lines(projection.rate, design)
        if projection.rate
        else _amount_lines(projection.amount, design)
        if projection.amount
        else []
    )
    for line in lines:
        print(line)
    if projection.shows is not None:
        said = "stays within" if projection.shows else "exceeds"
        print(f"The upper limit {said} what was called tolerable before the draw.")
    for caution in projection.cautions:
        print(f"Caution: {caution}")


def _rate_lines(rate: RateProjection, design: dict[str, Any]) -> list[str]:
    one, two = design["confidence"], design["two_sided"]
    units = rate.population
    return [
        f"Rate: {_percent(rate.rate)}; upper limit {_percent(rate.upper)} ({one} percent confidence, one-sided).",
        f"Interval: {_percent(rate.low)} to {_percent(rate.high)} ({two} percent, two-sided).",
        f"Of the {count_text(units)} units themselves: about {rounded(rate.count, 0):,}; at most "
        f"{count_text(rate.count_upper)}, which is {_percent(rate.count_upper / units)} (one-sided); "
        f"{count_text(rate.count_low)} to {count_text(rate.count_high)} (two-sided).",
    ]


def _amount_lines(amount: MonetaryLimits, design: dict[str, Any]) -> list[str]:
    return [
        f"Projected overstatement: {amount_text(amount.projected)} "
        f"(of it {amount_text(amount.known)} in certainty items).",
        f"Basic precision {amount_text(amount.basic_precision)}, incremental allowance "
        f"{amount_text(amount.incremental_allowance)}.",
        f"Upper limit of overstatement: {amount_text(amount.upper_limit)} ({design['confidence']} percent confidence).",
        f"Projected understatement, which reduces nothing: {amount_text(amount.understated)}.",
    ]


def _percent(share: float) -> str:
    return f"{rounded(100 * share, 2)} percent"
