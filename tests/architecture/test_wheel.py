"""One wheel carries the three floors, with every file that the program reads."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.places import REPOSITORY

PACKAGES = ["core/crossfoot", "gui/crossfoot_gui", "resources/crossfoot_resources"]


def files_below(package: Path) -> set[str]:
    return {
        str(file.relative_to(package.parent).as_posix())
        for file in package.rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }


@pytest.mark.slow
def test_the_wheel_holds_each_file_of_the_three_packages(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    done = subprocess.run(build, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("crossfoot-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    for package in PACKAGES:
        assert files_below(REPOSITORY / package) <= held
    assert any(name.endswith("licenses/LICENSE") for name in held)
