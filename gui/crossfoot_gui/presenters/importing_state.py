"""What the import page shows: the workbook, its sheets, the proposed columns, the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from: what the program calls it, what the auditor reads."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of the sheet, and the field that it would fill ("" for none: kept as raw text)."""

    letter: str
    header: str
    sample: str
    filled: str
    field: str
    sure: str
    reason: str


@dataclass(frozen=True, slots=True)
class HazardLine:
    """What may mislead in the sheet, in one sentence, and where."""

    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One sheet of the workbook as the list of sheets shows it."""

    name: str
    note: str
    included: bool
    ready: bool


@dataclass(frozen=True, slots=True)
class SheetState:
    """The sheet whose columns are shown.

    `place` is "new", "version" or "" while the auditor has to say which; `versions` are the lists that it may replace.
    """

    name: str
    facts: str
    reason: str
    record_type: str
    record_types: tuple[Choice, ...]
    fields: tuple[Choice, ...]
    columns: tuple[ColumnLine, ...]
    hazards: tuple[HazardLine, ...]
    missing: tuple[str, ...]
    place: Literal["new", "version", ""]
    versions: tuple[str, ...]
    version_of: str
    list_name: str


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What became of one sheet, in sentences."""

    headline: str
    facts: tuple[tuple[str, str], ...]
    misfits: int


@dataclass(frozen=True, slots=True)
class ImportState:
    """The import page. `obstacle` says why Import cannot be pressed; empty when it can."""

    stage: Literal["choose", "preview", "done"]
    prompt: str
    file: str = ""
    file_facts: str = ""
    sheets: tuple[SheetLine, ...] = ()
    sheet: SheetState | None = None
    keep_source: bool = True
    obstacle: str = ""
    results: tuple[ResultLine, ...] = ()
    imported: tuple[str, ...] = ()
