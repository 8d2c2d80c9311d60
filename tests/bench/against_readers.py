"""One list, plain or styled: importing it, against peers that only read it or load it as text."""

from __future__ import annotations

import subprocess

from tests.bench.goals import Goal, Outcome, ratio
from tests.bench.prepared import OWN, Ground, Prepared, into_sqlite
from tests.bench.processes import Command, Measured, side_by_side

MOST_MEMORY = 200
OURS = "crossfoot: read, convert, provenance, misfits, to disk"
CALAMINE = "calamine: only read (iter_rows)"
DUCKDB = "duckdb: read_xlsx, all text, into SQLite"


def plain(ground: Ground, prepared: Prepared, outcome: Outcome) -> None:
    """Against calamine and DuckDB; then what the import costs beside that, each on a line of its own."""
    outcome.headline(f"{ground.rows:,} x 10 plain")
    commands = {
        CALAMINE: Command(ground.peer("calamine", str(prepared.workbook))),
        OURS: prepared.load(),
    }
    missing = _missing(ground, "duckdb")
    if not missing:
        commands[DUCKDB] = into_sqlite(ground, "duckdb", prepared.workbook)
    found = side_by_side(commands, ground.runs)
    for name, one in found.items():
        outcome.line(name, one)
    ours = found[OURS]
    outcome.goal(Goal("CPU against calamine only reading", ratio(ours, found[CALAMINE]), (1.1, 1.0)))
    against = Goal("CPU against DuckDB, xlsx to SQLite as text", None, (1.1, 1.0))
    outcome.goal(
        Goal(missing, None, against.limits)
        if missing
        else Goal(against.words, ratio(ours, found[DUCKDB]), against.limits)
    )
    outcome.goal(Goal("peak memory of the largest process", ours.peak_mb, (MOST_MEMORY,), "MB"))
    outcome.note(
        f"calamine's peak: {found[CALAMINE].peak_mb:.0f} MB; ours, both processes: {ours.sum_mb:.0f} MB"
    )
    _beside(ground, prepared, outcome)


def styled(ground: Ground, prepared: Prepared, outcome: Outcome) -> None:
    """Banded styles and styled blanks, against calamine only reading."""
    outcome.headline(f"{ground.rows:,} x 10 styled (banded, styled blanks)")
    found = side_by_side(
        {
            CALAMINE: Command(ground.peer("calamine", str(prepared.workbook))),
            OURS: prepared.load(),
        },
        ground.runs,
    )
    for name, one in found.items():
        outcome.line(name, one)
    outcome.goal(Goal("CPU against calamine only reading", ratio(found[OURS], found[CALAMINE]), (1.4, 1.0)))


def _beside(ground: Ground, prepared: Prepared, outcome: Outcome) -> None:
    """What an import does beside the row above: inspection, certificate, kept source, indexes; and all of it."""
    whole, lay_whole = prepared.fresh("whole")
    planned, lay_planned = prepared.fresh("planned")
    loaded, lay_loaded = prepared.fresh("plain-loaded")
    lay_loaded()
    subprocess.run([*OWN, "load", str(loaded), str(prepared.plan)], check=True)
    opened, lay_opened = prepared.fresh("opened", loaded)
    indexed, lay_indexed = prepared.fresh("indexed", loaded)
    bare, certified, kept = "load", "load, certificate", "load, kept source"
    inspected, only_open, indexes = "inspect and map", "open the audit", "open the audit, indexes of joins"
    command = "crossfoot import, as a user runs it"
    found = side_by_side(
        {
            bare: prepared.load(),
            certified: prepared.load("certify"),
            kept: prepared.load("keep"),
            inspected: Command(
                (*OWN, "plan", str(planned), str(prepared.workbook), str(ground.folder / "again.plan")),
                lay_planned,
            ),
            only_open: Command((*OWN, "open", str(opened)), lay_opened),
            indexes: Command((*OWN, "index", str(indexed)), lay_indexed),
            command: Command(
                (*OWN, "command", "import", str(whole), str(prepared.workbook)),
                lay_whole,
            ),
        },
        max(1, ground.runs // 2),
    )
    outcome.note("beside that, each by itself:")
    outcome.line("of the row above: start, open and close the audit", found[only_open])
    outcome.line("inspection and mapping, a process of its own", found[inspected])
    outcome.line("certificate", _more(found[certified], found[bare]))
    outcome.line("kept source", _more(found[kept], found[bare]))
    outcome.line("indexes of joins, laid at the first check", _more(found[indexes], found[only_open]))
    outcome.line(command, found[command])


def _more(with_it: Measured, without: Measured) -> Measured:
    """What something adds; its memory is that of the whole process with it."""
    return Measured(with_it.cpu - without.cpu, with_it.wall - without.wall, with_it.peak_mb, with_it.sum_mb)


def _missing(ground: Ground, peer: str) -> str:
    """What a peer lacks, in a sentence; empty where it can run."""
    done = subprocess.run(ground.peer("offers", peer), stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout.strip() or ("" if done.returncode == 0 else f"{peer} cannot be started")
