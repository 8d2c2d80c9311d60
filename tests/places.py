"""Where tests find things outside the source tree."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
_SHARED = REPOSITORY.parent / "shared"
SHARED: Path | None = _SHARED if (_SHARED / "data").is_dir() else None
"""The folder with real workbooks beside the project, or None where it is absent."""

needs_real_workbooks = pytest.mark.skipif(
    SHARED is None, reason="the real workbooks (../shared/data) are not here"
)


def shared_data(*parts: str) -> Path:
    """A path below `../shared/data`; call it only in a test marked `needs_real_workbooks`."""
    assert SHARED is not None
    return SHARED.joinpath("data", *parts)
