"""The process apart: it does one job and says in JSON lines how that goes.

It takes `{"job", "payload", "memory_bytes"}` as one line on standard input, which then stays open: when it closes, the
program is gone and so is this process. It answers with any number of `{"progress": [done, total, note]}` and
`{"items": [...]}`, and last with one of `{"result": value}`, `{"trouble": {...}}` (known, in the auditor's words),
`{"failed": "memory" | "depth" | "crash"}` (what the file did to its reader) or `{"mistake": text}` (ours).
Little is imported here, so that it starts fast and the limits stand before anything heavy is loaded.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from crossfoot.apart.limits import hold_to
from crossfoot.errors import CrossfootError

_TELL_EVERY = 0.05  # seconds between two reports of progress; more of them would only cost time
_ITEMS_BYTES = 64 * 1024
_PARENT_DIED = 1  # PR_SET_PDEATHSIG


def main() -> int:
    """Do the job that standard input names."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    asked = json.loads(sys.stdin.buffer.readline())
    _end_with_the_parent()
    hold_to(asked["memory_bytes"])
    answer = _answer(out, asked["job"], asked["payload"])
    with suppress(BrokenPipeError):
        _say(out, answer)
        out.flush()
    return 0 if "result" in answer else 2


def _answer(out: BinaryIO, job: str, payload: dict[str, object]) -> dict[str, object]:
    """Do the job; whatever it ends with becomes the last answer."""
    try:
        module, _, function = job.partition(":")
        result = getattr(importlib.import_module(module), function)(payload, _teller(out))
        if isinstance(result, Iterator):
            _say_items(out, result)
            result = None
        return {"result": result}
    except CrossfootError as trouble:
        body = {"kind": type(trouble).__name__, "message": trouble.message, "hint": trouble.hint}
        return {"trouble": body}
    except MemoryError:
        return {"failed": "memory"}
    except RecursionError:
        return {"failed": "depth"}
    except Exception:
        import traceback

        return {"mistake": traceback.format_exc()}
    except BaseException as crash:  # a panic in a reader written in Rust is no Exception
        sys.stderr.write(f"{type(crash).__name__}: {crash}\n")
        return {"failed": "crash"}


def _say(out: BinaryIO, message: dict[str, object]) -> None:
    out.write(json.dumps(message).encode("ascii") + b"\n")


def _say_items(out: BinaryIO, items: Iterator[object]) -> None:
    """The items in lines of moderate length, each as soon as it is full."""
    waiting: list[str] = []
    length = 0
    for item in items:
        text = json.dumps(item)
        waiting.append(text)
        length += len(text)
        if length >= _ITEMS_BYTES:
            out.write(f'{{"items": [{", ".join(waiting)}]}}\n'.encode("ascii"))
            out.flush()
            waiting, length = [], 0
    if waiting:
        out.write(f'{{"items": [{", ".join(waiting)}]}}\n'.encode("ascii"))


def _teller(out: BinaryIO) -> Callable[[int, int, str], None]:
    told = 0.0

    def tell(done: int, total: int, note: str) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _TELL_EVERY:
            told = now
            _say(out, {"progress": [done, total, note]})
            out.flush()

    return tell


def _end_with_the_parent() -> None:
    """End when the program ends, however it ends; Ctrl-C is the program's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PARENT_DIED, signal.SIGKILL)
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    with suppress(OSError):
        os.read(0, 1)
    os._exit(3)


if __name__ == "__main__":
    sys.exit(main())
