"""Looking a file through: its sheets with a proposal for each, and for a text table its first records."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.hazard_decisions import list_hazards
from crossfoot.auditfile.importing.import_mappings import steps_of_import
from crossfoot.auditfile.importing.templates import template_steps
from crossfoot.auditfile.lookups import imports
from crossfoot.errors import CrossfootError, MappingError, PasswordError
from crossfoot.mapping.inspect_apart import inspect_apart, sheet_with_header
from crossfoot.mapping.stated import StatedSheet
from crossfoot.mapping.templates import SavedHeader, SavedSteps
from crossfoot.progress import Progress
from crossfoot.workbook.format import sniff
from crossfoot.workbook.model import HeaderChoice, ReadOptions, SheetInfo, WorkbookInfo
from crossfoot.workbook.preview_apart import preview_apart

from crossfoot_gui.presenters.sheet_draft import (
    KnownList,
    SheetDraft,
    as_stated,
    drafted,
    told_apart,
    with_lists,
)

_TEXT = ("csv", "other")
"""What a file may be, by its content, that is a text table in an encoding that nobody has named."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked through for the audit in `audit`; `records` are the first ones of a text table."""

    audit: Path
    info: WorkbookInfo
    options: ReadOptions
    headers: MappingOf[str, HeaderChoice]
    records: tuple[tuple[str, ...], ...]
    drafts: tuple[SheetDraft, ...]
    templates: tuple[SavedSteps, ...]


@dataclass(frozen=True, slots=True)
class Locked:
    """A file that asks for a password, and what to say of it."""

    path: Path
    options: ReadOptions
    message: str


def look(
    audit: Audit,
    path: Path,
    options: ReadOptions,
    headers: MappingOf[str, HeaderChoice],
    progress: Progress,
) -> Looked | Locked:
    """Look through the file as a job; Locked where its password is missing or wrong."""
    lists, templates = known_lists(audit), tuple(template_steps(audit))
    try:
        info = inspect_apart(
            path, progress, audit.facts.pack, options, headers, _headers_to_find(lists, templates)
        )
    except PasswordError as trouble:
        return Locked(path, options, trouble.message)
    records = preview_apart(path, options, progress) if info.format == "csv" else ()
    drafts = (drafted(sheet, audit.types, lists, templates) for sheet in info.sheets)
    return Looked(audit.path, info, options, headers, records, told_apart(tuple(drafts)), templates)


def look_at_sheet(
    audit: Audit, looked: Looked, sheet: str, header: HeaderChoice, progress: Progress
) -> SheetInfo:
    """One sheet again, with its header where the auditor says, as a job."""
    path = Path(looked.info.path)
    return sheet_with_header(path, sheet, header, progress, audit.facts.pack, looked.options)


def look_as_stated(
    audit: Audit, looked: Looked, stated: Sequence[StatedSheet], shown: str, progress: Progress
) -> tuple[tuple[SheetDraft, ...], int]:
    """All sheets as a mapping file states them, as a job: the drafts, and which of them to show.

    A file about one sheet is about the one of that name, else about the one that is shown. The headers are looked for
    where the file says. Sheets that it does not name are left out. MappingError names what does not fit.
    """
    names = [draft.sheet.name for draft in looked.drafts]
    meant = {_meant(one, names, shown, alone=len(stated) == 1): one for one in stated}
    wanted = {name: one.header for name, one in meant.items() if one.header is not None}
    sheets = {draft.sheet.name: draft.sheet for draft in looked.drafts}
    elsewhere = {
        name: header
        for name, header in wanted.items()
        if (sheets[name].header_row, sheets[name].header_rows) != (header.row, header.rows)
    }
    if elsewhere:
        path = Path(looked.info.path)
        again = inspect_apart(path, progress, audit.facts.pack, looked.options, elsewhere)
        sheets.update({sheet.name: sheet for sheet in again.sheets if sheet.name in elsewhere})
    drafts = []
    for draft in looked.drafts:
        name = draft.sheet.name
        if name not in meant:
            drafts.append(replace(draft, included=False))
            continue
        fresh = draft if name not in elsewhere else drafted(sheets[name], audit.types, draft.lists)
        drafts.append(as_stated(fresh, audit.types, meant[name]))
    return tuple(drafts), names.index(next(iter(meant)))


def may_be_text(path: Path) -> bool:
    """Whether the file may be a text table in an encoding that the auditor could name."""
    try:
        return sniff(path) in _TEXT
    except CrossfootError:
        return False


def kept_up(audit: Audit, looked: Looked) -> Looked | None:
    """What was looked through, with the lists that the audit holds now; None where another audit was opened since."""
    if audit.path != looked.audit:
        return None
    now = {line.import_id for line in imports(audit) if line.state == "current"}
    if all({known.line.import_id for known in draft.lists} == now for draft in looked.drafts):
        return looked
    lists = known_lists(audit)
    return replace(looked, drafts=tuple(with_lists(draft, lists) for draft in looked.drafts))


def known_lists(audit: Audit) -> tuple[KnownList, ...]:
    """The lists that the audit holds, with how their current version was read and what was decided of it."""
    return tuple(
        KnownList(line, steps_of_import(audit, line.import_id), tuple(list_hazards(audit, line.import_id)))
        for line in imports(audit)
        if line.state == "current"
    )


def _headers_to_find(lists: Sequence[KnownList], templates: Sequence[SavedSteps]) -> list[SavedHeader]:
    steps = [*templates, *(known.steps for known in lists)]
    return [SavedHeader(each.mapping.header_rows, each.keys) for each in steps if each.keys]


def _meant(stated: StatedSheet, names: Sequence[str], shown: str, *, alone: bool) -> str:
    if stated.sheet in names:
        return stated.sheet
    if alone:
        return shown
    raise MappingError(
        f"The mapping file names the sheet {stated.sheet!r}, which this workbook does not have.",
        f"Its sheets are: {', '.join(names)}.",
    )
