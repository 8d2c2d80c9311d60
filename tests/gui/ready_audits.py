"""Audits that many tests begin with: each is built once, and every test gets a copy of its file."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

_KEPT = Path(tempfile.mkdtemp(prefix="crossfoot-tests-"))
atexit.register(shutil.rmtree, _KEPT, ignore_errors=True)


def copy_of(name: str, folder: Path, build: Callable[[Path], Path]) -> Path:
    """The audit called `name` in `folder`, with the workbooks beside it; `build(folder)` makes it the first time."""
    kept = _KEPT / name
    if not kept.exists():
        kept.mkdir()
        build(kept)
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    (audit,) = folder.glob("*.crossfoot")
    return audit
