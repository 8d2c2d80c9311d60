"""The whole window on the desk of a test: jobs run at once, trouble is kept instead of shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot_gui import theme
from crossfoot_gui.jobs.inline_jobs import InlineJobs
from crossfoot_gui.presenters.recent import RecentAudits
from crossfoot_gui.presenters.trouble import Trouble
from crossfoot_gui.wiring import Program
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


class TestedProgram(Program):
    """The program with its troubles kept in a list, as nobody is there to close a dialog."""

    __test__ = False

    def show_trouble(self, trouble: Trouble) -> None:
        self.__dict__.setdefault("troubles", []).append(trouble)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in the colours and letters of the window."""
    theme.dress(qapp)
    return qapp


@pytest.fixture
def program(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[TestedProgram]:
    """The whole window, gone for good when the test is over."""
    made = TestedProgram(RecentAudits(tmp_path / "settings"), tmp_path, jobs=InlineJobs())
    made.window.show()
    yield made
    made.close()
    made.window.close()
    made.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
