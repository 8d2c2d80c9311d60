"""The only door to the content that ships with the program: packs, fonts, sample workbooks.

Content is data (TOML, SQL, fonts, workbooks). What it means is decided by the stage that reads it; this module
only finds it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from crossfoot.errors import CheckDefinitionError

DEFAULT_PACK = "delegated_authority"


def root() -> Traversable:
    """The folder of all shipped content."""
    return files("crossfoot_resources")


@dataclass(frozen=True)
class Pack:
    """One audit program as a folder: record types, checks, criteria, the words of its report."""

    name: str
    folder: Traversable

    def facts(self) -> dict[str, Any]:
        """What `pack.toml` says of the pack: title, description, defaults."""
        return read_toml(self.folder / "pack.toml")

    def toml_files(self, place: str) -> list[Traversable]:
        """The TOML files below `place` (such as `record_types`), by name."""
        return _files_below(self.folder / place, ".toml")

    def check_files(self) -> list[Traversable]:
        """The `.sql` check modules of all families, by path."""
        return _files_below(self.folder / "checks", ".sql")

    def view_files(self) -> list[Traversable]:
        """The `.sql` views that several checks of the pack share, by path."""
        return _files_below(self.folder / "views", ".sql")


def _files_below(folder: Traversable, ending: str) -> list[Traversable]:
    if not folder.is_dir():
        return []
    found: list[Traversable] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found.extend(_files_below(entry, ending))
        elif entry.name.endswith(ending):
            found.append(entry)
    return found


def read_toml(file: Traversable) -> dict[str, Any]:
    """A TOML file of the content; a mistake in it is said with the file's name and line."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CheckDefinitionError(
            f"{file} is not valid TOML: {error}.", "Correct the line that the message names."
        ) from None


@cache
def pack(name: str = DEFAULT_PACK) -> Pack:
    """The pack called `name`; CheckDefinitionError where there is none."""
    folder = root() / "packs" / name
    if not (folder / "pack.toml").is_file():
        known = ", ".join(pack_names())
        raise CheckDefinitionError(f"There is no pack called {name!r}.", f"The packs here are: {known}.")
    return Pack(name, folder)


def pack_names() -> list[str]:
    """The names of the shipped packs."""
    return sorted(entry.name for entry in (root() / "packs").iterdir() if (entry / "pack.toml").is_file())


def sample_criteria_files() -> list[Traversable]:
    """The TOML files of the fictitious agency's policies, by name."""
    return _files_below(root() / "samples" / "criteria", ".toml")


def file_path(*parts: str) -> Path:
    """The path on disk of a shipped file (fonts and samples are handed to libraries that want a path)."""
    return Path(str(root().joinpath(*parts)))
