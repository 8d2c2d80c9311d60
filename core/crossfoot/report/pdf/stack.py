"""Flowables one below the other in a given width: how high they are, what fits, how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.platypus.flowables import Flowable

_SLACK = 0.01
_KEPT_WHOLE = 260.0  # a box up to this height goes to the next page rather than on two


def height_of(parts: Sequence[Flowable], width: float) -> float:
    """The height of the parts in `width`, the gaps between them included."""
    height = 0.0
    for place, part in enumerate(parts):
        height += part.wrap(width, 1e6)[1] + (_gap(parts[place - 1], part) if place else 0)
    return height


def split(parts: Sequence[Flowable], width: float, height: float) -> tuple[list[Flowable], list[Flowable]]:
    """The parts that fit in `height` and the rest; a part at the edge is split where it can be."""
    used = 0.0
    for place, part in enumerate(parts):
        gap = _gap(parts[place - 1], part) if place else 0
        need = part.wrap(width, 1e6)[1]
        if used + gap + need > height + _SLACK:
            return _split_at(parts, place, width, height - used - gap)
        used += gap + need
    return list(parts), []


def _split_at(
    parts: Sequence[Flowable], place: int, width: float, room: float
) -> tuple[list[Flowable], list[Flowable]]:
    pieces = parts[place].split(width, room) if room > 0 else []
    if len(pieces) > 1:
        return [*parts[:place], pieces[0]], [*pieces[1:], *parts[place + 1 :]]
    return list(parts[:place]), list(parts[place:])


def draw(parts: Sequence[Flowable], canvas: object, x: float, top: float, width: float) -> float:
    """Draws the parts from `top` downwards; returns the height where the last one ends."""
    y = top
    for place, part in enumerate(parts):
        y -= part.wrap(width, 1e6)[1] + (_gap(parts[place - 1], part) if place else 0)
        part.drawOn(canvas, x, y)
    return y


def _gap(before: Flowable, after: Flowable) -> float:
    return float(max(before.getSpaceAfter(), after.getSpaceBefore()))


class Box(Flowable):  # type: ignore[misc]
    """Parts on a coloured ground with a bar at the left edge; it splits between and inside its parts."""

    def __init__(self, parts: Sequence[Flowable], *, ground: Color, bar: Color, pad: float = 9.0) -> None:
        super().__init__()
        self.parts = list(parts)
        self.ground, self.bar, self.pad = ground, bar, pad
        self.spaceBefore, self.spaceAfter = 6.0, 10.0

    def _inner(self, width: float) -> float:
        return width - 2 * self.pad - 4

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The box takes the whole width."""
        self.width = width
        self.height = height_of(self.parts, self._inner(width)) + 2 * self.pad
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two boxes; none for a box that a page can hold whole, or where no part of the first paragraph fits."""
        if self.height < _KEPT_WHOLE:
            return []
        first, rest = split(self.parts, self._inner(width), height - 2 * self.pad)
        if not first or not rest:
            return []
        return [Box(part, ground=self.ground, bar=self.bar, pad=self.pad) for part in (first, rest)]

    def draw(self) -> None:
        """Ground, bar, parts."""
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(self.ground)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.setFillColor(self.bar)
        canvas.rect(0, 0, 4, self.height, stroke=0, fill=1)
        canvas.restoreState()
        draw(self.parts, canvas, 4 + self.pad, self.height - self.pad, self._inner(self.width))
