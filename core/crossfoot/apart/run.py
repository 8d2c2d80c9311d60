"""Doing a job in a process apart: asking for it, listening, and ending it in time."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, Full, Queue
from typing import IO, Any

from crossfoot import errors
from crossfoot.apart import endings
from crossfoot.apart.limits import ADDRESS_SPACE_HOLDS, Limits, resident_bytes
from crossfoot.errors import CrossfootError, WorkbookError
from crossfoot.progress import Progress, silent

WORKER_FLAG = "--work-apart"
"""With this as its only argument, the packaged program is the process apart."""
_LOOK_EVERY = 0.1  # seconds between two looks at Cancel, the clock and the memory
_LINES_AHEAD = 32
_COMPLAINT_LINES = 40
_log = logging.getLogger(__name__)


def run_apart(
    job: str, payload: dict[str, Any], progress: Progress = silent, limits: Limits | None = None, *, what: str
) -> Any:
    """Call `job` ("package.module:function") as `function(payload, progress)` in a process apart; returns its result.

    `payload` and the result are plain JSON values; `what` names the file in the sentences that an auditor reads.
    CrossfootError as the job raised it; WorkbookError where the file broke its reader, took too much memory or made
    no progress; ProgramMistake for a fault of ours. Whatever `progress` raises ends the process at once.
    """
    result = None
    for kind, value in _answers(job, payload, progress, limits or Limits(), what):
        if kind == "result":
            result = value
    return result


def stream_apart(
    job: str, payload: dict[str, Any], progress: Progress = silent, limits: Limits | None = None, *, what: str
) -> Iterator[Any]:
    """As `run_apart`, for a job that returns an iterator: its items come one by one, in bounded memory.

    Closing the iterator ends the process.
    """
    for kind, value in _answers(job, payload, progress, limits or Limits(), what):
        if kind == "items":
            yield from value


def _answers(
    job: str, payload: dict[str, Any], progress: Progress, limits: Limits, what: str
) -> Iterator[tuple[str, Any]]:
    """The answers of the process as they come; the last one is its result."""
    asked = {"job": job, "payload": payload, "memory_bytes": limits.memory_bytes}
    at: tuple[int, int, str] = (0, 0, f"Opening {what}")
    progress(*at)
    with _process() as child, _listening(child, limits) as (lines, last_words):
        _ask(child, asked)
        heard = time.monotonic()
        while True:
            with suppress(Empty):
                line = lines.get(timeout=_LOOK_EVERY)
                if line is None:
                    raise _ended(child, last_words(), limits, what)
                if not line.endswith(b"\n"):
                    raise endings.too_long(what)
                said = json.loads(line)
                if "progress" in said:
                    done, total, note = said["progress"]
                    at = (done, total, note)
                else:
                    yield _told(said, what, limits)
                    if "result" in said:
                        return
                heard = time.monotonic()
            progress(*at)
            _look(child, time.monotonic() - heard, limits, what)


def _told(said: dict[str, Any], what: str, limits: Limits) -> tuple[str, Any]:
    """One answer as (kind, value), or the trouble that it tells."""
    if "trouble" in said:
        trouble = said["trouble"]
        kind = getattr(errors, trouble["kind"], CrossfootError)
        raise kind(trouble["message"], trouble["hint"])
    if "failed" in said:
        raise endings.failed(what, said["failed"], limits)
    if "mistake" in said:
        raise endings.ProgramMistake(said["mistake"])
    kind, value = next(iter(said.items()))
    return kind, value


def _look(child: subprocess.Popen[bytes], silent_for: float, limits: Limits, what: str) -> None:
    """Raise what ends a process that is still running: silence, or memory where the system does not hold it."""
    if silent_for > limits.silent_seconds:
        raise endings.too_slow(what, limits)
    if not ADDRESS_SPACE_HOLDS and resident_bytes(child.pid) > limits.memory_bytes:
        raise endings.out_of_memory(what, limits)


def _ended(child: subprocess.Popen[bytes], last_words: str, limits: Limits, what: str) -> WorkbookError:
    code = child.wait()
    _log.info("reading %s ended with code %s: %s", what, code, last_words)
    return endings.ended(what, code, last_words, limits)


@contextmanager
def _process() -> Iterator[subprocess.Popen[bytes]]:
    """A running process apart with a folder of its own for temporary files; both are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="crossfoot-", ignore_cleanup_errors=True) as folder:
        child = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), folder)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            yield child
        finally:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout, child.stderr):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    # -P: the folder that the program was started in may hold files of anyone; it is no place to load code from
    return [sys.executable, "-P", "-X", "utf8", "-m", "crossfoot.apart.child"]


def _ask(child: subprocess.Popen[bytes], asked: dict[str, Any]) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError):  # it has ended already: its exit code tells more
        child.stdin.write(json.dumps(asked).encode("ascii") + b"\n")
        child.stdin.flush()


@contextmanager
def _listening(
    child: subprocess.Popen[bytes], limits: Limits
) -> Iterator[tuple[Queue[bytes | None], Callable[[], str]]]:
    """Two threads that listen to the process, so that nobody ever waits on a pipe of it: its answers (None at the end;
    one that is longer than allowed lacks its line end), and what it complained of last, to be asked when it ended."""
    assert child.stdout is not None and child.stderr is not None
    lines: Queue[bytes | None] = Queue(_LINES_AHEAD)
    complaints: deque[bytes] = deque(maxlen=_COMPLAINT_LINES)
    over = threading.Event()
    answering = threading.Thread(
        target=_hear_answers, args=(child.stdout, limits.answer_bytes, lines, over), daemon=True
    )
    complaining = threading.Thread(target=_hear_complaints, args=(child.stderr, complaints), daemon=True)
    answering.start()
    complaining.start()

    def last_words() -> str:
        complaining.join(timeout=1)
        return b"".join(complaints).decode("utf-8", "replace")

    try:
        yield lines, last_words
    finally:
        over.set()
        child.kill()
        answering.join()
        complaining.join()


def _hear_answers(stream: IO[bytes], longest: int, lines: Queue[bytes | None], over: threading.Event) -> None:
    line: bytes | None = b" "
    while line is not None and not over.is_set():
        line = stream.readline(longest) or None
        while not over.is_set():
            with suppress(Full):
                lines.put(line, timeout=_LOOK_EVERY)
                break


def _hear_complaints(stream: IO[bytes], complaints: deque[bytes]) -> None:
    while line := stream.readline(4096):
        complaints.append(line)
