"""`make bench`: what reading, importing, checking, cancelling and starting cost, against peers and against goals.

    python -m tests.bench.run [--rows N | --quick] [--runs N] [--only PART ...] [--peers PYTHON]

It runs in the product's environment; the peers run in theirs, `.venv-bench`, which `make bench` sets up.
docs/measurements.md says what is measured and how.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from tests.bench.against_pandas import against_pandas
from tests.bench.against_readers import plain, styled
from tests.bench.cancelling import cancelling
from tests.bench.check_speed import check_speed
from tests.bench.exact_path import exact_path
from tests.bench.goals import Outcome
from tests.bench.prepared import Ground, Prepared, prepare
from tests.bench.protected_speed import protected_speed
from tests.bench.small import reading, starting
from tests.bench.two_sheets import two_sheets

ROWS, QUICK_ROWS, RUNS = 1_000_000, 30_000, 5
_BENCH = Path(__file__).resolve().parents[2] / ".venv-bench"
_PEERS = _BENCH / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


class Lists:
    """The two large workbooks, made when the first part needs them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    @cached_property
    def plain(self) -> Prepared:
        """Without styles."""
        return prepare(self._ground, "plain", self._ground.rows)

    @cached_property
    def styled(self) -> Prepared:
        """With banded styles and styled blanks."""
        return prepare(self._ground, "styled", self._ground.rows, styled=True)


PARTS: dict[str, Callable[[Ground, Lists, Outcome], None]] = {
    "plain": lambda ground, lists, outcome: plain(ground, lists.plain, outcome),
    "styled": lambda ground, lists, outcome: styled(ground, lists.styled, outcome),
    "pandas": lambda ground, lists, outcome: against_pandas(ground, outcome),
    "sheets": lambda ground, lists, outcome: two_sheets(ground, outcome),
    "exact": lambda ground, lists, outcome: exact_path(
        {"plain": lists.plain.workbook, "styled": lists.styled.workbook}, outcome
    ),
    "cancel": lambda ground, lists, outcome: cancelling(ground, lists.plain, outcome),
    "small": lambda ground, lists, outcome: reading(ground, outcome),
    "checks": lambda ground, lists, outcome: check_speed(ground, outcome),
    "protected": lambda ground, lists, outcome: protected_speed(ground, outcome),
    "start": lambda ground, lists, outcome: starting(ground, outcome),
}


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; the exit code says nothing about the goals."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"data rows of the large lists ({ROWS:,})")
    parser.add_argument(
        "--quick", action="store_true", help=f"{QUICK_ROWS:,} rows, to see that all of it works"
    )
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs of each command that count ({RUNS})")
    parser.add_argument(
        "--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=", ".join(PARTS)
    )
    parser.add_argument("--peers", default=str(_PEERS), metavar="PYTHON", help="the Python of the peers")
    asked = parser.parse_args(arguments)
    if os.name == "nt":
        sys.exit("The measurements need os.wait4, which Windows does not have.")
    rows = QUICK_ROWS if asked.quick else asked.rows
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores; "
        f"load when it began: {load} (1, 5, 15 minutes); medians of {asked.runs} runs in turns"
    )
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="crossfoot-bench-") as name:
        ground = Ground(Path(name), rows, asked.runs, asked.peers)
        lists = Lists(ground)
        for part in asked.only:
            PARTS[part](ground, lists, outcome)
    outcome.summary()
    return 0


if __name__ == "__main__":
    sys.exit(main())
