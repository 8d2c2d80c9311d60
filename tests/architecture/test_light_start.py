"""The command line answers at once, because nothing heavy is loaded before a command needs it."""

from __future__ import annotations

import pytest

from tests.architecture.processes import run

HEAVY = [
    "PySide6",
    "openpyxl",
    "python_calamine",
    "msoffcrypto",
    "reportlab",
    "sqlite_utils",
    "rapidfuzz",
    "pypdfium2",
    "PIL",
    "sqlite3",
    "hypothesis",
]
START = """
import sys
from crossfoot.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("loaded:", *sorted(name for name in sys.modules if "." not in name))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["import", "--help"], ["report", "--help"]])
def test_help_is_given_without_loading_a_heavy_library(arguments: list[str]) -> None:
    done = run(START, *arguments)
    assert done.returncode == 0, done.stderr
    assert "usage: crossfoot" in done.stdout
    loaded = done.stdout.rpartition("loaded:")[2].split()
    assert not set(HEAVY) & set(loaded)
