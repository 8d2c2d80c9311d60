"""Importing what was looked through, and keeping with it what was decided of its hazards, in one job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.hazard_decisions import decide_hazard
from crossfoot.auditfile.importing.import_plan import ImportPlan, Skipped
from crossfoot.auditfile.importing.imports import ImportResult, load_workbook_rows
from crossfoot.progress import Progress

from crossfoot_gui.presenters.importing_file import Looked
from crossfoot_gui.presenters.sheet_draft import RecordTypes, SheetDraft

LEFT_OUT = "Left out."


@dataclass(frozen=True, slots=True)
class Manner:
    """How an import is to be kept: the file's bytes or its fingerprint only; read a second time or not."""

    keep_source: bool = True
    certify: bool = True


def import_plan(looked: Looked, drafts: Sequence[SheetDraft], types: RecordTypes) -> ImportPlan:
    """The plan of all sheets that are ticked; MappingError where one cannot be read so."""
    plans = tuple(draft.plan(types) for draft in drafts if draft.included)
    skipped = tuple(Skipped(draft.sheet.name, LEFT_OUT) for draft in drafts if not draft.included)
    return ImportPlan(looked.info, plans, skipped, looked.options)


def import_all(
    audit: Audit, plan: ImportPlan, drafts: Sequence[SheetDraft], manner: Manner, progress: Progress
) -> ImportResult:
    """Load the plan, all of it or nothing; then record what was decided of the hazards of each sheet."""
    result = load_workbook_rows(
        audit, plan, keep_whole=manner.keep_source, certify=manner.certify, progress=progress
    )
    by_sheet = {draft.sheet.name: draft for draft in drafts}
    for summary in result.imports:
        for (code, where), said in by_sheet[summary.sheet].decisions.items():
            decide_hazard(audit, summary.import_id, code, where, said.decision, said.reason)
    return result


def obstacle(drafts: Sequence[SheetDraft], types: RecordTypes) -> str:
    """Why the ticked sheets cannot be imported as they stand; empty when they can."""
    included = [draft for draft in drafts if draft.included]
    if not included:
        return "No sheet is ticked for import."
    for draft in included:
        if found := draft.obstacle(types):
            return found
    places = [draft.version_of if draft.place == "version" else draft.list_name.strip() for draft in included]
    twice = next((name for name in places if places.count(name) > 1), "")
    return f"Two sheets would both become the list {twice!r}; name one of them otherwise." if twice else ""
