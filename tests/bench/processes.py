"""Whole processes measured side by side: CPU seconds, wall time and peak memory, taken in turns, medians compared.

A process counts with all processes that it started and waited for (`os.wait4`), so the reading that Crossfoot does in a
process apart is in its figures. Two traps shape this module: Linux hands the peak memory of the starting process on to
the one that it starts, so the measuring process stays small and makes no workbook itself; and the peak that `wait4`
gives is that of the largest process, so a command that starts others tells the peak of each in a file (`told_peaks`).
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

_PEAKS = "CROSSFOOT_BENCH_PEAKS"


@dataclass(frozen=True)
class Command:
    """A command to measure, and what makes its ground ready before each run, which does not count."""

    argv: Sequence[str]
    before: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Measured:
    """One run, or the median of several: CPU seconds (user and system) and wall seconds, memory in MB.

    `peak_mb` is the peak of the largest process, `sum_mb` that of the command and its largest child together.
    """

    cpu: float
    wall: float
    peak_mb: float
    sum_mb: float


def side_by_side(commands: Mapping[str, Command], runs: int) -> dict[str, Measured]:
    """Run the commands in turns, `runs` times each after one run that does not count."""
    taken: dict[str, list[Measured]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            tell(f"run {turn} of {runs}: {name}")
            command.before()
            found = measured(command.argv)
            if turn:
                taken[name].append(found)
    tell("")
    return {
        name: Measured(*map(statistics.median, zip(*map(astuple, found), strict=True)))
        for name, found in taken.items()
    }


def measured(argv: Sequence[str]) -> Measured:
    """Run one command to its end; the measuring ends where it fails."""
    with tempfile.TemporaryDirectory(prefix="crossfoot-peaks-") as folder:
        peaks, words = Path(folder, "peaks.json"), Path(folder, "words.txt")
        with words.open("wb") as said:
            started = time.perf_counter()
            process = subprocess.Popen(
                argv, stdout=subprocess.DEVNULL, stderr=said, env={**os.environ, _PEAKS: str(peaks)}
            )
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said_last = words.read_text(encoding="utf-8", errors="replace")[-2_000:]
            sys.exit(f"\n{' '.join(argv)} ended with {process.returncode}\n{said_last}")
        peak = _megabytes(usage.ru_maxrss)
        told = json.loads(peaks.read_text(encoding="utf-8")) if peaks.exists() else [peak]
    return Measured(usage.ru_utime + usage.ru_stime, wall, max(told), sum(told))


def tell(text: str) -> None:
    """What is being done, in one line that the next one replaces; only where someone watches."""
    if sys.stderr.isatty():
        print(f"\r{text[:78]:78}\r", end="", file=sys.stderr, flush=True)


def tell_peaks() -> None:
    """In a measured command, at its end: say its own peak and that of its largest child, where someone asks."""
    if place := os.environ.get(_PEAKS):
        children = _megabytes(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        Path(place).write_text(json.dumps([own_peak(), children]), encoding="utf-8")


def own_peak() -> float:
    """The peak memory of this process in MB; on Linux without what was handed on by the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return _megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def answer_of(argv: Sequence[str]) -> str:
    """What a command prints; the measuring ends where it fails."""
    done = subprocess.run(argv, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(argv)} ended with {done.returncode}")
    return done.stdout


def _megabytes(maxrss: int) -> float:
    return maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
