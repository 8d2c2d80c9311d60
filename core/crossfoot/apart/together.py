"""Several jobs in processes apart at the same time."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import Any

from crossfoot.apart.run import run_apart
from crossfoot.errors import Cancelled
from crossfoot.progress import Progress, silent

_LOOK_EVERY = 0.1  # seconds


def run_all_apart(
    job: str, payloads: Sequence[dict[str, Any]], progress: Progress = silent, *, what: str
) -> list[Any]:
    """`run_apart` for each payload, all at the same time; the results in the order of the payloads.

    `progress` hears the sum of all, on the thread of the caller. What it raises, or the first trouble of a job, ends
    all of them.
    """
    if len(payloads) == 1:
        return [run_apart(job, payloads[0], progress, what=what)]
    over = threading.Event()
    heard = [(0, 0, "")] * len(payloads)

    def hearing(number: int) -> Progress:
        def hear(done: int, total: int, note: str) -> None:
            if over.is_set():
                raise Cancelled
            heard[number] = (done, total, note)

        return hear

    with ThreadPoolExecutor(len(payloads)) as threads:
        running = [
            threads.submit(run_apart, job, payload, hearing(number), what=what)
            for number, payload in enumerate(payloads)
        ]
        try:
            while wait(running, _LOOK_EVERY, FIRST_EXCEPTION).not_done:
                _raise_first_trouble(running)
                progress(
                    sum(done for done, _, _ in heard), sum(total for _, total, _ in heard), _last_note(heard)
                )
            return [one.result() for one in running]
        finally:
            over.set()


def _raise_first_trouble(running: Sequence[Any]) -> None:
    for one in running:
        if one.done():
            one.result()


def _last_note(heard: Sequence[tuple[int, int, str]]) -> str:
    return next((note for _, _, note in heard if note), "")
