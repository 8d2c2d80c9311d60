"""Two sheets in one workbook: the reading shared by two processes against one process after the other."""

from __future__ import annotations

import subprocess

from tests.bench.goals import Goal, Outcome
from tests.bench.prepared import OWN, Ground, prepare
from tests.bench.processes import Command, side_by_side

_SERIAL, _SHARED = "one process", "two processes"


def two_sheets(ground: Ground, outcome: Outcome) -> None:
    """Wall time of the reading into the side file."""
    each = ground.rows // 2
    outcome.headline(f"two sheets of {each:,} x 10, the reading apart")
    words, limits = "wall time of two processes against one", (0.65,)
    if subprocess.run([*OWN, "offers-readers"], check=False).returncode:
        outcome.goal(Goal("not offered: one process reads all sheets", None, limits))
        return
    prepared = prepare(ground, "two", each, sheets=2)
    audit, lay = prepared.fresh("two-staged")

    def staged(readers: int) -> Command:
        return Command((*OWN, "stage", str(audit), str(prepared.plan), str(readers)), lay)

    found = side_by_side({_SERIAL: staged(1), _SHARED: staged(2)}, ground.runs)
    for name, one in found.items():
        outcome.line(name, one)
    outcome.goal(Goal(words, found[_SHARED].wall / found[_SERIAL].wall, limits))
