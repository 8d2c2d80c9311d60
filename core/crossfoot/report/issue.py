"""Printing a report: render it, and tell the history which bytes were printed from which state of the audit."""

from __future__ import annotations

from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import content_head, new_uid
from crossfoot.progress import Progress, silent
from crossfoot.report.model import Report
from crossfoot.report.pdf import Paper, RenderedPdf, render_pdf


def issue_report(
    audit: Audit, report: Report, path: Path, *, paper: Paper = "letter", progress: Progress = silent
) -> RenderedPdf:
    """Write the PDF and record the event `report.printed` with its sha256; that event does not move the printed head.

    ReportError where the report cannot be laid out or the file cannot be written.
    """
    printed = render_pdf(report, path, paper=paper, progress=progress)
    head = content_head(audit.connection)
    with audit.write():
        body = {
            "file": printed.path.name, "sha256": printed.sha256, "pages": printed.pages, "status": report.status,
            "marking": report.marking, "head": {"seq": head.seq, "hash": head.hash},
        }  # fmt: skip
        audit.record("report.printed", f"report:{new_uid()}", body)
    return printed
