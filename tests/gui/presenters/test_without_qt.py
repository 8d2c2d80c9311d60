"""Presenters know no Qt: they load, and their tests pass, where PySide6 is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.processes import WITHOUT_QT, loading_all_of, run


@pytest.mark.parametrize("package", ["crossfoot_gui.presenters"])
def test_each_presenter_loads_where_pyside6_is_absent(package: str) -> None:
    done = run(loading_all_of(package), first=WITHOUT_QT)
    assert done.returncode == 0, done.stderr


def test_the_tests_of_the_desk_pass_where_pyside6_is_absent() -> None:
    here = str(Path(__file__).with_name("test_desk.py"))
    code = "import sys, pytest; sys.exit(pytest.main(['-q', '-p', 'no:pytest-qt', sys.argv[1]]))"
    done = run(code, here, first=WITHOUT_QT)
    assert done.returncode == 0, done.stdout + done.stderr
