"""What proving and purging an audit cost: `verify` against one sha256 of the file, `purge` against SQLite's own VACUUM.

At full size 200,000 imported rows and 20,000 events; the goal of `verify` is that of the design (reliability.md 5).
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from crossfoot.auditfile.audit import create_audit, open_audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.purging.purge import PurgeRequest, purge
from crossfoot.auditfile.verify import verify

from tests.bench.goals import Goal, Outcome
from tests.bench.large_audit import AS_OF
from tests.bench.prepared import Ground
from tests.bench.processes import tell

_ROWS, _EVENTS, _RUNS = 200_000, 20_000, 3
_SECONDS = 2.0
_VALUE = "BDE-00577"
_COPY = "copy.crossfoot"


def protected_speed(ground: Ground, outcome: Outcome) -> None:
    """Both, at the size that `rows` says (full size where it is 1,000,000)."""
    scale = ground.rows / 1_000_000
    rows, events = int(_ROWS * scale), int(_EVENTS * scale)
    path = ground.folder / "protected.crossfoot"
    tell(f"making an audit of {rows:,} rows and {events:,} events ...")
    _make(path, rows, events)
    outcome.headline(f"Proving and purging {rows:,} rows and {events:,} events")
    proved = _cpu(lambda: _verify(path))
    whole = _cpu(lambda: hashlib.sha256(path.read_bytes()).hexdigest())
    outcome.note(
        f"verify {proved:.2f} s CPU; sha256 of the file ({path.stat().st_size:,} bytes) {whole:.2f} s CPU"
    )
    outcome.goals.append(Goal("verify", proved, (_SECONDS,), "s CPU"))
    purged = _cpu(lambda: _purge(path.with_name(_COPY)), lambda: _copy(path))
    vacuumed = _cpu(lambda: _vacuum(path.with_name(_COPY)), lambda: _copy(path))
    outcome.note(
        f"purge of one value {purged:.2f} s CPU, {purged / vacuumed:.1f} x VACUUM of the same file "
        f"({vacuumed:.2f} s CPU)"
    )


def _make(path: Path, rows: int, events: int) -> None:
    with create_audit(path, title="Protected", as_of=AS_OF, actor="bench") as audit:
        load_plain_rows(
            audit,
            "training_completions",
            [
                {"officer_id": f"BDE-{number % 20_000:05d}", "course_id": "C1", "completed_on": "2017-05-01"}
                for number in range(rows)
            ],
        )
        with audit.write():
            for number in range(events):
                audit.record(
                    "bench.noted", f"row:{number}", {"officer": f"BDE-{number % 20_000:05d}", "said": "ok"}
                )


def _verify(path: Path) -> None:
    with open_audit(path, actor="bench") as audit:
        found = verify(audit)
    assert found.ok, found.differences


def _purge(path: Path) -> None:
    with open_audit(path, actor="bench") as audit:
        done = purge(audit, PurgeRequest(value=_VALUE, reason="measured", authority="bench"), by="bench")
    assert done.cells


def _vacuum(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("VACUUM")
    connection.close()


def _copy(path: Path) -> None:
    shutil.copy(path, path.with_name(_COPY))


def _cpu(work: Callable[[], object], ready: Callable[[], object] = lambda: None) -> float:
    spent = []
    for _ in range(_RUNS):
        ready()
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return statistics.median(spent)
