"""Processes that stand where something is missing: the first folder on their path decides what."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
WITHOUT_QT = HERE / "without_qt"
OFFLINE = HERE / "offline"

_LOAD = """
import importlib, pkgutil
import {package}
for each in pkgutil.walk_packages({package}.__path__, "{package}."):
    importlib.import_module(each.name)
"""


def loading_all_of(package: str) -> str:
    """Code that imports each module of `package`."""
    return _LOAD.format(package=package)


def run(code: str, *arguments: str, first: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `code` in a process of its own, with the folder `first` before everything else on its path."""
    path = {"PYTHONPATH": str(first)} if first else {}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **path},
        capture_output=True,
        text=True,
        check=False,
    )
