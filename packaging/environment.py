"""The project's own Python environment in `.venv`: made once from a lock, kept until the lock changes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)

RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"  # everything of RUNTIME, and the development tools


class SetupError(Exception):
    """Known trouble: what happened and what to do, shown without a traceback."""


def say(text: str) -> None:
    print(text, flush=True)


def make_ready(lock: Path) -> None:
    """Bring `.venv` to what `lock` says. Needs the network only when the lock has changed."""
    check_python()
    if any(is_installed(each) for each in {lock, DEVELOPMENT}):
        return
    make_venv()
    say(f"Installing the packages of {lock.name} into .venv (once) ...")
    pip(["--require-hashes", "--only-binary", ":all:", "-r", str(lock)], WHEN_PACKAGES_FAIL)
    pip(["--no-deps", "--no-build-isolation", "-e", str(ROOT)], WHEN_PROJECT_FAILS)
    stamp_of(lock).write_text(fingerprint(lock), encoding="utf-8")


WHEN_PACKAGES_FAIL = (
    "The locked packages could not be installed (pip's own words are above).\n"
    "Check the network or pip's configuration, then run the same command again; it goes on where it stopped."
)
WHEN_PROJECT_FAILS = "The project itself could not be installed into .venv. Run `make clean`, then try again."


def check_python() -> None:
    if sys.version_info[:2] < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetupError(
            f"Crossfoot needs Python 3.11 or newer; {sys.executable} is {found}.\n"
            "Name a newer one: make demo PYTHON=python3.12 (or: python3.12 packaging/make.py demo)"
        )


def make_venv() -> None:
    """Create `.venv`, or create it anew when the one there does not work (moved, half-made)."""
    if runs([str(PYTHON), "-m", "pip", "--version"]):
        return
    say("Creating .venv ...")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        said = (made.stdout + made.stderr).strip()
        hint = (
            "Python's venv module is not complete here. Install it as root, then run the same again:\n"
            "    apt-get install -y python3-venv"
            if "ensurepip" in said or "No module named venv" in said
            else "Check that this folder can be written to and that the disk is not full."
        )
        raise SetupError(f"The environment .venv could not be created.\n{said}\n{hint}")


def pip(arguments: list[str], when_it_fails: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run(command + arguments, cwd=ROOT, check=False).returncode != 0:
        raise SetupError(when_it_fails)


def runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def is_installed(lock: Path) -> bool:
    stamp = stamp_of(lock)
    return PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint(lock)


def stamp_of(lock: Path) -> Path:
    return VENV / f"{lock.stem}.stamp"


def fingerprint(lock: Path) -> str:
    """What the environment was made from: lock, pyproject.toml and place on the disk."""
    digest = hashlib.sha256()
    for part in (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), os.fsencode(ROOT)):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()
