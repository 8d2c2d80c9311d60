"""Running text broken into lines of a given width: the fast way for the thousands of cells of a table.

Nothing is cut: a word that is wider than its column is broken, after a sign like `-` or `/` where there is
one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import stringWidth

from crossfoot.report.pdf import fonts
from crossfoot.report.pdf.inline import Book, shown
from crossfoot.report.words import CrossRef, Words, runs_of

_TOKENS = re.compile(r"\n|[^\S\n]+|[^\s]+")
_SOFT_BREAKS = re.compile(r"(?<=[-/\\_.,;:@&=])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one font, with the place it links to (empty for none)."""

    font: str
    text: str
    width: float
    target: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces of one line and their width together."""

    pieces: tuple[Piece, ...]
    width: float


def break_words(words: Words, base: str, size: float, width: float, book: Book) -> tuple[Line, ...]:
    """The lines of `words` set in the font `base`, none wider than `width`; empty words give no line."""
    runs = runs_of(words)
    if len(runs) == 1 and not isinstance(runs[0], CrossRef) and runs[0].style == "plain":
        text = runs[0].text
        if text.isascii() and text.isprintable():
            natural = stringWidth(text, base, size)
            if natural <= width:
                return (Line((Piece(base, text, natural),), natural),) if text else ()
    breaker = _Breaker(size, width)
    for run in runs:
        font = (
            base if run.style == "plain" else fonts.styled("serif" if "Serif" in base else "sans", run.style)
        )
        target = book.targets.get(run.key, "") if isinstance(run, CrossRef) else ""
        for use, text in fonts.font_runs(shown(book.text_of(run)), font):
            for token in _TOKENS.findall(text):
                breaker.add(token, use, target)
    return breaker.finish()


class _Breaker:
    """Gathers tokens into lines."""

    def __init__(self, size: float, width: float) -> None:
        self.size, self.room = size, width
        self.lines: list[Line] = []
        self.pieces: list[Piece] = []
        self.used = 0.0
        self.blank: Piece | None = None

    def add(self, token: str, font: str, target: str) -> None:
        if token == "\n":
            self._end_line()
        elif token.isspace():
            if self.pieces:
                self.blank = Piece(font, " ", stringWidth(" ", font, self.size), target)
        else:
            self._add_word(Piece(font, token, stringWidth(token, font, self.size), target))

    def _add_word(self, word: Piece) -> None:
        blank = self.blank.width if self.blank else 0.0
        if self.pieces and self.used + blank + word.width > self.room:
            self._end_line()
        if word.width > self.room:
            for part in self._broken(word):
                if self.pieces:
                    self._end_line()
                self._put(part)
        else:
            self._put(word)

    def _put(self, word: Piece) -> None:
        for piece in (self.blank, word):
            if piece is not None:
                self._append(piece)
        self.blank = None

    def _append(self, piece: Piece) -> None:
        last = self.pieces[-1] if self.pieces else None
        if last is not None and (last.font, last.target) == (piece.font, piece.target):
            piece = Piece(piece.font, last.text + piece.text, last.width + piece.width, piece.target)
            self.pieces.pop()
            self.used -= last.width
        self.pieces.append(piece)
        self.used += piece.width

    def _broken(self, word: Piece) -> list[Piece]:
        parts: list[str] = [""]
        for stretch in _SOFT_BREAKS.split(word.text):
            if self._fits(parts[-1] + stretch, word.font):
                parts[-1] += stretch
                continue
            if parts[-1] and self._fits(stretch, word.font):
                parts.append(stretch)
                continue
            for char in stretch:
                if parts[-1] and not self._fits(parts[-1] + char, word.font):
                    parts.append("")
                parts[-1] += char
        return [
            Piece(word.font, part, stringWidth(part, word.font, self.size), word.target) for part in parts
        ]

    def _fits(self, text: str, font: str) -> bool:
        return bool(stringWidth(text, font, self.size) <= self.room)

    def _end_line(self) -> None:
        self.lines.append(Line(tuple(self.pieces), self.used))
        self.pieces, self.used, self.blank = [], 0.0, None

    def finish(self) -> tuple[Line, ...]:
        if self.pieces:
            self._end_line()
        return tuple(self.lines)
