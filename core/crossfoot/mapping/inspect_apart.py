"""Looking through a workbook in a process apart: no workbook is ever parsed in the program itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from crossfoot import content
from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.run import run_apart
from crossfoot.progress import Progress, silent
from crossfoot.workbook.model import AS_FOUND, HeaderChoice, ReadOptions, WorkbookInfo


def inspect_apart(
    path: Path,
    progress: Progress = silent,
    pack: str = content.DEFAULT_PACK,
    options: ReadOptions = AS_FOUND,
    headers: Mapping[str, HeaderChoice] | None = None,
) -> WorkbookInfo:
    """As `workbook.inspect.inspect_workbook`, done apart; the names of the pack's fields help to find the header rows.

    WorkbookError also where the workbook breaks its reader or takes more memory or time than it may.
    """
    payload = {
        "path": str(path),
        "pack": pack,
        "options": to_plain(options),
        "headers": {sheet: to_plain(choice) for sheet, choice in (headers or {}).items()},
    }
    found = run_apart("crossfoot.mapping.inspect_apart:inspect_job", payload, progress, what=path.name)
    return from_plain(WorkbookInfo, found)


def inspect_job(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """The job itself."""
    from crossfoot.mapping.propose import header_score
    from crossfoot.mapping.record_types import record_types
    from crossfoot.workbook.inspect import inspect_workbook

    chosen: dict[str, Any] = {}
    options = from_plain(ReadOptions, payload["options"])
    if options != AS_FOUND:
        chosen["options"] = options
    if payload["headers"]:
        chosen["headers"] = {
            sheet: from_plain(HeaderChoice, choice) for sheet, choice in payload["headers"].items()
        }
    score = partial(header_score, types=record_types(payload["pack"]))
    info: dict[str, Any] = to_plain(inspect_workbook(Path(payload["path"]), progress, score, **chosen))
    return info
