"""How a process apart can end without an answer, in the words that an auditor reads."""

from __future__ import annotations

import signal

from crossfoot.apart.limits import Limits
from crossfoot.errors import WorkbookError

_SAVE_ANEW = (
    "Open the workbook in Excel, save it under a new name and read that copy; keep the original as evidence."
)
_ASK = "No ordinary list does that. Ask the sender how the file was made, and for the list by itself."


class ProgramMistake(RuntimeError):  # noqa: N818 - named for what it is
    """Our own mistake in a process apart; the text is its traceback, for the people who keep the program."""


def out_of_memory(what: str, limits: Limits) -> WorkbookError:
    """It needed more memory than it may take."""
    most = f"{limits.memory_bytes / 1024**3:.1f} GB"
    return WorkbookError(
        f"{what} could not be read: reading it takes more memory than the {most} allowed.", _ASK
    )


def too_slow(what: str, limits: Limits) -> WorkbookError:
    """It gave no sign of progress for too long."""
    return WorkbookError(
        f"{what} could not be read: the reading made no progress for {limits.silent_seconds:g} seconds "
        "and was stopped.",
        _SAVE_ANEW,
    )


def too_deep(what: str) -> WorkbookError:
    """Its contents are nested beyond all measure."""
    return WorkbookError(f"{what} could not be read: its contents are nested too deeply.", _ASK)


def too_long(what: str) -> WorkbookError:
    """What it holds cannot be told in an answer of bearable length."""
    return WorkbookError(
        f"{what} could not be read: its headers and texts are too many or too long to be listed.", _ASK
    )


def crashed(what: str) -> WorkbookError:
    """Something in the file broke its reader."""
    return WorkbookError(
        f"{what} could not be read: something in it made the reader break off. "
        "Only the reading of this file has ended.",
        _SAVE_ANEW,
    )


def ended(what: str, code: int, complaints: str, limits: Limits) -> WorkbookError:
    """The trouble behind an exit code (negative: a signal) without an answer."""
    killed_for_memory = code == -int(getattr(signal, "SIGKILL", 9))
    if killed_for_memory or "memory allocation of" in complaints or "MemoryError" in complaints:
        return out_of_memory(what, limits)
    return crashed(what)


def failed(what: str, how: str, limits: Limits) -> WorkbookError:
    """The trouble that the process could still name itself."""
    return {"memory": out_of_memory(what, limits), "depth": too_deep(what)}.get(how) or crashed(what)
