"""The environment of the programs that `make bench` measures against: `.venv-bench`, from its own lock.

They never come near the product's environment: a library that is only present there may change what the product loads.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import environment
from environment import ROOT, SetupError, say

LOCK = ROOT / "requirements-bench.lock"
VENV = ROOT / ".venv-bench"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_ready() -> Path:
    """Bring `.venv-bench` to what the lock says, and return its Python. Only a changed lock needs the network."""
    stamp = VENV / f"{LOCK.stem}.stamp"
    wanted = environment.fingerprint(LOCK)
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return PYTHON
    say(f"Installing the packages of {LOCK.name} into {VENV.name} (once) ...")
    run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        f"The environment {VENV.name} could not be created.",
    )
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)], environment.WHEN_PACKAGES_FAIL)
    stamp.write_text(wanted, encoding="utf-8")
    return PYTHON


def run(command: list[str], when_it_fails: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SetupError(when_it_fails)
