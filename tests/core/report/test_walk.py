"""Every number of a report traces, or is found out."""

from __future__ import annotations

from crossfoot.report.chart_spec import Bar, BarChart, alt_text
from crossfoot.report.glyphs import visible
from crossfoot.report.model import (
    Block,
    ChartBlock,
    Column,
    FigureRef,
    Link,
    Literal,
    Paragraph,
    Report,
    Section,
    TableBlock,
)
from crossfoot.report.numbering import appendix_label, labels_by_key
from crossfoot.report.walk import figure_refs, loose_numbers

from tests.core.report.sample_report import sample_report


def report_of(*blocks: Block, **changes: object) -> Report:
    sections = (Section("Background", blocks),)
    return sample_report(sections=sections, appendices=(), highlights=None, **changes)


def loose(*blocks: Block, **changes: object) -> list[str]:
    return [number.token for number in loose_numbers(report_of(*blocks, **changes))]


def test_the_sample_has_no_loose_number() -> None:
    assert loose_numbers(sample_report()) == ()


def test_figures_are_found_in_text_tables_totals_charts_and_headings() -> None:
    report = sample_report(
        highlights=None,
        appendices=(),
        sections=(
            Section(
                (FigureRef("a.heading", "1"), " heading"),
                (
                    Paragraph(("of ", FigureRef("a.text", "2"))),
                    TableBlock(
                        "T",
                        (Column("N"),),
                        ((FigureRef("a.cell", "3"),),),
                        total=(FigureRef("a.total", "4"),),
                    ),
                    ChartBlock("C", "Alt.", BarChart((Bar("x", 5, "5", "a.bar"),), "u")),
                ),
            ),
        ),
    )
    assert [ref.figure_id for ref in figure_refs(report)] == [
        "a.heading",
        "a.text",
        "a.cell",
        "a.total",
        "a.bar",
    ]


def test_a_number_in_plain_text_is_loose() -> None:
    assert loose(Paragraph("57 of 1,300 officers, 4.5 percent")) == ["57", "1,300", "4.5"]


def test_a_figure_a_literal_a_link_and_a_known_name_are_not_loose() -> None:
    block = Paragraph(
        (
            FigureRef("a.b", "57"),
            " under 287(g), ",
            Literal("2018", "year"),
            Link("page 3", "https://x.example"),
        )
    )
    assert loose(block, known_names=("287(g)",)) == []
    assert loose(block) == ["287"]


def test_rows_quoted_from_the_data_are_evidence_but_rows_of_figures_must_trace() -> None:
    columns = (Column("Id"),)
    assert loose(TableBlock("T", columns, (("OFF-17",),), origin="records")) == []
    assert loose(TableBlock("T", columns, (("17",),))) == ["17"]


def test_a_bar_without_a_figure_is_loose_and_an_alt_text_may_repeat_the_chart() -> None:
    spec = BarChart((Bar("North", 57, "57"),), "sites")
    assert loose(ChartBlock("C", alt_text(spec, "Most"), spec)) == ["57"]
    spec = BarChart((Bar("North", 57, "57", "a.b"),), "sites")
    assert loose(ChartBlock("C", alt_text(spec, "Most"), spec)) == []
    assert loose(ChartBlock("C", "There are 99 sites.", spec)) == ["99"]


def test_labels_follow_the_order_of_reading() -> None:
    labels = labels_by_key(sample_report())
    assert labels["chart-growth"] == "Figure 1"
    assert labels["chart-training"] == "Figure 2"
    assert labels["table-training"] == "Table 3"
    assert labels["appendix-exceptions"] == "Appendix B"
    assert labels["recommendation-2"] == "Recommendation 2"
    assert labels["finding-equipment"] == "Equipment Was Installed Late"


def test_appendices_go_on_after_z() -> None:
    assert [appendix_label(place) for place in (0, 25, 26, 27)] == [
        "Appendix A",
        "Appendix Z",
        "Appendix AA",
        "Appendix AB",
    ]


def test_what_cannot_be_printed_is_shown_by_its_code() -> None:
    latin = range(32, 256)
    assert visible("a\x00\u202e\u200b\u4e2d", latin) == "a[U+0000][U+202E][U+200B][U+4E2D]"
    assert visible("a\r\nb\tc\u2009d", latin) == "a\nb c d"
