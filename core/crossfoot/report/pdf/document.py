"""A report model laid out, repeated until its page numbers stand, and written whole or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
import threading
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.platypus import BaseDocTemplate, NextPageTemplate, PageBreak
from reportlab.platypus.flowables import Flowable

from crossfoot.errors import ReportError
from crossfoot.progress import Progress
from crossfoot.report.check_model import check_report, unprintables
from crossfoot.report.model import KeyValueTable, Paragraph, Report, Section
from crossfoot.report.numbering import block_labels, labels_by_key
from crossfoot.report.pdf import Paper, RenderedPdf, fonts, theme
from crossfoot.report.pdf.blocks import Setter
from crossfoot.report.pdf.contents import COLOPHON_HEADING, Entry, contents, entries_of, listed_blocks
from crossfoot.report.pdf.cover import Cover
from crossfoot.report.pdf.highlights import highlights_pages
from crossfoot.report.pdf.inline import Book, shown
from crossfoot.report.pdf.sheets import page_templates
from crossfoot.report.target import refuse_other_files
from crossfoot.report.walk import spots
from crossfoot.report.words import CrossRef, Words, runs_of

_MOST_PASSES = 5
_one_at_a_time = threading.Lock()  # a font object serves one document at a time


def render(report: Report, path: Path, *, paper: Paper, progress: Progress) -> RenderedPdf:
    """See `crossfoot.report.pdf.render_pdf`."""
    refuse_other_files(path)
    check_report(report)
    notices = tuple(str(each) for each in unprintables(report, fonts.printable()))
    with _one_at_a_time:
        data, pages = _lay_out(report, theme.page(paper), progress)
    _write(path, data)
    return RenderedPdf(path, hashlib.sha256(data).hexdigest(), pages, notices)


def _lay_out(report: Report, page: theme.Page, progress: Progress) -> tuple[bytes, int]:
    labels = labels_by_key(report)
    book = Book(labels=labels)
    entries = entries_of(report, book)
    names = {id(block): label for block, label in block_labels(report)}
    places = dict.fromkeys([*labels, *names.values(), *(entry.target for entry in entries)])
    book.targets = {key: f"place{number}" for number, key in enumerate(places)}
    setter = Setter(book, page.text_width, page.turned().text_width, theme.styles(), names)
    colophon = _colophon(report)
    steady = not any(
        isinstance(run, CrossRef) and run.page for spot in spots(report) for run in runs_of(spot.words)
    )
    for number in range(1, _MOST_PASSES + 1):
        book.seen = {}
        buffer = BytesIO()
        document = _Document(
            report, page, buffer, progress, f"Laying out the report, pass {number}", not book.pages
        )
        document.build(_story(report, page, setter, entries, colophon))
        if book.seen == book.pages:
            break
        book.pages = book.seen
        if not steady:
            setter.plans.clear()
    else:
        raise ReportError(
            f"The page numbers of the report did not settle in {_MOST_PASSES} layouts.",
            "Take page numbers out of the references in its tables, or change a text near the end of a page.",
        )
    return buffer.getvalue(), document.page


def _story(
    report: Report, page: theme.Page, setter: Setter, entries: tuple[Entry, ...], colophon: Section
) -> list[Flowable]:
    styles, book = setter.styles, setter.book
    fronts = len(report.front_sections)
    bodies = fronts + len(report.sections)
    after_cover = "highlights" if report.highlights else "front"
    story: list[Flowable] = [Cover(report, page, book), NextPageTemplate(after_cover), PageBreak()]
    sheets = highlights_pages(report, setter, page)
    if sheets:
        story += [*sheets[:-1], NextPageTemplate("front"), sheets[-1]]
    for place, section in enumerate(report.front_sections):
        story += setter.section(section, entries[place])
    if report.front_sections:
        story.append(PageBreak())
    story += contents(entries, listed_blocks(report), book, styles)
    story += [NextPageTemplate("body"), PageBreak()]
    for section, entry in zip(report.sections, entries[fronts:bodies], strict=True):
        story += setter.section(section, entry)
    for section, entry in zip(report.appendices, entries[bodies:-1], strict=True):
        story += setter.section(section, entry)
    story += setter.section(colophon, entries[-1])
    return story


def _colophon(report: Report) -> Section:
    colophon = report.colophon
    facts: tuple[tuple[str, Words], ...] = (
        ("Report", f"{report.number}, {report.status}"),
        ("Program", f"Crossfoot {colophon.program_version}"),
        ("History of the audit", f"up to event {colophon.history_sequence}"),
        ("Digest of that event", colophon.history_head),
        *colophon.rows,
    )
    blocks = (*((Paragraph(colophon.words),) if colophon.words else ()), KeyValueTable(facts))
    return Section(COLOPHON_HEADING, blocks)


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """The document with its facts: title, language, date of issue instead of the clock, page labels,
    progress.
    """

    def __init__(
        self, report: Report, page: theme.Page, buffer: BytesIO, progress: Progress, note: str, dry: bool
    ) -> None:
        marking = f" - {shown(report.marking)}" if report.marking else ""
        super().__init__(
            buffer,
            pagesize=(page.width, page.height),
            pageTemplates=page_templates(report, page),
            title=f"{shown(report.title)}{marking}",
            author=shown(report.office),
            subject=shown(f"{report.number}, {report.auditee}{marking}"),
            creator=f"Crossfoot {report.colophon.program_version}",
            lang=report.language,
            displayDocTitle=1,
            invariant=1,
            pageCompression=1,
            initialFontName=fonts.SANS,
            allowSplitting=1,
        )
        self.issued, self.progress, self.note, self.dry = report.date, progress, note, dry

    def beforeDocument(self) -> None:  # noqa: N802 - the library's name
        """Dates the file with the date of issue."""
        self.canv._doc._timeStamp = _Stamp(self.issued)
        self.canv.showOutline()
        self.canv.dry = self.dry

    def afterPage(self) -> None:  # noqa: N802 - the library's name
        """Tells how many pages stand; may raise Cancelled."""
        self.progress(self.page, 0, self.note)

    def _endBuild(self) -> None:  # noqa: N802 - the library's name
        first_body = getattr(self.canv, "first_body_page", None)
        self.canv.addPageLabel(0, prefix="Cover")
        if self.page > 1:
            self.canv.addPageLabel(1, style="ROMAN_LOWER", start=1)
        if first_body is not None:
            self.canv.addPageLabel(first_body - 1, style="ARABIC", start=1)
        super()._endBuild()


class _Stamp:
    """A date as the library's time stamp, midnight in UTC."""

    dhh = dmm = 0
    tzname = "UTC"

    def __init__(self, date: dt.date) -> None:
        self.YMDhms = (date.year, date.month, date.day, 0, 0, 0)
        self.t = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC).timestamp()
        self.lt: Any = self.YMDhms


def _write(path: Path, data: bytes) -> None:
    """Writes beside `path` and moves it there, so that a reader sees the old file or the whole new one."""
    if path.is_symlink():
        raise ReportError(f"{path} is a symbolic link.", "Name the file itself, or another one.")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    except OSError as error:
        raise ReportError(
            f"The report cannot be written to {path.parent}: {error.strerror}.",
            "Choose a folder that exists and that you may write to.",
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise ReportError(
            f"The report cannot be written to {path}: {error.strerror}.",
            "Close the file where it is open, check the free space, or choose another name.",
        ) from None
