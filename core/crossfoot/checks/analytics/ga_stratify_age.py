"""Bands of a number or of the age of a date: how many rows lie in each, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crossfoot.checks.analytics.asking import TABLE
from crossfoot.checks.analytics.bands import (
    AGES,
    Band,
    age_bands,
    band_of,
    even_bounds,
    number_bands,
    stated_bounds,
)
from crossfoot.checks.analytics.frame import (
    Asked,
    given_list,
    lay_frame,
    left_out,
    literal,
    named_table,
    only_column,
    reading_of,
)
from crossfoot.checks.analytics.groups import amount, figure, rate
from crossfoot.checks.native_sql import native_sql
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox

HEADER = f"""
id         = "ga-stratify-age"
title      = "A table in bands"
question   = "How many rows lie in each band of a number, or of the age of a date, and what do they come to?"
kind       = "measure"
unit       = "row"
population = "rows of the table that meet the conditions"
condition  = "Of {{read}} rows of {{table}}, {{tested}} have a value and lie in a band; the median is {{median}}."
{TABLE}
[params.columns]
type    = "list"
meaning = "The column whose values are banded: numbers, or dates, which are banded by their age in days."
source  = "auditor"
[params.bands]
type    = "list"
meaning = "The upper bounds of the bands; each belongs to its band. Default: 30, 60, 90, 180, 365 days, or even steps."
source  = "definition"
default = []
[params.aged_to]
type    = "date"
meaning = "The day to which the age of a date is counted."
source  = "audit"
default = "as_of"
[params.amount]
type    = "text"
meaning = "A column of numbers that is summed for each band; without it, the banded number itself."
source  = "definition"

[figures.median]
sentence = "The median of the banded values"
where    = "outcome = 'tested'"
[figures.least]
sentence = "The smallest banded value"
where    = "outcome = 'tested'"
[figures.most]
sentence = "The largest banded value"
where    = "outcome = 'tested'"
[figures.total]
sentence = "Sum over all bands"
where    = "outcome = 'tested' AND summed IS NOT NULL"
[figures.not_summed]
sentence = "Rows in a band whose amount is missing; they are in no sum"
where    = "outcome = 'tested' AND summed IS NULL"
[figures.rows_of]
sentence = "Rows in the band {{group}}"
where    = "band = :group"
[figures.share_of]
sentence = "Rows in the band {{group}} as a share of those in all bands"
parts    = ["rows_of", "tested"]
[figures.total_of]
sentence = "Sum in the band {{group}}"
where    = "band = :group AND summed IS NOT NULL"
[figures.total_share_of]
sentence = "Sum in the band {{group}} as a share of that of all bands"
parts    = ["total_of", "total"]
[figures.least_of]
sentence = "The smallest banded value in the band {{group}}"
where    = "band = :group"
[figures.most_of]
sentence = "The largest banded value in the band {{group}}"
where    = "band = :group"

[evidence]
band    = "Band"
dated   = "Date"
banded  = "Value or days"
summed  = "Amount"

[chart]
kind   = "bars"
figure = "rows_of"
unit   = "rows"
"""


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Put each row with a value into its band, and count and sum the bands."""
    table = named_table(sandbox, given["table"])
    column = only_column(table, given_list(given, "columns"), "Banding")
    reading = reading_of(sandbox, table, column)
    if reading == "text":
        raise NotTestableError(
            f"The column {column.name!r} of {table.name} holds neither numbers nor dates, so it has no bands."
        )
    value = Asked("value", column, reading)
    summed = Asked("summed", table.column(given["amount"]), "number") if given["amount"] else None
    lay_frame(sandbox, table, [value, *([summed] if summed else [])], given_list(given, "only"))
    bands = _bands(sandbox, given, reading, value)
    ages = reading == "date"
    banded = f"days_between(value, {literal(given['aged_to'])})" if ages else "value"
    scale = value.scale
    of = summed or (None if ages else value)
    sandbox.lay_own_table(
        "banded",
        ["entity", "row_id", "record_type", "reason", "band", "dated", "number", "summed"],
        native_sql(
            f"WITH judged AS (SELECT *, {banded} AS number, {left_out(value)} AS reason FROM analysed) "
            "SELECT entity, row_id, record_type, reason, CASE reason WHEN '' THEN "
            f"{band_of(bands, 'number', scale)} END, "
            f"{'value' if ages else 'NULL'}, number, {of.alias if of else 'NULL'} FROM judged"
        ),
        (),
    )
    sandbox.fill_outcomes(
        "SELECT entity, row_id, record_type, CASE reason WHEN '' THEN 'tested' ELSE 'excluded' END AS outcome, "
        "reason, "
        f"'' AS kind, band, dated, number{'' if scale == 1 else f' / {scale}.0'} AS banded, "
        f"summed{'' if of is None or of.scale == 1 else f' / {of.scale}.0'} AS summed FROM banded"
    )
    return list(_figures(sandbox, bands, value, of))


def _bands(sandbox: Sandbox, given: Mapping[str, Any], reading: str, value: Asked) -> list[Band]:
    stated = stated_bounds(given_list(given, "bands"), whole=reading == "date")
    if reading == "date":
        return age_bands(stated or AGES, given["aged_to"])
    if stated:
        return number_bands(stated)
    smallest, largest = sandbox.own("SELECT min(value), max(value) FROM analysed WHERE why = ''")[0]
    if smallest is None:
        return number_bands([0.0])
    return number_bands(even_bounds(smallest / value.scale, largest / value.scale))


def _figures(
    sandbox: Sandbox, bands: Sequence[Band], value: Asked, of: Asked | None
) -> Iterator[dict[str, Any]]:
    ages = value.reading == "date"
    shown = Asked("number", value.column, "number")
    unit = "days" if ages else ""

    def of_band(name: str, group: str, number: Any) -> dict[str, Any]:
        return figure(name, group, number, unit) if ages else amount(name, group, number, shown)

    count, least, most, total, lacking = sandbox.own(
        "SELECT count(*), min(number), max(number), sum(summed), count(*) - count(summed) FROM banded "
        "WHERE reason = ''"
    )[0]
    median = sandbox.own(
        "SELECT avg(number) FROM (SELECT number, row_number() OVER (ORDER BY number) AS place FROM banded WHERE "
        "reason = '') "
        "WHERE place IN ((? + 1) / 2, (? + 2) / 2)",
        (count, count),
    )[0][0]
    yield figure("median", "", None if median is None else median / value.scale, unit, "one decimal")
    yield of_band("least", "", least)
    yield of_band("most", "", most)
    if of is not None:
        yield amount("total", "", total, of)
        yield figure("not_summed", "", lacking, "rows")
    found = {
        row[0]: row[1:]
        for row in sandbox.own(
            "SELECT band, count(*), sum(summed), min(number), max(number) FROM banded "
            "WHERE reason = '' GROUP BY band"
        )
    }
    for band in bands:
        rows, summed, smallest, largest = found.get(band.label, (0, None, None, None))
        if band.low is None and not rows:
            continue  # nothing below the first bound, or after the day: no band to show
        yield figure("rows_of", band.label, rows, "rows")
        yield rate("share_of", band.label, rows, count)
        if of is not None:
            yield amount("total_of", band.label, summed or 0, of)
            share = None if not total else 100 * (summed or 0) / total
            yield figure("total_share_of", band.label, share, "percent", "one decimal")
        yield of_band("least_of", band.label, smallest)
        yield of_band("most_of", band.label, largest)
