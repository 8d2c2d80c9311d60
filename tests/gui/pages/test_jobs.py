"""Jobs on the worker thread: whatever becomes of one reaches the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.lookups import tables
from crossfoot.errors import ReportError
from crossfoot.progress import Progress
from crossfoot_gui.dialogs.progress_dialog import ProgressDialog
from crossfoot_gui.jobs.protocol import Job
from crossfoot_gui.jobs.qt_jobs import QtJobs
from crossfoot_gui.presenters.recent import RecentAudits
from crossfoot_gui.presenters.trouble import Trouble
from crossfoot_gui.wiring import Program
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.builders import AGREEMENT_HEADERS, agreement_row, new_audit, write_xlsx

SOON = 10_000  # milliseconds, far more than any of this takes


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[QtJobs]:
    made = QtJobs()
    yield made
    made.close()


class Ends:
    """What became of a job."""

    def __init__(self) -> None:
        self.of: list[tuple[str, Any]] = []

    def job(self, work: Any) -> Job:
        return Job(
            "Working",
            work,
            lambda result: self.of.append(("done", result)),
            lambda: self.of.append(("cancelled", None)),
            lambda error: self.of.append(("failed", error)),
        )


def test_a_job_runs_on_another_thread_and_its_result_comes_back_to_the_screens(
    qtbot: QtBot, jobs: QtJobs
) -> None:
    ends = Ends()
    with qtbot.waitSignal(jobs.ended, timeout=SOON):
        jobs.start(ends.job(lambda progress: threading.current_thread() is not threading.main_thread()))
    assert ends.of == [("done", True)]
    assert jobs.running == ""


@pytest.mark.parametrize(
    "error", [ReportError("Cannot.", "Do."), ZeroDivisionError(), SystemExit(3), MemoryError()]
)
def test_whatever_a_worker_raises_reaches_the_screen(
    qtbot: QtBot, jobs: QtJobs, error: BaseException
) -> None:
    def work(progress: Progress) -> None:
        raise error

    ends = Ends()
    with qtbot.waitSignal(jobs.ended, timeout=SOON):
        jobs.start(ends.job(work))
    assert ends.of == [("failed", error)]


def test_after_a_failure_the_next_job_runs(qtbot: QtBot, jobs: QtJobs) -> None:
    ends = Ends()
    for work in (lambda progress: 1 // 0, lambda progress: "well"):
        with qtbot.waitSignal(jobs.ended, timeout=SOON):
            jobs.start(ends.job(work))
    assert [kind for kind, _ in ends.of] == ["failed", "done"]


def test_cancel_stops_a_running_job_at_its_next_report(qtbot: QtBot, jobs: QtJobs) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> None:
        while True:
            progress(0, 0, "still at it")
            begun.set()

    ends = Ends()
    with qtbot.waitSignal(jobs.ended, timeout=SOON):
        jobs.start(ends.job(work))
        assert begun.wait(SOON / 1000)
        jobs.cancel()
    assert ends.of == [("cancelled", None)]


def test_the_dialog_appears_for_long_work_and_its_cancel_works(qtbot: QtBot, jobs: QtJobs) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = ProgressDialog(jobs, window)
    ends = Ends()

    def work(progress: Progress) -> None:
        while True:
            progress(30, 100, "Reading Sheet1")

    jobs.start(ends.job(work))
    qtbot.waitUntil(dialog.isVisible, timeout=SOON)
    qtbot.waitUntil(lambda: "Reading Sheet1" in dialog.note.text(), timeout=SOON)
    assert dialog.title.text() == "Working"
    assert (dialog.bar.value(), dialog.bar.maximum()) == (30, 100)
    with qtbot.waitSignal(jobs.ended, timeout=SOON):
        dialog.cancel_button.click()
    assert ends.of == [("cancelled", None)]
    assert not dialog.isVisible()


def test_the_dialog_does_not_flash_for_short_work(qtbot: QtBot, jobs: QtJobs) -> None:
    dialog = ProgressDialog(jobs)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(jobs.ended, timeout=SOON):
        jobs.start(Ends().job(lambda progress: None))
    assert not dialog.isVisible()
    assert not dialog._timer.isActive()


class RealProgram(Program):
    """The program with its worker thread; its troubles are kept."""

    def show_trouble(self, trouble: Trouble) -> None:
        self.__dict__.setdefault("troubles", []).append(trouble)


def test_an_import_on_the_worker_thread_can_be_cancelled_and_then_done(qtbot: QtBot, tmp_path: Path) -> None:
    rows = [AGREEMENT_HEADERS, *(agreement_row(f"Agency {n}") for n in range(3000))]
    path = write_xlsx(tmp_path / "list.xlsx", {"Agreements": rows})
    with new_audit(tmp_path) as audit:
        audit_path = audit.path
    program = RealProgram(RecentAudits(None), tmp_path)
    qtbot.addWidget(program.window)
    try:
        qt_jobs = program.jobs
        assert isinstance(qt_jobs, QtJobs)
        program.start.open(audit_path)
        with qtbot.waitSignal(qt_jobs.ended, timeout=SOON):
            program.importing.choose_file(path)
        qt_jobs.progressed.connect(lambda *_: qt_jobs.cancel())
        with qtbot.waitSignal(qt_jobs.ended, timeout=SOON):
            program.importing.import_now()
        assert tables(program.desk.audit) == []
        assert "Nothing of it was kept" in program.desk.message
        qt_jobs.progressed.disconnect()
        with qtbot.waitSignal(qt_jobs.ended, timeout=SOON):
            program.importing.import_now()
        assert [line.rows for line in tables(program.desk.audit)] == [3000, 3000]
        assert "troubles" not in program.__dict__
    finally:
        program.close()
    assert [p.name for p in tmp_path.glob("test.crossfoot*")] == ["test.crossfoot"]
