"""What the measurements stand on: workbooks, plans and audits, each made by a process of its own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import Command, answer_of, tell

OWN = (sys.executable, "-m", "tests.bench.own")
_PEERS_FILE = str(Path(__file__).with_name("peers.py"))


@dataclass(frozen=True)
class Ground:
    """Where the measuring works, how much it measures, and with which Python the peers run."""

    folder: Path
    rows: int
    runs: int
    peers: str

    def peer(self, *arguments: str) -> tuple[str, ...]:
        """The command of a peer (`peers.py`)."""
        return (self.peers, "-P", _PEERS_FILE, *arguments)


@dataclass(frozen=True)
class Prepared:
    """A workbook, the plan of its import, and the empty audit that each import starts from."""

    workbook: Path
    plan: Path
    audit: Path

    def fresh(self, name: str, source: Path | None = None) -> tuple[Path, Callable[[], object]]:
        """An audit called `name` and what lays it anew: empty, or as `source` is."""
        audit = self.audit.with_name(f"{name}.crossfoot")

        def lay() -> None:
            remove(audit)
            shutil.copyfile(source or self.audit, audit)

        return audit, lay

    def load(self, *more: str) -> Command:
        """The import without inspection; `more` are "certify" and "keep"."""
        audit, lay = self.fresh("-".join((self.workbook.stem, "load", *more)))
        return Command((*OWN, "load", str(audit), str(self.plan), *more), lay)


def prepare(ground: Ground, name: str, rows: int, *, styled: bool = False, sheets: int = 1) -> Prepared:
    """Make the workbook `name`, an empty audit, and the plan."""
    tell(f"making {name} ...")
    workbook, audit = ground.folder / f"{name}.xlsx", ground.folder / f"{name}-empty.crossfoot"
    plan = ground.folder / f"{name}.plan"
    shape = ["styled"] if styled else []
    answer_of((sys.executable, "-m", "tests.bench.lists", str(workbook), str(rows), str(sheets), *shape))
    answer_of((*OWN, "create", str(audit)))
    answer_of((*OWN, "plan", str(audit), str(workbook), str(plan)))
    tell("")
    return Prepared(workbook, plan, audit)


def remove(file: Path) -> None:
    """Remove a database, with what SQLite may have left beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{file}{ending}").unlink(missing_ok=True)


def into_sqlite(ground: Ground, peer: str, workbook: Path) -> Command:
    """A peer that writes a SQLite file, which is removed before each run."""
    target = ground.folder / f"{peer}.db"
    return Command(ground.peer(peer, str(workbook), str(target)), lambda: remove(target))
