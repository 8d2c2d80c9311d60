"""The window on the desk of a person: until it is closed."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from crossfoot_gui import theme
from crossfoot_gui.presenters.recent import RecentAudits, configuration_folder
from crossfoot_gui.wiring import Program


def run_window(audit: Path | None) -> int:
    """Show the window, open the audit where one is named, and return the exit code when the window is closed."""
    app = QApplication(["crossfoot"])
    app.setApplicationName("Crossfoot")
    theme.dress(app)
    program = Program(RecentAudits(configuration_folder()), Path.home())

    def say(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            app.quit()
        else:
            program.show_bug(error)

    sys.excepthook = say  # what nobody caught comes to the screen too
    program.window.show()
    if audit is not None:
        program.start.open(audit)
    try:
        return app.exec()
    finally:
        program.close()
