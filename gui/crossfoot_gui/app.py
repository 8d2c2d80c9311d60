"""`crossfoot-gui`: opens the window, or takes a picture of it."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from crossfoot.errors import CrossfootError

from crossfoot_gui.presenters.shell import START, STEPS

PAGES = (START, *(name for name, _ in STEPS))
KNOWN_TROUBLE = 2
_IDLE_SECONDS = 60.0


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, with an audit where one is named; returns the exit code."""
    parser = argparse.ArgumentParser(prog="crossfoot-gui", description="The window of Crossfoot.")
    parser.add_argument("audit", nargs="?", type=Path, help="the audit file to open")
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="write a picture of the window to FILE and end"
    )
    parser.add_argument(
        "--page", choices=PAGES, default="checks", help="the page to picture (default: checks)"
    )
    parser.add_argument(
        "--size", type=_size, default="1280x820", help="width and height of the picture (default: 1280x820)"
    )
    args = parser.parse_args(argv)
    if args.screenshot is not None:
        try:
            take_screenshot(args.audit, args.screenshot, args.page, args.size)
        except CrossfootError as trouble:
            print(f"crossfoot-gui: {trouble.message} {trouble.hint}".rstrip(), file=sys.stderr)  # noqa: T201
            return KNOWN_TROUBLE
        return 0
    return _run(args.audit)


def _size(words: str) -> tuple[int, int]:
    width, _, height = words.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{words!r} is not a size such as 1280x820")
    return int(width), int(height)


def take_screenshot(
    audit_path: Path | None, png_path: Path, page: str = "checks", size: tuple[int, int] = (1280, 820)
) -> None:
    """Write a picture of the window with the audit open on `page`. Meant for a process of its own; needs no screen.

    CrossfootError where the audit cannot be opened or the picture not be written.
    """
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from crossfoot_gui import theme
    from crossfoot_gui.presenters.recent import RecentAudits
    from crossfoot_gui.presenters.trouble import Trouble
    from crossfoot_gui.wiring import Program

    app = QApplication.instance() or QApplication(["crossfoot"])
    assert isinstance(app, QApplication)
    theme.dress(app)
    shown: list[Trouble] = []

    class Pictured(Program):
        def show_trouble(self, trouble: Trouble) -> None:
            shown.append(trouble)  # nobody is there to close a dialog

    program = Pictured(RecentAudits(None), Path.cwd())
    try:
        program.window.resize(*size)
        program.window.show()
        if audit_path is not None:
            program.start.open(audit_path)
            program.shell.go(page)
        _settle(app, program)
        if shown:
            raise CrossfootError(shown[0].message, shown[0].details or shown[0].hint)
        png_path.parent.mkdir(parents=True, exist_ok=True)
        if not program.window.grab().save(str(png_path)):
            raise CrossfootError(
                f"The picture cannot be written to {png_path}.", "Choose a folder that you may write to."
            )
    finally:
        program.close()
        program.window.close()


def _settle(app: object, program: object) -> None:
    """Let the window work until nothing is under way and nothing is left to paint."""
    from PySide6.QtWidgets import QApplication

    from crossfoot_gui.wiring import Program

    assert isinstance(app, QApplication)
    assert isinstance(program, Program)
    until = time.monotonic() + _IDLE_SECONDS
    quiet = 0
    while quiet < 5 and time.monotonic() < until:
        app.processEvents()
        quiet = 0 if program.jobs.running else quiet + 1
        time.sleep(0.02)


def _run(audit: Path | None) -> int:
    from PySide6.QtWidgets import QApplication

    from crossfoot_gui import theme
    from crossfoot_gui.presenters.recent import RecentAudits, configuration_folder
    from crossfoot_gui.wiring import Program

    app = QApplication(["crossfoot"])
    app.setApplicationName("Crossfoot")
    theme.dress(app)
    program = Program(RecentAudits(configuration_folder()), Path.home())

    def say(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            app.quit()
        else:
            program.show_bug(error)

    sys.excepthook = say
    program.window.show()
    if audit is not None:
        program.start.open(audit)
    try:
        return app.exec()
    finally:
        program.close()


if __name__ == "__main__":
    sys.exit(main())
