"""A process apart: what it answers, and every way in which it can fail to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from crossfoot.apart.endings import ProgramMistake
from crossfoot.apart.limits import Limits, resident_bytes
from crossfoot.apart.run import WORKER_FLAG, run_apart, stream_apart
from crossfoot.errors import Cancelled, MappingError, WorkbookError

from tests.places import REPOSITORY

JOBS = "tests.core.apart.jobs"
DO_A_JOB = """
import sys
from crossfoot.apart.run import run_apart
run_apart(sys.argv[1], {"note": sys.argv[2]}, what="agency.xlsx")
"""
posix_only = pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")


@pytest.fixture(autouse=True)
def jobs_can_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))


def do(job: str, limits: Limits | None = None, **payload: Any) -> Any:
    return run_apart(f"{JOBS}:{job}", payload, limits=limits, what="agency.xlsx")


def trouble(job: str, limits: Limits | None = None, **payload: Any) -> str:
    with pytest.raises(WorkbookError) as caught:
        do(job, limits, **payload)
    assert caught.value.hint
    return caught.value.message


def runs(process: int) -> bool:
    with suppress(OSError):
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        return state != "Z"
    return False


def test_a_job_gets_its_payload_and_gives_back_its_result_and_its_progress() -> None:
    told: list[tuple[int, int, str]] = []
    found = run_apart(
        f"{JOBS}:echo", {"password": "geheim é"}, lambda *at: told.append(at), what="agency.xlsx"
    )
    assert found == {"heard": {"password": "geheim é"}, "arguments": []}
    assert told[0] == (0, 0, "Opening agency.xlsx")
    assert (1, 2, "half way") in told


def test_many_items_come_one_by_one_and_in_order() -> None:
    items = stream_apart(f"{JOBS}:count", {"to": 20_000}, what="agency.xlsx")
    assert [item[: len(item) // 100] for item in items] == [str(number) for number in range(20_000)]


def test_a_stream_that_is_not_wanted_any_more_ends_its_process() -> None:
    items = stream_apart(f"{JOBS}:count", {"to": 10**9}, what="agency.xlsx")
    assert next(items) == "0" * 100
    items.close()  # type: ignore[attr-defined]


def test_trouble_arrives_as_it_was_raised() -> None:
    with pytest.raises(MappingError) as caught:
        do("refuse")
    assert (caught.value.message, caught.value.hint) == ("Column C is mapped twice.", "Map it once.")


@linux_only
def test_a_job_that_takes_too_much_memory_is_said_to() -> None:
    said = trouble("take_memory", Limits(memory_bytes=512 * 1024**2), bytes=600 * 1024**2)
    assert said == "agency.xlsx could not be read: reading it takes more memory than the 0.5 GB allowed."


def test_memory_is_looked_at_where_the_system_does_not_hold_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("crossfoot.apart.run.ADDRESS_SPACE_HOLDS", False)
    assert 1024**2 < resident_bytes(os.getpid()) < 1024**4
    monkeypatch.setattr("crossfoot.apart.run.resident_bytes", lambda _: 5 * 1024**3)
    said = trouble("hang", note=str(tmp_path / "pid"))
    assert "takes more memory" in said


@posix_only
@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({}, "something in it made the reader break off"),
        ({"by": signal.SIGABRT}, "something in it made the reader break off"),
        ({"by": signal.SIGABRT, "last_words": "memory allocation of 9 bytes failed"}, "takes more memory"),
        ({"by": signal.SIGKILL}, "takes more memory"),
    ],
    ids=["segfault", "abort", "abort for memory", "ended by the system"],
)
def test_a_process_that_dies_is_one_sentence(payload: dict[str, Any], words: str) -> None:
    said = trouble("die", **payload)
    assert said.startswith("agency.xlsx could not be read: ")
    assert words in said


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ("panic", "something in it made the reader break off"),
        ("leave", "something in it made the reader break off"),
        ("go_deep", "nested too deeply"),
    ],
)
def test_a_reader_that_fails_on_the_file_is_one_sentence(job: str, words: str) -> None:
    assert words in trouble(job)


def test_our_own_mistake_does_not_blame_the_workbook() -> None:
    with pytest.raises(ProgramMistake, match="KeyError: 'our own mistake'"):
        do("stumble")


def test_an_answer_longer_than_allowed_is_refused() -> None:
    assert "too many or too long" in trouble("echo", Limits(answer_bytes=1000), text="x" * 2000)


def test_a_silent_process_is_stopped(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    said = trouble("hang", Limits(silent_seconds=0.5), note=str(note))
    assert (
        said == "agency.xlsx could not be read: the reading made no progress for 0.5 seconds and was stopped."
    )
    assert not runs(int(note.read_text()))


@pytest.mark.parametrize("stop", [Cancelled, KeyboardInterrupt])
def test_cancelling_ends_a_silent_process_at_once(stop: type[BaseException], tmp_path: Path) -> None:
    note = tmp_path / "pid"
    asked_at = 0.0

    def progress(done: int, total: int, text: str) -> None:
        nonlocal asked_at
        if done == 5:
            if asked_at:
                raise stop
            asked_at = time.monotonic()

    with pytest.raises(stop):
        run_apart(f"{JOBS}:hang", {"note": str(note)}, progress, what="agency.xlsx")
    assert time.monotonic() - asked_at < 1
    assert not runs(int(note.read_text()))


@linux_only
def test_the_process_dies_with_the_program(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", DO_A_JOB, f"{JOBS}:hang", str(note)])
    while not (note.exists() and note.read_text()):
        assert parent.poll() is None
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 5
    while runs(int(note.read_text())):
        assert time.monotonic() < deadline


def test_what_the_process_leaves_among_temporary_files_is_removed() -> None:
    assert not Path(do("leave_a_file")).exists()


@linux_only
def test_limits_stand_before_the_job_is_loaded() -> None:
    assert do("limits", Limits(memory_bytes=2**30)) == [2**30, 0]


@pytest.mark.parametrize("program", ["crossfoot.cli.main", "crossfoot_gui.app"])
def test_each_packaged_program_can_be_its_own_process_apart(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started_as = f"import sys; from {program} import main; sys.exit(main())"
    packaged = [sys.executable, "-c", started_as, WORKER_FLAG]
    monkeypatch.setattr("crossfoot.apart.run._command", lambda: packaged)
    assert do("echo", text="x")["heard"] == {"text": "x"}
