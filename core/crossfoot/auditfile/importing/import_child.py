"""The reading of an import, in a process apart: it lays typed rows in the side file, from which the program takes them.

What a hostile or broken workbook does to its reader ends there (`crossfoot.apart`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.together import run_all_apart
from crossfoot.auditfile.importing.import_plan import SheetPlan
from crossfoot.auditfile.importing.side_file import side_files
from crossfoot.mapping.model import Mapping
from crossfoot.progress import Progress
from crossfoot.workbook.model import AS_FOUND, ReadOptions, SheetInfo

LONG_SHEET = 20_000
"""Rows of a sheet that take longer to read than a second process takes to start."""
_JOB = "crossfoot.auditfile.importing.import_child:stage_job"


def read_into_side_file(
    path: Path,
    side: Path,
    pack: str,
    plans: tuple[SheetPlan, ...],
    progress: Progress,
    options: ReadOptions = AS_FOUND,
    readers: int = 1,
) -> list[dict[str, Any]]:
    """Read the planned sheets apart; returns what was laid of each in the side file, in order.

    With several `readers` so many processes read sheets at the same time, each into a side file of its own
    (`side_files`). A crash of one is one WorkbookError and ends all. When `progress` raises, they are ended at once.
    """
    shares = _shares(plans, readers)
    jobs = [
        {
            "path": str(path),
            "side": str(laid),
            "pack": pack,
            "options": to_plain(options),
            "sheets": [{"number": number, **_sheet_job(plans[number])} for number in share],
        }
        for laid, share in zip(side_files(side, len(shares)), shares, strict=True)
    ]
    answers = run_all_apart(_JOB, jobs, progress, what=path.name)
    facts = dict(zip(chain.from_iterable(shares), chain.from_iterable(answers), strict=True))
    return [facts[number] for number in range(len(plans))]


def readers_for(plans: Sequence[SheetPlan]) -> int:
    """How many processes pay for reading these sheets: two where two of them are long and two cores are there."""
    long = sum(plan.sheet.data_rows >= LONG_SHEET for plan in plans)
    return min(2, max(1, long), os.cpu_count() or 1)


def _shares(plans: Sequence[SheetPlan], readers: int) -> list[list[int]]:
    """The numbers of the sheets for each reader: the longest sheets first, each to the reader with the fewest rows."""
    shares: list[list[int]] = [[] for _ in range(max(1, min(readers, len(plans))))]
    rows = [0] * len(shares)
    for number in sorted(range(len(plans)), key=lambda number: -plans[number].sheet.data_rows):
        least = rows.index(min(rows))
        shares[least].append(number)
        rows[least] += plans[number].sheet.data_rows
    return shares


def stage_job(payload: dict[str, Any], progress: Progress) -> list[dict[str, Any]]:
    """The job itself. A full disk is said of the audit beside which the side file lies."""
    from crossfoot.auditfile.connection import plain_trouble

    side = Path(payload["side"])
    with plain_trouble(side.with_name(side.name.partition(".import-")[0])):
        return _staged(payload, side, progress)


def _staged(payload: dict[str, Any], side_path: Path, progress: Progress) -> list[dict[str, Any]]:
    from crossfoot.auditfile.importing.side_file import SideFile
    from crossfoot.mapping.record_types import record_types
    from crossfoot.staging.plan import staged_fields
    from crossfoot.staging.stage import stage_rows

    types = record_types(payload["pack"])
    side = SideFile(side_path)
    options = from_plain(ReadOptions, payload["options"])
    facts = []
    for sheet_job in payload["sheets"]:
        sheet = from_plain(SheetInfo, sheet_job["sheet"])
        mapping = from_plain(Mapping, sheet_job["mapping"])
        record_type = types[mapping.record_type]
        chunks = stage_rows(Path(payload["path"]), sheet, mapping, record_type, progress, options)
        facts.append(
            side.write_sheet(sheet_job["number"], staged_fields(mapping, record_type), chunks, record_type)
        )
    side.close()
    return facts


def _sheet_job(plan: SheetPlan) -> dict[str, Any]:
    return {
        "sheet": {**to_plain(plan.sheet), "columns": [], "hazards": []},
        "mapping": to_plain(plan.mapping),
    }
