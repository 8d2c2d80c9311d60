"""`crossfoot-gui`: opens the window, or takes a picture of it. Qt is loaded only when one of the two is done."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from crossfoot.apart.run import WORKER_FLAG
from crossfoot.errors import CrossfootError

from crossfoot_gui.presenters.shell import START, STEPS

PAGES = (START, *(name for name, _ in STEPS))
KNOWN_TROUBLE = 2
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, with an audit where one is named; returns the exit code."""
    if (sys.argv[1:] if argv is None else list(argv)) == [
        WORKER_FLAG
    ]:  # the packaged window as its process apart
        from crossfoot.apart.child import main as work_apart

        return work_apart()
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
    try:
        if args.screenshot is not None:
            take_screenshot(args.audit, args.screenshot, args.page, args.size)
            return 0
        _refuse_without_screen()
        with _qt_may_be_absent():
            from crossfoot_gui.desktop import run_window
        return run_window(args.audit)
    except CrossfootError as trouble:
        print(f"crossfoot-gui: {trouble.message} {trouble.hint}".rstrip(), file=sys.stderr)  # noqa: T201
        return KNOWN_TROUBLE


def take_screenshot(
    audit_path: Path | None, png_path: Path, page: str = "checks", size: tuple[int, int] = (1280, 820)
) -> None:
    """Write a picture of the window with the audit open on `page`. Meant for a process of its own; needs no screen.

    CrossfootError where Qt cannot be loaded, the audit not be opened or the picture not be written.
    """
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with _qt_may_be_absent():
        from crossfoot_gui.screenshot import picture_window
    picture_window(audit_path, png_path, page, size)


@contextmanager
def _qt_may_be_absent() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise CrossfootError(
            f"The window cannot be opened: {error}.",
            "Install the system libraries that Qt needs (`make run` says which), or use the commands.",
        ) from None


def _refuse_without_screen() -> None:
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in _SCREENS):
        raise CrossfootError(
            "There is no screen to open the window on.",
            "Start it from a desktop, or use the commands: `crossfoot --help` lists them.",
        )


def _size(words: str) -> tuple[int, int]:
    width, _, height = words.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{words!r} is not a size such as 1280x820")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
