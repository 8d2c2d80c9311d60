"""Blocks of the model as flowables, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, KeepTogether, NextPageTemplate, PageBreak, Spacer
from reportlab.platypus.flowables import Flowable

from crossfoot.report.charts import draw_chart
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
    Section,
    TableBlock,
)
from crossfoot.report.pdf import theme
from crossfoot.report.pdf.anchor import Anchor
from crossfoot.report.pdf.contents import Entry
from crossfoot.report.pdf.grid import Grid, GridPlan, plan_grid, plan_pairs
from crossfoot.report.pdf.inline import Book, paragraph
from crossfoot.report.pdf.stack import Box
from crossfoot.report.words import CrossRef, Text, Words, joined

_BULLET = "\u2022"
_HIGHEST = 520.0  # points; a chart of many bars is drawn smaller to stay on one page
_FIRST_ROWS = 3  # rows of a table that stand below its caption, or all go to the next page


@dataclass(slots=True)
class Setter:
    """Turns blocks into flowables for one text width.

    `small` sets running text in the small sans type of the Highlights page. `plans` keeps the lines of
    tables from one pass to the next.
    """

    book: Book
    width: float
    wide: float
    styles: dict[str, ParagraphStyle]
    labels: dict[int, str]
    plans: dict[tuple[int, float], GridPlan] = field(default_factory=dict)
    small: bool = False

    def blocks(self, blocks: Iterable[Block]) -> list[Flowable]:
        """The flowables of several blocks."""
        return [flowable for block in blocks for flowable in self.block(block)]

    def block(self, block: Block) -> list[Flowable]:
        """The flowables of one block."""
        if isinstance(block, Paragraph):
            return [self._text(block.words, "small" if self.small else "body")]
        if isinstance(block, BulletList):
            return self._list(block.items, [_BULLET] * len(block.items))
        if isinstance(block, NumberedList):
            return self._list(block.items, [f"{block.start + n}." for n in range(len(block.items))])
        if isinstance(block, Note):
            return [self._note(block)]
        if isinstance(block, RecommendationBox):
            return [self._recommendation(block)]
        if isinstance(block, TableBlock):
            return self._table(block)
        if isinstance(block, ChartBlock):
            return self._chart(block)
        if isinstance(block, KeyValueTable):
            return [Spacer(1, 4), self.pairs(block.rows, id(block)), Spacer(1, 8)]
        return self._labelled(block)

    def section(self, section: Section, entry: Entry, *, new_page: bool = False) -> list[Flowable]:
        """A heading, where the contents find it, and its blocks."""
        style = self.styles[f"h{section.level}"]
        head = [
            Anchor(entry.target, self.book, height=style.leading, entry=entry.line, level=section.level),
            *self._anchor(section.key),
            *([self._text(entry.label, "kicker")] if entry.label else []),
            self._text(section.heading, "h1-labelled" if entry.label else f"h{section.level}"),
        ]
        blocks = self.blocks(section.blocks)
        if section.new_page or new_page or entry.label:
            return [PageBreak(), *head, *blocks]
        return [CondPageBreak(min(400, 60 + self._lead(section.blocks))), *head, *blocks]

    def _lead(self, blocks: Sequence[Block]) -> float:
        """The height that the first of `blocks` needs below its heading, so that no heading ends a page."""
        if not blocks:
            return 70
        first = blocks[0]
        if isinstance(first, Labelled):
            return 20 + self._lead(first.blocks)
        if isinstance(first, ChartBlock):
            return float(min(_HIGHEST, draw_chart(first.spec, self.width).height)) + 60
        return 110 if isinstance(first, TableBlock | RecommendationBox) else 45

    def pairs(self, rows: Sequence[tuple[str, Words]], name: int) -> Grid:
        """Names and values as a table without header."""
        plan = self.plans.get((name, self.width))
        if plan is None:
            plan = self.plans[name, self.width] = plan_pairs(rows, self.width, self.book)
        return Grid(plan)

    def _text(self, words: Words, style: str, bullet: str | None = None) -> Flowable:
        return paragraph(words, self.styles[style], self.book, bullet)

    def _anchor(self, key: str) -> list[Flowable]:
        return [Anchor(key, self.book)] if key else []

    def _list(self, items: Sequence[Words], bullets: Sequence[str]) -> list[Flowable]:
        style = "small-list" if self.small else "list"
        texts = [self._text(item, style, bullet) for item, bullet in zip(items, bullets, strict=True)]
        return [*texts, Spacer(1, 2 if self.small else 4)]

    def _note(self, note: Note) -> Flowable:
        words = joined((Text(f"{note.label}.", "bold"), note.words)) if note.label else note.words
        return Box([self._text(words, "note")], ground=theme.PALE, bar=theme.BLUE, pad=7)

    def _recommendation(self, box: RecommendationBox) -> Flowable:
        parts = [*self._anchor(box.key), self._text(f"Recommendation {box.number}", "box-head")]
        if box.addressee:
            parts.append(self._text(joined((Text("Addressed to:", "bold"), box.addressee)), "box-foot"))
        parts.append(self._text(box.words, "box"))
        feet: list[tuple[str, Words | CrossRef]] = [("Response:", box.response), ("Status:", box.status)]
        if box.finding is not None:
            feet.insert(0, ("Finding:", box.finding))
        parts += [
            self._text(joined((Text(name, "bold"), words)), "box-foot") for name, words in feet if words
        ]
        return Box(parts, ground=theme.PALE, bar=theme.NAVY)

    def _table(self, table: TableBlock) -> list[Flowable]:
        turned = len(table.columns) > theme.WIDE_COLUMNS and not self.small
        width = self.wide if turned else self.width
        plan = self.plans.get((id(table), width))
        if plan is None:
            plan = self.plans[id(table), width] = plan_grid(table, width, self.book)
        first = sum(row.height for row in plan.rows[:_FIRST_ROWS]) + (
            plan.header.height if plan.header else 0
        )
        flowables: list[Flowable] = [
            CondPageBreak(min(first + 45, 300)),
            *self._caption(table),
            Grid(plan),
            *self._below(table.note, table.source),
            Spacer(1, 10),
        ]
        if turned:
            flowables[:1] = [NextPageTemplate("turned"), PageBreak()]
            flowables += [NextPageTemplate("body"), PageBreak()]
        return flowables

    def _chart(self, chart: ChartBlock) -> list[Flowable]:
        drawing = draw_chart(chart.spec, self.width)
        drawing.hAlign = "LEFT"
        drawing.renderScale = min(1.0, _HIGHEST / drawing.height)
        parts = [*self._caption(chart), drawing, *self._below(chart.note, chart.source), Spacer(1, 12)]
        return [KeepTogether(parts)]

    def _caption(self, block: TableBlock | ChartBlock) -> list[Flowable]:
        label = self.labels[id(block)]
        caption = self._text(joined((f"{label}.", block.caption)), "caption")
        return [*self._anchor(label), *self._anchor(block.key), caption]

    def _below(self, note: Words, source: Words) -> list[Flowable]:
        lines = (("Note:", note), ("Source:", source))
        return [self._text(joined((name, words)), "source") for name, words in lines if words]

    def _labelled(self, block: Labelled) -> list[Flowable]:
        lead = CondPageBreak(min(400, 25 + self._lead(block.blocks)))
        return [lead, self._text(block.label, "label"), *self.blocks(block.blocks)]
