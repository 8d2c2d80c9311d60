"""The shape of a second reading of a sheet, by a program that is independent of Crossfoot's own reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from crossfoot.errors import Cancelled
from crossfoot.workbook.certificate.certificate_model import Mode, Reader, Seen

Rows = Iterator[tuple[int, dict[int, Seen]]]
"""Rows in ascending order: the row number, and what stands in each column (1 is A)."""


def _never(row: int, column: int) -> bool:  # noqa: ARG001
    return False


class NoSecondOpinionError(Exception):
    """No second program reads this file or sheet, for the `reason`; the message is a sentence for the auditor."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The workbook could not be read a second time: {reason}.")
        self.reason = reason


@contextmanager
def blamed_on(program: str) -> Iterator[None]:
    """Whatever goes wrong inside is trouble of the second program, panics of calamine (no Exception) too."""
    try:
        yield
    except (NoSecondOpinionError, Cancelled, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        said = " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__
        raise NoSecondOpinionError(f"{program} cannot read it ({said})") from None


@dataclass(frozen=True, slots=True)
class SecondReading:
    """A second reading of one sheet. `view` reduces what Crossfoot saw to what this program can see, None to nothing.

    `twice` says who read ("by two independent programs (...)"). `under_merge` tells whether a cell lies under a merged
    one, `made_up` whether this program shows something there that the file does not hold.
    """

    reader: Reader
    mode: Mode
    rows: Callable[[], Rows]
    view: Callable[[Seen], Seen | None]
    compared: str
    twice: str
    under_merge: Callable[[int, int], bool] = _never
    made_up: Callable[[int, int], bool] = _never


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as bare values: its rows from row 1 on, each a list from `first_column` on (1 is A); "" is no value."""

    first_column: int
    rows: Iterator[list[Any]]


class Opinion(Protocol):
    """A program that opened the file a second time."""

    def sheet(self, name: str) -> SecondReading | None:
        """Its reading of one sheet; None where it finds no such sheet."""


def by_two(second: Reader) -> str:
    """Who read a sheet, in words."""
    return f"by two independent programs (Crossfoot and {second.name} {second.version})"


def everything(seen: Seen) -> Seen:
    """The view of a program that sees all."""
    return seen
