"""How the report looks: paper, margins, colours, type sizes. Nothing else in the report knows a number of
points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.lib.styles import ParagraphStyle

from crossfoot.report.pdf import fonts

WHITE: Color = white
NAVY: Color = HexColor("#12294B")  # L* 17
INK: Color = HexColor("#1B1B1B")
MUTED: Color = HexColor("#565C65")  # 6.7:1 on white
RULE: Color = HexColor("#B8C4D3")
PALE: Color = HexColor("#EEF2F7")
BLUE: Color = HexColor("#2F6FA8")  # L* 45
SKY: Color = HexColor("#9CC3E6")  # L* 77; needs a navy outline on white
ACCENT: Color = HexColor("#B3541E")  # as dark as BLUE: never the only difference

MARGIN = 72.0
WIDE_COLUMNS = 7  # a table with more columns stands on a landscape page

CELL_SIZE, CELL_LEADING = 8.5, 10.5
CELL_PAD_X, CELL_PAD_Y = 5.0, 3.2


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet and its text area, in points from the lower left corner."""

    width: float
    height: float

    @property
    def text_width(self) -> float:
        """The width between the side margins."""
        return self.width - 2 * MARGIN

    @property
    def text_height(self) -> float:
        """The height between the head and the foot."""
        return self.height - 2 * MARGIN

    def turned(self) -> Page:
        """The same sheet in landscape."""
        return Page(*landscape((self.width, self.height)))


def page(paper: str) -> Page:
    """The page of a paper, "letter" or "a4"."""
    return Page(*(A4 if paper == "a4" else LETTER))


@cache
def styles(scale: float = 1.0) -> dict[str, ParagraphStyle]:
    """The paragraph styles by name; `scale` shrinks them (the Highlights page tries to stay one page)."""
    fonts.register()

    def style(name: str, font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
        facts = {
            "textColor": INK,
            "bulletFontName": font,
            "splitLongWords": 1,
            "allowWidows": 0,
            "allowOrphans": 0,
        }
        return ParagraphStyle(
            name, fontName=font, fontSize=size * scale, leading=leading * scale, **{**facts, **more}
        )

    body = {"spaceAfter": 7 * scale}
    listed = {"leftIndent": 18, "bulletIndent": 4, "spaceAfter": 4 * scale}
    made = (
        style("body", fonts.SERIF, 10.5, 14.5, **body),
        style("list", fonts.SERIF, 10.5, 14.5, **listed),
        style("small", fonts.SANS, 9.3, 12.4, spaceAfter=5 * scale),
        style("small-list", fonts.SANS, 9.3, 12.4, leftIndent=11, bulletIndent=1, spaceAfter=3.5 * scale),
        style("h1", fonts.SANS_BOLD, 17, 21, textColor=NAVY, spaceBefore=18, spaceAfter=9),
        style("h1-labelled", fonts.SANS_BOLD, 17, 21, textColor=NAVY, spaceAfter=9),
        style("h2", fonts.SANS_BOLD, 13, 16.5, textColor=NAVY, spaceBefore=15, spaceAfter=6),
        style("h3", fonts.SANS_SEMIBOLD, 11, 14, textColor=NAVY, spaceBefore=11, spaceAfter=4),
        style("kicker", fonts.SANS_SEMIBOLD, 9.5, 12, textColor=MUTED, spaceAfter=1),
        style("label", fonts.SANS_SEMIBOLD, 10.5, 13.5, textColor=BLUE, spaceBefore=6, spaceAfter=2),
        style("caption", fonts.SANS_SEMIBOLD, 9.5, 12.5, textColor=NAVY, spaceBefore=9, spaceAfter=5),
        style("source", fonts.SANS, 8.5, 11, textColor=MUTED, spaceBefore=3, spaceAfter=2),
        style("note", fonts.SANS, 9.5, 12.8, spaceAfter=3),
        style("box", fonts.SERIF, 10.5, 14.5, spaceAfter=4),
        style("box-head", fonts.SANS_BOLD, 11, 14, textColor=NAVY, spaceAfter=3),
        style("box-foot", fonts.SANS, 9, 12, textColor=MUTED, spaceAfter=2),
        style("toc-1", fonts.SANS_SEMIBOLD, 10.5, 14, textColor=NAVY, rightIndent=30),
        style("toc-2", fonts.SANS, 10, 13, leftIndent=14, rightIndent=30),
        style("toc-3", fonts.SANS, 10, 13, leftIndent=28, rightIndent=30, textColor=MUTED),
        style("band-number", fonts.SANS_SEMIBOLD, 9.5, 12, textColor=WHITE, alignment=TA_RIGHT),
        style("band-title", fonts.SANS_BOLD, 21, 25, textColor=WHITE),
        style("band-text", fonts.SANS, 10.5, 13.5, textColor=WHITE),
        style(
            "high-head",
            fonts.SANS_BOLD,
            11.5,
            14.5,
            textColor=NAVY,
            spaceBefore=9 * scale,
            spaceAfter=3 * scale,
        ),
        style("key-figure", fonts.SANS_BOLD, 22, 25, textColor=NAVY),
        style("key-words", fonts.SANS, 8.8, 11, textColor=MUTED),
        style("cover-office", fonts.SANS_SEMIBOLD, 14, 18, textColor=WHITE),
        style("cover-title", fonts.SANS_BOLD, 30, 36, textColor=NAVY),
        style("cover-subtitle", fonts.SERIF, 14, 19, textColor=MUTED),
        style("cover-fact", fonts.SANS, 11.5, 15.5),
        style("center", fonts.SANS, 9.5, 12, textColor=MUTED, alignment=TA_CENTER),
    )
    return {each.name: each for each in made}


def beside(*facts: str) -> str:
    """Short facts on one line with a bullet between them; those that are empty leave no bullet behind."""
    return "  \u2022  ".join(fact for fact in facts if fact)
