"""A list of at most 100,000 rows, against what most scripts do: `pandas.read_excel` by openpyxl, then `to_sql`."""

from __future__ import annotations

from tests.bench.goals import Goal, Outcome
from tests.bench.prepared import Ground, into_sqlite, prepare
from tests.bench.processes import side_by_side

ROWS = 100_000
_OURS, _PANDAS = (
    "crossfoot: read, convert, provenance, misfits, to disk",
    "pandas: read_excel (openpyxl), to_sql",
)


def against_pandas(ground: Ground, outcome: Outcome) -> None:
    """How many times less CPU."""
    rows = min(ROWS, ground.rows)
    prepared = prepare(ground, "moderate", rows)
    outcome.headline(f"{rows:,} x 10 plain, against pandas")
    commands = {_OURS: prepared.load(), _PANDAS: into_sqlite(ground, "pandas", prepared.workbook)}
    found = side_by_side(commands, ground.runs)
    for name, one in found.items():
        outcome.line(name, one)
    outcome.goal(
        Goal("CPU of pandas against ours", found[_PANDAS].cpu / found[_OURS].cpu, (12,), sense="at least")
    )
