"""The demonstration audit: the sample workbooks imported and checked, the decisions left to whoever tries it."""

from __future__ import annotations

from pathlib import Path

from crossfoot.demo import AUDIT_NAME, prepare_demonstration
from crossfoot.plan.run import run_planned
from crossfoot.progress import Progress


def build_demonstration(folder: Path, progress: Progress) -> Path:
    """Build the demonstration in `folder`, and return its file; one that is there already is left as it is.

    A build that is cancelled or fails leaves no file behind.
    """
    path = folder / AUDIT_NAME
    if path.exists():
        return path
    try:
        with prepare_demonstration(path, progress) as audit:
            list(run_planned(audit, progress=progress))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
