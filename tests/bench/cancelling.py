"""Cancel at ten moments of an import: how long until it has ended, and whether the audit file is as it was."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import time
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.goals import Goal, Outcome
from tests.bench.prepared import Ground, Prepared, remove
from tests.bench.processes import answer_of, tell

if TYPE_CHECKING:
    from crossfoot.progress import Progress

MOMENTS = 10


@dataclass(frozen=True)
class Ended:
    """One cancelled import: at which part of it and under which note, in seconds since the wish and since the raising.

    `touched` names what is not as it was; `heard` is False where the import was done before it asked (`since_wish` is
    then negative where it was done before the moment came).
    """

    part: float
    note: str
    since_wish: float
    since_raised: float
    touched: str
    heard: bool


def cancelling(ground: Ground, prepared: Prepared, outcome: Outcome) -> None:
    """The worst of the ten, from the wish (the next report of progress is still to come) and from the raising."""
    outcome.headline(
        f"Cancel at {MOMENTS} moments of an import of {ground.rows:,} x 10, with certificate and source"
    )
    audit, _ = prepared.fresh("cancelled")
    command = (
        sys.executable, "-m", "tests.bench.cancelling", str(prepared.audit), str(audit), str(prepared.plan),
    )  # fmt: skip
    tell("cancelling ...")
    found = [Ended(*each) for each in json.loads(answer_of(command))]
    tell("")
    for one in found:
        outcome.note(f"at {100 * one.part:3.0f} %: {_told(one)}")
    heard = [one for one in found if one.heard]
    late = [one.since_wish for one in found if one.since_wish > 0]
    outcome.goal(Goal("longest, from the wish", max(late, default=None), (1.0,), "s"))
    raised = [one.since_raised for one in heard]
    outcome.goal(Goal("longest, from the raising", max(raised, default=None), (1.0,), "s"))
    touched = sum(bool(one.touched) for one in heard)
    outcome.goal(Goal("audit files that were touched", touched if heard else None, (0,), "files"))


def _told(one: Ended) -> str:
    if one.heard:
        return (
            f"ended after {one.since_wish:.2f} s ({one.since_raised:.2f} s after it was raised); "
            f"{one.touched or 'file untouched'}; {one.note}"
        )
    if one.since_wish > 0:
        return f"not heard any more: the import was done {one.since_wish:.2f} s after the wish"
    return f"the import was done {-one.since_wish:.2f} s before"


def cancel_all(empty: Path, audit: Path, plan_file: Path) -> list[Ended]:
    """In a process of its own: one import to know how long it takes, then ten that are cancelled on the way."""
    started, ended, _ = _import(empty, audit, plan_file, lambda done, total, note: None)
    whole = ended - started
    return [_cancelled(empty, audit, plan_file, (number + 0.5) / MOMENTS, whole) for number in range(MOMENTS)]


def _cancelled(empty: Path, audit: Path, plan_file: Path, part: float, whole: float) -> Ended:
    from crossfoot.errors import Cancelled

    raised: list[tuple[float, str]] = []
    wish = 0.0

    def progress(done: int, total: int, note: str) -> None:
        nonlocal wish
        now = time.perf_counter()
        wish = wish or now + part * whole  # the first report comes at the very start
        if now >= wish:
            raised.append((now, note))
            raise Cancelled

    _, ended, touched = _import(empty, audit, plan_file, progress)
    at, note = raised[0] if raised else (ended, "")
    return Ended(part, note, ended - wish, ended - at, touched, bool(raised))


def _import(empty: Path, audit: Path, plan_file: Path, progress: Progress) -> tuple[float, float, str]:
    """Start and end of an import into a fresh audit, and which files are not as they were, or should not be there.

    As it was means: byte for byte as an audit that was only opened and closed, which SQLite counts in its header.
    """
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.importing.imports import load_workbook_rows
    from crossfoot.errors import Cancelled

    from tests.bench.own import read_plan

    remove(audit)
    shutil.copyfile(empty, audit)
    open_audit(audit, actor="bench").close()
    before = _beside(audit)
    remove(audit)
    shutil.copyfile(empty, audit)
    plan = read_plan(str(plan_file))
    with open_audit(audit, actor="bench") as opened:
        started = time.perf_counter()
        with suppress(Cancelled):
            load_workbook_rows(opened, plan, progress=progress)
        ended = time.perf_counter()
        left = [name for name in _beside(audit) if ".import-" in name]
    after = _beside(audit)
    touched = [name for name in sorted(before | after) if before.get(name) != after.get(name)]
    return started, ended, ", ".join((*touched, *left))


def _beside(audit: Path) -> dict[str, str]:
    """The audit file, and what lies beside it under its name, by sha256."""
    found = {}
    for path in audit.parent.glob(f"{audit.name}*"):
        with path.open("rb") as file:
            found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


if __name__ == "__main__":
    print(json.dumps([astuple(one) for one in cancel_all(*map(Path, sys.argv[1:]))]))
