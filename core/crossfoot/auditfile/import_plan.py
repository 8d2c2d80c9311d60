"""What an import would do, before it does it: which sheet becomes which list, by which mapping, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import MappingError, WorkbookError
from crossfoot.mapping.inspect_apart import inspect_apart
from crossfoot.mapping.model import Mapping, RecordType
from crossfoot.mapping.propose import propose_mapping
from crossfoot.mapping.saved import mapping_from_toml, validate_mapping
from crossfoot.progress import Progress, silent
from crossfoot.workbook.model import SheetInfo, WorkbookInfo


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What the auditor says of an import; everything left out is proposed.

    `mapping_toml` is the text of a saved mapping; `as_list` starts a list of that name; `new_version_of` names the list
    that this workbook replaces; `keep_source` keeps the workbook's bytes in the audit file (else its fingerprint only).
    """

    sheet: str | None = None
    record_type: str | None = None
    mapping_toml: str | None = None
    as_list: str | None = None
    new_version_of: str | None = None
    keep_source: bool = True


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
    """All that an import of one workbook will do."""

    workbook: WorkbookInfo
    sheets: tuple[SheetPlan, ...]
    skipped: tuple[Skipped, ...]


def plan_import(
    audit: Audit, path: Path, choices: ImportChoices | None = None, progress: Progress = silent
) -> ImportPlan:
    """Inspect the workbook and propose what to load. Nothing is written.

    WorkbookError where it cannot be read or has no such sheet; MappingError where nothing in it fits, a required field
    has no column, or a list of that kind is there already and the auditor has not said what this one is.
    """
    choices = choices or ImportChoices()
    info = inspect_apart(path, progress, audit.facts.pack)
    mappings, skipped = _mappings(audit, info, choices)
    counts = Counter(mapping.record_type for _, mapping in mappings)
    plans = []
    for sheet, mapping in mappings:
        record_type = audit.types[mapping.record_type]
        validate_mapping(mapping, sheet, record_type)
        name = record_type.name if counts[record_type.name] == 1 else f"{record_type.name}: {sheet.name}"
        plans.append(_placed(audit, SheetPlan(sheet, mapping, record_type, name), choices))
    return ImportPlan(info, tuple(plans), tuple(skipped))


def _mappings(
    audit: Audit, info: WorkbookInfo, choices: ImportChoices
) -> tuple[list[tuple[SheetInfo, Mapping]], list[Skipped]]:
    sheets = _asked_sheets(info, choices)
    found: list[tuple[SheetInfo, Mapping]] = []
    skipped: list[Skipped] = []
    for sheet in sheets:
        if sheet.header_row == 0 or not sheet.columns:
            skipped.append(Skipped(sheet.name, "The sheet is empty."))
            continue
        if choices.mapping_toml is not None:
            found.append((sheet, mapping_from_toml(choices.mapping_toml, sheet, audit.types)))
            continue
        mapping = propose_mapping(sheet, audit.types, choices.record_type)
        if mapping.record_type and not mapping.missing_required:
            found.append((sheet, mapping))
        elif choices.record_type or choices.sheet:
            raise _does_not_fit(info, sheet, mapping)
        else:
            skipped.append(Skipped(sheet.name, _does_not_fit(info, sheet, mapping).message))
    if not found:
        reasons = " ".join(f"{entry.sheet}: {entry.reason}" for entry in skipped)
        raise MappingError(
            f"No sheet of {Path(info.path).name} can be loaded. {reasons}",
            "Name the sheet and the kind of list (--sheet, --as), or give a mapping (--mapping FILE.toml).",
        )
    chosen_one = choices.record_type or choices.mapping_toml or choices.as_list or choices.new_version_of
    if len(found) > 1 and chosen_one and not choices.sheet:
        names = ", ".join(sheet.name for sheet, _ in found)
        raise MappingError(
            f"{Path(info.path).name} has several sheets that can be loaded ({names}).",
            "Name the one you mean with --sheet.",
        )
    return found, skipped


def _asked_sheets(info: WorkbookInfo, choices: ImportChoices) -> list[SheetInfo]:
    if choices.sheet is None:
        return list(info.sheets)
    sheet = info.sheet(choices.sheet)
    if sheet is None:
        names = ", ".join(known.name for known in info.sheets)
        raise WorkbookError(
            f"{Path(info.path).name} has no sheet called {choices.sheet!r}.", f"Its sheets are: {names}."
        )
    return [sheet]


def _does_not_fit(info: WorkbookInfo, sheet: SheetInfo, mapping: Mapping) -> MappingError:
    if not mapping.record_type:
        return MappingError(
            mapping.reason,
            "Say what kind of list it is with --as, or give a mapping with --mapping FILE.toml.",
        )
    missing = ", ".join(mapping.missing_required)
    return MappingError(
        f"Sheet {sheet.name!r} of {Path(info.path).name} looks like {mapping.record_type}, "
        f"but no column was found for: {missing}.",
        "Say which column it is in a mapping (--mapping FILE.toml), or ask the agency for the column.",
    )


def _placed(audit: Audit, plan: SheetPlan, choices: ImportChoices) -> SheetPlan:
    """Settle to which list the sheet belongs, and which version it replaces."""
    lists = audit.rows(
        "SELECT l.name, l.record_type, max(i.import_id) AS import_id FROM cf_list l "
        "JOIN cf_import i ON i.list_id = l.list_id AND i.state = 'current' GROUP BY l.list_id ORDER BY l.list_id"
    )
    if choices.new_version_of is not None:
        for known in lists:
            if known["name"] == choices.new_version_of:
                if known["record_type"] != plan.record_type.name:
                    raise MappingError(
                        f"The list {known['name']!r} holds {known['record_type']}, but this sheet looks like "
                        f"{plan.record_type.name}.",
                        "Name the list that this workbook is a new version of, or import it with --as-list NAME.",
                    )
                return SheetPlan(
                    plan.sheet, plan.mapping, plan.record_type, known["name"], known["import_id"]
                )
        names = ", ".join(repr(known["name"]) for known in lists) or "none yet"
        raise MappingError(
            f"There is no list called {choices.new_version_of!r} in this audit.",
            f"The lists here are: {names}.",
        )
    name = choices.as_list or plan.list_name
    same_name = next((known for known in lists if known["name"] == name), None)
    same_type = next((known for known in lists if known["record_type"] == plan.record_type.name), None)
    if same_name is not None or (same_type is not None and choices.as_list is None):
        held = (same_name or same_type or {})["name"]
        raise MappingError(
            f"This audit already holds a list of {plan.record_type.title.lower()}, called {held!r}.",
            f"If this workbook is its new version, import it with --new-version-of {held!r}; "
            "if it is another list, name it with --as-list NAME.",
        )
    return SheetPlan(plan.sheet, plan.mapping, plan.record_type, name)
