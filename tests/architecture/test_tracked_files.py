"""What may not stand in a file of the repository, and what its texts must say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import REPOSITORY

TEXTS = {".py", ".md", ".toml", ".lock", ".sql", ".txt", ".cfg", ".ini", ".json", ".yml", ".csv", ""}
HOME_OF_SOMEBODY = re.compile(r"(?<![\w.])/(?:home|Users)/\w|[A-Z]:\\Users\\")
VAGUE_NAMES = {"utils", "util", "manager", "common", "misc"}


def tracked_files() -> list[Path]:
    if shutil.which("git") is None or not (REPOSITORY / ".git").exists():
        pytest.skip("not a git working tree, so there is no list of tracked files")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    files = [REPOSITORY / name for name in listed.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


def texts() -> list[tuple[str, str]]:
    """Name and content of each tracked text file."""
    files = [file for file in tracked_files() if file.suffix in TEXTS]
    return [(str(file.relative_to(REPOSITORY)), file.read_text(encoding="utf-8")) for file in files]


def test_no_file_names_a_folder_of_one_machine() -> None:
    here = [str(REPOSITORY), sys.prefix] if len(REPOSITORY.parts) > 2 else [sys.prefix]
    for name, text in texts():
        assert not HOME_OF_SOMEBODY.search(text), name
        assert not [place for place in here if re.search(rf"(?<![\w./-]){re.escape(place)}\b", text)], name


def test_no_source_file_has_a_vague_name() -> None:
    vague = [file for file in tracked_files() if file.stem in VAGUE_NAMES or file.parent.name in VAGUE_NAMES]
    assert not vague


def test_the_outputs_of_the_demo_and_audits_are_not_tracked() -> None:
    names = [file.relative_to(REPOSITORY) for file in tracked_files()]
    assert not [name for name in names if name.parts[0] in ("demo", ".venv") or name.suffix == ".crossfoot"]


@pytest.mark.parametrize("root", ["core/crossfoot", "gui/crossfoot_gui"])
def test_the_architecture_names_each_room(root: str) -> None:
    drawing = (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {file.parent.name for file in tracked_files() if file.match(f"{root}/*/__init__.py")}
    assert not {room for room in rooms if f"\n| `{room}/` |" not in drawing}


def test_each_command_of_make_is_documented_and_in_the_makefile() -> None:
    commands = re.findall(
        r'^    "(\w+)": \w+,$', (REPOSITORY / "packaging" / "make.py").read_text(), re.MULTILINE
    )
    contributing = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert len(commands) > 5
    assert not [each for each in commands if each != "help" and f"make {each}" not in contributing]
    assert not [
        each for each in commands if not re.search(rf"^[\w ]*\b{each}\b[\w ]*:$", makefile, re.MULTILINE)
    ]


def test_each_local_link_of_the_texts_leads_somewhere() -> None:
    broken = [
        f"{name}: {target}"
        for name, text in texts()
        if name.endswith(".md")
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text)
        if not (REPOSITORY / name).parent.joinpath(target).exists()
    ]
    assert not broken


def test_no_source_file_is_longer_than_a_reader_likes() -> None:
    long = {
        name: len(text.splitlines())
        for name, text in texts()
        if name.endswith(".py") and not name.startswith("tests/") and len(text.splitlines()) > 400
    }
    assert not long, f"split these (100 to 300 lines is the habit here): {long}"
