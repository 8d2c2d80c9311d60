"""The report as a PDF: the only door to the layout library, which is loaded when a report is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crossfoot.progress import Progress, silent
from crossfoot.report.model import Report

Paper = Literal["letter", "a4"]


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A written PDF. `notices` say what a reader should know of it, such as characters printed by their
    codes.
    """

    path: Path
    sha256: str
    pages: int
    notices: tuple[str, ...] = ()


def render_pdf(
    report: Report, path: Path, *, paper: Paper = "letter", progress: Progress = silent
) -> RenderedPdf:
    """Writes `report` as a PDF to `path`: whole or not at all, the same bytes for the same report.

    `progress(pages laid out, 0, note)` may raise `Cancelled`. ReportError where the model is unsound or the
    file cannot be written.
    """
    from crossfoot.report.pdf.document import render

    return render(report, path, paper=paper, progress=progress)
