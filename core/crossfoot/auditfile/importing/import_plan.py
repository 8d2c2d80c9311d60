"""What an import would do, before it does it: which sheet becomes which list, by which mapping, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.import_mappings import MappedSheet, Mappings
from crossfoot.auditfile.importing.import_model import (
    ImportChoices,
    ImportPlan,
    SheetChoice,
    SheetPlan,
    Skipped,
)
from crossfoot.errors import MappingError
from crossfoot.mapping.inspect_apart import inspect_apart
from crossfoot.mapping.record_types import OTHER_TABLE
from crossfoot.mapping.validate import validate_mapping
from crossfoot.progress import Progress, silent
from crossfoot.workbook.model import WorkbookInfo

__all__ = [
    "ImportChoices",
    "ImportPlan",
    "SheetChoice",
    "SheetPlan",
    "Skipped",
    "look_through",
    "plan_import",
    "propose_import",
    "settle_import",
]


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A workbook as inspected, the mapping found for each sheet that can be loaded, and the sheets that cannot."""

    workbook: WorkbookInfo
    mapped: tuple[MappedSheet, ...]
    skipped: tuple[Skipped, ...]


def plan_import(
    audit: Audit, path: Path, choices: ImportChoices | None = None, progress: Progress = silent
) -> ImportPlan:
    """Inspect the workbook and propose what to load. Nothing is written.

    Each sheet is read by the mapping that the auditor states, else by that of the version before, else by a template
    that has its headers, else as proposed. WorkbookError where the workbook cannot be read or has no such sheet;
    MappingError where nothing in it fits, a required field has no column, or a list of that kind is there already and
    the auditor has not said what this one is.
    """
    choices = choices or ImportChoices()
    return settle_import(audit, look_through(audit, path, choices, progress), choices)


def settle_import(audit: Audit, looked: LookedThrough, choices: ImportChoices) -> ImportPlan:
    """What an import of a workbook that was looked through would do; MappingError as `plan_import`."""
    info, mapped = looked.workbook, looked.mapped
    counts = Counter(one.mapping.record_type for one in mapped)
    plans = []
    for one in mapped:
        record_type = audit.types[one.mapping.record_type]
        validate_mapping(one.mapping, one.sheet, record_type)
        name = _proposed_name(audit, info, one, counts[record_type.name] == 1)
        plans.append(_placed(audit, SheetPlan(one.sheet, one.mapping, record_type, name), one.choice))
    twice = [name for name, count in Counter(plan.list_name for plan in plans).items() if count > 1]
    if twice:
        raise MappingError(
            f"Two sheets would both become the list {twice[0]!r}.", "Give each of them a name of its own."
        )
    return ImportPlan(info, tuple(plans), looked.skipped, choices.options)


def propose_import(
    audit: Audit, path: Path, choices: ImportChoices | None = None, progress: Progress = silent
) -> list[MappedSheet]:
    """The sheets of a workbook with their mappings, for the auditor to go on with: where they would go is not asked,
    and a required field may have no column yet (`missing_required`)."""
    return list(look_through(audit, path, choices or ImportChoices(), progress, unfinished=True).mapped)


def look_through(
    audit: Audit, path: Path, choices: ImportChoices, progress: Progress = silent, *, unfinished: bool = False
) -> LookedThrough:
    """A workbook looked through once: what it holds and how its sheets would be read.

    With `unfinished`, a mapping may lack a required field. WorkbookError and MappingError as `plan_import`.
    """
    sources = Mappings(audit, choices)
    info = inspect_apart(
        path, progress, audit.facts.pack, choices.options, sources.headers(), sources.saved_headers()
    )
    mapped, skipped = sources.of(info, unfinished=unfinished)
    return LookedThrough(info, tuple(mapped), tuple(skipped))


def _proposed_name(audit: Audit, info: WorkbookInfo, one: MappedSheet, alone: bool) -> str:
    """A list is called like its kind; several of a kind, and tables that are no known list, like their sheets."""
    kind, sheet = one.mapping.record_type, one.sheet.name
    if kind != OTHER_TABLE.name:
        return kind if alone else f"{kind}: {sheet}"
    taken = audit.rows("SELECT 1 FROM cf_list WHERE name = ?", (sheet,))
    return f"{Path(info.path).stem}: {sheet}" if taken else sheet


def _placed(audit: Audit, plan: SheetPlan, choice: SheetChoice) -> SheetPlan:
    """Settle to which list the sheet belongs, and which version it replaces."""
    lists = audit.rows(
        "SELECT l.name, l.record_type, max(i.import_id) AS import_id FROM cf_list l "
        "JOIN cf_import i ON i.list_id = l.list_id AND i.state = 'current' GROUP BY l.list_id ORDER BY l.list_id"
    )
    if choice.new_version_of is not None:
        for known in lists:
            if known["name"] == choice.new_version_of:
                if known["record_type"] != plan.record_type.name:
                    raise MappingError(
                        f"The list {known['name']!r} holds {known['record_type']}, but this sheet looks like "
                        f"{plan.record_type.name}.",
                        "Name the list that this workbook is a new version of, or import it with --as-list NAME.",
                    )
                return replace(plan, list_name=known["name"], supersedes=known["import_id"])
        names = ", ".join(repr(known["name"]) for known in lists) or "none yet"
        raise MappingError(
            f"No list called {choice.new_version_of!r} counts in this audit.",
            f"The lists that count are: {names}. One whose last version was withdrawn is imported anew, with "
            "--as-list NAME.",
        )
    name = choice.as_list or plan.list_name
    same_name = next((known for known in lists if known["name"] == name), None)
    one_of_a_kind = plan.record_type != OTHER_TABLE
    same_type = next(
        (known for known in lists if one_of_a_kind and known["record_type"] == plan.record_type.name), None
    )
    if same_name is not None or (same_type is not None and choice.as_list is None):
        held = (same_name or same_type or {})["name"]
        raise MappingError(
            f"This audit already holds a list of {plan.record_type.title.lower()}, called {held!r}."
            if one_of_a_kind
            else f"This audit already holds a list called {held!r}.",
            f"If this workbook is its new version, import it with --new-version-of {held!r}; "
            "if it is another list, name it with --as-list NAME.",
        )
    return replace(plan, list_name=name)
