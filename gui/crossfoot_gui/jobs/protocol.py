"""What presenters ask of long work, whoever carries it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from crossfoot.progress import Progress


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of long work.

    `work` runs off the screen and must not touch it; exactly one of the other three is called on the screen's thread
    afterwards: `done` with the result, `cancelled`, or `failed` with what was raised.
    """

    title: str
    work: Callable[[Progress], Any]
    done: Callable[[Any], None]
    cancelled: Callable[[], None]
    failed: Callable[[BaseException], None]


class Jobs(Protocol):
    """Carries out one job at a time."""

    @property
    def running(self) -> str:
        """The title of the job under way; empty when there is none."""
        ...

    def start(self, job: Job) -> None:
        """Begin `job`; the caller has seen that none is running."""
        ...

    def cancel(self) -> None:
        """Ask the running job to stop: its next report of progress raises Cancelled."""
        ...
