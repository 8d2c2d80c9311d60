"""The first records of a text table as they are cut, looked at in a process apart, for a window to show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossfoot.apart.plain import from_plain, to_plain
from crossfoot.apart.run import run_apart
from crossfoot.progress import Progress, silent
from crossfoot.workbook.model import AS_FOUND, ReadOptions

_FIELDS = 60
_LETTERS = 200


def preview_apart(
    path: Path, options: ReadOptions = AS_FOUND, progress: Progress = silent
) -> tuple[tuple[str, ...], ...]:
    """As `csv_file.preview_text`, done apart; very long records and fields are cut short, and end in an ellipsis."""
    payload = {"path": str(path), "options": to_plain(options)}
    found = run_apart("crossfoot.workbook.preview_apart:preview_job", payload, progress, what=path.name)
    return tuple(tuple(fields) for fields in found)


def preview_job(payload: dict[str, Any], progress: Progress) -> list[list[str]]:  # noqa: ARG001
    """The job itself."""
    from crossfoot.workbook.formats.csv_file import preview_text

    records = preview_text(Path(payload["path"]), from_plain(ReadOptions, payload["options"]))
    return [
        [_short(field) for field in fields[:_FIELDS]] + (["..."] if len(fields) > _FIELDS else [])
        for fields in records
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS]}..."
