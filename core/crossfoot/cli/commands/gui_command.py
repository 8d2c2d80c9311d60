"""`crossfoot gui`: open the window, where the window is installed."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from crossfoot.errors import CrossfootError


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("audit", nargs="?", type=Path, metavar="AUDIT", help="open this audit file")


def run(args: argparse.Namespace) -> int:
    """Start the window; core knows it only by name."""
    try:
        app = importlib.import_module("crossfoot_gui.app")
    except ImportError as error:
        raise CrossfootError(
            f"The window cannot be opened: {error}.",
            "Install the system libraries that Qt needs (`make run` says which), or use the commands.",
        ) from None
    return int(app.main([str(args.audit)] if args.audit else []))
