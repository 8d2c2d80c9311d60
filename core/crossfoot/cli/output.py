"""How commands print: JSON for programs, short tables for people, progress on standard error."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from crossfoot.progress import Progress, silent

_LAID_OUT_UP_TO = 200_000  # characters of a JSON document
_SHOW_AFTER = 0.3  # seconds; shorter work needs no progress line


def print_json(value: Any) -> None:
    """One JSON document on standard output; a long one in one line, since laying it out takes longer than making it."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    if len(text) <= _LAID_OUT_UP_TO:
        text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    print(text)


def print_json_lines(values: Iterable[Any]) -> None:
    """One JSON document a line."""
    for value in values:
        print(json.dumps(value, ensure_ascii=False, default=_plain))


def print_table(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A plain table; numbers stand to the right."""
    body = [[_cell_text(cell) for cell in row] for row in rows]
    numeric = [bool(body) and all(_is_number(row[i]) for row in body) for i in range(len(headers))]
    widths = [max([len(headers[i]), *(len(row[i]) for row in body)]) for i in range(len(headers))]
    for row in [list(headers), ["-" * width for width in widths], *body]:
        cells = [c.rjust(w) if n else c.ljust(w) for c, w, n in zip(row, widths, numeric, strict=True)]
        print("  ".join(cells).rstrip())


def no_list_yet(audit: Path) -> str:
    """What is said of an audit without a list, whatever was asked about its lists."""
    return f"No list yet. Next: crossfoot import {audit} WORKBOOK.xlsx"


def progress_line() -> Progress:
    """A progress that writes one line on standard error, when a person is watching and the work is not short."""
    if not sys.stderr.isatty():
        return silent
    started = time.monotonic()

    def show(done: int, total: int, note: str) -> None:
        if time.monotonic() - started < _SHOW_AFTER:
            return
        share = f" {100 * done // total} %" if total else ""
        sys.stderr.write(f"\r\x1b[K{note}{share}")
        sys.stderr.flush()

    return show


def _cell_text(cell: Any) -> str:
    return "" if cell is None else f"{cell:,}" if isinstance(cell, int) else str(cell)


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).lstrip("-").isdigit() or text == ""


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return str(value)
