"""The set-up script says what is missing in plain words, and does nothing twice."""

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
    """`packaging/environment.py`, with a folder of its own to work in and pip replaced by a list of calls."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "packaging"))
    import environment

    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    python = tmp_path / ".venv" / "python"
    python.parent.mkdir()
    python.touch()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", python)
    monkeypatch.setattr(environment, "RUNTIME", tmp_path / "requirements.lock")
    monkeypatch.setattr(environment, "DEVELOPMENT", tmp_path / "requirements-dev.lock")
    monkeypatch.setattr(environment, "make_venv", lambda: None)
    yield environment
    del sys.modules["environment"]


@pytest.fixture
def installed(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The last argument of each call of pip: the lock, then the project."""
    calls: list[str] = []
    monkeypatch.setattr(
        environment, "pip", lambda arguments, when_it_fails: calls.append(Path(arguments[-1]).name)
    )
    return calls


@pytest.fixture
def qt_libraries(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    import qt_libraries

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(qt_libraries, "starts", lambda: False)
    monkeypatch.setattr(qt_libraries, "last_words", lambda: "ImportError: libGL.so.1: no such file")
    monkeypatch.setattr(qt_libraries, "is_known", lambda package: False)
    monkeypatch.setattr(qt_libraries.os, "geteuid", lambda: 1000, raising=False)
    yield qt_libraries
    del sys.modules["qt_libraries"]


def test_a_second_set_up_installs_nothing(
    environment: ModuleType, installed: list[str], tmp_path: Path
) -> None:
    environment.make_ready(environment.RUNTIME)
    assert installed == ["requirements.lock", tmp_path.name]
    environment.make_ready(environment.RUNTIME)
    assert len(installed) == 2


def test_a_changed_lock_is_installed_again(environment: ModuleType, installed: list[str]) -> None:
    environment.make_ready(environment.RUNTIME)
    environment.RUNTIME.write_text("another lock", encoding="utf-8")
    environment.make_ready(environment.RUNTIME)
    assert installed.count("requirements.lock") == 2


def test_the_development_environment_serves_the_demo_too(
    environment: ModuleType, installed: list[str]
) -> None:
    environment.make_ready(environment.DEVELOPMENT)
    environment.make_ready(environment.RUNTIME)
    assert "requirements.lock" not in installed


def test_the_environment_of_the_demo_does_not_serve_the_tests(
    environment: ModuleType, installed: list[str]
) -> None:
    environment.make_ready(environment.RUNTIME)
    environment.make_ready(environment.DEVELOPMENT)
    assert "requirements-dev.lock" in installed


def test_what_could_not_be_installed_is_tried_again(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(arguments: list[str], when_it_fails: str) -> None:
        raise environment.SetupError(when_it_fails)

    monkeypatch.setattr(environment, "pip", fails)
    for _ in range(2):
        with pytest.raises(environment.SetupError, match="Check the network"):
            environment.make_ready(environment.RUNTIME)


def test_an_old_python_is_told_in_a_sentence(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(environment.SetupError, match=r"needs Python 3\.11 or newer; .* is 3\.9\.2"):
        environment.make_ready(environment.RUNTIME)


def test_without_root_the_one_line_to_run_is_said(
    qt_libraries: ModuleType, environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_libraries.shutil, "which", lambda name: None)
    with pytest.raises(environment.SetupError) as said:
        qt_libraries.make_ready(on_screen=False)
    assert (
        "\n    apt-get update && apt-get install -y --no-install-recommends"
        " libgl1 libegl1 libxkbcommon0 libfontconfig1 libglib2.0-0 libdbus-1-3\n"
    ) in str(said.value)


def test_a_package_has_its_newer_name_where_the_system_knows_it(
    qt_libraries: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_libraries, "is_known", lambda package: package == "libglib2.0-0t64")
    assert qt_libraries.as_named_here(["libgl1", "libglib2.0-0"]) == ["libgl1", "libglib2.0-0t64"]


def test_a_command_that_is_not_there_gets_the_list_of_those_that_are() -> None:
    script = str(REPOSITORY / "packaging" / "make.py")
    done = subprocess.run([sys.executable, script, "dmeo"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "There is no such command: dmeo" in done.stdout
    assert "make demo" in done.stdout
