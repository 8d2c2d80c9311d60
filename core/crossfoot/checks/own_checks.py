"""Checks that an auditor wrote: the `.sql` files of a folder of their own, read like those of a pack.

They are nobody's but their author's: they run under a shorter deadline and in less room, a broken one stops nothing,
and each run keeps the text that ran in the audit file, so that the audit can be performed again without the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from crossfoot.checks.header import parse_check
from crossfoot.checks.model import Check
from crossfoot.errors import CheckDefinitionError
from crossfoot.mapping.model import RecordType

FAMILY = "own"
_LARGEST = 1_000_000  # bytes
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def own_check_files(folder: Path) -> list[Path]:
    """The check files of the folder, by name."""
    return sorted(folder.glob("*.sql")) if folder.is_dir() else []


def read_own_check(file: Path, types: Mapping[str, RecordType]) -> Check:
    """The check of that file; CheckDefinitionError names the file and the line of what is wrong.

    What is said and stored of it names the file alone: the folders of a person's machine belong into no report.
    """
    if not file.is_file() or file.stat().st_size > _LARGEST:
        raise CheckDefinitionError(
            f"{file} is not the text of a check: it is no file, or has more than {_LARGEST // 1000:,} kB.",
            "Take it out of the folder.",
        )
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise CheckDefinitionError(
            f"{file}, line 1: the file is not UTF-8 text.", "Save it as UTF-8."
        ) from None
    except OSError as error:
        raise CheckDefinitionError(
            f"{file} cannot be read: {error.strerror}.", "See who may read it, or take it out of the folder."
        ) from None
    try:
        return replace(parse_check(text, f"own checks/{file.name}", FAMILY, types), own=True)
    except RecursionError:
        raise CheckDefinitionError(
            f"own checks/{file.name}, line 1: the header nests too deeply.",
            "Correct the header of this check.",
        ) from None


def own_checks(
    folder: Path, types: Mapping[str, RecordType]
) -> Iterator[Check | tuple[Path, CheckDefinitionError]]:
    """Each check of the folder, or its file with what is wrong with it."""
    for file in own_check_files(folder):
        try:
            yield read_own_check(file, types)
        except CheckDefinitionError as error:
            yield file, error


def write_own_check(folder: Path, name: str, text: str) -> Path:
    """Write a new check into the folder; the file. CheckDefinitionError where the name does not fit or is taken."""
    if not _NAME.fullmatch(name):
        raise CheckDefinitionError(
            f"A check cannot be called {name!r}.",
            "Use small letters, digits and hyphens between them, such as letters-after-authority.",
        )
    file = folder / f"{name}.sql"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise CheckDefinitionError(
            f"{file} exists already.", "Choose another name, or edit that file."
        ) from None
    except OSError as error:
        raise CheckDefinitionError(
            f"The check cannot be written to {folder}: {error.strerror}.",
            "Choose a folder that you may write to (--folder).",
        ) from None
    return file
