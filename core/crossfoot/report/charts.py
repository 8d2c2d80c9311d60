"""Charts as vector drawings, from their specs. The same drawing goes into the PDF and, later, into the
window.

Made to be read in black and white: values stand beside their bars and points, series differ by grey, dash and
marker, emphasis is navy against sky.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Any

from reportlab.graphics.shapes import Drawing, Line, PolyLine, Rect, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from crossfoot.report.chart_spec import Bar, BarChart, ChartSpec, Part, PartsChart, Series, TimeChart
from crossfoot.report.glyphs import visible
from crossfoot.report.pdf import fonts, theme
from crossfoot.report.time_axis import month_marks, nice_top
from crossfoot.report.words import Words, plain

_SIZE = 9.0
_BAR, _GAP = 15.0, 8.0
_TIME_HEIGHT = 178.0
_MOST_LABEL = 0.42  # of the width, for the labels of bars


def draw_chart(spec: ChartSpec, width: float) -> Drawing:
    """The drawing of a chart, `width` points wide and as high as it needs."""
    fonts.register()
    if isinstance(spec, TimeChart):
        return _time(spec, width)
    return _bars(spec, width) if isinstance(spec, BarChart) else _parts(spec, width)


def _string(
    x: float,
    y: float,
    text: str,
    *,
    font: str = "",
    size: float = _SIZE,
    color: Any = None,
    anchor: str = "start",
) -> String:
    return String(
        x,
        y,
        visible(text, fonts.printable()).replace("\n", " "),
        fontName=font or fonts.SANS,
        fontSize=size,
        fillColor=color or theme.INK,
        textAnchor=anchor,
    )


def _lines_of(words: Words, width: float, font: str, size: float) -> list[str]:
    """The text of a label in lines of at most `width`; a longer word is broken."""
    lines = [""]
    for word in visible(plain(words), fonts.printable()).split():
        for piece in _pieces(word, width, font, size):
            longer = f"{lines[-1]} {piece}".strip()
            if stringWidth(longer, font, size) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return [line for line in lines if line] or [""]


def _pieces(word: str, width: float, font: str, size: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and stringWidth(pieces[-1] + char, font, size) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _fill(emphasis: bool) -> dict[str, Any]:
    # Sky is too pale on white without an outline.
    return {"fillColor": theme.NAVY if emphasis else theme.SKY, "strokeColor": theme.NAVY, "strokeWidth": 0.6}


def _bars(spec: BarChart, width: float) -> Drawing:
    bars = list(spec.bars) if spec.keep_order else sorted(spec.bars, key=lambda bar: -bar.value)
    labels = [_lines_of(bar.label, _MOST_LABEL * width, fonts.SANS, _SIZE) for bar in bars]
    left = max(stringWidth(line, fonts.SANS, _SIZE) for lines in labels for line in lines) + 8
    right = max(stringWidth(bar.text, fonts.SANS_SEMIBOLD, _SIZE) for bar in bars) + 8
    most = max(*(bar.value for bar in bars), spec.limit.value if spec.limit else 0, 0) or 1
    scale = (width - left - right) / most
    heights = [max(_BAR, len(lines) * (_SIZE + 2)) + _GAP for lines in labels]
    unit = _lines_of(spec.unit, width - left, fonts.SANS, 8.5)
    top = sum(heights) + 7 + 11 * len(unit)  # the unit stands above the bars
    drawing = Drawing(width, top + (14 if spec.limit else 0))
    y = float(drawing.height)
    for line in unit:
        y -= 11
        drawing.add(_string(left, y, line, color=theme.MUTED, size=8.5))
    y -= 7
    bottom = y - sum(heights)
    for bar, lines, height in zip(bars, labels, heights, strict=True):
        middle = y - height / 2
        _bar(drawing, bar, lines, left, middle, scale, spec.limit.value if spec.limit else None)
        y -= height
    drawing.add(Line(left, bottom, left, bottom + sum(heights), strokeColor=theme.MUTED, strokeWidth=0.8))
    if spec.limit is not None:
        _limit(drawing, left + spec.limit.value * scale, bottom, sum(heights), plain(spec.limit.label), width)
    return drawing


def _bar(
    drawing: Drawing,
    bar: Bar,
    lines: list[str],
    left: float,
    middle: float,
    scale: float,
    limit: float | None,
) -> None:
    font = fonts.SANS_SEMIBOLD if bar.emphasis else fonts.SANS
    y = middle + (len(lines) - 1) * (_SIZE + 2) / 2 - 3
    for line in lines:
        drawing.add(_string(left - 6, y, line, anchor="end"))
        y -= _SIZE + 2
    if bar.value > 0:
        drawing.add(Rect(left, middle - _BAR / 2, bar.value * scale, _BAR, **_fill(bar.emphasis)))
    x = left + bar.value * scale + 4
    if limit is not None and x - 2 < left + limit * scale < x + stringWidth(bar.text, font, _SIZE) + 2:
        x = left + limit * scale + 4  # beside the line of the limit, not on it
    drawing.add(_string(x, middle - 3, bar.text, font=font))


def _limit(drawing: Drawing, x: float, bottom: float, height: float, label: str, width: float) -> None:
    drawing.add(
        Line(
            x, bottom - 3, x, bottom + height, strokeColor=theme.ACCENT, strokeWidth=1, strokeDashArray=[3, 2]
        )
    )
    half = stringWidth(label, fonts.SANS, 8.5) / 2
    at = min(max(x, half), width - half)
    drawing.add(_string(at, bottom - 12, label, size=8.5, color=theme.ACCENT, anchor="middle"))


def _parts(spec: PartsChart, width: float) -> Drawing:
    whole = sum(part.value for part in spec.parts)
    keys = [_lines_of(_part_words(part), width - 16, fonts.SANS, _SIZE) for part in spec.parts]
    rows = sum(len(lines) for lines in keys)
    unit = _lines_of(f"{spec.whole_text} {spec.unit}", width, fonts.SANS_SEMIBOLD, _SIZE)
    drawing = Drawing(width, 44 + 12 * len(unit) + rows * 13.0)
    y = float(drawing.height) - 11
    for line in unit:
        drawing.add(_string(0, y, line, font=fonts.SANS_SEMIBOLD))
        y -= 12
    y -= 19
    x = 0.3
    fills = _part_fills(spec.parts)
    for part, fill in zip(spec.parts, fills, strict=True):
        if part.value <= 0:
            continue
        length = (width - 0.6) * part.value / whole
        drawing.add(Rect(x, y, length, 22, **fill))
        room = stringWidth(part.text, fonts.SANS_BOLD, 10) + 6
        if length >= room:
            dark = fill["fillColor"] in (theme.NAVY, theme.BLUE)
            color = theme.WHITE if dark else theme.NAVY
            drawing.add(
                _string(
                    x + length / 2,
                    y + 7,
                    part.text,
                    font=fonts.SANS_BOLD,
                    size=10,
                    color=color,
                    anchor="middle",
                )
            )
        x += length
    y -= 16
    for fill, lines in zip(fills, keys, strict=True):
        drawing.add(Rect(0.3, y - 0.5, 8, 8, **fill))
        for line in lines:
            drawing.add(_string(14, y, line))
            y -= 13
    return drawing


def _part_fills(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Emphasis is navy; the others take greys that can be told apart, each with an outline."""
    pale = cycle((theme.SKY, theme.WHITE, theme.BLUE))
    return [
        _fill(part.emphasis) if part.emphasis else {**_fill(False), "fillColor": next(pale)} for part in parts
    ]


def _part_words(part: Part) -> str:
    return f"{part.text}  {plain(part.label)}"


_Look = tuple[Any, list[int] | None, str]  # colour, dash, marker
_LOOKS: tuple[_Look, ...] = (
    (theme.NAVY, None, "square"),
    (theme.BLUE, [5, 2], "ring"),
    (theme.MUTED, [1, 2], "cross"),
)


def _time(spec: TimeChart, width: float) -> Drawing:
    points = [point for series in spec.series for point in series.points]
    first, last = min(p.date for p in points), max(p.date for p in points)
    top_value, steps = nice_top(max(p.value for p in points))
    names = (
        max(stringWidth(series.name, fonts.SANS_SEMIBOLD, _SIZE) + 8 for series in spec.series)
        if len(spec.series) > 1
        else 0
    )
    left = stringWidth(f"{top_value:,.0f}", fonts.SANS, 8.5) + 8
    right = names + max(
        22.0, *(stringWidth(s.points[-1].text, fonts.SANS_BOLD, 10) + 10 for s in spec.series)
    )
    extra = 13.0 * len(spec.events)
    unit = _lines_of(spec.unit, width, fonts.SANS, 8.5)
    drawing = Drawing(width, _TIME_HEIGHT + extra + 11 * (len(unit) - 1))
    base, high = 26.0, _TIME_HEIGHT - 26
    days = max(1, (last - first).days)

    def x_of(date: dt.date) -> float:
        return float(left + (width - left - right) * (date - first).days / days)

    def y_of(value: float) -> float:
        return base + (high - base) * value / top_value

    for place, line in enumerate(unit):
        y = float(drawing.height) - 11 * (place + 1)
        drawing.add(_string(0, y, line, color=theme.MUTED, size=8.5))
    for value in (0.0, *steps):
        drawing.add(
            Line(left, y_of(value), width - right, y_of(value), strokeColor=theme.RULE, strokeWidth=0.4)
        )
        drawing.add(
            _string(left - 5, y_of(value) - 3, f"{value:,.0f}", size=8.5, color=theme.MUTED, anchor="end")
        )
    drawing.add(Line(left, base, width - right, base, strokeColor=theme.MUTED, strokeWidth=0.8))
    for date, label in month_marks(first, last, width - left - right):
        drawing.add(Line(x_of(date), base, x_of(date), base - 3, strokeColor=theme.MUTED, strokeWidth=0.8))
        drawing.add(_string(x_of(date), base - 13, label, size=8.5, color=theme.MUTED, anchor="middle"))
    for place, event in enumerate(spec.events):
        y = high + 8 + 13.0 * (len(spec.events) - place - 1)
        _event(drawing, x_of(event.date), base, y, event.label, (left, width))
    for place, series in enumerate(spec.series):
        _series(drawing, series, _LOOKS[place], spec.step, x_of, y_of)
    _ends(drawing, spec, x_of, y_of)
    return drawing


def _ends(
    drawing: Drawing, spec: TimeChart, x_of: Callable[[dt.date], float], y_of: Callable[[float], float]
) -> None:
    """The last value of each series, and its name where there are several, kept apart from each other."""
    named = len(spec.series) > 1
    ends = sorted(zip(spec.series, _LOOKS, strict=False), key=lambda pair: pair[0].points[-1].value)
    lowest = 0.0
    for series, (color, _dash, _marker_name) in ends:
        end = series.points[-1]
        x, y = x_of(end.date) + 6, max(y_of(end.value) - 3.5, lowest)
        lowest = y + 12
        if end.text:
            drawing.add(_string(x, y, end.text, font=fonts.SANS_BOLD, size=10, color=color))
        if named:
            x += stringWidth(end.text, fonts.SANS_BOLD, 10) + 6
            drawing.add(_string(x, y, series.name, font=fonts.SANS_SEMIBOLD))


def _event(
    drawing: Drawing, x: float, base: float, top: float, label: str, room: tuple[float, float]
) -> None:
    drawing.add(Line(x, base, x, top + 6, strokeColor=theme.ACCENT, strokeWidth=0.9, strokeDashArray=[3, 2]))
    wide = stringWidth(label, fonts.SANS, 8.5)
    at, anchor = (x + 4, "start") if x + 4 + wide <= room[1] else (max(x - 4, room[0] + wide), "end")
    drawing.add(_string(at, top, label, size=8.5, color=theme.ACCENT, anchor=anchor))


def _series(
    drawing: Drawing,
    series: Series,
    look: _Look,
    step: bool,
    x_of: Callable[[dt.date], float],
    y_of: Callable[[float], float],
) -> None:
    color, dash, marker = look
    points = series.points
    path: list[float] = []
    for point in points:
        if step and path:
            path += [x_of(point.date), path[-1]]
        path += [x_of(point.date), y_of(point.value)]
    if len(points) > 1:
        drawing.add(
            PolyLine(path, strokeColor=color, strokeWidth=1.8, strokeDashArray=dash, strokeLineJoin=1)
        )
    for index, point in enumerate(points):
        if point.text:
            x, y = x_of(point.date), y_of(point.value)
            _marker(drawing, marker, x, y, color)
            if index < len(points) - 1:
                drawing.add(_string(x + 5, y + 6, point.text, font=fonts.SANS_BOLD, size=10, color=color))


def _marker(drawing: Drawing, marker: str, x: float, y: float, color: Any) -> None:
    if marker == "cross":
        drawing.add(Line(x - 3, y - 3, x + 3, y + 3, strokeColor=color, strokeWidth=1.4))
        drawing.add(Line(x - 3, y + 3, x + 3, y - 3, strokeColor=color, strokeWidth=1.4))
    else:
        fill = color if marker == "square" else theme.WHITE
        drawing.add(Rect(x - 2.6, y - 2.6, 5.2, 5.2, fillColor=fill, strokeColor=color, strokeWidth=1.2))
