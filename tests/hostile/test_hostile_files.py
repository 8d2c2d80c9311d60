"""Hostile files of every kind are refused in one sentence, or read right: never a crash, a hang, or harm outside."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from crossfoot.auditfile.audit import open_audit
from crossfoot.errors import WorkbookError
from crossfoot.workbook.read import iter_cells

from tests.builders import new_audit
from tests.hostile.kind import Kind
from tests.hostile.kinds import ALL, HEAVY
from tests.hostile.watch import Watched, watched

MOST_CPU_SECONDS = 2.0
MOST_BYTES = 300 * 1000**2
REFUSED = [kind for kind in ALL if kind.refused]
READ = [kind for kind in ALL if not kind.refused]


def with_marks(kinds: list[Kind]) -> list[ParameterSet]:
    """The heavy ones marked as slow."""
    return [pytest.param(k, id=str(k), marks=[pytest.mark.slow] if k.name in HEAVY else []) for k in kinds]


needs_posix = pytest.mark.skipif(os.name == "nt", reason="what processes used is asked of POSIX")


def test_no_two_kinds_are_called_alike() -> None:
    assert len({kind.name for kind in ALL}) == len(ALL)


@pytest.mark.parametrize("kind", with_marks(REFUSED))
def test_a_hostile_file_is_refused_in_one_sentence(kind: Kind, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError) as caught:
        for _ in iter_cells(kind.make(tmp_path)):
            pass
    assert kind.refused in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("kind", with_marks(READ))
def test_an_odd_file_is_read_right(kind: Kind, tmp_path: Path) -> None:
    values: dict[str, object] = {}
    count = 0
    for cell in iter_cells(kind.make(tmp_path)):
        count += 1
        for place in (cell.ref, f"{cell.sheet}!{cell.ref}"):
            values.setdefault(place, cell.value)
    assert count == kind.count
    assert {place: values.get(place, "nothing") for place in kind.cells} == kind.cells


def within_limits(done: Watched) -> None:
    assert done.misdeeds == ""
    assert "Traceback" not in done.err
    assert done.cpu <= MOST_CPU_SECONDS
    assert done.memory <= MOST_BYTES


def one_sentence(done: Watched, words: str) -> None:
    said, what_to_do = done.err.strip().split("\n")
    assert words in said
    assert what_to_do.startswith("What to do: ")


@needs_posix
@pytest.mark.slow
@pytest.mark.parametrize("kind", ALL, ids=str)
def test_no_hostile_file_does_harm_to_the_program(kind: Kind, tmp_path: Path) -> None:
    path = kind.make(tmp_path)
    looked = watched(tmp_path, "inspect", path, "--json")
    within_limits(looked)
    if not kind.refused or kind.inspected:
        assert (looked.code, looked.err) == (0, "")
        return
    assert (looked.code, looked.out) == (2, "")
    one_sentence(looked, kind.refused)


@needs_posix
@pytest.mark.slow
@pytest.mark.parametrize("kind", REFUSED, ids=str)
def test_an_import_of_a_hostile_file_leaves_the_audit_as_it_was(kind: Kind, tmp_path: Path) -> None:
    path = kind.make(tmp_path)
    with new_audit(tmp_path) as audit:
        audit_path = audit.path
    twin = (
        tmp_path / "twin.crossfoot"
    )  # SQLite counts each opening in the file, so a twin is only opened and closed
    twin.write_bytes(audit_path.read_bytes())
    open_audit(twin).close()
    untouched = hashlib.sha256(twin.read_bytes()).hexdigest()
    twin.unlink()
    done = watched(tmp_path, "import", audit_path, path)
    within_limits(done)
    assert done.code == 2
    assert hashlib.sha256(audit_path.read_bytes()).hexdigest() == untouched
    left = {one.name for one in tmp_path.iterdir()} - {"out", "err", "used.json", "misdeeds.log"}
    assert left == {path.name, audit_path.name}
