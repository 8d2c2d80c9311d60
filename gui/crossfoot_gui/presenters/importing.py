"""The import page: choose a workbook, look at what it holds and how it would be read, then import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal, Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.import_plan import ImportPlan, Skipped
from crossfoot.auditfile.imports import ImportResult, load_workbook_rows
from crossfoot.auditfile.lookups import imports
from crossfoot.mapping.inspect_apart import inspect_apart
from crossfoot.progress import Progress
from crossfoot.values import count_text
from crossfoot.workbook.model import WorkbookInfo

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_state import ImportState
from crossfoot_gui.presenters.importing_words import (
    imported_line,
    result_line,
    sheet_line,
    sheet_state,
    size_text,
)
from crossfoot_gui.presenters.sheet_draft import SheetDraft, as_record_type, drafted, told_apart, with_field

PROMPT = (
    "Choose a workbook that the agency handed over (.xlsx, .xlsm or .csv). "
    "You see what it holds before anything is imported."
)


class ImportView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: ImportState) -> None: ...


class ImportPresenter:
    """Holds the workbook that is being looked at and what the auditor has changed of the proposal."""

    def __init__(self, desk: Desk, view: ImportView, show_misfits: Callable[[], None]) -> None:
        self._desk, self._view, self._show_misfits = desk, view, show_misfits
        self._workbook: WorkbookInfo | None = None
        self._drafts: tuple[SheetDraft, ...] = ()
        self._current = 0
        self._keep_source = True
        self._result: ImportResult | None = None

    def enter(self) -> None:
        """Show where the import stands."""
        if not self._desk.is_open:
            self.start_over()
        else:
            self._show()

    def start_over(self) -> None:
        """Lay the workbook aside; nothing of it was imported."""
        self._workbook, self._drafts, self._result, self._current = None, (), None, 0
        self._show()

    def choose_file(self, path: Path) -> None:
        """Look the workbook through, as a job; then show the preview."""
        types, pack = self._desk.audit.types, self._desk.audit.facts.pack

        def look(audit: Audit, progress: Progress) -> tuple[WorkbookInfo, tuple[SheetDraft, ...]]:
            info = inspect_apart(path, progress, pack)
            lists = tuple(line for line in imports(audit) if line.state == "current")
            drafts = (drafted(sheet, types, lists) for sheet in info.sheets)
            return info, told_apart(tuple(drafts))

        self._desk.run(f"Looking through {path.name}", look, self._looked)

    def show_sheet(self, index: int) -> None:
        """Show the columns of another sheet."""
        if 0 <= index < len(self._drafts):
            self._current = index
            self._show()

    def include_sheet(self, index: int, included: bool) -> None:
        """Take a sheet into the import, or leave it out."""
        self._change(replace(self._drafts[index], included=included), index)

    def set_record_type(self, name: str) -> None:
        """Read the shown sheet as another kind of list; "" lets the program propose again."""
        self._change(as_record_type(self._draft, self._desk.audit.types, name))

    def set_field(self, letter: str, field: str) -> None:
        """Let a column of the shown sheet fill `field`; "" keeps it as raw text."""
        self._change(with_field(self._draft, self._desk.audit.types, letter, field or None))

    def set_place(self, place: Literal["new", "version"], name: str) -> None:
        """Make the shown sheet a new list called `name`, or a new version of the list called `name`."""
        if place == "version":
            self._change(replace(self._draft, place="version", version_of=name))
        else:
            self._change(replace(self._draft, place="new", list_name=name))

    def set_keep_source(self, keep: bool) -> None:
        """Whether the workbook's own bytes are kept in the audit file, or its fingerprint only."""
        self._keep_source = keep

    def import_now(self) -> None:
        """Import all included sheets as one job: all of it is kept, or nothing."""
        workbook = self._workbook
        if workbook is None or self._obstacle():
            return
        types = self._desk.audit.types
        plans = self._desk.now(lambda: tuple(draft.plan(types) for draft in self._drafts if draft.included))
        if plans is None:
            return
        skipped = tuple(
            Skipped(draft.sheet.name, "Left out.") for draft in self._drafts if not draft.included
        )
        plan, keep = ImportPlan(workbook, plans, skipped), self._keep_source

        def load(audit: Audit, progress: Progress) -> ImportResult:
            return load_workbook_rows(audit, plan, keep_whole=keep, progress=progress)

        self._desk.run(f"Importing {Path(workbook.path).name}", load, self._loaded)

    def show_misfits(self) -> None:
        """Go to the ledger of misfits."""
        self._show_misfits()

    @property
    def _draft(self) -> SheetDraft:
        return self._drafts[self._current]

    def _looked(self, found: tuple[WorkbookInfo, tuple[SheetDraft, ...]]) -> None:
        self._workbook, self._drafts = found
        self._result = None
        self._current = next((i for i, draft in enumerate(self._drafts) if draft.included), 0)
        self._desk.tell(f"Looked through {Path(self._workbook.path).name}; nothing is imported yet.")

    def _loaded(self, result: ImportResult) -> None:
        self._result = result
        self._workbook, self._drafts = None, ()
        rows = sum(summary.rows for summary in result.imports)
        self._desk.tell(f"Imported {count_text(rows)} rows from {result.name}.")

    def _change(self, draft: SheetDraft, index: int | None = None) -> None:
        at = self._current if index is None else index
        self._drafts = (*self._drafts[:at], draft, *self._drafts[at + 1 :])
        self._show()

    def _obstacle(self) -> str:
        included = [draft for draft in self._drafts if draft.included]
        if not included:
            return "No sheet is ticked for import."
        types = self._desk.audit.types
        for draft in included:
            if found := draft.obstacle(types):
                return found
        places = [
            draft.version_of if draft.place == "version" else draft.list_name.strip() for draft in included
        ]
        twice = next((name for name in places if places.count(name) > 1), "")
        return (
            f"Two sheets would both become the list {twice!r}; name one of them otherwise." if twice else ""
        )

    def _show(self) -> None:
        state = self._desk.now(self._state)
        if state is not None:
            self._view.show_state(state)

    def _state(self) -> ImportState:
        if not self._desk.is_open:
            return ImportState("choose", PROMPT)
        imported = tuple(imported_line(line) for line in imports(self._desk.audit))
        types = self._desk.audit.types
        if self._result is not None:
            name = self._result.name
            results = tuple(result_line(summary, types) for summary in self._result.imports)
            return ImportState("done", PROMPT, file=name, results=results, imported=imported)
        if self._workbook is None:
            return ImportState("choose", PROMPT, imported=imported)
        path = Path(self._workbook.path)
        return ImportState(
            stage="preview",
            prompt=PROMPT,
            file=path.name,
            file_facts=f"{size_text(self._workbook.bytes)} · sha256 {self._workbook.sha256}",
            sheets=tuple(sheet_line(draft, types) for draft in self._drafts),
            sheet=sheet_state(self._draft, types) if self._drafts else None,
            keep_source=self._keep_source,
            obstacle=self._obstacle(),
            imported=imported,
        )
