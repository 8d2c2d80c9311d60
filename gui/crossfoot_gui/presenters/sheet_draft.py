"""One sheet on its way into the audit: the proposal, and what the auditor made of it."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from typing import Literal

from crossfoot.auditfile.import_plan import SheetPlan
from crossfoot.auditfile.lookups import ImportLine
from crossfoot.mapping import edit
from crossfoot.mapping.columns import missing_required
from crossfoot.mapping.model import Mapping, RecordType
from crossfoot.mapping.propose import propose_mapping
from crossfoot.mapping.record_types import OTHER_TABLE
from crossfoot.mapping.validate import validate_mapping
from crossfoot.workbook.model import SheetInfo


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A sheet, its mapping as it stands now, and where it goes: a new list, or a new version of `version_of`."""

    sheet: SheetInfo
    mapping: Mapping
    included: bool
    place: Literal["new", "version", ""]
    version_of: str
    list_name: str
    lists: tuple[ImportLine, ...]

    def missing(self, types: MappingOf[str, RecordType]) -> tuple[str, ...]:
        """The required fields that no column fills yet."""
        if not self.mapping.record_type:
            return ()
        fields = {column.field for column in self.mapping.columns if column.field}
        return missing_required(fields, types[self.mapping.record_type])

    def obstacle(self, types: MappingOf[str, RecordType]) -> str:
        """Why this sheet cannot be imported as it stands; empty when it can."""
        if not self.mapping.record_type:
            return f"{self.sheet.name}: say what kind of list it is."
        missing = self.missing(types)
        if missing:
            return f"{self.sheet.name}: no column is mapped to {', '.join(missing)}."
        if self.place == "":
            return f"{self.sheet.name}: say whether it is a new version of a list or another list."
        if self.place == "new" and not self.list_name.strip():
            return f"{self.sheet.name}: give the list a name."
        if self.place == "new" and self.list_name.strip() in {line.list_name for line in self.lists}:
            return f"{self.sheet.name}: {self.list_name.strip()!r} is the name of a list already; give it another name."
        return ""

    def versions(self) -> tuple[str, ...]:
        """The lists that this sheet could be a new version of."""
        return tuple(line.list_name for line in self.lists if line.record_type == self.mapping.record_type)

    def plan(self, types: MappingOf[str, RecordType]) -> SheetPlan:
        """The draft as the import takes it; MappingError where it cannot be read so."""
        record_type = types[self.mapping.record_type]
        validate_mapping(self.mapping, self.sheet, record_type)
        if self.place == "version":
            old = next(line for line in self.lists if line.list_name == self.version_of)
            return SheetPlan(self.sheet, self.mapping, record_type, self.version_of, old.import_id)
        return SheetPlan(self.sheet, self.mapping, record_type, self.list_name.strip())


def drafted(sheet: SheetInfo, types: MappingOf[str, RecordType], lists: tuple[ImportLine, ...]) -> SheetDraft:
    """The proposal for a sheet; one that fits nothing is shown, but left out until the auditor says what it is."""
    mapping = propose_mapping(sheet, types)
    fits = bool(mapping.record_type) and not mapping.missing_required and sheet.data_rows > 0
    return _placed(SheetDraft(sheet, mapping, fits, "new", "", "", lists))


def as_record_type(draft: SheetDraft, types: MappingOf[str, RecordType], name: str) -> SheetDraft:
    """The draft read as another kind of list, with the columns proposed anew."""
    wanted = propose_mapping(draft.sheet, types, name) if name else propose_mapping(draft.sheet, types)
    return _placed(replace(draft, mapping=wanted, included=bool(wanted.record_type)))


def with_field(
    draft: SheetDraft, types: MappingOf[str, RecordType], letter: str, field: str | None
) -> SheetDraft:
    """The draft with column `letter` filling `field`; a column that filled it before is kept as raw text."""
    record_type = types.get(draft.mapping.record_type)
    if record_type is None:  # not before the auditor has said what kind of list it is
        return draft
    return replace(draft, mapping=edit.with_field(draft.mapping, letter, field, record_type))


def _placed(draft: SheetDraft) -> SheetDraft:
    """Where the list goes: a new list when the audit holds none of its kind, else the auditor must say."""
    name = draft.mapping.record_type
    if not name:
        return replace(draft, place="new", version_of="", list_name="")
    versions = draft.versions()
    taken = {line.list_name for line in draft.lists}
    if name == OTHER_TABLE.name:  # tables of any kind are called like their sheets, and stand side by side
        return replace(
            draft, place="new", version_of=versions[0] if versions else "", list_name=draft.sheet.name
        )
    free = name if name not in taken else f"{name}: {draft.sheet.name}"
    if versions:
        return replace(draft, place="", version_of=versions[0], list_name=free)
    return replace(draft, place="new", version_of="", list_name=free)


def told_apart(drafts: tuple[SheetDraft, ...]) -> tuple[SheetDraft, ...]:
    """Sheets of one kind in one workbook get names of their own."""
    kinds = [draft.mapping.record_type for draft in drafts]
    return tuple(
        replace(draft, list_name=f"{draft.mapping.record_type}: {draft.sheet.name}")
        if draft.mapping.record_type not in ("", OTHER_TABLE.name)
        and kinds.count(draft.mapping.record_type) > 1
        else draft
        for draft in drafts
    )
