"""The reading of an import, in a process apart: it lays typed rows in the side file, from which the program takes them.

What a hostile or broken workbook does to its reader ends there (`crossfoot.apart`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.run import run_apart
from crossfoot.auditfile.import_plan import SheetPlan
from crossfoot.mapping.model import Mapping
from crossfoot.progress import Progress
from crossfoot.workbook.model import AS_FOUND, ReadOptions, SheetInfo


def read_into_side_file(
    path: Path,
    side: Path,
    pack: str,
    plans: tuple[SheetPlan, ...],
    progress: Progress,
    options: ReadOptions = AS_FOUND,
) -> list[dict[str, Any]]:
    """Read the planned sheets apart; returns what was laid of each in the side file, in order.

    A crash of that process is one WorkbookError. When `progress` raises, the process is ended at once.
    """
    payload = {
        "path": str(path),
        "side": str(side),
        "pack": pack,
        "options": to_plain(options),
        "sheets": [_sheet_job(plan) for plan in plans],
    }
    facts: list[dict[str, Any]] = run_apart(
        "crossfoot.auditfile.import_child:stage_job", payload, progress, what=path.name
    )
    return facts


def stage_job(payload: dict[str, Any], progress: Progress) -> list[dict[str, Any]]:
    """The job itself. A full disk is said of the audit beside which the side file lies."""
    from crossfoot.auditfile.connection import plain_trouble

    side = Path(payload["side"])
    with plain_trouble(side.with_name(side.name.partition(".import-")[0])):
        return _staged(payload, side, progress)


def _staged(payload: dict[str, Any], side_path: Path, progress: Progress) -> list[dict[str, Any]]:
    from crossfoot.auditfile.side_file import SideFile
    from crossfoot.mapping.record_types import record_types
    from crossfoot.staging.plan import staged_fields
    from crossfoot.staging.stage import stage_rows

    types = record_types(payload["pack"])
    side = SideFile(side_path)
    options = from_plain(ReadOptions, payload["options"])
    facts = []
    for number, sheet_job in enumerate(payload["sheets"]):
        sheet = from_plain(SheetInfo, sheet_job["sheet"])
        mapping = from_plain(Mapping, sheet_job["mapping"])
        record_type = types[mapping.record_type]
        chunks = stage_rows(Path(payload["path"]), sheet, mapping, record_type, progress, options)
        facts.append(side.write_sheet(number, staged_fields(mapping, record_type), chunks, record_type))
    side.close()
    return facts


def _sheet_job(plan: SheetPlan) -> dict[str, Any]:
    return {
        "sheet": {**to_plain(plan.sheet), "columns": [], "hazards": []},
        "mapping": to_plain(plan.mapping),
    }
