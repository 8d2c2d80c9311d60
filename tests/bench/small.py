"""What is felt every day: reading a small list cell by cell, and starting the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.goals import Goal, Outcome, ratio
from tests.bench.prepared import Ground
from tests.bench.processes import Command, answer_of, side_by_side

ROWS = 30_000
READ_OWN = """
import sys
from pathlib import Path
from crossfoot.workbook.read import iter_cells
sum(1 for _ in iter_cells(Path(sys.argv[1])))
"""
READ_OPENPYXL = """
import sys
import openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sum(1 for sheet in book for row in sheet.iter_rows() for cell in row)
"""


def reading(ground: Ground, outcome: Outcome) -> None:
    """The exact path with all that it tells of a cell, against openpyxl in normal mode, which tells about as much."""
    for shape in ("plain", "styled"):
        path: Path = ground.folder / f"small-{shape}.xlsx"
        answer_of((sys.executable, "-m", "tests.bench.lists", str(path), str(ROWS), "1", shape))
        outcome.headline(f"{ROWS:,} x 10 {shape}, cell by cell (iter_cells)")
        own, peer = "crossfoot: every cell with all its facts", "openpyxl in normal mode"
        found = side_by_side(
            {
                own: Command((sys.executable, "-c", READ_OWN, str(path))),
                peer: Command((sys.executable, "-c", READ_OPENPYXL, str(path))),
            },
            ground.runs,
        )
        for name, one in found.items():
            outcome.line(name, one)
        outcome.note(
            f"{ratio(found[own], found[peer]):.2f} x its CPU, "
            f"{found[own].peak_mb / found[peer].peak_mb:.2f} x its memory"
        )


def starting(ground: Ground, outcome: Outcome) -> None:
    """`crossfoot --help` against a Python that does nothing."""
    outcome.headline("starting the command line")
    helping, nothing = "crossfoot --help", "python -c pass"
    found = side_by_side(
        {
            helping: Command((sys.executable, "-m", "crossfoot.cli.main", "--help")),
            nothing: Command((sys.executable, "-c", "pass")),
        },
        2 * ground.runs + 1,
    )
    for name, one in found.items():
        outcome.line(name, one)
    outcome.goal(Goal("wall time of crossfoot --help", found[helping].wall, (0.2,), "s"))
