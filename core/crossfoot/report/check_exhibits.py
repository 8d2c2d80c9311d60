"""The chart or table that shows what a check found, from the figures of its run."""

from __future__ import annotations

import re

from crossfoot import values
from crossfoot.checks.model import Figure
from crossfoot.report.chart_spec import (
    Bar,
    BarChart,
    ChartSpec,
    Part,
    PartsChart,
    Point,
    Series,
    TimeChart,
    alt_text,
)
from crossfoot.report.material import Material
from crossfoot.report.model import ChartBlock, Column, TableBlock, Words
from crossfoot.report.wording import cited, date_words
from crossfoot.report.words import FigureRef, plain
from crossfoot.review.condition import figure_sentence

_MOST_BARS = 12
_MONTH = re.compile(r"\d{4}-\d{2}")
_FUNNEL = ("read", "tested", "excluded", "exempt", "exceptions", "rate", "rate_low", "rate_high")


def source_words(material: Material) -> Words:
    """The source line of charts and tables."""
    facts = material.audit.facts
    of = facts.auditee or "the auditee"
    when = date_words(facts.as_of, "as-of date")
    return (
        f"Analysis of records of {of} as of ",
        when,
        ", which are fictitious." if facts.fictitious else ".",
    )


def chart_of(material: Material, check: str, key: str = "") -> ChartBlock | None:
    """The chart that the check's header asks for; None where it asks for none or the run gives nothing to draw."""
    hint = material.runs[check].header.get("chart") or {}
    figures = [f for f in material.figures_of(check, str(hint.get("figure", ""))) if _number(f) is not None]
    if not hint or not any(_number(figure) for figure in figures):
        return None
    unit = str(hint.get("unit", material.outcomes[check].unit))
    left_out, monthly = 0, False
    if hint.get("kind") == "time":
        spec: ChartSpec | None = _time(figures, unit)
    elif hint.get("kind") == "parts":
        spec = _parts(material, check, figures, unit)
    else:
        monthly = all(_MONTH.fullmatch(figure.group) for figure in figures)
        drawn = figures if monthly else sorted(figures, key=lambda f: -(_number(f) or 0))
        drawn = drawn[-_MOST_BARS:] if monthly else drawn[:_MOST_BARS]
        left_out = len(figures) - len(drawn)
        spec = _bars([figure for figure in figures if figure in drawn], unit)
    if spec is None:
        return None
    low = f"{unit[:1].lower()}{unit[1:]}"
    shown = "latest months" if monthly else "longest bars"
    note = f"Only the {shown} are shown; the figures of the check hold the others." if left_out else ""
    return ChartBlock(
        f"{material.title_of(check)}: {low}",
        alt_text(spec, material.title_of(check)),
        spec,
        source=source_words(material),
        note=note,
        key=key,
    )


def table_of(material: Material, check: str, key: str = "") -> TableBlock | None:
    """The single figures of a check (those without groups) with the sentence of each; None where it has none."""
    allowed = material.check_numbers(check)
    figures = [f for f in material.outcomes[check].figures if not f.group and f.name not in _FUNNEL]
    rows: list[tuple[Words, ...]] = [
        (
            material.filled(figure_sentence(material.outcomes[check], figure), allowed),
            FigureRef(figure.id, figure.text),
        )
        for figure in figures
    ]
    if not rows:
        return None
    return TableBlock(
        f"{material.title_of(check)}: figures",
        (Column("What is counted", width=4.0), Column("Figure", "right")),
        tuple(rows),
        source=source_words(material),
        key=key,
    )


def group_label(group: str) -> Words:
    """The name of a group as a label: ISO dates as dates, everything else as it stands."""
    date = values.parse_date(group) if len(group) == 10 else None
    return cited(values.date_text(date) if date else group, "name of a group")


def _number(figure: Figure) -> float | None:
    return float(figure.value) if isinstance(figure.value, int | float) else None


def _time(figures: list[Figure], unit: str) -> TimeChart | None:
    dated = [(date, figure) for figure in figures if (date := values.parse_date(figure.group)) is not None]
    dated.sort(key=lambda pair: pair[0])
    if len(dated) < 2:
        return None
    last = len(dated) - 1
    points = tuple(
        Point(date, _number(figure) or 0.0, figure.text, figure.id)
        if place in (0, last)
        else Point(date, _number(figure) or 0.0)
        for place, (date, figure) in enumerate(dated)
    )
    return TimeChart((Series(unit, points),), unit)


def _bars(figures: list[Figure], unit: str) -> BarChart | None:
    bars = tuple(Bar(group_label(f.group), _number(f) or 0.0, f.text, f.id) for f in figures)
    return (
        BarChart(bars, unit, keep_order=any(plain(bar.label)[:1].isdigit() for bar in bars)) if bars else None
    )


def _parts(material: Material, check: str, figures: list[Figure], unit: str) -> PartsChart | None:
    tested = material.figures[f"{check}.tested"]
    parts = [Part(group_label(f.group), _number(f) or 0.0, f.text, f.id) for f in figures]
    return PartsChart(tuple(parts), tested.text, unit, tested.id)
