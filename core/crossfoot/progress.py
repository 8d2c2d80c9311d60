"""How long work tells where it stands, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""`progress(done, total, note)`; `total` is 0 while it is unknown. It may raise `Cancelled` to stop the work."""


def silent(done: int, total: int, note: str) -> None:
    """The progress that nobody watches."""
