"""What is measured of a process holds for all that it started."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="the measurements need os.wait4")

BURN = "import time\nwhile time.process_time() < 0.3: pass"
FILL = "b'x' * (120 * 1024 * 1024)"
START = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"
TELL = f"{START}; sys.path.insert(0, sys.argv[2]); from tests.bench.processes import tell_peaks; tell_peaks()"


def test_the_cpu_of_a_child_is_counted() -> None:
    from tests.bench.processes import measured

    assert measured([sys.executable, "-c", START, BURN]).cpu >= 0.3


def test_the_peak_is_that_of_the_largest_process_and_the_sum_holds_both() -> None:
    from tests.bench.processes import measured
    from tests.places import REPOSITORY

    found = measured([sys.executable, "-c", TELL, FILL, str(REPOSITORY)])
    assert 120 < found.peak_mb < found.sum_mb
    assert found.sum_mb < 2 * found.peak_mb, "the smaller process is not as large as the larger one"


def test_the_peak_of_another_process_is_not_counted(tmp_path: Path) -> None:
    from tests.bench.processes import measured

    assert measured([sys.executable, "-c", "pass"]).sum_mb == measured([sys.executable, "-c", "pass"]).peak_mb


def test_runs_are_taken_in_turns_and_the_first_does_not_count(tmp_path: Path) -> None:
    from tests.bench.processes import Command, side_by_side

    turns: list[str] = []
    done = [sys.executable, "-c", "pass"]
    found = side_by_side(
        {name: Command(done, lambda name=name: turns.append(name)) for name in ("own", "peer")}, 2
    )
    assert turns == ["own", "peer"] * 3
    assert set(found) == {"own", "peer"}


def test_a_command_that_fails_ends_the_measuring() -> None:
    from tests.bench.processes import measured

    with pytest.raises(SystemExit, match="ended with 3"):
        measured([sys.executable, "-c", "raise SystemExit(3)"])
