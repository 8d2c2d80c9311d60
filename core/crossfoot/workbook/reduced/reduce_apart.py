"""The same in a process apart: what a hostile or broken file does to its reader ends there (`crossfoot.apart`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.run import run_apart
from crossfoot.progress import Progress, silent
from crossfoot.workbook.model import AS_FOUND, ReadOptions
from crossfoot.workbook.reduced.cuts import SheetCut


def reduce_apart(
    path: Path,
    target: Path,
    cuts: Sequence[SheetCut],
    options: ReadOptions = AS_FOUND,
    progress: Progress = silent,
) -> None:
    """`write_reduced`, apart."""
    payload = {
        "path": str(path),
        "target": str(target),
        "cuts": [to_plain(cut) for cut in cuts],
        "options": to_plain(options),
    }
    run_apart("crossfoot.workbook.reduced.reduce_apart:reduce_job", payload, progress, what=path.name)


def reduce_job(payload: dict[str, Any], progress: Progress) -> None:
    """The job itself."""
    from crossfoot.workbook.reduced.reduce import write_reduced

    cuts = [from_plain(SheetCut, cut) for cut in payload["cuts"]]
    options = from_plain(ReadOptions, payload["options"])
    write_reduced(Path(payload["path"]), Path(payload["target"]), cuts, options, progress)
