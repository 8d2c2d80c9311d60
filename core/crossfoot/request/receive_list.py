"""A list that came for a dataset item: looked through once, its gaps found, imported where nothing stops it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.import_mappings import MappedSheet
from crossfoot.auditfile.importing.import_plan import (
    ImportChoices,
    LookedThrough,
    Skipped,
    look_through,
    settle_import,
)
from crossfoot.auditfile.importing.imports import ImportSummary, load_workbook_rows
from crossfoot.auditfile.importing.template_sheets import DATA, without_rows
from crossfoot.auditfile.lookups import ImportLine, imports
from crossfoot.checks.presence import mapped_fields
from crossfoot.errors import MappingError
from crossfoot.mapping.columns import missing_required
from crossfoot.mapping.headers import field_label
from crossfoot.mapping.model import RecordType
from crossfoot.mapping.propose import propose_mapping
from crossfoot.progress import Progress, silent
from crossfoot.request.gaps import Gap, find_gaps, needed_fields
from crossfoot.request.stated_totals import StatedTotals, note_stated_totals
from crossfoot.request.statement import TemplateHead
from crossfoot.request.track import TrackedItem

_EMPTY = "Nothing is filled in below it, so it tells nothing."


@dataclass(frozen=True, slots=True)
class LoadChoice:
    """What the auditor says of loading: `load` None means templates yes, native exports no.

    `sheet` and `mapping_toml` are about a native export; `certify` has the rows read a second time by another program.
    """

    load: bool | None = None
    sheet: str | None = None
    mapping_toml: str | None = None
    certify: bool = True


@dataclass(frozen=True, slots=True)
class ReceivedList:
    """What a list holds and lacks. `loaded` is None where it was not imported; `not_loaded` says why, in a sentence.

    `empty` are the headers of a template under which nothing was filled in: they fill no field.
    """

    sha256: str
    bytes: int
    rows: int
    missing: tuple[Gap, ...]
    loaded: ImportSummary | None
    not_loaded: str
    skipped: tuple[Skipped, ...]
    empty: tuple[str, ...]
    totals: StatedTotals


def receive_list(
    audit: Audit,
    path: Path,
    item: TrackedItem,
    head: TemplateHead,
    choice: LoadChoice,
    progress: Progress = silent,
) -> ReceivedList:
    """Look through the list that came for `item`, and import it as the list's first or next version.

    It is not imported where something that the record layout requires is missing, where it would take a column away
    from the version that counts, or where it is that very version. WorkbookError where it cannot be read; MappingError
    where a native export has several sheets and none is named.
    """
    record_type = audit.types[item.wanted.record_type]
    template = head.identification is not None
    load = template if choice.load is None else choice.load
    before = _version_that_counts(audit, record_type) if load else None
    choices = ImportChoices(
        sheet=DATA if template else choice.sheet,
        record_type=None if choice.mapping_toml else record_type.name,
        mapping_toml=choice.mapping_toml,
        new_version_of=before.list_name if before else None,
    )
    looked = look_through(audit, path, choices, progress, unfinished=True)
    one = _only(looked, record_type, path)
    if template:
        one = replace(one, mapping=propose_mapping(one.sheet, audit.types, record_type.name))
    asked, needed = item.wanted.columns, needed_fields(audit, item.wanted)
    missing = find_gaps(record_type, asked, needed, one.mapping, one.sheet)
    empty: tuple[str, ...] = ()
    if template:
        one, empty = _without_empty(one, record_type)
    looked = replace(looked, mapped=(one,))
    not_loaded = (
        next(_obstacles(audit, record_type, looked, before), "") if load else "It was not to be imported."
    )
    loaded, skipped = None, tuple(Skipped(name, why) for name, why in without_rows(looked.workbook).items())
    if not not_loaded:
        try:
            plan = settle_import(audit, looked, choices)
            loaded = load_workbook_rows(audit, plan, certify=choice.certify, progress=progress).imports[0]
        except MappingError as error:  # raised before anything is loaded: the file came all the same
            not_loaded = f"{error.message} {error.hint}".strip()
    totals = StatedTotals()
    if loaded is not None and head.statement is not None:
        totals = note_stated_totals(audit, loaded.list_name, record_type, head.statement, path.name)
    return ReceivedList(
        looked.workbook.sha256, looked.workbook.bytes, one.sheet.data_rows, missing, loaded, not_loaded, skipped,
        empty, totals,
    )  # fmt: skip


def _only(looked: LookedThrough, record_type: RecordType, path: Path) -> MappedSheet:
    """The one sheet that is meant; MappingError where a mapping file is about several, or another kind of list."""
    kinds = [one.mapping.record_type for one in looked.mapped]
    if kinds != [record_type.name]:
        raise MappingError(
            f"The mapping reads {path.name} as {', '.join(kinds)}, but the item asks for {record_type.name}.",
            "Give a mapping of the one sheet that answers the item.",
        )
    return looked.mapped[0]


def _without_empty(one: MappedSheet, record_type: RecordType) -> tuple[MappedSheet, tuple[str, ...]]:
    """A template without the fields under whose headers nothing stands, and these headers.

    They stand there because we printed them. Taken for fields, they would say that nothing of the kind ever happened,
    and the checks would no longer say that the list does not tell.
    """
    blank = {column.letter: column.header for column in one.sheet.columns if not column.filled}
    columns = tuple(
        replace(column, field=None, kind="none", confidence=0.0, reason=_EMPTY)
        if column.letter in blank and column.field
        else column
        for column in one.mapping.columns
    )
    fields = {column.field for column in columns if column.field}
    mapping = replace(one.mapping, columns=columns, missing_required=missing_required(fields, record_type))
    return replace(one, mapping=mapping), tuple(blank.values())


def _version_that_counts(audit: Audit, record_type: RecordType) -> ImportLine | None:
    """The current version of the list of that kind; MappingError where there are several lists."""
    found = [
        line for line in imports(audit) if line.state == "current" and line.record_type == record_type.name
    ]
    if len({line.list_name for line in found}) > 1:
        raise MappingError(
            f"This audit holds several lists of {record_type.title.lower()}; it is not clear which one this replaces.",
            "Receive it with --no-import, and import it with: crossfoot import AUDIT FILE --new-version-of LIST.",
        )
    return found[-1] if found else None


def _obstacles(
    audit: Audit, record_type: RecordType, looked: LookedThrough, before: ImportLine | None
) -> Iterator[str]:
    """Why a list is not imported though it should be."""
    (one,) = looked.mapped
    if not one.sheet.data_rows:
        yield "It holds no rows."
    if one.mapping.missing_required:
        yield f"It gives nothing for {', '.join(one.mapping.missing_required)}, which the record layout requires."
    if before is None:
        return
    if (before.sha256, before.sheet) == (looked.workbook.sha256, one.sheet.name):
        yield f"It is the very file that was imported on {before.loaded_at[:10]}."
    fields = {column.field for column in one.mapping.columns}
    lost = mapped_fields(audit)[record_type.name] - fields
    names = [
        field_label(field)
        for field in record_type.fields
        if field.name in lost and field.derived_from not in fields
    ]
    if names:
        yield (
            f"It gives nothing for {', '.join(names)}, which the version that counts has; as a new version it would "
            "take them away. Ask for the whole list, or import it yourself: crossfoot import AUDIT FILE "
            f"--new-version-of {before.list_name!r}."
        )
