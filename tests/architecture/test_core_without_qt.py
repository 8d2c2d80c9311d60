"""Core is an engine without a window: every module of it loads where PySide6 is not installed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.places import REPOSITORY

REFUSING = str(REPOSITORY / "tests" / "architecture" / "without_qt")
LOAD_EVERYTHING = """
import importlib, pkgutil, sys
import {package}
for each in pkgutil.walk_packages({package}.__path__, "{package}."):
    importlib.import_module(each.name)
assert not [name for name in sys.modules if name.split(".")[0] in ("PySide6", "shiboken6")]
"""


def run_without_qt(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": REFUSING}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("package", ["crossfoot", "crossfoot_resources"])
def test_each_module_loads_where_pyside6_is_absent(package: str) -> None:
    done = run_without_qt(LOAD_EVERYTHING.format(package=package))
    assert done.returncode == 0, done.stderr


def test_the_process_of_this_test_really_has_no_pyside6() -> None:
    done = run_without_qt("import PySide6.QtWidgets")
    assert "No module named 'PySide6'" in done.stderr
