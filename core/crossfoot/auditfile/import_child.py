"""The reading process: it parses the workbook and lays typed rows in the side file, apart from the program.

What a hostile or broken workbook does to it ends here. It takes one job as JSON on standard input and answers in JSON
lines on standard output: `{"progress": [done, total, note]}`, then `{"sheets": [facts]}` or `{"trouble": {...}}`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from crossfoot.auditfile.import_plan import SheetPlan
from crossfoot.auditfile.side_file import SideFile
from crossfoot.errors import CrossfootError, WorkbookError
from crossfoot.mapping.model import ColumnMapping, Mapping, SkippedRows
from crossfoot.mapping.record_types import record_types
from crossfoot.progress import Progress
from crossfoot.staging.stage import stage_rows, staged_fields
from crossfoot.workbook.model import SheetInfo

WORKER_FLAG = "--import-worker"


def read_into_side_file(
    path: Path, side: Path, pack: str, plans: tuple[SheetPlan, ...], progress: Progress
) -> list[dict[str, Any]]:
    """Run the reading process over the planned sheets; returns what it laid of each, in order.

    A crash of that process is one WorkbookError. When `progress` raises, the process is killed at once.
    """
    job = {"path": str(path), "side": str(side), "pack": pack, "sheets": [_sheet_job(plan) for plan in plans]}
    with (
        tempfile.TemporaryFile("w+") as complaints,
        subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
        ) as child,
    ):
        try:
            assert child.stdin is not None and child.stdout is not None
            child.stdin.write(json.dumps(job))
            child.stdin.close()
            facts = _listen(child.stdout, progress)
        except BaseException:
            child.kill()
            raise
        code = child.wait()
    if facts is None:
        raise WorkbookError(
            f"{path.name} could not be read: the reading process ended unexpectedly (code {code}). "
            "Nothing was imported.",
            "Open the workbook in Excel, save it anew, and import that copy; keep the original as evidence.",
        )
    return facts


def main() -> int:
    """The reading process itself."""
    job = json.load(sys.stdin)
    try:
        facts = _work(job)
    except CrossfootError as error:
        kind = type(error).__name__
        _say({"trouble": {"kind": kind, "message": error.message, "hint": error.hint}})
        return 2
    _say({"sheets": facts})
    return 0


def _work(job: dict[str, Any]) -> list[dict[str, Any]]:
    types = record_types(job["pack"])
    side = SideFile(Path(job["side"]))
    facts = []
    for number, sheet_job in enumerate(job["sheets"]):
        sheet = SheetInfo(**{**sheet_job["sheet"], "columns": (), "hazards": ()})
        entry = sheet_job["mapping"]
        columns = tuple(ColumnMapping(**column) for column in entry["columns"])
        skipped = tuple(SkippedRows(**rows) for rows in entry["skipped"])
        mapping = Mapping(**{**entry, "columns": columns, "skipped": skipped})
        record_type = types[mapping.record_type]
        chunks = stage_rows(Path(job["path"]), sheet, mapping, record_type, _report)
        facts.append(side.write_sheet(number, staged_fields(mapping, record_type), chunks))
    side.close()
    return facts


def _sheet_job(plan: SheetPlan) -> dict[str, Any]:
    return {"sheet": {**asdict(plan.sheet), "columns": [], "hazards": []}, "mapping": asdict(plan.mapping)}


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_FLAG]
    return [sys.executable, "-X", "utf8", "-m", "crossfoot.auditfile.import_child"]


def _listen(lines: IO[str], progress: Progress) -> list[dict[str, Any]] | None:
    for line in lines:
        said = json.loads(line)
        if "progress" in said:
            progress(*said["progress"])
        elif "trouble" in said:
            raise WorkbookError(said["trouble"]["message"], said["trouble"]["hint"])
        else:
            found: list[dict[str, Any]] = said["sheets"]
            return found
    return None


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _report(done: int, total: int, note: str) -> None:
    _say({"progress": [done, total, note]})


if __name__ == "__main__":
    sys.exit(main())
