"""Presenters know no Qt: they load, and their tests pass, where PySide6 is not installed."""

from __future__ import annotations

import pytest

from tests.architecture.processes import WITHOUT_QT, loading_all_of, run


@pytest.mark.parametrize("package", ["crossfoot_gui.presenters"])
def test_each_presenter_loads_where_pyside6_is_absent(package: str) -> None:
    done = run(loading_all_of(package), first=WITHOUT_QT)
    assert done.returncode == 0, done.stderr


def test_the_tests_of_the_desk_pass_where_pyside6_is_absent() -> None:
    code = "import sys, pytest; sys.exit(pytest.main(['-q', '-p', 'no:pytest-qt', 'tests/gui/presenters/test_desk.py']))"
    done = run(code, first=WITHOUT_QT)
    assert done.returncode == 0, done.stdout + done.stderr
