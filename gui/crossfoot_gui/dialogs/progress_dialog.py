"""The one dialog for long work: what is done, how far it is, Cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from crossfoot_gui.jobs.qt_jobs import QtJobs
from crossfoot_gui.widgets.controls import button, column, row, text

APPEARS_AFTER = 300  # milliseconds; what is done sooner flashes no dialog


class ProgressDialog(QDialog):
    """Follows the jobs: appears when one takes long, goes when it ends. Escape and Cancel ask the job to stop."""

    def __init__(self, jobs: QtJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle("Working")
        self.setMinimumWidth(480)
        self.title = text("", "heading")
        self.note = text(" ", "muted")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress")
        self.cancel_button = button("&Cancel", self.reject)
        self.setLayout(
            column(self.title, self.note, self.bar, row(1, self.cancel_button), margin=22, spacing=12)
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(APPEARS_AFTER)
        self._timer.timeout.connect(self.open)
        jobs.started.connect(self._started)
        jobs.progressed.connect(self._progressed)
        jobs.ended.connect(self._ended)

    def reject(self) -> None:
        """Cancel: the dialog stays until the work has really stopped."""
        self.note.setText("Stopping. Nothing of this step will be kept.")
        self.cancel_button.setEnabled(False)
        self._jobs.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the dialog is Cancel."""
        event.ignore()
        self.reject()

    def _started(self, title: str) -> None:
        self.title.setText(title)
        self.note.setText(" ")
        self.bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self._timer.start()

    def _progressed(self, done: int, total: int, note: str) -> None:
        if not self.cancel_button.isEnabled():
            return
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total) if total else -1)
        counted = f"{done:,} of {total:,}" if total else (f"{done:,}" if done else "")
        self.note.setText(f"{note}  {counted}".strip() or " ")

    def _ended(self) -> None:
        self._timer.stop()
        self.done(0)
