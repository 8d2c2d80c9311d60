"""Page templates and what stands on every page: marking, running head, foot."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Frame, PageTemplate

from crossfoot.report.model import Report
from crossfoot.report.pdf import fonts, theme
from crossfoot.report.pdf.anchor import page_label
from crossfoot.report.pdf.inline import shown

_MARKING_TOP, _MARKING_BOTTOM = 26.0, 20.0  # from the edge of the sheet to the base line
_HEAD, _FOOT = 50.0, 42.0


def page_templates(report: Report, page: theme.Page) -> list[PageTemplate]:
    """The templates: cover, highlights (both a bare sheet), front, body, turned (landscape)."""

    def bare(canvas: Any, _document: Any) -> None:
        _marking(canvas, report, page)

    def front(canvas: Any, _document: Any) -> None:
        _running(canvas, report, page)

    def highlights(canvas: Any, _document: Any) -> None:
        _marking(canvas, report, page)
        _foot(canvas, report, page, margin=36.0)

    def body(canvas: Any, _document: Any) -> None:
        _start_body(canvas)
        _running(canvas, report, page)

    def turned(canvas: Any, _document: Any) -> None:
        _start_body(canvas)
        _running(canvas, report, page.turned())

    return [
        _template("cover", page, bare, whole=True),
        _template("highlights", page, highlights, whole=True),
        _template("front", page, front),
        _template("body", page, body),
        _template("turned", page.turned(), turned),
    ]


def _template(name: str, page: theme.Page, on_page: Any, *, whole: bool = False) -> PageTemplate:
    margin = 0.0 if whole else theme.MARGIN
    frame = Frame(
        margin,
        margin,
        page.width - 2 * margin,
        page.height - 2 * margin,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
        id=name,
    )
    return PageTemplate(name, [frame], onPage=on_page, pagesize=(page.width, page.height))


def _start_body(canvas: Any) -> None:
    if getattr(canvas, "first_body_page", None) is None:
        canvas.first_body_page = canvas.getPageNumber()


def _running(canvas: Any, report: Report, page: theme.Page) -> None:
    _marking(canvas, report, page)
    _head(canvas, report, page)
    _foot(canvas, report, page)


def _marking(canvas: Any, report: Report, page: theme.Page) -> None:
    """The marking at the top and bottom of the sheet, in type that shrinks rather than leaves the sheet."""
    text = " ".join(shown(report.marking).split())
    if not text:
        return
    size = min(9.0, 9.0 * (page.width - 40) / stringWidth(text, fonts.SANS_BOLD, 9))
    canvas.saveState()
    canvas.setFillColor(theme.INK)
    canvas.setFont(fonts.SANS_BOLD, size)
    canvas.drawCentredString(page.width / 2, page.height - _MARKING_TOP, text)
    canvas.drawCentredString(page.width / 2, _MARKING_BOTTOM, text)
    canvas.restoreState()


def _head(canvas: Any, report: Report, page: theme.Page) -> None:
    right_text = theme.beside("DRAFT" if report.status == "draft" else "", report.number)
    _ends(canvas, page, page.height - _HEAD, report.office, right_text)
    canvas.saveState()
    canvas.setStrokeColor(theme.RULE)
    canvas.setLineWidth(0.6)
    y = page.height - _HEAD - 5
    canvas.line(theme.MARGIN, y, page.width - theme.MARGIN, y)
    canvas.restoreState()


def _foot(canvas: Any, report: Report, page: theme.Page, margin: float = theme.MARGIN) -> None:
    _ends(canvas, page, _FOOT, report.site or report.title, page_label(canvas), margin)


def _ends(
    canvas: Any, page: theme.Page, y: float, left: str, right: str, margin: float = theme.MARGIN
) -> None:
    """Text at both ends of a line; the left one ends in dots where both have no room."""
    left, right = (" ".join(shown(text).split()) for text in (left, right))
    room = page.width - 2 * margin - stringWidth(right, fonts.SANS, 8.5) - 20
    if stringWidth(left, fonts.SANS, 8.5) > room:
        while left and stringWidth(left + "\u2026", fonts.SANS, 8.5) > room:
            left = left[:-1]
        left = left.rstrip() + "\u2026"
    canvas.saveState()
    canvas.setFillColor(theme.MUTED)
    canvas.setFont(fonts.SANS, 8.5)
    canvas.drawString(margin, y, left)
    canvas.drawRightString(page.width - margin, y, right)
    canvas.restoreState()
