"""The peers live in an environment of their own, and say what they lack."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.places import REPOSITORY


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """`packaging/peers.py` with a folder of its own to work in."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "packaging"))
    import peers

    monkeypatch.setattr(peers, "VENV", tmp_path)
    monkeypatch.setattr(peers, "PYTHON", tmp_path / "python")
    yield peers
    del sys.modules["peers"]


@pytest.fixture
def ran(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands of the set-up, which only pretend to make a Python."""
    commands: list[list[str]] = []

    def run(command: list[str], when_it_fails: str) -> None:
        commands.append(command)
        environment.PYTHON.touch()

    monkeypatch.setattr(environment, "run", run)
    return commands


def test_the_peers_are_installed_once_from_their_lock_with_hashes(
    environment: ModuleType, ran: list[list[str]]
) -> None:
    assert environment.make_ready() == environment.make_ready() == environment.PYTHON
    made, installed = ran
    assert made[-1] == str(environment.VENV)
    assert installed[0] == str(environment.PYTHON)
    assert "--require-hashes" in installed
    assert installed[-1] == str(REPOSITORY / "requirements-bench.lock")


def test_a_changed_lock_is_installed_again(
    environment: ModuleType, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.make_ready()
    monkeypatch.setattr(environment.environment, "fingerprint", lambda lock: "of another lock")
    environment.make_ready()
    assert len(ran) == 4


def test_the_product_has_none_of_the_peers_that_it_is_measured_against() -> None:
    for peer in ("duckdb", "pandas"):
        command = [sys.executable, "-P", str(REPOSITORY / "tests" / "bench" / "peers.py"), "offers", peer]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 1
        assert done.stdout == f"{peer} is not installed\n"
