"""Charts as data: what is drawn, not how. Three kinds, chosen for what an audit report has to show.

`TimeChart` shows growth over months, `BarChart` compares groups, `PartsChart` shows a part of a whole.
Every value carries its printed text and the id of the figure it comes from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from crossfoot.report.words import Words, plain
from crossfoot.values import date_text

MOST_SERIES = 3  # more lines cannot be told apart in black and white


@dataclass(frozen=True, slots=True)
class Point:
    """One value at a date. `text` is printed beside the point; empty for a point that stands without a
    label.
    """

    date: dt.date
    value: float
    text: str = ""
    figure_id: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line over time, its points in order of date, named at its end where there are several."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event, drawn as a dashed line with its label."""

    date: dt.date
    label: str


@dataclass(frozen=True, slots=True)
class TimeChart:
    """Values over months: a step line where a value holds until it changes, else straight lines.

    `unit` names what is counted ("Participating agencies"). At most three series.
    """

    series: tuple[Series, ...]
    unit: str
    step: bool = True
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, the value as printed at its end. Emphasis draws it dark, the others
    pale.
    """

    label: Words
    value: float
    text: str
    figure_id: str = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """A value to compare bars with ("180 days"), drawn as a dashed line with its label."""

    value: float
    label: Words


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars, longest first unless `keep_order`, starting at zero."""

    bars: tuple[Bar, ...]
    unit: str
    limit: Limit | None = None
    keep_order: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole, with its value as printed."""

    label: Words
    value: float
    text: str
    figure_id: str = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class PartsChart:
    """One bar that is `whole` long and split in parts, such as 57 of 300 officers."""

    parts: tuple[Part, ...]
    whole_text: str
    unit: str
    whole_figure_id: str = ""


ChartSpec = TimeChart | BarChart | PartsChart


def chart_figures(spec: ChartSpec) -> Iterator[tuple[str, str]]:
    """The figures that a chart prints, as (figure id, text); the id is empty where the spec gives none."""
    if isinstance(spec, TimeChart):
        yield from ((p.figure_id, p.text) for s in spec.series for p in s.points if p.text)
    elif isinstance(spec, BarChart):
        yield from ((bar.figure_id, bar.text) for bar in spec.bars)
    else:
        yield from ((part.figure_id, part.text) for part in spec.parts)
        yield spec.whole_figure_id, spec.whole_text


def chart_words(spec: ChartSpec) -> Iterator[Words]:
    """Every other string that a chart prints: labels, units, names, events."""
    yield spec.unit
    if isinstance(spec, TimeChart):
        yield from (series.name for series in spec.series)
        yield from (event.label for event in spec.events)
    elif isinstance(spec, BarChart):
        yield from (bar.label for bar in spec.bars)
        if spec.limit is not None:
            yield spec.limit.label
    else:
        yield from (part.label for part in spec.parts)


def alt_text(spec: ChartSpec, finding: str) -> str:
    """Words for a reader who does not see the chart: the finding first, then the kind of chart and all its
    numbers.
    """
    lead = f"{finding.rstrip('. ')}. "
    if isinstance(spec, TimeChart):
        lines = "; ".join(
            f"{series.name}: " + ", ".join(f"{date_text(p.date)}: {p.text}" for p in series.points if p.text)
            for series in spec.series
        )
        return f"{lead}Line chart of {spec.unit} over time. {lines}."
    if isinstance(spec, BarChart):
        bars = "; ".join(f"{plain(bar.label)}: {bar.text}" for bar in spec.bars)
        limit = f" Compared with {plain(spec.limit.label)}." if spec.limit else ""
        return f"{lead}Bar chart, {spec.unit}. {bars}.{limit}"
    parts = "; ".join(f"{plain(part.label)}: {part.text}" for part in spec.parts)
    return f"{lead}Bar of {spec.whole_text} {spec.unit} in parts. {parts}."
