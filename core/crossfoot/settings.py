"""Where a person's own things lie on this machine: nothing of an audit, which is one file that the person chooses."""

from __future__ import annotations

import os
import sys
from pathlib import Path

OWN_CHECKS = "CROSSFOOT_CHECKS"
"""The environment variable that names another folder for a person's own checks."""


def own_checks_folder() -> Path:
    """The folder of the checks that this person wrote; it need not exist."""
    named = os.environ.get(OWN_CHECKS)
    return Path(named) if named else _data_folder() / "checks"


def _data_folder() -> Path:
    """Where programs keep a person's own files: the custom of each system."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "Crossfoot"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Crossfoot"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "crossfoot"
