"""The report page as widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from crossfoot_gui.pdf_pages import PdfPages
from crossfoot_gui.presenters.report import ReportPresenter, ReportState
from crossfoot_gui.widgets.controls import box, button, choice, column, fill_choice, row, text
from crossfoot_gui.widgets.pdf_view import PdfView

_STATUSES = (("draft", "Draft"), ("final", "Final"))
_PAPERS = (("letter", "US Letter"), ("a4", "A4"))


class ReportPage(QWidget):
    """A bar above, the pages below, the text of the page in sight at the right when it is asked for."""

    presenter: ReportPresenter

    def __init__(self) -> None:
        super().__init__()
        self._shown: Path | None = None
        self._file_name = "report.pdf"
        self.status = choice("Draft or final", _STATUSES)
        self.paper = choice("Paper", _PAPERS)
        for chosen in (self.status, self.paper):
            chosen.setMinimumContentsLength(8)
            chosen.activated.connect(self._chosen)
        self.build = button("&Build", lambda: self.presenter.build(), primary=True, tip="Ctrl+P")
        self.save = button("&Save as PDF...", self.choose_file, tip="Ctrl+Shift+S")
        self.smaller = button("Smaller", lambda: self.pdf.set_zoom(self.pdf.zoom / 1.2))
        self.larger = button("Larger", lambda: self.pdf.set_zoom(self.pdf.zoom * 1.2))
        self.fit = button("&Fit width", lambda: self.pdf.fit_width())
        self.show_text = button(
            "Page &text", self._toggle_text, tip="The text of the page in sight, for reading aloud"
        )
        self.show_text.setCheckable(True)
        self.place = text("", "muted", wrap=False)
        self.facts = text("", "muted", wrap=False)
        self.stale = text("", "warning")
        self.notices = text("", "note")
        self.pdf = PdfView()
        self.pdf.page_changed.connect(self._page_changed)
        self.page_text = QPlainTextEdit()
        self.page_text.setReadOnly(True)
        self.page_text.setTabChangesFocus(True)
        self.page_text.setAccessibleName("Text of the page")
        self.page_text.hide()
        self._viewing = (self.smaller, self.larger, self.fit, self.show_text, self.save)
        bar = row(
            self.build, self.status, self.paper, 1, self.place, self.smaller, self.larger, self.fit, self.show_text,
            self.save, margin=12,
        )  # fmt: skip
        views = QSplitter(Qt.Orientation.Horizontal)
        views.addWidget(self.pdf)
        views.addWidget(self.page_text)
        views.setSizes([800, 380])
        views.setStretchFactor(0, 1)
        self.empty = text("", "empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(views)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(box(bar, "bar"))
        layout.addWidget(box(column(self.stale, self.notices, margin=0, spacing=0)))
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.build)

    def show_state(self, state: ReportState) -> None:
        """Show the built report, or say how to build one."""
        self._file_name = state.file_name
        fill_choice(self.status, _STATUSES, state.status)
        fill_choice(self.paper, _PAPERS, state.paper)
        self.empty.setText(state.empty)
        self.stale.setText(state.stale)
        self.stale.setVisible(bool(state.stale))
        self.notices.setText("\n".join(state.notices))
        self.notices.setVisible(bool(state.notices))
        self.facts.setText(state.facts)
        for part in self._viewing:
            part.setEnabled(state.pdf is not None)
        self._stack.setCurrentIndex(1 if state.pdf is not None else 0)
        if state.pdf != self._shown:
            self._shown = state.pdf
            self.pdf.show_pages(PdfPages(state.pdf) if state.pdf is not None else None)
        self._page_changed(self.pdf.page)

    def choose_file(self) -> None:
        """Ask where the report is to be saved, once there is one."""
        if self.pdf.pages is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the report", str(Path.home() / self._file_name), "PDF (*.pdf)"
        )
        if name:
            self.presenter.save_as(Path(name))

    def _chosen(self) -> None:
        self.presenter.choose(self.status.currentData(), self.paper.currentData())

    def _toggle_text(self) -> None:
        self.page_text.setVisible(self.show_text.isChecked())
        self._page_changed(self.pdf.page)

    def _page_changed(self, page: int) -> None:
        pages = self.pdf.pages
        if pages is None or page < 0:
            self.place.setText("")
            return
        self.place.setText(f"Page {page + 1} of {len(pages.sizes)}")
        words = pages.text(page)
        self.pdf.setAccessibleDescription(f"Page {page + 1} of {len(pages.sizes)}. {words}")
        if self.page_text.isVisible():
            self.page_text.setPlainText(words)
