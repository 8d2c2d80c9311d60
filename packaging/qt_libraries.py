"""The system libraries that Qt needs on Linux and pip cannot bring: probed, installed, or named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from environment import PYTHON, SetupError, runs, say

WITHOUT_SCREEN = ["libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libglib2.0-0", "libdbus-1-3"]
WITH_SCREEN = [
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
]
NEWER_NAMES = {"libglib2.0-0": "libglib2.0-0t64"}  # since Debian 13 and Ubuntu 24.04

PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"


def has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_ready(on_screen: bool) -> None:
    """See that Qt starts; when it does not, install its libraries (root) or say the one line that does."""
    if not sys.platform.startswith("linux"):
        return
    if not on_screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if starts():
        return
    names = WITHOUT_SCREEN + (WITH_SCREEN if on_screen else [])
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SetupError(without_root(names))
    say("Installing the system libraries that Qt needs ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], env=quiet, check=False)
    names = as_named_here(names)
    done = subprocess.run(install_line(names).split(), env=quiet, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise SetupError(
            "apt-get could not install Qt's system libraries (its own words are above):\n"
            f"    {install_line(names)}"
        )
    if not starts():
        raise SetupError(f"Qt still does not start.\n{last_words()}")


def starts() -> bool:
    return runs([str(PYTHON), "-c", PROBE])


def last_words() -> str:
    said = subprocess.run(
        [str(PYTHON), "-c", PROBE], capture_output=True, text=True, check=False
    ).stderr.strip()
    return said.splitlines()[-1] if said else "Qt said nothing."


def install_line(names: list[str]) -> str:
    return "apt-get install -y --no-install-recommends " + " ".join(names)


def without_root(names: list[str]) -> str:
    root = "sudo " if shutil.which("sudo") else ""
    line = f"{root}apt-get update && {root}{install_line(as_named_here(names))}"
    return (
        f"Qt cannot start here, because system libraries are missing: {last_words()}\n"
        f"Run this one line as root, then the same command again:\n    {line}\n"
        "(These are the names of Debian and Ubuntu; other systems name the same libraries their own way.)"
    )


def as_named_here(names: list[str]) -> list[str]:
    """The list with the newer names where this system's catalogue knows them."""
    return [
        NEWER_NAMES[name] if name in NEWER_NAMES and is_known(NEWER_NAMES[name]) else name for name in names
    ]


def is_known(package: str) -> bool:
    return runs(["apt-cache", "show", package])
