"""Jobs that misbehave, for a process apart to do."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crossfoot.errors import MappingError
from crossfoot.progress import Progress


def echo(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    progress(1, 2, "half way")
    print("a library chats on standard output")
    return {"heard": payload, "arguments": sys.argv[1:]}


def count(payload: dict[str, Any], progress: Progress) -> Iterator[str]:
    return (str(number) * 100 for number in range(payload["to"]))


def refuse(payload: dict[str, Any], progress: Progress) -> None:
    raise MappingError("Column C is mapped twice.", "Map it once.")


def take_memory(payload: dict[str, Any], progress: Progress) -> int:
    return len(bytearray(payload["bytes"]))


def go_deep(payload: dict[str, Any], progress: Progress) -> None:
    go_deep(payload, progress)


def panic(payload: dict[str, Any], progress: Progress) -> None:
    raise type("PanicException", (BaseException,), {})("called `Option::unwrap()` on a `None` value")


def die(payload: dict[str, Any], progress: Progress) -> None:
    print(payload.get("last_words", ""), file=sys.stderr, flush=True)
    os.kill(os.getpid(), payload.get("by", signal.SIGSEGV))


def leave(payload: dict[str, Any], progress: Progress) -> None:
    os._exit(0)


def stumble(payload: dict[str, Any], progress: Progress) -> None:
    raise KeyError("our own mistake")


def hang(payload: dict[str, Any], progress: Progress) -> None:
    Path(payload["note"]).write_text(str(os.getpid()), encoding="ascii")
    progress(5, 10, "about to hang")
    time.sleep(60)


def leave_a_file(payload: dict[str, Any], progress: Progress) -> str:
    import tempfile

    name = tempfile.mkstemp()[1]
    Path(name).write_text("secret", encoding="ascii")
    return name


def limits(payload: dict[str, Any], progress: Progress) -> list[int]:
    import resource

    return [resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CORE)[0]]
