"""Samples that were drawn and examined: what each says of its population, with its limits (docs/sampling.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox
from crossfoot.sampling.cautions import cautions, shows
from crossfoot.sampling.monetary import MonetaryLimits
from crossfoot.sampling.projection import JUDGMENTAL, RateProjection, project_amount, project_rate
from crossfoot.sampling.results import Item, Result, Settled
from crossfoot.sampling.stored import (
    ITEMS,
    RESULTS,
    SAMPLES,
    design_of,
    items_of,
    read_json,
    results_of,
    settled,
)

HEADER = """
id         = "ga-sample-project"
title      = "Samples and what they say of their populations"
question   = "How many items of each sample deviate, and what follows for the population that it was drawn from?"
kind       = "measure"
unit       = "drawn item"
population = "items of the samples, with those of the reserve that stand in for others"
condition  = "Of {read} items drawn, {tested} were settled; {deviating} of them deviated."
cause      = "Why do the items deviate? Do the deviations have something in common?"
effect     = "What follows from the items that deviate? What evidence says so?"
recommend  = "Correct the items that deviate, and the procedure that let them pass."
rests_on   = ["samples"]

[params.samples]
type    = "list"
meaning = "The names of the samples to project. All that were not withdrawn where none is named."
source  = "auditor"
default = []

[figures.deviating]
sentence = "Items that deviate, in all samples"
where    = "counted = 'deviation'"
[figures.examined]
sentence = "Items of the sample {group} that count"
where    = "sample = :group AND counted <> ''"
[figures.deviations]
sentence = "Items of the sample {group} that deviate"
where    = "sample = :group AND counted = 'deviation'"
[figures.by_rule]
sentence = "Items of the sample {group} that could not be examined and count as deviations, as the rule says"
where    = "sample = :group AND by_rule = 1"
[figures.frame]
sentence = "Units from which the sample {group} was drawn"
[figures.projected_rate]
sentence = "Rate of deviation in the population, projected from the sample {group}"
parts    = ["deviations", "examined"]
[figures.upper_limit]
sentence = "Upper limit of that rate, one-sided, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.interval_low]
sentence = "Lower end of the two-sided interval of that rate, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.interval_high]
sentence = "Upper end of the two-sided interval of that rate, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.projected_count]
sentence = "Units of the population that deviate, projected from the sample {group}"
parts    = ["deviations", "examined"]
[figures.count_upper]
sentence = "Upper limit of that number, one-sided, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.count_low]
sentence = "Lower end of the two-sided interval of that number, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.count_high]
sentence = "Upper end of the two-sided interval of that number, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.projected_misstatement]
sentence = "Overstatement projected from the sample {group}"
parts    = ["deviations", "examined"]
[figures.misstatement_upper]
sentence = "Upper limit of the overstatement, one-sided, from the sample {group}"
parts    = ["deviations", "examined"]
[figures.basic_precision]
sentence = "Basic precision of the sample {group}: what it could have missed even without an error"
[figures.incremental_allowance]
sentence = "Incremental allowance of the sample {group} for the errors found"
parts    = ["deviations", "examined"]
[figures.understated]
sentence = "Understatement projected from the sample {group}; it reduces nothing"
parts    = ["deviations", "examined"]
[figures.confidence]
sentence = "Confidence of the one-sided limits of the sample {group}"
[figures.two_sided]
sentence = "Confidence of the two-sided interval of the sample {group}"
[figures.tolerable]
sentence = "What was called tolerable before the sample {group} was drawn"
[figures.reconciled]
sentence = "What the frame of the sample {group} was compared with"
[figures.caution]
sentence = "To be said with the figures of the sample {group}"
[figures.not_projected]
sentence = "Why the sample {group} is not projected"

[kinds]
A = "The item {item} of the sample {sample} deviates."

[evidence]
sample       = "Sample"
item         = "Item"
role         = "Role"
stratum      = "Stratum"
result       = "Result"
counted      = "Counts as"
by_rule      = "By the rule for items not examined"
stands_for   = "Stands for item"
book_value   = "Recorded amount"
audited      = "Audited amount"
note         = "Note"
"""

COLUMNS = (
    "entity", "row_id", "record_type", "outcome", "reason", "kind", "sample", "item", "role", "stratum", "result",
    "counted", "by_rule", "stands_for", "book_value", "audited", "note",
)  # fmt: skip
_WAITING = "its sample still lacks results"
_REPLACED = "not examined; an item of the reserve stands in"


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sample as the audit file keeps it."""

    name: str
    method: str
    record_type: str
    frame: dict[str, Any]
    frame_size: int
    design: dict[str, Any]
    items: list[Item]
    results: dict[int, Result]
    settled: Settled


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Lay the drawn items with what was found; the figures of each sample whose results are complete."""
    kept = list(_kept_samples(sandbox, given["samples"]))
    if not kept:
        raise NotTestableError("No sample was drawn.")
    complete = [one for one in kept if not one.settled.missing]
    if not complete:
        lacking = ", ".join(f"{one.name} ({len(one.settled.missing):,})" for one in kept)
        raise NotTestableError(f"Results are missing: {lacking}.")
    sandbox.read.update(one.record_type for one in kept)
    sandbox.lay_outcomes(COLUMNS, [row for one in kept for row in _rows(one)])
    current = {uid for (uid,) in sandbox.own("SELECT uid FROM audit.cf_import WHERE state = 'current'")}
    deviating = sum(counted.deviates for one in complete for counted in one.settled.counted)
    return [
        _figure("deviating", "", deviating, "items"),
        *(figure for one in complete for figure in _figures(one, current)),
    ]


def _kept_samples(sandbox: Sandbox, names: list[str]) -> Iterator[_Kept]:
    rows = sandbox.own(f"{SAMPLES.format(audit='audit.')} WHERE withdrawn = 0 ORDER BY at, name")
    unknown = sorted(set(names) - {row[1] for row in rows})
    if unknown:
        raise NotTestableError(f"There is no sample called {unknown[0]!r}, or it was withdrawn.")
    for uid, name, _, method, record_type, frame, size, _, design, rule, *_ in rows:
        if not names or name in names:
            items = items_of(sandbox.own(ITEMS.format(audit="audit."), (uid,)))
            results = results_of(sandbox.own(RESULTS.format(audit="audit."), (uid,)))
            found = settled(items, results, rule)
            yield _Kept(
                name, method, record_type, read_json(frame), size, read_json(design), items, results, found
            )


def _rows(one: _Kept) -> Iterator[tuple[Any, ...]]:
    """One row an item, without the items of the reserve that nothing called up."""
    counted = {each.item.place: each for each in one.settled.counted}
    waiting = bool(one.settled.missing)
    for item in one.items:
        if item.role == "reserve" and item.place not in one.settled.called_up:
            continue
        result, counts = one.results.get(item.place), counted.get(item.place)
        outcome, reason = ("tested", "") if counts and not waiting else ("excluded", _REPLACED)
        reason = _WAITING if waiting else reason
        counts = None if waiting else counts
        yield (
            f"{one.name}: {item.entity}", item.row_id, one.record_type, outcome, reason,
            "A" if counts and counts.deviates else "", one.name, item.place, item.role, item.stratum,
            result.result if result else "", _counted_words(counts.deviates) if counts else "",
            int(counts.by_rule) if counts else 0, counts.stands_for if counts else None,
            _dollars(item.book_value), _dollars(result.audited_value if result else None),
            result.note if result else "",
        )  # fmt: skip


def _figures(one: _Kept, current_imports: set[str]) -> Iterator[dict[str, Any]]:
    counted = one.settled.counted
    yield _figure("examined", one.name, len(counted), "items")
    yield _figure("deviations", one.name, sum(each.deviates for each in counted), "items")
    yield _figure("by_rule", one.name, sum(each.by_rule for each in counted), "items")
    yield _figure("frame", one.name, one.frame_size, "units")
    rate: RateProjection | None = None
    amount: MonetaryLimits | None = None
    if one.method == "judgmental":
        yield _figure("not_projected", one.name, JUDGMENTAL, "", "text")
    elif one.method == "monetary unit":
        amount = project_amount(design_of(one.method, one.design), counted)
        yield from _amount_figures(one.name, amount)
    else:
        rate = project_rate(design_of(one.method, one.design), counted)
        yield from _rate_figures(one.name, rate)
    if one.method != "judgmental":
        yield _figure("confidence", one.name, float(one.design["confidence"]), "percent", "one decimal")
    if rate is not None:
        yield _figure("two_sided", one.name, float(one.design["two_sided"]), "percent", "one decimal")
    within = shows(one.design, rate, amount) if rate or amount else None
    if within is not None:
        said = "the upper limit stays within it" if within else "the upper limit exceeds it"
        yield _figure("tolerable", one.name, f"{_tolerable(one.design)}; {said}", "", "text")
    yield _figure("reconciled", one.name, one.frame["reconciled"]["words"], "", "text")
    sentences = cautions(one.method, one.frame, one.settled, current_imports)
    if sentences:
        yield _figure("caution", one.name, " ".join(sentences), "", "text")


def _rate_figures(name: str, rate: RateProjection) -> Iterator[dict[str, Any]]:
    shares = {
        "projected_rate": rate.rate, "upper_limit": rate.upper, "interval_low": rate.low, "interval_high": rate.high,
    }  # fmt: skip
    for figure, value in shares.items():
        yield _figure(figure, name, 100 * value, "percent", "two decimals")
    yield _figure("projected_count", name, rate.count, "units", "one decimal")
    for figure, number in (
        ("count_upper", rate.count_upper),
        ("count_low", rate.count_low),
        ("count_high", rate.count_high),
    ):
        yield _figure(figure, name, number, "units")


def _amount_figures(name: str, amount: MonetaryLimits) -> Iterator[dict[str, Any]]:
    for figure, value in (
        ("projected_misstatement", amount.projected),
        ("misstatement_upper", amount.upper_limit),
        ("basic_precision", amount.basic_precision),
        ("incremental_allowance", amount.incremental_allowance),
        ("understated", amount.understated),
    ):
        yield _figure(figure, name, _dollars(value), "dollars", "two decimals")


def _figure(name: str, group: str, value: Any, unit: str, rounding: str = "count") -> dict[str, Any]:
    return {"name": name, "group": group, "value": value, "unit": unit, "rounding": rounding}


def _tolerable(design: Mapping[str, Any]) -> str:
    amount = design.get("tolerable_amount")
    return f"{design['tolerable']} percent" if amount is None else f"{_dollars(amount):,.2f} dollars"


def _counted_words(deviates: bool) -> str:
    return "deviation" if deviates else "no deviation"


def _dollars(cents: int | None) -> float | None:
    return None if cents is None else cents / 100
