"""Jobs carried out at once, on the caller's own thread: for tests and for pictures of the window."""

from __future__ import annotations

from crossfoot.errors import Cancelled

from crossfoot_gui.jobs.protocol import Job


class InlineJobs:
    """`start` returns when the job is over. `cancel_after` reports of progress the auditor presses Cancel."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.running = ""
        self.notes: list[str] = []
        self._cancel_after = cancel_after
        self._cancelled = False

    def start(self, job: Job) -> None:
        """Carry out the job and hand its end to the one callback that fits."""
        self.running, self._cancelled = job.title, False
        try:
            result = job.work(self._progress)
        except Cancelled:
            self.running = ""
            job.cancelled()
        except Exception as error:
            self.running = ""
            job.failed(error)
        else:
            self.running = ""
            job.done(result)

    def cancel(self) -> None:
        """The next report of progress raises Cancelled."""
        self._cancelled = True

    def _progress(self, _done: int, _total: int, note: str) -> None:
        self.notes.append(note)
        if self._cancelled or (self._cancel_after is not None and len(self.notes) > self._cancel_after):
            raise Cancelled
