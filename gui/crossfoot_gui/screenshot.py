"""A picture of the window with an audit open, taken without anyone watching."""

from __future__ import annotations

import time
from pathlib import Path

from crossfoot.errors import CrossfootError
from PySide6.QtWidgets import QApplication

from crossfoot_gui import theme
from crossfoot_gui.presenters.recent import RecentAudits
from crossfoot_gui.presenters.trouble import Trouble
from crossfoot_gui.wiring import Program

_AT_MOST = 60.0  # seconds to wait for a page that is still loading
_QUIET_ROUNDS = 5


class Pictured(Program):
    """The program without dialogs: nobody is there to close them. Its troubles are kept."""

    def show_trouble(self, trouble: Trouble) -> None:
        """Keep the trouble."""
        self.__dict__.setdefault("troubles", []).append(trouble)

    @property
    def first_trouble(self) -> Trouble | None:
        """What went wrong first; None where nothing did."""
        return next(iter(self.__dict__.get("troubles", ())), None)


def picture_window(audit_path: Path | None, png_path: Path, page: str, size: tuple[int, int]) -> None:
    """Open the audit, go to the page, let it load, write the picture.

    CrossfootError where the audit cannot be opened or the picture not be written.
    """
    app = QApplication.instance() or QApplication(["crossfoot"])
    assert isinstance(app, QApplication)
    theme.dress(app)
    program = Pictured(RecentAudits(None), Path.cwd())
    try:
        program.window.resize(*size)
        program.window.show()
        if audit_path is not None:
            program.start.open(audit_path)
            program.shell.go(page)
        _settle(app, program)
        trouble = program.first_trouble
        if trouble is not None:
            raise CrossfootError(trouble.message, trouble.details or trouble.hint)
        _write(program, png_path)
    finally:
        program.close()
        program.window.close()


def _write(program: Program, png_path: Path) -> None:
    refused = CrossfootError(
        f"The picture cannot be written to {png_path}.", "Choose a folder that you may write to."
    )
    try:
        png_path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise refused from None
    if not program.window.grab().save(str(png_path)):
        raise refused


def _settle(app: QApplication, program: Program) -> None:
    """Let the window work until nothing is under way and nothing is left to paint."""
    until = time.monotonic() + _AT_MOST
    quiet = 0
    while quiet < _QUIET_ROUNDS and time.monotonic() < until:
        app.processEvents()
        quiet = 0 if program.jobs.running else quiet + 1
        time.sleep(0.02)
