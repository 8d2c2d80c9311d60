"""What is wrong with a report model is said before anything is laid out."""

from __future__ import annotations

import datetime as dt

import pytest
from crossfoot.errors import ReportError
from crossfoot.report.chart_spec import Bar, BarChart, Part, PartsChart, Point, Series, TimeChart
from crossfoot.report.check_model import check_report, unprintables, web_address
from crossfoot.report.model import Block, ChartBlock, Column, CrossRef, Paragraph, Section, TableBlock

from tests.core.report.sample_report import sample_report

BARS = BarChart((Bar("North", 3, "3"),), "sites")
DAY = dt.date(2020, 1, 1)


def trouble(*sections: Section) -> str:
    """The message about a report of these sections."""
    with pytest.raises(ReportError) as caught:
        check_report(sample_report(sections=sections, appendices=(), highlights=None))
    assert caught.value.hint
    return caught.value.message


def trouble_with(block: Block) -> str:
    return trouble(Section("Background", (block,)))


def test_the_sample_is_sound() -> None:
    check_report(sample_report())


def test_a_heading_level_that_skips_is_named() -> None:
    message = trouble(Section("Results"), Section("Deep", level=3))
    assert "'Deep' has level 3 right below level 1" in message


def test_an_appendix_starts_again_at_level_1() -> None:
    sections = (Section("A"), Section("B", level=2))
    with pytest.raises(ReportError, match="'C' has level 2"):
        check_report(sample_report(sections=sections, appendices=(Section("C", level=2),), highlights=None))


def test_a_chart_without_a_text_for_those_who_do_not_see_it_is_named() -> None:
    assert "'Sites' in 'Background' has no text for readers" in trouble_with(ChartBlock("Sites", "  ", BARS))


@pytest.mark.parametrize(
    "spec, says",
    [
        (BarChart((), "sites"), "nothing to draw"),
        (BarChart((Bar("a", -1, "-1"),), "sites"), "below zero"),
        (BarChart((Bar("a", 1, "1" * 41),), "sites"), "more than 40 letters"),
        (BarChart(tuple(Bar("a", 1, "1") for _ in range(41)), "sites"), "41 bars"),
        (PartsChart((Part("a", 0, "0"),), "0", "officers"), "whole of zero"),
        (TimeChart((Series("s", ()),), "sites"), "without points"),
        (TimeChart(tuple(Series(str(n), (Point(DAY, 1),)) for n in range(4)), "sites"), "4 series"),
        (
            TimeChart((Series("s", (Point(dt.date(2021, 1, 1), 1), Point(DAY, 2))),), "sites"),
            "not in order of date",
        ),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_named(spec: object, says: str) -> None:
    assert says in trouble_with(ChartBlock("Sites", "Alt.", spec))  # type: ignore[arg-type]


def test_a_title_that_the_cover_has_no_room_for_is_refused() -> None:
    with pytest.raises(ReportError, match="title is 301 letters long"):
        check_report(sample_report(title="t" * 301))


def test_a_row_that_is_not_as_wide_as_its_table_is_named() -> None:
    table = TableBlock("Sites", (Column("A"), Column("B")), (("1", "2"), ("3",)))
    assert "Row 2 of the table 'Sites' has 1 cells; the table has 2 columns" in trouble_with(table)


def test_a_table_that_stands_twice_is_named() -> None:
    table = TableBlock("Sites", (Column("A"),), (("x",),), origin="records")
    assert "'Sites' stands twice" in trouble(Section("A", (table,)), Section("B", (table,)))


def test_a_reference_to_nothing_is_named() -> None:
    assert "points to 'table-9'" in trouble_with(Paragraph(("See ", CrossRef("table-9"))))


def test_a_key_that_stands_for_two_things_is_named() -> None:
    assert "'twice'" in trouble(Section("A", key="twice"), Section("B", key="twice"))


def test_a_character_that_the_fonts_lack_is_listed_once_with_its_first_place() -> None:
    report = sample_report(
        sections=(Section("A", (Paragraph("\u4e2d \u4e2d"), Paragraph("\x07"))),), appendices=()
    )
    assert [str(each) for each in unprintables(report, range(32, 127))] == [
        "[U+4E2D] has no glyph in the fonts and is printed by its code (A).",
        "[U+0007] has no glyph in the fonts and is printed by its code (A).",
    ]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://a b", 'https://x"y', "https://x\ny", ""]
)
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    assert web_address(url) is None
