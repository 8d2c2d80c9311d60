"""One sheet on its way into the audit: the proposal, and what the auditor made of it."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from crossfoot.auditfile.importing.hazard_decisions import HazardLine
from crossfoot.auditfile.importing.identifiers import identifiers_said
from crossfoot.auditfile.importing.import_plan import SheetPlan
from crossfoot.auditfile.lookups import ImportLine
from crossfoot.errors import MappingError
from crossfoot.mapping import edit
from crossfoot.mapping.columns import missing_required
from crossfoot.mapping.model import Mapping, RecordType, SkippedRows
from crossfoot.mapping.propose import propose_mapping
from crossfoot.mapping.record_types import OTHER_TABLE
from crossfoot.mapping.saved import settled
from crossfoot.mapping.stated import StatedSheet
from crossfoot.mapping.templates import SavedSteps, carried, pair_columns, recognised
from crossfoot.mapping.validate import validate_mapping
from crossfoot.workbook.model import SheetInfo

from crossfoot_gui.presenters.hazard_drafts import HazardKey, Said, still_there

RecordTypes = MappingOf[str, RecordType]


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list that the audit holds: its current import, how that was read, and what was decided of its hazards."""

    line: ImportLine
    steps: SavedSteps
    hazards: tuple[HazardLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """A sheet, its mapping as it stands now, and where it goes: a new list, or a new version of `version_of`.

    `decisions` are what the auditor has said of the sheet's hazards; they are kept with the import.
    """

    sheet: SheetInfo
    mapping: Mapping
    included: bool
    place: Literal["new", "version", ""]
    version_of: str
    list_name: str
    lists: tuple[KnownList, ...]
    decisions: MappingOf[HazardKey, Said] = field(default_factory=dict)

    def missing(self, types: RecordTypes) -> tuple[str, ...]:
        """The required fields that no column fills yet."""
        if not self.mapping.record_type:
            return ()
        fields = {column.field for column in self.mapping.columns if column.field}
        return missing_required(fields, types[self.mapping.record_type])

    def obstacle(self, types: RecordTypes) -> str:
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
        if self.place == "new" and self.list_name.strip() in {known.line.list_name for known in self.lists}:
            return f"{self.sheet.name}: {self.list_name.strip()!r} is the name of a list already; give it another name."
        try:
            validate_mapping(self.mapping, self.sheet, types[self.mapping.record_type])
        except MappingError as trouble:
            return trouble.message
        said = identifiers_said(self.sheet, self.mapping)
        return (
            f"{said} Leave it out, or keep it as pseudonyms by the command --keep-identifiers."
            if said
            else ""
        )

    def versions(self) -> tuple[str, ...]:
        """The lists that this sheet could be a new version of."""
        kind = self.mapping.record_type
        return tuple(known.line.list_name for known in self.lists if known.line.record_type == kind)

    def replaces(self) -> KnownList | None:
        """The list that this sheet is to be a new version of."""
        if self.place != "version":
            return None
        return next((known for known in self.lists if known.line.list_name == self.version_of), None)

    def plan(self, types: RecordTypes) -> SheetPlan:
        """The draft as the import takes it; MappingError where it cannot be read so."""
        record_type = types[self.mapping.record_type]
        validate_mapping(self.mapping, self.sheet, record_type)
        if (old := self.replaces()) is not None:
            return SheetPlan(self.sheet, self.mapping, record_type, self.version_of, old.line.import_id)
        return SheetPlan(self.sheet, self.mapping, record_type, self.list_name.strip())


def drafted(
    sheet: SheetInfo,
    types: RecordTypes,
    lists: tuple[KnownList, ...] = (),
    templates: Sequence[SavedSteps] = (),
) -> SheetDraft:
    """The proposal for a sheet; one that fits nothing is shown, but left out until the auditor says what it is."""
    mapping = _proposed(sheet, types, templates)
    fits = bool(mapping.record_type) and not mapping.missing_required and sheet.data_rows > 0
    return _placed(SheetDraft(sheet, mapping, fits, "new", "", "", lists))


def looked_through_again(
    draft: SheetDraft, sheet: SheetInfo, types: RecordTypes, templates: Sequence[SavedSteps] = ()
) -> SheetDraft:
    """The draft after its header was chosen elsewhere: columns are proposed anew, where it goes stays.

    What was decided of a hazard holds where that hazard is found again, alike in every way.
    """
    kind = draft.mapping.record_type
    mapping = _proposed(sheet, types, templates, kind or None)
    again = replace(draft, sheet=sheet, mapping=mapping)
    again = replace(again, decisions=still_there(draft.decisions, sheet.hazards))
    if mapping.record_type == kind and kind:
        return again
    return _placed(replace(again, included=bool(mapping.record_type)))


def as_record_type(
    draft: SheetDraft, types: RecordTypes, name: str, templates: Sequence[SavedSteps] = ()
) -> SheetDraft:
    """The draft read as another kind of list, with the columns proposed anew; rows left out stay left out."""
    wanted = _proposed(draft.sheet, types, templates, name or None)
    return _placed(replace(draft, mapping=_with_rows(wanted, draft), included=bool(wanted.record_type)))


def as_stated(draft: SheetDraft, types: RecordTypes, stated: StatedSheet) -> SheetDraft:
    """The draft read as a mapping file says; MappingError names what does not fit."""
    mapping = settled(stated, draft.sheet, types)
    placed = _placed(replace(draft, mapping=mapping, included=True))
    if stated.list_name:
        return replace(placed, place="new", list_name=stated.list_name)
    if stated.new_version_of:
        return as_new_version(placed, types, stated.new_version_of, keep_mapping=True)
    same = draft.mapping.record_type == mapping.record_type
    kept = replace(draft, mapping=mapping, included=True)
    return kept if same else placed


def as_template(draft: SheetDraft, types: RecordTypes, steps: SavedSteps) -> SheetDraft:
    """The draft read by saved steps, whether or not the sheet was recognised by them.

    MappingError where it has none of their columns.
    """
    record_type = types[steps.mapping.record_type]
    if not pair_columns(steps.mapping, draft.sheet).both:
        raise MappingError(
            f"Sheet {draft.sheet.name!r} has none of the columns of the template.",
            "Choose another template, or say where the header of the sheet stands.",
        )
    mapping = _with_rows(carried(steps, draft.sheet, record_type), draft)
    changed = replace(draft, mapping=mapping, included=True)
    return changed if draft.mapping.record_type == mapping.record_type else _placed(changed)


def as_new_version(
    draft: SheetDraft, types: RecordTypes, name: str, *, keep_mapping: bool = False
) -> SheetDraft:
    """The draft as the new version of the list `name`; a sheet with its columns is read as that list was read."""
    placed = replace(draft, place="version", version_of=name)
    old = placed.replaces()
    if old is None:
        raise MappingError(
            f"There is no list called {name!r} in this audit.", "Choose one of the lists that it holds."
        )
    if keep_mapping or not pair_columns(old.steps.mapping, draft.sheet).nearly:
        return placed
    as_before = carried(old.steps, draft.sheet, types[old.line.record_type])
    return replace(placed, mapping=_with_rows(as_before, draft))


def with_field(draft: SheetDraft, types: RecordTypes, letter: str, value: str | None) -> SheetDraft:
    """The draft with column `letter` filling a field; a column that filled it before is kept as raw text."""
    record_type = types.get(draft.mapping.record_type)
    if record_type is None:  # not before the auditor has said what kind of list it is
        return draft
    return replace(draft, mapping=edit.with_field(draft.mapping, letter, value, record_type))


def with_left_out(draft: SheetDraft, types: RecordTypes, letter: str, reason: str = "") -> SheetDraft:
    """The draft with column `letter` not loaded at all, for a reason."""
    mapping = edit.with_left_out(draft.mapping, letter, reason or edit.LEFT_OUT)
    changed = replace(draft, mapping=mapping)
    return replace(changed, mapping=replace(mapping, missing_required=changed.missing(types)))


def with_date_format(draft: SheetDraft, letter: str, written: str | None) -> SheetDraft:
    """The draft with dates that stand as text in column `letter` read as `written` says; None for not at all."""
    return replace(draft, mapping=edit.with_date_format(draft.mapping, letter, written))


def with_rows_left_out(draft: SheetDraft, rows: SkippedRows) -> SheetDraft:
    """The draft with rows left out; MappingError where they are left out already, or no reason is given."""
    if not rows.reason.strip():
        raise MappingError("Rows are left out only with a reason.", "Say why they are no data.")
    for known in draft.mapping.skipped:
        if rows.first <= known.last and known.first <= rows.last:
            raise MappingError(
                f"Rows {max(rows.first, known.first)} to {min(rows.last, known.last)} are left out already.",
                "Take that entry back first, or name the other rows only.",
            )
    return replace(draft, mapping=edit.with_skipped(draft.mapping, rows))


def without_rows_left_out(draft: SheetDraft, at: int) -> SheetDraft:
    """The draft with one entry of the rows that are left out taken back."""
    skipped = tuple(rows for number, rows in enumerate(draft.mapping.skipped) if number != at)
    return replace(draft, mapping=replace(draft.mapping, skipped=skipped))


def with_lists(draft: SheetDraft, lists: tuple[KnownList, ...]) -> SheetDraft:
    """The draft with the lists that the audit holds now; one whose list is gone has to be told anew where it goes."""
    changed = replace(draft, lists=lists)
    return _placed(changed) if changed.place == "version" and changed.replaces() is None else changed


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


def _proposed(
    sheet: SheetInfo, types: RecordTypes, templates: Sequence[SavedSteps], wanted: str | None = None
) -> Mapping:
    """By a template that has the sheet's headers, else by what the columns are called and hold."""
    return recognised(templates, sheet, types, wanted) or propose_mapping(sheet, types, wanted)


def _with_rows(mapping: Mapping, draft: SheetDraft) -> Mapping:
    return replace(mapping, skipped=draft.mapping.skipped)


def _placed(draft: SheetDraft) -> SheetDraft:
    """Where the list goes: a new list when the audit holds none of its kind, else the auditor must say."""
    name = draft.mapping.record_type
    if not name:
        return replace(draft, place="new", version_of="", list_name="")
    versions = draft.versions()
    taken = {known.line.list_name for known in draft.lists}
    if name == OTHER_TABLE.name:  # tables of any kind are called like their sheets, and stand side by side
        return replace(
            draft, place="new", version_of=versions[0] if versions else "", list_name=draft.sheet.name
        )
    free = name if name not in taken else f"{name}: {draft.sheet.name}"
    if versions:
        return replace(draft, place="", version_of=versions[0], list_name=free)
    return replace(draft, place="new", version_of="", list_name=free)
