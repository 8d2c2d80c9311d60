"""Whole processes measured side by side: CPU seconds and peak memory, taken in turns, medians compared."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """The median of several runs of one command: CPU seconds (user and system) and peak memory in MB."""

    cpu: float
    peak_mb: float


def side_by_side(commands: dict[str, Sequence[str]], runs: int) -> dict[str, Measured]:
    """Run the commands in turns, `runs` times each after one run that does not count."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            figures = _one(command)
            if turn:
                taken[name].append(figures)
    return {
        name: Measured(
            statistics.median(cpu for cpu, _ in found), statistics.median(peak for _, peak in found)
        )
        for name, found in taken.items()
    }


def _one(command: Sequence[str]) -> tuple[float, float]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
