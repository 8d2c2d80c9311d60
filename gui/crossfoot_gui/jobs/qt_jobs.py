"""Jobs on one worker thread. Whatever becomes of a job reaches the screen's thread as a signal."""

from __future__ import annotations

import threading
import time
from typing import Any

from crossfoot.errors import Cancelled
from PySide6.QtCore import QObject, QThread, Signal, Slot

from crossfoot_gui.jobs.protocol import Job

_REPORT_EVERY = 0.05  # seconds; a screen that is told more often only gets slower


class _Worker(QObject):
    """Lives on the worker thread; takes one job after the other."""

    progressed = Signal(int, int, str)
    over = Signal(object, object, object)  # the job, its result, what was raised

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self._stop = stop
        self._told = 0.0

    @Slot(object)
    def take(self, job: Job) -> None:
        """Carry out one job; nothing that it raises escapes."""
        result: Any = None
        raised: BaseException | None = None
        try:
            result = job.work(self._progress)
        except BaseException as error:
            raised = error
        self.over.emit(job, result, raised)

    def _progress(self, done: int, total: int, note: str) -> None:
        if self._stop.is_set():
            raise Cancelled
        at = time.monotonic()
        if at - self._told >= _REPORT_EVERY:
            self._told = at
            # Qt's int has 32 bits: beyond that only the share is told
            scale = 1 if max(done, total) < 2**31 else 2**32
            self.progressed.emit(done // scale, total // scale, note)


class QtJobs(QObject):
    """One worker thread for the life of the window; `close` ends it."""

    started = Signal(str)
    progressed = Signal(int, int, str)
    ended = Signal()
    _handed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running = ""
        self._stop = threading.Event()
        self._thread = QThread(self)
        self._thread.setObjectName("crossfoot-work")
        self._worker = _Worker(self._stop)
        self._worker.moveToThread(self._thread)
        self._handed.connect(self._worker.take)
        self._worker.progressed.connect(self.progressed)
        self._worker.over.connect(self._finish)
        self._thread.start()

    @property
    def running(self) -> str:
        """The title of the job under way; empty when there is none."""
        return self._running

    def start(self, job: Job) -> None:
        """Hand the job to the worker thread."""
        self._running = job.title
        self._stop.clear()
        self.started.emit(job.title)
        self._handed.emit(job)

    def cancel(self) -> None:
        """Ask the running job to stop at its next report of progress."""
        self._stop.set()

    def close(self) -> None:
        """Stop what runs and end the thread; waits until the job has left the audit file whole."""
        self._stop.set()
        self._thread.quit()
        self._thread.wait()

    @Slot(object, object, object)
    def _finish(self, job: Job, result: Any, raised: BaseException | None) -> None:
        self._running = ""
        self.ended.emit()
        if raised is None:
            job.done(result)
        elif isinstance(raised, Cancelled):
            job.cancelled()
        else:
            job.failed(raised)
