"""Running the command line under watch: what it used of the machine, and what it should not have done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.command_line import command

WATCHED = Path(__file__).resolve().parent / "watched"
LAUNCH = WATCHED.parent / "launch.py"


@dataclass(frozen=True)
class Watched:
    """What became of one command with all its processes: CPU in seconds, the largest of them in bytes."""

    code: int
    cpu: float
    memory: int
    out: str
    err: str
    misdeeds: str


def watched(folder: Path, *words: str | Path) -> Watched:
    """Run one command of `crossfoot`, which may write in `folder` and among temporary files only."""
    log = folder / "misdeeds.log"
    log.write_bytes(b"")
    allowed = os.pathsep.join((str(folder), tempfile.gettempdir()))
    environment = {
        **os.environ,
        "PYTHONPATH": str(WATCHED),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CROSSFOOT_WATCH_LOG": str(log),
        "CROSSFOOT_WATCH_ALLOW": allowed,
    }
    launched = [sys.executable, "-I", str(LAUNCH), str(folder), *command(*words)]
    subprocess.run(launched, check=True, env=environment)
    return Watched(
        **json.loads((folder / "used.json").read_text(encoding="ascii")),
        out=(folder / "out").read_text(encoding="utf-8"),
        err=(folder / "err").read_text(encoding="utf-8"),
        misdeeds=log.read_text(encoding="utf-8"),
    )
