"""First on PYTHONPATH, this makes a process, and each process that it starts, write down what it should not do.

Written down are: any use of a socket, a file opened for writing or a database outside the allowed folders, a program
started that is not this Python. CROSSFOOT_WATCH_LOG names the file for it, CROSSFOOT_WATCH_ALLOW the folders.
"""

from __future__ import annotations

import os
import sys

_LOG = os.open(os.environ["CROSSFOOT_WATCH_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_ALLOWED = tuple(os.path.realpath(folder) for folder in os.environ["CROSSFOOT_WATCH_ALLOW"].split(os.pathsep))
_PYTHON = os.path.realpath(sys.executable)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATHS = {
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.truncate",
    "shutil.rmtree",
}
_STARTING = {"subprocess.Popen", "os.exec", "os.posix_spawn"}


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(("socket.connect", "socket.bind", "socket.get", "socket.send", "urllib.", "http.")):
        _write_down(event, arguments)
    elif event == "open":
        path, _, flags = arguments
        if isinstance(flags, int) and flags & _WRITING and isinstance(path, (str, bytes, os.PathLike)):
            _look_at(event, path)
    elif event == "sqlite3.connect" or event in _PATHS:
        _look_at(event, arguments[0])
    elif (event in _STARTING and os.path.realpath(str(arguments[0])) != _PYTHON) or event == "os.system":
        _write_down(event, arguments)


def _look_at(event: str, path: object) -> None:
    if not isinstance(path, (str, bytes, os.PathLike)):
        return
    text = os.fsdecode(path).removeprefix("file:").partition("?")[0]
    if text in (os.devnull, ":memory:", ""):
        return
    real = os.path.realpath(text)
    if not any(real == folder or real.startswith(folder + os.sep) for folder in _ALLOWED):
        _write_down(event, real)


def _write_down(event: str, what: object) -> None:
    os.write(_LOG, f"{event} {what!r}\n".encode(errors="backslashreplace"))


sys.addaudithook(_watch)
