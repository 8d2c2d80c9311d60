"""A small process that starts one command, waits for it and writes down what it and all its children used.

It stands between, because a process counts the memory of the one that started it as its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

MOST_WRITTEN = 300 * 1024**2
"""Bytes of one file; what writes more is stopped, so that a bomb that goes off does no harm."""
REPORTED_IN = 1024 if sys.platform == "linux" else 1


def main(folder: Path, command: list[str]) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, cwd=folder)
        _, status, used = os.wait4(process.pid, 0)
    facts = {
        "code": os.waitstatus_to_exitcode(status),
        "cpu": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss * REPORTED_IN,
    }
    (folder / "used.json").write_text(json.dumps(facts), encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
