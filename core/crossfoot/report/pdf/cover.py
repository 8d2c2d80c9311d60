"""The cover: office, what the report concludes, whom it is about, number and date. No seal of anybody."""

from __future__ import annotations

from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Spacer
from reportlab.platypus.flowables import Flowable

from crossfoot.report.model import Report
from crossfoot.report.pdf import stack, theme
from crossfoot.report.pdf.inline import Book, paragraph
from crossfoot.values import date_text

_BAND = 112.0
_FACTS = 132.0  # from the lower edge to the top of the facts
_SIZES = (30.0, 26.0, 22.0, 18.0, 15.0, 12.0, 10.0, 8.0)


class Cover(Flowable):  # type: ignore[misc]
    """The whole first sheet."""

    def __init__(self, report: Report, page: theme.Page, book: Book) -> None:
        super().__init__()
        self.report, self.page, self.book = report, page, book

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The whole sheet."""
        return self.page.width, self.page.height

    def draw(self) -> None:
        """Band with the office, title, facts at the foot."""
        canvas: Any = self.canv
        page, styles = self.page, theme.styles()
        width = page.text_width
        top = page.height - 40
        canvas.setFillColor(theme.NAVY)
        canvas.rect(0, top - _BAND, page.width, _BAND, stroke=0, fill=1)
        office, high = self._office(styles["cover-office"], width)
        stack.draw(office, canvas, theme.MARGIN, top - (_BAND - high) / 2, width)
        room = page.height - 40 - _BAND - 84 - _FACTS - 70
        parts = self._title(styles, width, room)
        y = stack.draw(parts, canvas, theme.MARGIN, top - _BAND - 84, width)
        canvas.setFillColor(theme.BLUE)
        canvas.rect(theme.MARGIN, y - 22, 64, 4, stroke=0, fill=1)
        self._facts(canvas, styles, width)

    def _office(self, style: ParagraphStyle, width: float) -> tuple[list[Flowable], float]:
        """The office in type that the band has room for, and its height."""
        for size in (style.fontSize, 11.0, 9.0, 7.0):
            each = style.clone(f"cover-office-{size}", fontSize=size, leading=size * 1.3)
            parts = [paragraph(self.report.office, each, self.book)]
            high = stack.height_of(parts, width)
            if high <= _BAND - 16:
                break
        return parts, high

    def _title(self, styles: dict[str, ParagraphStyle], width: float, room: float) -> list[Flowable]:
        """Title, subtitle and auditee, in the largest type that has room."""
        for size in _SIZES:
            title = styles["cover-title"].clone(f"cover-title-{size}", fontSize=size, leading=size * 1.2)
            small = min(14.0, size)
            subtitle = styles["cover-subtitle"].clone(
                f"cover-sub-{size}", fontSize=small, leading=small * 1.35
            )
            parts: list[Flowable] = [paragraph(self.report.title, title, self.book)]
            for words in (self.report.subtitle, self.report.auditee):
                if words:
                    parts += [Spacer(1, size / 2), paragraph(words, subtitle, self.book)]
            if stack.height_of(parts, width) <= room:
                break
        return parts

    def _facts(self, canvas: Any, styles: dict[str, ParagraphStyle], width: float) -> None:
        report = self.report
        canvas.setStrokeColor(theme.RULE)
        canvas.setLineWidth(0.8)
        canvas.line(theme.MARGIN, _FACTS, self.page.width - theme.MARGIN, _FACTS)
        bold = styles["cover-fact"].clone(
            "cover-fact-bold", fontName="SourceSans3-Semibold", textColor=theme.NAVY
        )
        status = "Draft report" if report.status == "draft" else "Final report"
        parts: list[Flowable] = [
            paragraph(report.number, bold, self.book),
            paragraph(theme.beside(date_text(report.date), status), styles["cover-fact"], self.book),
        ]
        stack.draw(parts, canvas, theme.MARGIN, _FACTS - 12, width)
