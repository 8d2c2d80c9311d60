"""What a process apart may use, and how the limits are put on it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ADDRESS_SPACE_HOLDS = sys.platform == "linux"
"""Whether the operating system itself holds a process to its memory; elsewhere the parent looks at it and ends it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one process apart.

    memory_bytes: the most memory it may take. On Linux its address space (RLIMIT_AS), set before anything heavy is
    loaded; elsewhere its resident memory, looked at by the parent.
    silent_seconds: how long it may go without a sign of progress before it is ended.
    answer_bytes: the longest single answer that the parent takes from it; more than that comes as a stream.
    """

    memory_bytes: int = 1536 * 1024**2
    silent_seconds: float = 60.0
    answer_bytes: int = 32 * 1024**2


def hold_to(memory_bytes: int) -> None:
    """Hold this very process to the memory, and let it leave no core dump, as far as the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ADDRESS_SPACE_HOLDS:
        with suppress(OSError, ValueError):
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            most = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


def resident_bytes(process: int) -> int:
    """The memory that a running process holds at this moment; 0 where it cannot be told."""
    try:
        if sys.platform == "linux":
            pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE")
        if sys.platform == "win32":
            return _resident_on_windows(process)
        asked = subprocess.run(
            ["/bin/ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False
        )
        return int(asked.stdout.strip() or 0) * 1024
    except (OSError, ValueError, IndexError):
        return 0


def _resident_on_windows(process: int) -> int:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", ctypes.c_uint32),
            ("PageFaultCount", ctypes.c_uint32),
            *((name, ctypes.c_size_t) for name in ("PeakWorkingSetSize", "WorkingSetSize")),
            *((f"other{i}", ctypes.c_size_t) for i in range(6)),
        )

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(0x1000 | 0x0010, False, process)  # may ask for its facts and its memory
    if not handle:
        return 0
    counters = Counters(cb=ctypes.sizeof(Counters))
    try:
        asked = kernel.K32GetProcessMemoryInfo(ctypes.c_void_p(handle), ctypes.byref(counters), counters.cb)
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
    return int(counters.WorkingSetSize) if asked else 0
