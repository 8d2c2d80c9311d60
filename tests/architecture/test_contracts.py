"""Each import contract notices the import that it forbids, and names its line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import REPOSITORY

ROOTS = {"crossfoot": "core", "crossfoot_gui": "gui", "crossfoot_resources": "resources"}
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sources alone, to be broken."""
    shutil.copy(REPOSITORY / ".importlinter", tmp_path)
    for package, root in ROOTS.items():
        shutil.copytree(
            REPOSITORY / root / package,
            tmp_path / root / package,
            ignore=lambda folder, names: [name for name in names if "." in name and not name.endswith(".py")],
        )
    return tmp_path


def lint(place: Path) -> tuple[int, str]:
    path = os.pathsep.join(str(place / root) for root in ROOTS.values())
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


FORBIDDEN = [
    ("crossfoot.values", "crossfoot_gui", "The program has three floors"),
    ("crossfoot.workbook.model", "crossfoot.mapping", "Core works in the order of the audit"),
    ("crossfoot.cli.forbidden", "PySide6", "Core and content know no window"),
    ("crossfoot_gui.presenters.forbidden", "PySide6.QtCore", "Presenters know no Qt"),
    ("crossfoot_gui.presenters.forbidden", "sqlite3", "Presenters know no SQL"),
    ("crossfoot.staging.model", "openpyxl", "Each library has one door: openpyxl"),
    ("crossfoot.staging.model", "python_calamine", "Each library has one door: readers of other formats"),
    ("crossfoot.auditfile.forbidden", "msoffcrypto", "Each library has one door: readers of other formats"),
    ("crossfoot.mapping.model", "xml.etree", "Each library has one door: XML parsers"),
    ("crossfoot.report.model", "reportlab", "Each library has one door: reportlab"),
    ("crossfoot.checks.model", "sqlite3", "Each library has one door: SQLite"),
    ("crossfoot.auditfile.forbidden", "rapidfuzz", "Each library has one door: rapidfuzz"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("module", "imported", "contract"), FORBIDDEN)
def test_a_forbidden_import_breaks_its_contract_by_line(
    copy: Path, module: str, imported: str, contract: str
) -> None:
    package, *rooms, name = module.split(".")
    folder = copy / ROOTS[package] / package / Path(*rooms)
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    with (folder / f"{name}.py").open("a", encoding="utf-8") as source:
        source.write(f"\nimport {imported}\n")
    lines = len((folder / f"{name}.py").read_text(encoding="utf-8").splitlines())

    exit_code, said = lint(copy)

    assert exit_code == 1
    assert re.search(rf"{re.escape(contract)}.* BROKEN", said), said
    top = imported if imported.startswith("crossfoot") else imported.split(".")[0]
    assert re.search(rf"{re.escape(module)} ->\s+{re.escape(top)} \(l\.{lines}\)", said), said
