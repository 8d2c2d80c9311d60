"""Set up, run, test and clean Crossfoot with one command and no questions.

    python3 packaging/make.py demo      the main job from the sample workbooks to the PDF, into demo/
    python3 packaging/make.py test      everything that must hold before a change is done

The Makefile calls this file; it needs nothing but Python 3.11 and works the same on Linux, macOS and Windows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import environment
import peers
import qt_libraries
from environment import PYTHON, ROOT, SetupError, say

STATIC_CHECKS: list[tuple[str, list[str]]] = [
    ("layout of the code", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy"]),
    ("import contracts", ["importlinter"]),
]


ON_ALL_CORES = ("-n", "auto", "--dist", "loadgroup")
CORE_TESTS = "tests/core"


def setup() -> int:
    """Make .venv and install Qt's system libraries, nothing else."""
    make_ready(environment.RUNTIME)
    say("Ready. `make demo` shows the main job, `make run` opens the window.")
    return 0


def demo() -> int:
    """Build an audit from the sample workbooks, run its checks, write the PDF: all into demo/."""
    make_ready(environment.RUNTIME)
    return python("-m", "crossfoot.cli.main", "demo", "demo")


def test() -> int:
    """Run every check and every test, the slow ones too; stop at the first that fails and name it."""
    make_ready(environment.DEVELOPMENT)
    for title, (tool, *arguments) in STATIC_CHECKS:
        headline(title)
        step(title, python(*call(tool), *arguments))
    title = "core without the window's library"
    headline(title)
    step(title, core_without_qt())
    headline("tests")
    step("tests", python("-m", "pytest", *ON_ALL_CORES, f"--ignore={CORE_TESTS}"))  # those of core just ran
    return 0


def fast() -> int:
    """Run the tests that are not marked slow."""
    make_ready(environment.DEVELOPMENT)
    return python("-m", "pytest", *ON_ALL_CORES, "-m", "not slow")


def run() -> int:
    """Open the window."""
    has_screen = qt_libraries.has_display() or "QT_QPA_PLATFORM" in os.environ
    if sys.platform.startswith("linux") and not has_screen:
        raise SetupError(
            "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.\n"
            "`make demo` works without a screen and leaves a screenshot in demo/."
        )
    make_ready(environment.RUNTIME, on_screen=True)
    return python("-m", "crossfoot_gui.app")


def bench(*arguments: str) -> int:
    """Measure the promises about speed and memory (docs/measurements.md); ROWS=30000 for a shorter run."""
    environment.make_ready(environment.DEVELOPMENT)
    return python("-m", "tests.bench.run", "--peers", str(peers.make_ready()), *arguments)


def mutation(*ids: str) -> int:
    """Change each check in one place at a time and count what its cases notice; ID=... for one check."""
    environment.make_ready(environment.DEVELOPMENT)
    return python("-m", "tests.mutation.run", *ids)


def docs() -> int:
    """Write the pages of docs/ that are made from the program itself."""
    environment.make_ready(environment.RUNTIME)
    return python("packaging/write_docs.py")


def clean() -> int:
    """Remove the environments, demo/ and every cache; no source file and no audit outside demo/ is touched."""
    kinds = [
        ".venv",
        ".venv-bench",
        "demo",
        "build",
        "dist",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".import_linter_cache",
    ]
    for name in [*kinds, ".hypothesis"]:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for cache in list(ROOT.rglob("__pycache__")):
        shutil.rmtree(cache, ignore_errors=True)
    return 0


def show_help() -> int:
    """Show this list."""
    for name, command in COMMANDS.items():
        say(f"  make {name:8} {(command.__doc__ or '').strip()}")
    return 0


COMMANDS: dict[str, Callable[..., int]] = {
    "demo": demo,
    "test": test,
    "fast": fast,
    "run": run,
    "bench": bench,
    "mutation": mutation,
    "docs": docs,
    "setup": setup,
    "clean": clean,
    "help": show_help,
}


TAKE_ARGUMENTS = {"bench", "mutation"}


def make_ready(lock: Path, on_screen: bool = False) -> None:
    environment.make_ready(lock)
    qt_libraries.make_ready(on_screen)


def core_without_qt() -> int:
    """Core's tests, the slow ones too, in a process without PySide6: a package that refuses stands before it."""
    refusing = str(ROOT / "tests" / "architecture" / "without_qt")
    return python(
        "-m",
        "pytest",
        *ON_ALL_CORES,
        CORE_TESTS,
        "-p",
        "no:pytest-qt",
        more_environment={"PYTHONPATH": refusing},
    )


def python(*arguments: str, more_environment: dict[str, str] | None = None) -> int:
    """Run the environment's Python in the repository's root and give its exit code."""
    return subprocess.run(
        [str(PYTHON), *arguments], cwd=ROOT, env={**os.environ, **(more_environment or {})}, check=False
    ).returncode


def call(tool: str) -> list[str]:
    """How to start a development tool through the environment's Python, on every system alike."""
    if tool == "importlinter":
        return ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return ["-m", tool]


def headline(title: str) -> None:
    say(f"\n== {title}")


def step(title: str, exit_code: int) -> None:
    if exit_code != 0:
        raise SetupError(f"`make test` stopped: {title} did not pass.")


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "help"
    if name not in COMMANDS or (arguments[1:] and name not in TAKE_ARGUMENTS):
        say(f"There is no such command: {' '.join(arguments)}\nThese there are:")
        show_help()
        return 1
    try:
        return COMMANDS[name](*arguments[1:])
    except SetupError as trouble:
        sys.stdout.flush()
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
