"""A desk without a window: what a presenter shows is kept to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from crossfoot_gui.jobs.inline_jobs import InlineJobs
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.trouble import Trouble

from tests.builders import new_audit
from tests.gui.ready_audits import copy_of


class Shown:
    """A view that keeps the states it was shown; the latest is `state`."""

    def __init__(self) -> None:
        self.states: list[Any] = []

    def show_state(self, state: Any) -> None:
        self.states.append(state)

    @property
    def state(self) -> Any:
        return self.states[-1]


class Bench:
    """A desk whose jobs run at once and whose trouble is kept in `troubles`."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.jobs = InlineJobs(cancel_after)
        self.troubles: list[Trouble] = []
        self.desk = Desk(self.jobs, self.troubles.append)


def bench_with_audit(folder: Path) -> Bench:
    """A desk with an audit open that holds nothing yet."""
    bench = Bench()
    assert bench.desk.open(empty_audit(folder))
    return bench


def bench_with(folder: Path, name: str, build: Callable[[Path], Path]) -> Bench:
    """A desk with a copy of the audit called `name` open; `build(folder)` makes it the first time."""
    bench = Bench()
    assert bench.desk.open(copy_of(name, folder, build))
    return bench


def empty_audit(folder: Path) -> Path:
    """The file of an audit that holds nothing yet."""

    def build(kept: Path) -> Path:
        with new_audit(kept) as audit:
            return audit.path

    return copy_of("empty", folder, build)
