"""The report as data, before it is any document: engine-neutral and frozen.

A `Report` is read in this order: cover, Highlights, front sections, contents, sections, appendices, colophon.
Tables and figures are numbered in that order by the renderer, appendices lettered, so the model holds no
numbers of its own. What comes from the audit is a `FigureRef`; see `crossfoot.report.words`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal as OneOf

from crossfoot.report.chart_spec import ChartSpec
from crossfoot.report.words import CrossRef, FigureRef, Link, Literal, Run, Style, Text, Words

__all__ = [
    "Block",
    "BulletList",
    "ChartBlock",
    "Colophon",
    "Column",
    "CrossRef",
    "FigureRef",
    "Highlights",
    "KeyFigure",
    "KeyValueTable",
    "Labelled",
    "Link",
    "Literal",
    "Note",
    "NumberedList",
    "Paragraph",
    "RecommendationBox",
    "Report",
    "Run",
    "Section",
    "Style",
    "TableBlock",
    "Text",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    words: Words


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items with bullets."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items with numbers from `start` on."""

    items: tuple[Words, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart by a rule at its left: a limitation, a reading aid. `label` leads it in bold."""

    words: Words
    label: str = "Note"


@dataclass(frozen=True, slots=True)
class RecommendationBox:
    """One recommendation: its number, the official it is addressed to, one action.

    `finding` refers to the finding's section; `response` and `status` are printed below when they are known.
    """

    number: int
    addressee: str
    words: Words
    key: str = ""
    finding: CrossRef | None = None
    response: Words = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the side its cells stand on, its share of the table's width."""

    heading: Words
    align: OneOf["left", "right", "center"] = "left"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with caption above, note and source line below; its header repeats on every page.

    `origin` says what its cells are. "figures": numbers of the audit, each a `FigureRef`. "records": rows
    quoted from the data with their addresses, which are evidence themselves and need no figure id.
    """

    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    total: tuple[Words, ...] = ()
    note: Words = ""
    source: Words = ""
    key: str = ""
    origin: OneOf["figures", "records"] = "figures"


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart with caption above and source line below. `alt` is its text for those who do not see it
    (required).
    """

    caption: Words
    alt: str
    spec: ChartSpec
    source: Words = ""
    note: Words = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class KeyValueTable:
    """Facts as name and value, without caption or number."""

    rows: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Blocks under a small label that is not a heading of the contents: Criteria, Condition, Cause,
    Effect.
    """

    label: str
    blocks: tuple[Paragraph | BulletList | NumberedList | Note | TableBlock | ChartBlock | KeyValueTable, ...]


Block = (
    Paragraph
    | BulletList
    | NumberedList
    | Note
    | RecommendationBox
    | TableBlock
    | ChartBlock
    | KeyValueTable
    | Labelled
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (level 1 to 3) and what stands under it. `key` lets a `CrossRef` point here."""

    heading: Words
    blocks: tuple[Block, ...] = ()
    level: int = 1
    key: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure shown large on the Highlights page, with its words below."""

    figure: FigureRef
    words: Words


@dataclass(frozen=True, slots=True)
class Highlights:
    """The one-page summary. Empty parts are left out."""

    why: tuple[Block, ...]
    found: tuple[Block, ...]
    recommend: tuple[Block, ...]
    response: tuple[Block, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    contact: Words = ""
    heading: str = "Highlights"
    response_heading: str = "Auditee Response"


@dataclass(frozen=True, slots=True)
class Colophon:
    """Where this document comes from: program version, and the place in the audit's history it was printed
    from.
    """

    program_version: str
    history_sequence: int
    history_head: str
    rows: tuple[tuple[str, Words], ...] = ()
    words: Words = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    `date` is the issue date that the auditor set (never the clock). `marking` stands at the top and bottom
    of every page, the cover included. `known_names` are names that contain digits without being figures
    ("287(g)").
    """

    title: str
    number: str
    date: dt.date
    auditee: str
    office: str
    sections: tuple[Section, ...]
    colophon: Colophon
    subtitle: str = ""
    status: OneOf["draft", "final"] = "draft"
    marking: str = ""
    language: str = "en-US"
    site: str = ""
    highlights: Highlights | None = None
    front_sections: tuple[Section, ...] = ()
    appendices: tuple[Section, ...] = ()
    known_names: tuple[str, ...] = ()
