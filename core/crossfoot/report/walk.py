"""Walks over a report: every string with its place, every figure it prints, every number that traces to
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crossfoot.report.chart_spec import chart_figures, chart_words
from crossfoot.report.model import (
    Block,
    BulletList,
    ChartBlock,
    KeyValueTable,
    Labelled,
    Note,
    NumberedList,
    Paragraph,
    RecommendationBox,
    Report,
    Section,
    TableBlock,
)
from crossfoot.report.words import FigureRef, Text, Words, plain, runs_of

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Spot:
    """Words at a place of the report. `kind` "facts" are printed facts about the document and need no
    figure.
    """

    place: str
    words: Words
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class LooseNumber:
    """A number token in plain text that is neither a figure nor marked as a literal."""

    place: str
    token: str
    text: str


def all_sections(report: Report) -> tuple[Section, ...]:
    """Front sections, sections and appendices in the order of reading."""
    return (*report.front_sections, *report.sections, *report.appendices)


def all_blocks(report: Report) -> Iterator[tuple[str, Block]]:
    """Every block with the place it stands at, in the order of reading; `Labelled` comes before its parts."""
    yield from _highlight_blocks(report)
    for section in all_sections(report):
        yield from _flat(plain(section.heading), section.blocks)


def _highlight_blocks(report: Report) -> Iterator[tuple[str, Block]]:
    if report.highlights is not None:
        high = report.highlights
        for part in (high.why, high.found, high.recommend, high.response):
            yield from _flat(high.heading, part)


def _flat(place: str, blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
    for block in blocks:
        yield place, block
        if isinstance(block, Labelled):
            yield from _flat(place, block.blocks)


def spots(report: Report) -> Iterator[Spot]:
    """Every string that the report prints (and the alt texts), with its place."""
    yield Spot("cover", report.title)
    yield Spot("cover", report.subtitle)
    for fact in (report.number, report.auditee, report.office, report.marking, report.site):
        yield Spot("cover", fact, "facts")
    if report.highlights is not None:
        high = report.highlights
        for words in (high.heading, high.response_heading, high.contact):
            yield Spot("highlights", words, "facts")
        for key_figure in high.key_figures:
            yield Spot("highlights", key_figure.figure)
            yield Spot("highlights", key_figure.words)
    for place, block in _highlight_blocks(report):
        yield from _block_spots(place, block)
    for section in all_sections(report):
        yield Spot(plain(section.heading), section.heading)
        for place, block in _flat(plain(section.heading), section.blocks):
            yield from _block_spots(place, block)
    colophon = report.colophon
    facts: tuple[Words, ...] = (colophon.words, colophon.program_version, colophon.history_head)
    for words in (*facts, *(words for row in colophon.rows for words in row)):
        yield Spot("colophon", words, "facts")


def _block_spots(place: str, block: Block) -> Iterator[Spot]:
    if isinstance(block, Paragraph):
        yield Spot(place, block.words)
    elif isinstance(block, BulletList | NumberedList):
        yield from (Spot(place, item) for item in block.items)
    elif isinstance(block, Note):
        yield Spot(place, block.label)
        yield Spot(place, block.words)
    elif isinstance(block, RecommendationBox):
        for words in (block.addressee, block.words, block.response, block.status, block.finding or ""):
            yield Spot(place, words)
    elif isinstance(block, KeyValueTable):
        for name, value in block.rows:
            yield Spot(place, name)
            yield Spot(place, value)
    elif isinstance(block, TableBlock):
        yield from _table_spots(place, block)
    elif isinstance(block, ChartBlock):
        yield from _chart_spots(place, block)
    else:
        yield Spot(place, block.label)


def _table_spots(place: str, table: TableBlock) -> Iterator[Spot]:
    place = f"{place}, table {plain(table.caption)!r}"
    for words in (table.caption, table.note, table.source):
        yield Spot(place, words)
    kind = "facts" if table.origin == "records" else "words"
    for row in (tuple(column.heading for column in table.columns), *table.rows, table.total):
        yield from (Spot(place, cell, kind) for cell in row)


def _chart_spots(place: str, chart: ChartBlock) -> Iterator[Spot]:
    place = f"{place}, chart {plain(chart.caption)!r}"
    for words in (chart.caption, chart.note, chart.source, *chart_words(chart.spec)):
        yield Spot(place, words)
    for figure_id, text in chart_figures(chart.spec):
        yield Spot(place, FigureRef(figure_id, text) if figure_id else text)
    yield Spot(place, chart.alt, "alt")


def figure_refs(report: Report) -> tuple[FigureRef, ...]:
    """Every figure that the report prints, in the order of reading, repeats included."""
    return tuple(run for spot in spots(report) for run in runs_of(spot.words) if isinstance(run, FigureRef))


def loose_numbers(report: Report) -> tuple[LooseNumber, ...]:
    """Number tokens in plain text that trace to nothing.

    Not loose: figures, literals, links and references; facts of the document (its number, rows quoted from
    the data); `report.known_names`; in an alt text, the numbers that the same chart or its caption prints.
    """
    found: list[LooseNumber] = []
    printed: dict[str, set[str]] = {}
    for spot in spots(report):
        if spot.kind == "facts":
            continue
        known = printed.setdefault(spot.place, set())
        if spot.kind != "alt":
            known.update(_NUMBER.findall(plain(spot.words)))
        for run in runs_of(spot.words):
            if isinstance(run, Text):
                tokens = _NUMBER.findall(_without(run.text, report.known_names))
                found.extend(
                    LooseNumber(spot.place, token, run.text)
                    for token in tokens
                    if spot.kind != "alt" or not _stands_in_chart(token, known)
                )
    return tuple(found)


def _without(text: str, names: tuple[str, ...]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _stands_in_chart(token: str, known: set[str]) -> bool:
    # Dates of an axis have no text of their own in the spec: a day or a year passes.
    return token in known or (token.isdigit() and (int(token) <= 31 or 1900 <= int(token) <= 2100))
