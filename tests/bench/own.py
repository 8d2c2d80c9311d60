"""Crossfoot's side of the measurements, one whole process each, in the product's environment.

python -m tests.bench.own create AUDIT                  an empty audit
python -m tests.bench.own plan AUDIT WORKBOOK PLAN      inspect the workbook and map it, as `crossfoot import` does
python -m tests.bench.own load AUDIT PLAN [certify] [keep]   carry the plan out: apart into the side file, then over
python -m tests.bench.own stage AUDIT PLAN READERS      only the reading apart, by 1 or 2 processes
python -m tests.bench.own open AUDIT                    open it and close it
python -m tests.bench.own index AUDIT                   and lay the indexes that checks join on
python -m tests.bench.own command ARGUMENTS             the command line itself
"""

from __future__ import annotations

import datetime as dt
import inspect
import os
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.processes import tell_peaks

if TYPE_CHECKING:
    from crossfoot.auditfile.importing.import_plan import ImportPlan


def create(audit: str) -> None:
    """An audit without lists."""
    from crossfoot.auditfile.audit import create_audit

    create_audit(Path(audit), title="Bench", as_of=dt.date(2018, 3, 31), actor="bench").close()


def plan(audit: str, workbook: str, target: str) -> None:
    """The inspection apart and the mapping; the plan is kept for the processes that carry it out."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.importing.import_plan import plan_import

    with open_audit(Path(audit), actor="bench") as opened:
        Path(target).write_bytes(pickle.dumps(plan_import(opened, Path(workbook))))


def load(audit: str, plan_file: str, *more: str) -> None:
    """Read, convert, provenance, misfits, insert, commit; with the certificate and the kept source where asked for."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.importing.imports import load_workbook_rows

    with open_audit(Path(audit), actor="bench") as opened:
        load_workbook_rows(opened, read_plan(plan_file), certify="certify" in more, keep_whole="keep" in more)


def stage(audit: str, plan_file: str, readers: str) -> None:
    """The reading apart into the side file, which is then removed."""
    from crossfoot.auditfile.importing.import_child import read_into_side_file
    from crossfoot.auditfile.importing.side_file import side_path
    from crossfoot.content import DEFAULT_PACK
    from crossfoot.progress import silent

    planned = read_plan(plan_file)
    side = side_path(Path(audit), os.getpid())
    more: dict[str, Any] = {"readers": int(readers)} if reads_with_several() else {}
    try:
        read_into_side_file(
            Path(planned.workbook.path), side, DEFAULT_PACK, planned.sheets, silent, planned.options, **more
        )
    finally:
        for piece in side.parent.glob(f"{side.name}*"):
            piece.unlink()


def offers_readers() -> None:
    """Exit code 1 where the reading cannot be shared by two processes."""
    sys.exit(not reads_with_several())


def reads_with_several() -> bool:
    """Whether the reading of several sheets can be shared by processes."""
    from crossfoot.auditfile.importing.import_child import read_into_side_file

    return "readers" in inspect.signature(read_into_side_file).parameters


def open_only(audit: str) -> None:
    """What every process pays that opens an audit."""
    from crossfoot.auditfile.audit import open_audit

    open_audit(Path(audit), actor="bench").close()


def index(audit: str) -> None:
    """The indexes of the columns that checks join on, as the first check lays them."""
    from crossfoot.auditfile.audit import open_audit

    with open_audit(Path(audit), actor="bench") as opened:
        opened.lay_join_indexes()


def command(*arguments: str) -> None:
    """`crossfoot` with these arguments."""
    from crossfoot.cli.main import main

    if code := main(list(arguments)):
        sys.exit(code)


def read_plan(plan_file: str) -> ImportPlan:
    """A plan that `plan` wrote."""
    found: ImportPlan = pickle.loads(Path(plan_file).read_bytes())
    return found


TASKS = {
    "create": create, "plan": plan, "load": load, "stage": stage, "offers-readers": offers_readers,
    "open": open_only, "index": index, "command": command,
}  # fmt: skip

if __name__ == "__main__":
    TASKS[sys.argv[1]](*sys.argv[2:])
    tell_peaks()
