"""The Highlights page: a navy band, a pale column at the left (why, recommend), what was found at the right.

It is meant to be one page, and a full one: the type grows or shrinks a little to make it so. What still
does not fit goes on to a second page; nothing is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import PageBreak, Spacer
from reportlab.platypus.flowables import Flowable

from crossfoot.report.model import Block, Highlights, KeyFigure, Report
from crossfoot.report.pdf import stack, theme
from crossfoot.report.pdf.blocks import Setter
from crossfoot.report.pdf.inline import Book, paragraph, shown
from crossfoot.values import date_text

_LEFT = 206.0  # the pale column
_EDGE = 36.0  # from the edge of the sheet to the text
_GAP = 22.0
_FOOT = 58.0
_SCALES = (1.18, 1.12, 1.06, 1.0, 0.96, 0.92, 0.88)


def highlights_pages(report: Report, setter: Setter, page: theme.Page) -> list[Flowable]:
    """The Highlights as flowables, one per page, each filling a whole sheet."""
    high = report.highlights
    if high is None:
        return []
    right_width = page.width - _LEFT - _EDGE - _GAP
    left_width = _LEFT - _EDGE - 14
    for scale in _SCALES:
        styles = theme.styles(scale)
        band = _band(report, high, page, styles, setter.book)
        room = page.height - band.height - _FOOT - 16
        left, right = _columns(high, setter, styles, left_width, right_width)
        if max(stack.height_of(left, left_width), stack.height_of(right, right_width)) <= room:
            break
    pages: list[Flowable] = []
    while left or right:
        left_here, left = stack.split(left, left_width, room)
        right_here, right = stack.split(right, right_width, room)
        if not left_here and not right_here:  # nothing of either fits: give it the room it wants
            left_here, right_here, left, right = left, right, [], []
        pages += [_Sheet(band, left_here, right_here, page), PageBreak()]
    return pages


def _columns(
    high: Highlights, setter: Setter, styles: dict[str, ParagraphStyle], left_width: float, right_width: float
) -> tuple[list[Flowable], list[Flowable]]:
    def part(heading: str, blocks: Sequence[Block], width: float) -> list[Flowable]:
        if not blocks:
            return []
        small = Setter(setter.book, width, width, styles, setter.labels, setter.plans, small=True)
        return [paragraph(heading, styles["high-head"], setter.book), *small.blocks(blocks)]

    left = part("Why We Did This Audit", high.why, left_width)
    left += part("What We Recommend", high.recommend, left_width)
    if high.contact:
        left += [
            paragraph("For Further Information", styles["high-head"], setter.book),
            paragraph(high.contact, styles["small"], setter.book),
        ]
    right: list[Flowable] = []
    if high.key_figures:
        right += [_KeyFigures(high.key_figures, styles, setter.book)]
    right += part("What We Found", high.found, right_width)
    right += part(high.response_heading, high.response, right_width)
    return left, right


class _KeyFigures(Flowable):  # type: ignore[misc]
    """A few figures, large, side by side, with their words below."""

    def __init__(self, figures: Sequence[KeyFigure], styles: dict[str, ParagraphStyle], book: Book) -> None:
        super().__init__()
        self.figures, self.styles, self.book = figures, styles, book
        self.spaceAfter = 6.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As high as the highest."""
        self.width = width
        self.each = (width - 12 * (len(self.figures) - 1)) / len(self.figures)
        self.cells = self._cells(self.each - 8)
        self.height = max(stack.height_of(cell, self.each - 8) for cell in self.cells) + 12
        return width, self.height

    def _cells(self, width: float) -> list[list[Flowable]]:
        """Figures in the largest type in which the widest takes one line, each with its words."""
        style = self.styles["key-figure"]
        widest = max(stringWidth(shown(each.figure.text), style.fontName, 1) for each in self.figures)
        size = max(9.0, min(style.fontSize, (width - 1) / max(widest, 0.1)))
        style = style.clone(f"key-figure-{size:.2f}", fontSize=size, leading=size * 1.15)
        words = self.styles["key-words"]
        return [
            [paragraph(each.figure, style, self.book), paragraph(each.words, words, self.book)]
            for each in self.figures
        ]

    def draw(self) -> None:
        """Each with a rule above it."""
        canvas = self.canv
        for place, cell in enumerate(self.cells):
            x = place * (self.each + 12)
            canvas.setStrokeColor(theme.NAVY)
            canvas.setLineWidth(2)
            canvas.line(x, self.height - 2, x + self.each, self.height - 2)
            stack.draw(cell, canvas, x, self.height - 6, self.each - 8)


class _Band:
    """The navy band at the top: heading, number and date, title."""

    def __init__(self, parts: list[Flowable], number: str, page: theme.Page) -> None:
        self.parts, self.number = parts, number
        self.width = page.width - 2 * _EDGE
        self.height = stack.height_of(parts, self.width) + 62

    def draw(self, canvas: Any, page: theme.Page) -> None:
        """The band over the whole width, clear of the marking at the edge."""
        top = page.height - 36
        canvas.setFillColor(theme.NAVY)
        canvas.rect(
            0, page.height - self.height, page.width, top - page.height + self.height, stroke=0, fill=1
        )
        stack.draw(self.parts, canvas, _EDGE, top - 12, self.width)


def _band(
    report: Report, high: Highlights, page: theme.Page, styles: dict[str, ParagraphStyle], book: Book
) -> _Band:
    facts = theme.beside("DRAFT" if report.status == "draft" else "", report.number, date_text(report.date))
    parts: list[Flowable] = [
        paragraph(facts, styles["band-number"], book),
        paragraph(high.heading, styles["band-title"], book),
        Spacer(1, 2),
        paragraph(report.title, styles["band-text"], book),
    ]
    return _Band(parts, facts, page)


class _Sheet(Flowable):  # type: ignore[misc]
    """One Highlights page; its frame is the whole sheet."""

    def __init__(self, band: _Band, left: list[Flowable], right: list[Flowable], page: theme.Page) -> None:
        super().__init__()
        self.band, self.left, self.right, self.page = band, left, right, page

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The whole sheet."""
        return self.page.width, self.page.height

    def draw(self) -> None:
        """Grounds first, then the columns."""
        canvas = self.canv
        bottom, top = _FOOT - 6, self.page.height - self.band.height
        canvas.setFillColor(theme.PALE)
        canvas.rect(0, bottom, _LEFT, top - bottom, stroke=0, fill=1)
        self.band.draw(canvas, self.page)
        start = top - 12
        stack.draw(self.left, canvas, _EDGE, start, _LEFT - _EDGE - 14)
        x = _LEFT + _GAP
        stack.draw(self.right, canvas, x, start, self.page.width - x - _EDGE)
