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
from typing import TYPE_CHECKING, Any

from crossfoot.errors import CheckDefinitionError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

DEFAULT_PACK = "delegated_authority"
PACKS = "crossfoot.packs"
"""The group of entry points by which a package that is installed beside the program brings a pack."""


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
    """The pack called `name`, shipped or installed beside the program; CheckDefinitionError where there is none."""
    folder = root() / "packs" / name
    if not (folder / "pack.toml").is_file():
        installed = _installed_packs().get(name)
        if installed is None:
            known = ", ".join(pack_names())
            raise CheckDefinitionError(f"There is no pack called {name!r}.", f"The packs here are: {known}.")
        folder = _folder_of(installed)
    return Pack(name, folder)


def pack_names() -> list[str]:
    """The names of the shipped packs and of those that are installed beside the program."""
    shipped = {entry.name for entry in (root() / "packs").iterdir() if (entry / "pack.toml").is_file()}
    return sorted(shipped | set(_installed_packs()))


def _installed_packs() -> dict[str, EntryPoint]:
    """Packs that other packages bring, by the entry point group `crossfoot.packs`; a shipped one keeps its name."""
    from importlib.metadata import entry_points

    return {entry.name: entry for entry in entry_points(group=PACKS)}


def _folder_of(entry: EntryPoint) -> Traversable:
    """The folder that an entry point names as `package:path/of/the/pack`; a pack is data, none of its code is run."""
    package, _, place = entry.value.partition(":")
    wrong = f"The installed pack {entry.name!r} says that it lies in {entry.value!r}"
    try:
        folder = files(package).joinpath(*place.split("/")) if place else files(package)
    except ImportError:
        raise CheckDefinitionError(
            f"{wrong}, and there is no package {package!r}.", "Install the pack again."
        ) from None
    if not (folder / "pack.toml").is_file():
        raise CheckDefinitionError(
            f"{wrong}, where there is no pack.toml.", "Ask its author for a whole pack."
        )
    return folder


def sample_criteria_files() -> list[Traversable]:
    """The TOML files of the fictitious agency's policies, by name."""
    return _files_below(root() / "samples" / "criteria", ".toml")


def file_path(*parts: str) -> Path:
    """The path on disk of a shipped file (fonts and samples are handed to libraries that want a path)."""
    return Path(str(root().joinpath(*parts)))
