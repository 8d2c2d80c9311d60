"""Tasks on two threads, their results in order. SQLite lets go of Python while it works, so two read at the same time.

A task gets a progress that only says when to stop: what the person sees is told by the thread that asked.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

from crossfoot.errors import Cancelled
from crossfoot.progress import Progress

READERS = 2
_SECONDS_BETWEEN_LOOKS = 0.05
_AHEAD = 2  # results that may wait to be written, for each thread

Result = TypeVar("Result")


def ticking(progress: Progress, done: int, total: int, note: str) -> Progress:
    """`progress` that says where the run stands, however deep it is called; said once at once."""

    def tick(_done: int, _total: int, _note: str) -> None:
        progress(done, total, note)

    progress(done, total, note)
    return tick


def side_by_side(
    tasks: Sequence[Callable[[Progress], Result]],
    titles: Sequence[str],
    total: int,
    progress: Progress,
    threads: int = READERS,
) -> Iterator[Result]:
    """The results of the tasks in order; a task that raises ends it, and so does a progress that raises `Cancelled`."""
    if threads == 1 or len(tasks) == 1:
        for number, (task, title) in enumerate(zip(tasks, titles, strict=True)):
            yield task(ticking(progress, number, total, title))
        return
    stop = threading.Event()

    def stopping(_done: int, _total: int, _note: str) -> None:
        if stop.is_set():
            raise Cancelled

    waiting: deque[Future[Result]] = deque()
    open_ = iter(tasks)
    with ThreadPoolExecutor(threads, thread_name_prefix="check") as pool:
        try:
            for number, title in enumerate(titles):
                waiting.extend(
                    pool.submit(task, stopping) for task in islice(open_, threads * _AHEAD - len(waiting))
                )
                first = waiting.popleft()
                progress(number, total, title)
                while not wait([first], timeout=_SECONDS_BETWEEN_LOOKS).done:
                    progress(number, total, title)
                yield first.result()
        finally:
            stop.set()
            for future in waiting:
                future.cancel()
