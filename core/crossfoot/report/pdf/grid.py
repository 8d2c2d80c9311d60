"""Tables drawn line by line: thousands of rows in linear time, headers repeated, long cells carried on,
nothing cut.

A row of more than a few lines is laid out as pieces that may stand on two pages. Lines are broken once for
all passes (`plan_grid`); a `Grid` draws a stretch of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable

from crossfoot.report.model import TableBlock
from crossfoot.report.pdf import fonts, theme
from crossfoot.report.pdf.inline import Book, shown
from crossfoot.report.pdf.lines import Line, break_words
from crossfoot.report.words import Text, Words, plain

_ZEBRA_FROM = 11  # rows; fewer are easy to follow without it
_WHOLE = 12  # a row of at most this many lines is kept whole
_PIECE = 6  # lines of one piece of a longer row
_LOOKED_AT = 40  # rows whose words set the narrowest width of a column


@dataclass(frozen=True, slots=True)
class GridRow:
    """One piece of a row: its cells' lines, and whether it starts and ends the row."""

    cells: tuple[tuple[Line, ...], ...]
    height: float
    starts: bool = True
    ends: bool = True
    shaded: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class GridPlan:
    """A table laid out for a width."""

    widths: tuple[float, ...]
    aligns: tuple[str, ...]
    header: GridRow | None
    rows: tuple[GridRow, ...]


def plan_grid(table: TableBlock, width: float, book: Book) -> GridPlan:
    """Breaks every cell of `table` into lines for columns that are `width` wide together."""
    headings = tuple(column.heading for column in table.columns)
    widths = _widths(table, width)
    # A heading of absurd length goes on below the header, as any long cell goes on below its first lines.
    header, *rows = _row(headings, widths, fonts.SANS_SEMIBOLD, book)
    zebra = len(table.rows) >= _ZEBRA_FROM
    for place, cells in enumerate(table.rows):
        rows.extend(_row(cells, widths, fonts.SANS, book, shaded=zebra and place % 2 == 1))
    if table.total:
        rows.extend(_row(table.total, widths, fonts.SANS_SEMIBOLD, book, total=True))
    return GridPlan(widths, tuple(column.align for column in table.columns), header, tuple(rows))


def plan_pairs(pairs: Sequence[tuple[str, Words]], width: float, book: Book) -> GridPlan:
    """Names at the left and values at the right, without a header."""
    widths = (width * 0.3, width * 0.7)
    rows = [row for name, value in pairs for row in _pair(name, value, widths, book)]
    return GridPlan(widths, ("left", "left"), None, tuple(rows))


def _pair(name: str, value: Words, widths: tuple[float, float], book: Book) -> list[GridRow]:
    bold = Text(name, "bold")
    return _row((bold, value), widths, fonts.SANS, book)


def _row(
    cells: Sequence[Words],
    widths: Sequence[float],
    font: str,
    book: Book,
    *,
    shaded: bool = False,
    total: bool = False,
) -> list[GridRow]:
    broken = [
        break_words(cell, font, theme.CELL_SIZE, width - 2 * theme.CELL_PAD_X, book)
        for cell, width in zip(cells, widths, strict=True)
    ]
    deepest = max(1, *(len(lines) for lines in broken))
    step = deepest if deepest <= _WHOLE else _PIECE
    pieces = []
    for first in range(0, deepest, step):
        part = tuple(lines[first : first + step] for lines in broken)
        starts, ends = first == 0, first + step >= deepest
        pads = theme.CELL_PAD_Y * (starts + ends)
        height = max(1, *(len(lines) for lines in part)) * theme.CELL_LEADING + pads
        pieces.append(GridRow(part, height, starts, ends, shaded, total))
    return pieces


def _widths(table: TableBlock, width: float) -> tuple[float, ...]:
    """The columns' shares of the width, none so narrow that it breaks a word another column has room for."""
    shares = [column.width for column in table.columns]
    wished = _shared_out([width * share / sum(shares) for share in shares], table)
    least = [
        min(_longest_word(table, place), 0.45 * width, 2.5 * width / len(shares))
        for place in range(len(shares))
    ]
    if sum(least) > width:
        return tuple(wished)
    # What the narrow columns need more is taken from what the others can spare.
    lacking = sum(max(0.0, need - wish) for need, wish in zip(least, wished, strict=True))
    spare = sum(max(0.0, wish - need) for need, wish in zip(least, wished, strict=True))
    part = lacking / spare if spare else 0.0
    return tuple(
        need if wish <= need else wish - (wish - need) * part
        for need, wish in zip(least, wished, strict=True)
    )


def _shared_out(wished: list[float], table: TableBlock) -> list[float]:
    """What some columns do not need goes to those whose cells would take a second line."""
    natural = [_widest_cell(table, place) for place in range(len(wished))]
    spare = sum(max(0.0, wish - need) for wish, need in zip(wished, natural, strict=True))
    lacking = sum(max(0.0, need - wish) for wish, need in zip(wished, natural, strict=True))
    if not spare or not lacking:
        return wished
    given, taken = min(1.0, spare / lacking), min(1.0, lacking / spare)
    return [
        wish + (need - wish) * (given if need > wish else taken)
        for wish, need in zip(wished, natural, strict=True)
    ]


def _widest_cell(table: TableBlock, place: int) -> float:
    rows = table.rows[:_LOOKED_AT]
    texts = [(fonts.SANS_SEMIBOLD, plain(table.columns[place].heading))]
    texts += [(fonts.SANS, plain(row[place])) for row in rows]
    widest = max(stringWidth(shown(text), font, theme.CELL_SIZE) for font, text in texts)
    return float(widest) + 2 * theme.CELL_PAD_X + 0.5


def _longest_word(table: TableBlock, place: int) -> float:
    rows = (*table.rows[:_LOOKED_AT], *((table.total,) if table.total else ()))
    widest = max(
        (
            stringWidth(shown(word), font, theme.CELL_SIZE)
            for font, cell in [
                (fonts.SANS_SEMIBOLD, table.columns[place].heading),
                *((fonts.SANS_SEMIBOLD, row[place]) for row in rows),
            ]
            for word in plain(cell).split()
        ),
        default=0.0,
    )
    return widest + 2 * theme.CELL_PAD_X + 0.5


class Grid(Flowable):  # type: ignore[misc]
    """The rows `first` to `last` of a plan, below a header."""

    def __init__(self, plan: GridPlan, first: int = 0, last: int | None = None) -> None:
        super().__init__()
        self.plan, self.first = plan, first
        self.last = len(plan.rows) if last is None else last
        self.spaceAfter = 4.0

    def wrap(self, _width: float, height: float) -> tuple[float, float]:
        """The plan's width; the height is counted only until it is too high, so long tables stay linear."""
        self.width = sum(self.plan.widths)
        self.height = self._header_height()
        for place in range(self.first, self.last):
            self.height += self.plan.rows[place].height
            if self.height > height:
                break
        return self.width, self.height

    def _header_height(self) -> float:
        return self.plan.header.height if self.plan.header else 0.0

    def split(self, _width: float, height: float) -> list[Flowable]:
        """As many rows as fit, and the rest; none where not even two pieces fit below the header."""
        used = self._header_height()
        place = self.first
        while place < self.last and used + self.plan.rows[place].height <= height:
            used += self.plan.rows[place].height
            place += 1
        if place < self.last and self.plan.rows[place].total and place - 1 > self.first:
            place -= 1  # a total never stands alone on a page
        if place <= self.first:
            return []
        return [Grid(self.plan, self.first, place), Grid(self.plan, place, self.last)]

    def draw(self) -> None:
        """Header, rows, and the rule that ends the table; nothing in a dry pass, which only counts pages."""
        canvas = self.canv
        if getattr(canvas, "dry", False):
            return
        canvas.saveState()
        y = self._draw_header(canvas, self.height)
        canvas.setLineWidth(0.4)
        for row in self.plan.rows[self.first : self.last]:
            self._draw_row(canvas, row, y)
            y -= row.height
        canvas.setStrokeColor(theme.NAVY)
        canvas.setLineWidth(1)
        canvas.line(0, y, self.width, y)
        canvas.restoreState()

    def _draw_header(self, canvas: Any, top: float) -> float:
        header = self.plan.header
        if header is None:
            return top
        canvas.setFillColor(theme.NAVY)
        canvas.rect(0, top - header.height, self.width, header.height, stroke=0, fill=1)
        canvas.setFillColor(theme.WHITE)
        self._draw_cells(canvas, header, top)
        return top - header.height

    def _draw_row(self, canvas: Any, row: GridRow, top: float) -> None:
        if row.shaded:
            canvas.setFillColor(theme.PALE)
            canvas.rect(0, top - row.height, self.width, row.height, stroke=0, fill=1)
        if row.total and row.starts:
            canvas.setStrokeColor(theme.NAVY)
            canvas.setLineWidth(0.8)
            canvas.line(0, top, self.width, top)
            canvas.setLineWidth(0.4)
        canvas.setFillColor(theme.INK)
        self._draw_cells(canvas, row, top)
        if row.ends:
            canvas.setStrokeColor(theme.RULE)
            canvas.line(0, top - row.height, self.width, top - row.height)

    def _draw_cells(self, canvas: Any, row: GridRow, top: float) -> None:
        left = 0.0
        first_line = top - (theme.CELL_PAD_Y if row.starts else 0) - theme.CELL_SIZE
        for lines, width, align in zip(row.cells, self.plan.widths, self.plan.aligns, strict=True):
            y = first_line
            for line in lines:
                _draw_line(canvas, line, _start(left, width, line.width, align), y)
                y -= theme.CELL_LEADING
            left += width


def _start(left: float, width: float, text_width: float, align: str) -> float:
    if align == "right":
        return left + width - theme.CELL_PAD_X - text_width
    if align == "center":
        return left + (width - text_width) / 2
    return left + theme.CELL_PAD_X


def _draw_line(canvas: Any, line: Line, x: float, y: float) -> None:
    for piece in line.pieces:
        canvas.setFont(piece.font, theme.CELL_SIZE)
        canvas.drawString(x, y, piece.text)
        if piece.target:
            canvas.linkRect("", piece.target, (x, y - 2, x + piece.width, y + theme.CELL_SIZE), relative=1)
        x += piece.width
