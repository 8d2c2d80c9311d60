"""The command line as a user runs it: a process, its exit code, what it printed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What one command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON document."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def json_lines(self) -> list[Any]:
        """Standard output as JSON lines."""
        assert self.code == 0, self.err
        return [json.loads(line) for line in self.out.splitlines()]


def command(*words: str | Path) -> list[str]:
    """The command line of one command."""
    return [sys.executable, "-m", "crossfoot.cli.main", *map(str, words)]


def crossfoot(*words: str | Path) -> Answer:
    """Run one command to its end."""
    done = subprocess.run(command(*words), capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return Answer(done.returncode, done.stdout, done.stderr)
