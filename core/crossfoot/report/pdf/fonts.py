"""The eight fonts of the report, registered once, and which characters they can print."""

from __future__ import annotations

from functools import cache

from reportlab.graphics import shapes
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from crossfoot import content

SANS = "SourceSans3-Regular"
SANS_ITALIC = "SourceSans3-It"
SANS_SEMIBOLD = "SourceSans3-Semibold"
SANS_BOLD = "SourceSans3-Bold"
SERIF = "SourceSerif4-Regular"
SERIF_ITALIC = "SourceSerif4-It"
SERIF_SEMIBOLD = "SourceSerif4-Semibold"
SERIF_BOLD = "SourceSerif4-Bold"

_FILES = (
    SANS,
    SANS_ITALIC,
    SANS_SEMIBOLD,
    SANS_BOLD,
    SERIF,
    SERIF_ITALIC,
    SERIF_SEMIBOLD,
    SERIF_BOLD,
)
_STYLES = {
    "sans": {"plain": SANS, "bold": SANS_SEMIBOLD, "italic": SANS_ITALIC},
    "serif": {"plain": SERIF, "bold": SERIF_SEMIBOLD, "italic": SERIF_ITALIC},
}


@cache
def register() -> None:
    """Makes the fonts known to the layout library, and takes its built-in Helvetica out of the charts'
    defaults.
    """
    for name in _FILES:
        pdfmetrics.registerFont(TTFont(name, str(content.file_path("fonts", f"{name}.ttf"))))
    pdfmetrics.registerFontFamily(SANS, SANS, SANS_BOLD, SANS_ITALIC, SANS_BOLD)
    pdfmetrics.registerFontFamily(SERIF, SERIF, SERIF_BOLD, SERIF_ITALIC, SERIF_BOLD)
    shapes.STATE_DEFAULTS["fontName"] = SANS


def styled(family: str, style: str) -> str:
    """The font of a family ("sans", "serif") for a style of running text."""
    return _STYLES[family][style]


@cache
def glyphs(name: str) -> frozenset[int]:
    """The code points that one font can print."""
    register()
    return frozenset(pdfmetrics.getFont(name).face.charToGlyph)


@cache
def printable() -> frozenset[int]:
    """The code points that every style of the sans family can print, which lends them to the serif family."""
    return frozenset.intersection(*(glyphs(name) for name in (SANS, SANS_ITALIC, SANS_SEMIBOLD, SANS_BOLD)))


def font_runs(text: str, font: str) -> list[tuple[str, str]]:
    """`text` cut into (font, text) pieces: what `font` lacks is lent by the sans font of the same weight."""
    if text.isascii() or all(ord(char) in glyphs(font) for char in text):
        return [(font, text)]
    lender = font.replace("SourceSerif4", "SourceSans3")
    pieces: list[tuple[str, str]] = []
    for char in text:
        use = font if ord(char) in glyphs(font) else lender
        if pieces and pieces[-1][0] == use:
            pieces[-1] = (use, pieces[-1][1] + char)
        else:
            pieces.append((use, char))
    return pieces
