"""What a kind of hostile file is: how it is made, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Kind:
    """One kind. Either `refused` (words of the sentence that says so), or what is read right:

    `count` non-empty cells in all, and the values of some of them by address (`A1`, or `Sheet!A1`). `inspected`: it can
    be looked through all the same, which shows what is wrong with it as a hazard.
    """

    name: str
    build: Callable[[Path], object]
    refused: str = ""
    count: int | None = None
    cells: Mapping[str, Any] = field(default_factory=dict)
    ending: str = ".xlsx"
    inspected: bool = False

    def make(self, folder: Path) -> Path:
        """The file, written into the folder."""
        path = folder / f"{self.name.replace(' ', '-')}{self.ending}"
        self.build(path)
        return path

    def __str__(self) -> str:
        return self.name
