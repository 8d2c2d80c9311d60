"""The locks pin every package by version and hash, name no address, and agree with pyproject.toml."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.places import REPOSITORY

LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(lock: str) -> dict[str, str]:
    """Package to the whole requirement that pins it: version, marker and hashes on one line."""
    text = (REPOSITORY / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {canonical(re.split(r"[=<>~! ;\[]", line)[0]): " ".join(line.split()) for line in lines}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def required(requirements: list[str]) -> set[str]:
    return {canonical(re.split(r"[=<>~! ;\[]", each)[0]) for each in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_each_package_to_one_version_with_hashes(lock: str) -> None:
    for name, pin in pins(lock).items():
        assert re.match(r"\S+==\S+", pin), f"{name} has no exact version"
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), f"{name} has no hash"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (REPOSITORY / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links| @ ", text)


def test_the_development_lock_holds_the_same_versions_and_more() -> None:
    runtime, development = (pins(lock) for lock in LOCKS)
    assert runtime.items() <= development.items()
    assert len(development) > len(runtime)


def test_each_dependency_of_the_project_is_locked() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    runtime, development = (set(pins(lock)) for lock in LOCKS)
    assert required(project["project"]["dependencies"]) | required(groups["build"]) <= runtime
    assert required([each for each in groups["dev"] if isinstance(each, str)]) <= development
