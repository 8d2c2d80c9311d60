"""Checks a report before it is laid out, so that what is wrong is said in the report's own terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass

from crossfoot.errors import ReportError
from crossfoot.report.chart_spec import MOST_SERIES, BarChart, ChartSpec, TimeChart, chart_figures
from crossfoot.report.glyphs import code_of, unprintable
from crossfoot.report.model import ChartBlock, RecommendationBox, Report, Section, TableBlock
from crossfoot.report.numbering import labels_by_key
from crossfoot.report.walk import all_blocks, all_sections, spots
from crossfoot.report.words import CrossRef, plain, runs_of

_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)

# Letters that the cover, the running head and the marking's line have room for.
_LONGEST = {
    "title": 300,
    "subtitle": 300,
    "office": 200,
    "auditee": 200,
    "number": 100,
    "site": 200,
    "marking": 120,
}
_MOST_BARS = 40
_LONGEST_VALUE = 40  # letters of a value beside its bar or point, of a series' name, of an event


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A character without a glyph, printed by its code, and the place where it first stands."""

    char: str
    place: str

    def __str__(self) -> str:
        return f"{code_of(self.char)} has no glyph in the fonts and is printed by its code ({self.place})."


def check_report(report: Report) -> None:
    """Raises ReportError where a report cannot become a sound document.

    Checked: a title and at least one section; texts that fit on the cover; heading levels that do not skip;
    headings and captions that are not empty; a text for every chart; rows as wide as their table; keys that
    are unique; references that resolve.
    """
    if not report.title.strip():
        raise ReportError("The report has no title.", "Give the report a title.")
    if not report.sections:
        raise ReportError("The report has no sections.", "Add at least one section.")
    for name, longest in _LONGEST.items():
        text = str(getattr(report, name))
        if len(text) > longest:
            raise ReportError(
                f"The report's {name} is {len(text):,} letters long and does not fit on the cover.",
                f"Shorten it to {longest} letters or fewer.",
            )
    for group in (report.front_sections, report.sections, report.appendices):
        _check_levels(group)
    seen: set[int] = set()
    for place, block in all_blocks(report):
        if isinstance(block, ChartBlock | TableBlock) and id(block) in seen:
            raise ReportError(
                f"{plain(block.caption)!r} stands twice in the report, the second time in {place!r}.",
                "Let it stand once, and refer to it with a reference elsewhere.",
            )
        seen.add(id(block))
        if isinstance(block, ChartBlock):
            _check_chart(place, block)
        elif isinstance(block, TableBlock):
            _check_table(place, block)
    _check_keys(report)
    _check_references(report)


def unprintables(report: Report, printable: Container[int]) -> tuple[Unprintable, ...]:
    """The characters of the report that the fonts lack, each with the first place it stands at."""
    found: dict[str, str] = {}
    for spot in spots(report):
        for char in unprintable(plain(spot.words), printable):
            found.setdefault(char, spot.place)
    return tuple(Unprintable(char, place) for char, place in found.items())


def web_address(url: str) -> str | None:
    """`url` where it is an http or https address without blanks or quotes, else None: nothing else becomes
    a link.
    """
    return url if _WEB.fullmatch(url) and url.isprintable() else None


def _check_levels(sections: tuple[Section, ...]) -> None:
    before = 0
    for section in sections:
        heading = plain(section.heading)
        if not heading.strip():
            raise ReportError("A section of the report has no heading.", "Give every section a heading.")
        if not 1 <= section.level <= 3:
            raise ReportError(f"The heading {heading!r} has level {section.level}.", "Use levels 1 to 3.")
        if section.level > before + 1:
            raise ReportError(
                f"The heading {heading!r} has level {section.level} right below level {before}.",
                f"Use level {before + 1}, or put a heading of level {before + 1} above it.",
            )
        before = section.level


def _check_chart(place: str, chart: ChartBlock) -> None:
    name = plain(chart.caption)
    if not name.strip():
        raise ReportError(f"A chart in {place!r} has no caption.", "Give every chart a caption.")
    if not chart.alt.strip():
        raise ReportError(
            f"The chart {name!r} in {place!r} has no text for readers who do not see it.",
            "Give the chart an alt text with its finding and its numbers.",
        )
    trouble = _chart_trouble(chart.spec)
    if trouble:
        raise ReportError(f"The chart {name!r} in {place!r} {trouble}.", "Correct the chart's data.")


def _chart_trouble(spec: ChartSpec) -> str:
    beside = [text for _figure_id, text in chart_figures(spec)]
    if isinstance(spec, TimeChart):
        beside += [series.name for series in spec.series] + [event.label for event in spec.events]
    if any(len(text) > _LONGEST_VALUE for text in beside):
        return f"has a value or name of more than {_LONGEST_VALUE} letters"
    if isinstance(spec, TimeChart):
        dates = [[point.date for point in series.points] for series in spec.series]
        if not dates or not all(dates):
            return "has a series without points"
        if len(dates) > MOST_SERIES:
            return f"has {len(dates)} series; {MOST_SERIES} can be told apart in black and white"
        return "has points that are not in order of date" if any(d != sorted(d) for d in dates) else ""
    values = [bar.value for bar in spec.bars] if isinstance(spec, BarChart) else [p.value for p in spec.parts]
    if not values:
        return "has nothing to draw"
    if len(values) > _MOST_BARS:
        return f"has {len(values)} bars or parts, and a page has room for {_MOST_BARS}"
    if min(values) < 0:
        return "has a value below zero"
    return "" if isinstance(spec, BarChart) or sum(values) > 0 else "has a whole of zero"


def _check_table(place: str, table: TableBlock) -> None:
    name = plain(table.caption)
    if not name.strip():
        raise ReportError(f"A table in {place!r} has no caption.", "Give every table a caption.")
    if not table.columns or min(column.width for column in table.columns) <= 0:
        raise ReportError(
            f"The table {name!r} has no columns, or one without width.", "Give every column a width above 0."
        )
    wide = len(table.columns)
    for number, row in enumerate((*table.rows, *((table.total,) if table.total else ())), start=1):
        if len(row) != wide:
            raise ReportError(
                f"Row {number} of the table {name!r} has {len(row)} cells; the table has {wide} columns.",
                "Give every row one cell for each column (an empty text for an empty cell).",
            )


def _check_keys(report: Report) -> None:
    keys = [section.key for section in all_sections(report)]
    keys += [
        block.key
        for _place, block in all_blocks(report)
        if isinstance(block, TableBlock | ChartBlock | RecommendationBox)
    ]
    twice = sorted(key for key, count in Counter(keys).items() if key and count > 1)
    if twice:
        raise ReportError(f"The key {twice[0]!r} stands for two things in the report.", "Use each key once.")


def _check_references(report: Report) -> None:
    known = labels_by_key(report)
    for spot in spots(report):
        for run in runs_of(spot.words):
            if isinstance(run, CrossRef) and run.key not in known:
                raise ReportError(
                    f"A reference in {spot.place!r} points to {run.key!r}, which the report does not have.",
                    "Give the section, table, figure or recommendation that key, or take the reference out.",
                )
