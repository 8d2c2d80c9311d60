"""Core is an engine without a window: every module of it loads where PySide6 is not installed."""

from __future__ import annotations

import pytest

from tests.architecture.processes import WITHOUT_QT, loading_all_of, run


@pytest.mark.parametrize("package", ["crossfoot", "crossfoot_resources"])
def test_each_module_loads_where_pyside6_is_absent(package: str) -> None:
    done = run(loading_all_of(package), first=WITHOUT_QT)
    assert done.returncode == 0, done.stderr


def test_the_process_of_this_test_really_has_no_pyside6() -> None:
    assert "No module named 'PySide6'" in run("import PySide6.QtWidgets", first=WITHOUT_QT).stderr
