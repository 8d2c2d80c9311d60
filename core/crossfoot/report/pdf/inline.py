"""Words as the layout library's paragraphs: every character escaped, glyphs lent, links and references
resolved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from crossfoot.report.check_model import web_address
from crossfoot.report.glyphs import visible
from crossfoot.report.pdf import fonts
from crossfoot.report.words import CrossRef, Link, Run, Words, runs_of

_FAMILY = {True: "serif", False: "sans"}


@dataclass(slots=True)
class Book:
    """What is known of the document while it is laid out.

    `labels` and `targets` name each key's label and its place in the PDF; `pages` holds the page labels of
    the pass before this one, `seen` those of this pass (the layout is repeated until both agree).
    """

    labels: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def text_of(self, run: Run) -> str:
        """The text that a run prints."""
        if not isinstance(run, CrossRef):
            return run.text
        text = run.text or self.labels[run.key]
        return f"{text} (page {self.pages.get(run.key, '0')})" if run.page else text


def shown(text: str) -> str:
    """Text with everything made visible that the fonts cannot print."""
    return visible(text, fonts.printable())


def markup(words: Words, base: str, book: Book) -> str:
    """Words as paragraph markup, set in the family of the font `base`; a bold base stays bold."""
    return "".join(_run_markup(run, base, book) for run in runs_of(words))


def _run_markup(run: Run, base: str, book: Book) -> str:
    font = base
    if run.style != "plain":
        font = fonts.styled(_FAMILY["Serif" in base], run.style)
    pieces = []
    for use, piece in fonts.font_runs(shown(book.text_of(run)), font):
        text = escape(piece).replace("\n", "<br/>")
        pieces.append(text if use == base else f'<font name="{use}">{text}</font>')
    inner = "".join(pieces)
    if isinstance(run, Link) and web_address(run.url):
        return f'<a href={quoteattr(run.url)} color="#2F6FA8">{inner}</a>'
    if isinstance(run, CrossRef) and run.key in book.targets:
        return f'<a href="#{book.targets[run.key]}" color="#2F6FA8">{inner}</a>'
    return inner


def paragraph(words: Words, style: ParagraphStyle, book: Book, bullet: str | None = None) -> Paragraph:
    """A paragraph in `style`."""
    return Paragraph(markup(words, style.fontName, book), style, bulletText=bullet)
