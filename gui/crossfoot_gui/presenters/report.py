"""The report page: build the report from the audit as it is now, look at it, save it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.custody import record_copy, require_marking
from crossfoot.auditfile.history import content_head
from crossfoot.errors import ReportError
from crossfoot.progress import Progress
from crossfoot.report.pdf import Paper, RenderedPdf
from crossfoot.report.target import refuse_other_files

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.start import proposed_file_name

Status = Literal["draft", "final"]
MakeReport = Callable[[Audit, Path, Status, Paper, Progress], RenderedPdf]
"""Builds the report of an audit and writes it as a PDF to the path."""


@dataclass(frozen=True, slots=True)
class ReportState:
    """The report page. `pdf` is None until one was built; `stale` says that the audit has changed since."""

    pdf: Path | None
    facts: str
    stale: str
    notices: tuple[str, ...]
    status: Status
    paper: Paper
    empty: str
    file_name: str


class ReportView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: ReportState) -> None: ...


@dataclass(frozen=True, slots=True)
class _Built:
    """A report that was built: where it lies for the time being, and what of the audit it was made from."""

    rendered: RenderedPdf
    head: str
    audit: Path


class ReportPresenter:
    """Keeps the built report in a temporary folder until it is saved elsewhere; `close` removes it."""

    def __init__(self, desk: Desk, view: ReportView, make_report: MakeReport) -> None:
        self._desk, self._view, self._make_report = desk, view, make_report
        self._folder = Path(tempfile.mkdtemp(prefix="crossfoot-report-"))
        self._built: _Built | None = None
        self._status: Status = "draft"
        self._paper: Paper = "letter"
        self._number = 0

    def enter(self) -> None:
        """Show the report that was built last, if it is of this audit."""
        state = self._desk.now(self._state)
        if state is not None:
            self._view.show_state(state)

    def choose(self, status: Status, paper: Paper) -> None:
        """Choose between draft and final, and the paper, for the next build."""
        self._status, self._paper = status, paper

    def build(self) -> None:
        """Build the report as a job and show it."""
        status, paper, make = self._status, self._paper, self._make_report
        self._number += 1
        path = self._folder / f"report-{self._number}.pdf"

        def work(audit: Audit, progress: Progress) -> _Built:
            rendered = make(audit, path, status, paper, progress)
            return _Built(rendered, content_head(audit.connection).hash, audit.path)

        self._desk.run("Building the report", work, self._done)

    def save_as(self, path: Path) -> None:
        """Save the report that is shown as `path`."""
        built = self._built
        if built is None:
            return
        target = path if path.suffix else path.with_suffix(".pdf")
        if self._desk.now(lambda: _copy(self._desk.audit, built.rendered.path, target)):
            self._desk.tell(f"Saved the report as {target}.")

    def close(self) -> None:
        """Remove what was built but not saved."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _done(self, built: _Built) -> None:
        self._built = built
        self._desk.tell(f"Built the report: {count_of(built.rendered.pages, 'page')}.")

    def _state(self) -> ReportState:
        audit = self._desk.audit
        if self._built is not None and self._built.audit != audit.path:
            self._built = None
        built = self._built
        stale = ""
        if built is not None and content_head(audit.connection).hash != built.head:
            stale = "The audit has changed since this report was built. Build it again to see the changes."
        return ReportState(
            pdf=built.rendered.path if built else None,
            facts=f"{count_of(built.rendered.pages, 'page')} · sha256 {built.rendered.sha256[:16]}…"
            if built
            else "",
            stale=stale,
            notices=built.rendered.notices if built else (),
            status=self._status,
            paper=self._paper,
            empty="No report yet. Press Build (Ctrl+P): it is made from the audit as it is now.",
            file_name=proposed_file_name(audit.facts.title).removesuffix(".crossfoot") + ".pdf",
        )


def _copy(audit: Audit, source: Path, target: Path) -> bool:
    refuse_other_files(target)
    require_marking(audit)
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise ReportError(
            f"The report cannot be saved as {target}: {error.strerror}.",
            "Choose a folder that you may write to.",
        ) from error
    record_copy(audit, target, "report")
    return True
