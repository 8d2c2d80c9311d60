"""The PDF as a reader gets it: nothing is lost, nothing is markup, the marking stands on every page."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from crossfoot.errors import Cancelled, ReportError
from crossfoot.report.chart_spec import Bar, BarChart
from crossfoot.report.glyphs import visible
from crossfoot.report.model import (
    BulletList,
    ChartBlock,
    Colophon,
    Column,
    Highlights,
    KeyValueTable,
    Link,
    Note,
    Paragraph,
    RecommendationBox,
    Report,
    Section,
    TableBlock,
    Text,
)
from crossfoot.report.pdf import RenderedPdf, render_pdf
from crossfoot.report.pdf.fonts import SANS, SANS_BOLD, SERIF, SERIF_BOLD, font_runs, printable
from crossfoot.report.walk import spots
from crossfoot.report.words import runs_of

from tests.core.report.pdf_text import fonts_of, links_of, outline, page_labels, page_texts, squeezed
from tests.core.report.sample_report import MARKING, exceptions_table, sample_report
from tests.places import REPOSITORY

HOSTILE = (
    "<b>bold</b> & <img src='/etc/hostname'>",
    'Dept <of> Justice & "Co"',
    "</para><br/>&lt;i&gt;",
    "nul\x00 bell\x07 escape\x1b right-to-left \u202egnp.exe zero\u200bwidth",
    "surrogate \ud800 and unassigned \U0010ffff",
    "\u4e2d\u6587 name, emoji \U0001f600",
    "{ref:key} %s {0} $x$ \\n BDC EMC",
    '=HYPERLINK("http://evil.example","x")',
    "Jos\u00e9 \u0141uk\u00e1sz \u2018quoted\u2019 \u2013 \u2192 \u2611 \u25cf",
)
LONG_WORD = "x" * 90
LONG_CELL = " ".join(f"word{n}" for n in range(3000))


def small_report(*blocks: object, **changes: object) -> Report:
    """A report of one section."""
    facts: dict[str, object] = {
        "title": "A Small Report",
        "number": "T-1",
        "date": dt.date(2020, 2, 29),
        "auditee": "Bureau",
        "office": "Office",
        "sections": (Section("Only Section", blocks),),  # type: ignore[arg-type]
        "colophon": Colophon("0.1.0", 7, "abc123"),
    }
    return Report(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> RenderedPdf:
    return render_pdf(sample_report(), tmp_path_factory.mktemp("pdf") / "sample.pdf")


def body_text(path: Path, *, leave_out: tuple[str, ...] = ()) -> str:
    """The text of all pages in one string without blanks, heads and feet left out."""
    lines = [line for page in page_texts(path) for line in page.splitlines()]
    return squeezed("\n".join(line for line in lines if not line.startswith(leave_out or ("\0",))))


def test_every_string_of_the_sample_stands_in_the_pdf(sample: RenderedPdf) -> None:
    chrome = (
        MARKING,
        "Office of Inspector General, Department of Examples",
        "DRAFT \u2022",
        "oig.example.gov ",
    )
    text = body_text(sample.path, leave_out=chrome) + squeezed(" ".join(page_texts(sample.path)[0]))
    missing = [
        run.text
        for spot in spots(sample_report())
        if spot.kind != "alt"
        for run in runs_of(spot.words)
        if squeezed(run.text) not in text and run.text not in ("oig.example.gov",)
    ]
    assert missing == []


def test_the_marking_stands_twice_on_every_page(sample: RenderedPdf) -> None:
    assert [page.count(MARKING) for page in page_texts(sample.path)] == [2] * sample.pages


def test_a_report_without_a_marking_bears_none(tmp_path: Path) -> None:
    render_pdf(small_report(Paragraph("Text.")), tmp_path / "a.pdf")
    assert MARKING not in "".join(page_texts(tmp_path / "a.pdf"))


def test_a_draft_says_so_on_the_cover_and_in_the_running_head_and_a_final_report_does_not(
    tmp_path: Path,
) -> None:
    draft = page_texts(render_pdf(small_report(Paragraph("Text.")), tmp_path / "d.pdf").path)
    final = page_texts(render_pdf(small_report(Paragraph("Text."), status="final"), tmp_path / "f.pdf").path)
    assert "Draft report" in draft[0] and all("DRAFT" in page for page in draft[1:])
    assert "Final report" in final[0] and not any("DRAFT" in page for page in final)


def test_a_report_without_a_number_leaves_no_stray_bullet(tmp_path: Path) -> None:
    rendered = render_pdf(small_report(Paragraph("Body."), number=""), tmp_path / "r.pdf")
    for page in page_texts(rendered.path):
        assert "DRAFT \u2022 \u2022" not in page
        assert not any(line.strip().endswith("\u2022") for line in page.splitlines())


@pytest.mark.parametrize("text", [*HOSTILE, LONG_WORD])
def test_hostile_text_is_printed_as_it_is_wherever_it_stands(text: str, tmp_path: Path) -> None:
    report = small_report(
        Paragraph(("start ", Text(text, "bold"), " end")),
        BulletList((text,)),
        Note(text, label=text),
        RecommendationBox(1, text, text, response=text, status=text),
        KeyValueTable(((text, text),)),
        TableBlock(text, (Column(text), Column("B", "right")), ((text, "1"),), note=text, source=text),
        ChartBlock(text, text, BarChart((Bar(text, 3, "3"),), text), source=text),
        title=text,
        subtitle=text,
        office=text,
        auditee=text,
        number=text,
        marking=text,
        site=text,
        highlights=Highlights((Paragraph(text),), (Paragraph(text),), (Paragraph(text),), contact=text),
        appendices=(Section(text, (Paragraph(text),)),),
    )
    rendered = render_pdf(report, tmp_path / "hostile.pdf")
    printed = squeezed("".join(page_texts(rendered.path)))
    # cover 5 (title, subtitle, office, auditee, number), highlights 4, blocks 16: each at least once, whole
    assert printed.count(squeezed(visible(text, printable()))) >= 25
    assert len(page_texts(rendered.path)) == rendered.pages


def test_a_word_of_thousands_of_letters_is_broken_and_whole(tmp_path: Path) -> None:
    word = "y" * 3000
    report = small_report(
        Paragraph(word),
        Note(word),
        RecommendationBox(1, "", word),
        TableBlock("T", (Column(word), Column("B")), (("1", word),), origin="records"),
        ChartBlock(word, "Alt.", BarChart((Bar("A", 3, "3"),), "u")),
        appendices=(Section(word),),
    )
    pages = page_texts(render_pdf(report, tmp_path / "w.pdf").path)
    # column heading and cell in columns side by side, heading, caption (and both shortened in the contents), 3 blocks
    assert sum(page.count("y") for page in pages) > 7 * 3000


def test_a_character_without_a_glyph_is_printed_by_its_code_and_listed(tmp_path: Path) -> None:
    rendered = render_pdf(small_report(Paragraph("Agency \u4e2d.")), tmp_path / "a.pdf")
    assert "Agency [U+4E2D]." in "".join(page_texts(rendered.path))
    assert rendered.notices == (
        "[U+4E2D] has no glyph in the fonts and is printed by its code (Only Section).",
    )


def test_a_sign_that_the_serif_lacks_is_lent_by_the_sans() -> None:
    assert font_runs("a \u25cf b", SERIF) == [(SERIF, "a "), (SANS, "\u25cf"), (SERIF, " b")]
    assert font_runs("\u25cf", SERIF_BOLD) == [(SANS_BOLD, "\u25cf")]


def test_only_web_addresses_become_links(tmp_path: Path) -> None:
    links = [
        Link(f"link {n}", url)
        for n, url in enumerate(
            (
                "https://example.gov/a?b=1&c=2",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "data:text/html,x",
                "http://a b",
                "//x.example",
            )
        )
    ]
    path = render_pdf(small_report(Paragraph(tuple(links))), tmp_path / "a.pdf").path
    assert links_of(path) == ["https://example.gov/a?b=1&c=2"]
    assert all(f"link {n}" in " ".join(page_texts(path)) for n in range(6))


def test_two_renders_are_the_same_bytes(sample: RenderedPdf, tmp_path: Path) -> None:
    again = render_pdf(sample_report(), tmp_path / "other-name.pdf")
    assert again.sha256 == sample.sha256 == hashlib.sha256(again.path.read_bytes()).hexdigest()


@pytest.mark.parametrize("zone, seed", [("Pacific/Auckland", "1"), ("America/Denver", "77")])
def test_another_time_zone_and_hash_seed_give_the_same_bytes(
    sample: RenderedPdf, tmp_path: Path, zone: str, seed: str
) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.core.report.sample_report import sample_report;"
        "from crossfoot.report.pdf import render_pdf; print(render_pdf(sample_report(), Path(sys.argv[1])).sha256)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "z.pdf")],
        cwd=REPOSITORY,
        env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == sample.sha256


def test_all_fonts_are_embedded_and_ours(sample: RenderedPdf) -> None:
    found = fonts_of(sample.path)
    assert len(found) >= 5
    assert all(name.startswith("Source") and embedded for name, embedded in found.items()), found
    assert b"Helvetica" not in sample.path.read_bytes()


def test_pages_are_labelled_cover_then_roman_then_arabic(sample: RenderedPdf) -> None:
    assert page_labels(sample.path) == ["Cover", "i", "ii", *(str(n) for n in range(1, sample.pages - 2))]


def test_the_contents_name_the_page_that_each_heading_stands_on(sample: RenderedPdf) -> None:
    labels, texts = page_labels(sample.path), page_texts(sample.path)
    contents = squeezed(texts[2].replace(".", ""))
    headings = outline(sample.path)
    assert len(headings) == 10
    for _level, title, page in headings:
        assert squeezed(title) + labels[page] in contents
        assert squeezed(title.removeprefix("Appendix A: ").removeprefix("Appendix B: ")) in squeezed(
            texts[page]
        )


def test_a_page_reference_names_the_page_of_its_target(sample: RenderedPdf) -> None:
    pages = {title: page_labels(sample.path)[page] for _level, title, page in outline(sample.path)}
    title = "Equipment Was Installed Late"
    assert squeezed(f"Finding: {title} (page {pages[title]})") in squeezed("".join(page_texts(sample.path)))


def test_a_long_table_repeats_its_header_and_keeps_every_row(tmp_path: Path) -> None:
    rendered = render_pdf(small_report(exceptions_table(2000)), tmp_path / "long.pdf")
    pages = page_texts(rendered.path)
    text = "".join(pages)
    assert all(f"OFF-{n:05d}" in text for n in range(1, 2001))
    rows = [page for page in pages if "OFF-0" in page]
    assert len(rows) > 40 and all(page.count("Courses missing") == 1 for page in rows)


def test_a_cell_longer_than_a_page_is_printed_whole(tmp_path: Path) -> None:
    table = TableBlock(
        "Long", (Column("A"), Column("B")), (("short", LONG_CELL), ("after", "it")), origin="records"
    )
    rendered = render_pdf(small_report(table), tmp_path / "cell.pdf")
    assert rendered.pages > 4
    words = "\n".join(page_texts(rendered.path)).split()
    assert [word for word in words if word.startswith("word")] == LONG_CELL.split()


def test_a_chart_of_as_many_bars_as_may_be_stays_on_one_page(tmp_path: Path) -> None:
    bars = tuple(Bar(f"Agency {n} " + "with a long name " * 6, n, f"value {n}") for n in range(40))
    pages = page_texts(
        render_pdf(small_report(ChartBlock("C", "Alt.", BarChart(bars, "u"))), tmp_path / "c.pdf").path
    )
    assert [page.count("value ") for page in pages if "value " in page] == [40]


def test_highlights_that_do_not_fit_one_page_go_on_to_the_next(tmp_path: Path) -> None:
    paragraphs = tuple(
        Paragraph(f"Sentence number {n} of what we found, with some more words. " * 3) for n in range(40)
    )
    report = small_report(Paragraph("x"), highlights=Highlights((), paragraphs, ()))
    text = squeezed("".join(page_texts(render_pdf(report, tmp_path / "h.pdf").path)))
    assert all(f"Sentencenumber{n}of" in text for n in range(40))


def test_the_same_report_fits_on_a4(tmp_path: Path) -> None:
    rendered = render_pdf(sample_report(), tmp_path / "a4.pdf", paper="a4")
    assert b"595.2756 841.8898" in rendered.path.read_bytes()
    assert [page.count(MARKING) for page in page_texts(rendered.path)] == [2] * rendered.pages


def test_a_cancelled_render_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-old")

    def cancel(done: int, total: int, note: str) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        render_pdf(sample_report(), path, progress=cancel)
    assert path.read_bytes() == b"%PDF-old" and list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        render_pdf(small_report(Paragraph("x")), tmp_path / "no" / "report.pdf")
    assert "cannot be written" in caught.value.message and caught.value.hint


def test_the_file_is_dated_with_the_day_of_issue(tmp_path: Path) -> None:
    data = render_pdf(small_report(Paragraph("x")), tmp_path / "a.pdf").path.read_bytes()
    assert b"D:20200229000000" in data and b"D:2000" not in data
    assert b"/Lang (en-US)" in data and b"/DisplayDocTitle true" in data
