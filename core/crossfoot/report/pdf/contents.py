"""The contents page: every heading with the page it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable

from crossfoot.report.model import ChartBlock, Report, TableBlock
from crossfoot.report.numbering import appendix_labels, block_labels
from crossfoot.report.pdf import theme
from crossfoot.report.pdf.inline import Book, paragraph, shown
from crossfoot.report.words import plain, runs_of

COLOPHON_HEADING = "About This Document"
_LONGEST = 400
_DEEPEST = 2  # levels that the contents list; the outline has all


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as contents and outline name it. `target` is its key among the places of the book."""

    target: str
    level: int
    text: str
    label: str = ""

    @property
    def line(self) -> str:
        """The entry in one line: "Appendix A: Objective, Scope, and Methodology"."""
        return f"{self.label}: {self.text}" if self.label else self.text


def entries_of(report: Report, book: Book) -> tuple[Entry, ...]:
    """One entry per heading in the order of reading; the last is the colophon's."""
    sections = (*report.front_sections, *report.sections, *report.appendices)
    labels = [""] * (len(report.front_sections) + len(report.sections)) + list(appendix_labels(report))
    texts = [
        " ".join(shown("".join(book.text_of(run) for run in runs_of(section.heading))).split())
        for section in sections
    ]
    levels = [section.level for section in sections]
    return tuple(
        Entry(f"heading {place}", level, text, label)
        for place, (level, text, label) in enumerate(
            zip([*levels, 1], [*texts, COLOPHON_HEADING], [*labels, ""], strict=True)
        )
    )


def listed_blocks(report: Report) -> tuple[Entry, ...]:
    """One entry per figure and table, figures first; their labels are their places."""
    found = [
        (block, label) for block, label in block_labels(report) if isinstance(block, ChartBlock | TableBlock)
    ]
    found.sort(key=lambda pair: isinstance(pair[0], TableBlock))
    return tuple(Entry(label, 2, shown(plain(block.caption)), label) for block, label in found)


def contents(
    entries: Sequence[Entry], listed: Sequence[Entry], book: Book, styles: dict[str, ParagraphStyle]
) -> list[Flowable]:
    """Headings, then figures and tables, with page numbers as the pass before this one saw them."""
    lines: list[Flowable] = [paragraph("Contents", styles["h1"], book)]
    lines += [ContentsLine(entry, book, styles) for entry in entries if entry.level <= _DEEPEST]
    if listed:
        lines.append(paragraph("Figures and Tables", styles["h2"], book))
        lines += [ContentsLine(entry, book, styles) for entry in listed]
    return lines


def _shortened(text: str) -> str:
    """A heading as the contents list it; it stands whole where it belongs."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}\u2026"


class ContentsLine(Flowable):  # type: ignore[misc]
    """One heading, dots, its page; the whole line is a link."""

    def __init__(self, entry: Entry, book: Book, styles: dict[str, ParagraphStyle]) -> None:
        super().__init__()
        self.entry, self.book = entry, book
        self.text = paragraph(_shortened(entry.line), styles[f"toc-{entry.level}"], book)
        self.spaceBefore = 7.0 if entry.level == 1 else 1.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as its text."""
        self.width = width
        self.height = self.text.wrap(width, height)[1]
        return width, self.height

    def split(self, _width: float, _height: float) -> list[Flowable]:
        """Never: a heading of the contents stays whole."""
        return []

    def draw(self) -> None:
        """Text at the left, page at the right, dots between them on the last line."""
        canvas: Any = self.canv
        style = self.text.style
        self.text.drawOn(canvas, 0, 0)
        page = self.book.pages.get(self.entry.target, "")
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        base = style.leading - style.fontSize
        canvas.drawRightString(self.width, base, page)
        start = style.leftIndent + self._last_line_width() + 5
        end = self.width - stringWidth(page, style.fontName, style.fontSize) - 5
        if end > start:
            canvas.setStrokeColor(theme.RULE)
            canvas.setLineWidth(0.8)
            canvas.setDash([0.8, 3])
            canvas.line(start, base + 1, end, base + 1)
            canvas.setDash()
        canvas.linkRect("", self.book.targets[self.entry.target], (0, 0, self.width, self.height), relative=1)

    def _last_line_width(self) -> float:
        lines = self.text.blPara.lines
        if not lines:
            return 0.0
        room = self.width - self.text.style.leftIndent - self.text.style.rightIndent
        last = lines[-1]
        return float(room - (last[0] if isinstance(last, tuple) else last.extraSpace))
