"""What an auditor says of an import, and what it would do."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field

from crossfoot.mapping.model import Mapping, RecordType, SkippedRows
from crossfoot.workbook.model import AS_FOUND, HeaderChoice, ReadOptions, SheetInfo, WorkbookInfo


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """What the auditor says of one sheet, where several are imported at once."""

    sheet: str
    record_type: str | None = None
    as_list: str | None = None
    new_version_of: str | None = None


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the auditor says of an import; everything left out is proposed.

    `mapping_toml` is the text of a saved mapping; `as_list` starts a list of that name; `new_version_of` names the list
    that this workbook replaces; `keep_source` keeps the workbook's bytes in the audit file (else its fingerprint only).
    `sheets` names several sheets at once, each with its own choices, instead of the four that are about one sheet.
    `headers` are the header rows chosen, by the sheet's name (`inspect_apart.THE_ONLY_SHEET` where it has one);
    `skipped` and `left_out` (letter: reason) are rows and columns that are not loaded, `keep_identifiers` (letter:
    reason) columns that name persons and are stored as pseudonyms; these need one sheet.
    """

    sheet: str | None = None
    record_type: str | None = None
    mapping_toml: str | None = None
    as_list: str | None = None
    new_version_of: str | None = None
    keep_source: bool = True
    sheets: tuple[SheetChoice, ...] = ()
    headers: MappingOf[str, HeaderChoice] = field(default_factory=dict)
    skipped: tuple[SkippedRows, ...] = ()
    left_out: MappingOf[str, str] = field(default_factory=dict)
    keep_identifiers: MappingOf[str, str] = field(default_factory=dict)
    options: ReadOptions = AS_FOUND


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet that will be loaded. `supersedes` is the import_id of the version that it replaces."""

    sheet: SheetInfo
    mapping: Mapping
    record_type: RecordType
    list_name: str
    supersedes: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sheet that will not be loaded, and why."""

    sheet: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that an import of one workbook will do, and how the file is read."""

    workbook: WorkbookInfo
    sheets: tuple[SheetPlan, ...]
    skipped: tuple[Skipped, ...]
    options: ReadOptions = AS_FOUND
