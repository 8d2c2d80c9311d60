"""Charts as drawings: what stands where, and in which look."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from crossfoot.report.chart_spec import (
    Bar,
    BarChart,
    Event,
    Limit,
    Part,
    PartsChart,
    Point,
    Series,
    TimeChart,
    alt_text,
)
from crossfoot.report.charts import draw_chart
from crossfoot.report.time_axis import month_marks, nice_top
from reportlab.graphics.shapes import Drawing, PolyLine, Rect, String

WIDTH = 468.0


def strings(drawing: Drawing) -> list[String]:
    return [shape for shape in drawing.contents if isinstance(shape, String)]


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in strings(drawing)]


def line(name: str, *values: int) -> Series:
    return Series(
        name, tuple(Point(dt.date(2020, month, 1), v, str(v)) for month, v in enumerate(values, start=1))
    )


def test_bars_stand_longest_first_and_are_as_long_as_their_values() -> None:
    drawing = draw_chart(BarChart((Bar("A", 1, "1"), Bar("B", 4, "4"), Bar("C", 2, "2")), "sites"), WIDTH)
    assert [text for text in texts(drawing) if text in "ABC"] == ["B", "C", "A"]
    first, second, third = (shape.width for shape in drawing.contents if isinstance(shape, Rect))
    assert (second / first, third / first) == (pytest.approx(0.5), pytest.approx(0.25))


def test_emphasis_is_dark_and_the_rest_is_pale() -> None:
    drawing = draw_chart(BarChart((Bar("A", 2, "2", emphasis=True), Bar("B", 1, "1")), "sites"), WIDTH)
    dark, pale = (shape.fillColor for shape in drawing.contents if isinstance(shape, Rect))
    assert dark.hexval() == "0x12294b" and pale.hexval() == "0x9cc3e6"


def test_a_value_does_not_stand_on_the_line_of_the_limit() -> None:
    spec = BarChart((Bar("A", 300, "300"), Bar("B", 175, "175 days")), "days", Limit(180, "limit"))
    drawing = draw_chart(spec, WIDTH)
    limit = next(shape for shape in drawing.contents if getattr(shape, "strokeDashArray", None))
    value = next(shape for shape in strings(drawing) if shape.text == "175 days")
    assert value.x > limit.x1


def test_a_part_of_a_whole_is_as_wide_as_its_share() -> None:
    spec = PartsChart((Part("without", 57, "57", emphasis=True), Part("with", 243, "243")), "300", "officers")
    parts = [
        shape for shape in draw_chart(spec, WIDTH).contents if isinstance(shape, Rect) and shape.height == 22
    ]
    assert parts[0].width / (parts[0].width + parts[1].width) == pytest.approx(57 / 300)


def test_two_pale_parts_differ() -> None:
    spec = PartsChart((Part("a", 1, "1"), Part("b", 1, "1"), Part("c", 1, "1")), "3", "officers")
    keys = [
        s.fillColor.hexval()
        for s in draw_chart(spec, WIDTH).contents
        if isinstance(s, Rect) and s.height == 8
    ]
    assert len(set(keys)) == 3


def test_a_step_line_holds_its_value_until_it_changes() -> None:
    (path,) = (
        s for s in draw_chart(TimeChart((line("a", 10, 20),), "u"), WIDTH).contents if isinstance(s, PolyLine)
    )
    (_x1, y1, x2, y2, x3, y3) = path.points
    assert (y1, x2) == (y2, x3) and y3 > y1


def test_names_of_series_that_end_together_are_kept_apart() -> None:
    drawing = draw_chart(
        TimeChart((line("a", 1, 77), line("b", 2, 76), line("c", 3, 75)), "u", step=False), WIDTH
    )
    heights = sorted(shape.y for shape in strings(drawing) if shape.text in "abc")
    assert min(high - low for low, high in pairwise(heights)) >= 11


def test_series_differ_by_dash_and_not_by_colour_alone() -> None:
    drawing = draw_chart(TimeChart((line("a", 1, 2), line("b", 2, 3), line("c", 3, 4)), "u"), WIDTH)
    dashes = [str(shape.strokeDashArray) for shape in drawing.contents if isinstance(shape, PolyLine)]
    assert len(set(dashes)) == 3


@pytest.mark.parametrize("values", [(0,), (0, 0), (1234567,), (1, 1000000)])
def test_odd_values_stay_on_the_drawing(values: tuple[int, ...]) -> None:
    spec = TimeChart((line("a", *values),), "u", events=(Event(dt.date(2020, 1, 1), "Event"),))
    drawing = draw_chart(spec, WIDTH)
    assert all(0 <= shape.x <= WIDTH and 0 <= shape.y <= drawing.height for shape in strings(drawing))


def test_marks_of_the_axis_have_room() -> None:
    marks = month_marks(dt.date(2017, 1, 25), dt.date(2018, 3, 31), 400)
    assert [label for _date, label in marks] == [
        "Mar 2017", "May 2017", "Jul 2017", "Sep 2017", "Nov 2017", "Jan 2018", "Mar 2018",
    ]  # fmt: skip
    assert month_marks(dt.date(2020, 5, 5), dt.date(2020, 5, 9), 400) == [(dt.date(2020, 5, 5), "May 2020")]


@pytest.mark.parametrize("most, top", [(76, 80), (0, 1), (1, 1), (7, 8), (300, 300), (1234567, 1500000)])
def test_the_top_of_the_axis_is_round(most: float, top: float) -> None:
    assert nice_top(most)[0] == top
    assert nice_top(most)[1][-1] == top


def test_the_alt_text_says_the_finding_and_every_number() -> None:
    spec = BarChart((Bar("North", 12, "12 of 24"),), "installations", Limit(180, "180 days"))
    assert alt_text(spec, "Half were late.") == (
        "Half were late. Bar chart, installations. North: 12 of 24. Compared with 180 days."
    )
