"""The import page: choose a file, look at what it holds and how it would be read, then import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.certificate_records import certificates
from crossfoot.auditfile.importing.hazard_decisions import list_hazards
from crossfoot.auditfile.importing.imports import ImportResult
from crossfoot.auditfile.lookups import imports
from crossfoot.checks.not_needed import not_needed
from crossfoot.mapping.model import SkippedRows
from crossfoot.progress import Progress
from crossfoot.values import count_text
from crossfoot.workbook.model import AS_FOUND, Hazard, HeaderChoice, ReadOptions, SheetInfo

from crossfoot_gui.presenters.certificate_table import ShownTable, certificate_table
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.file_words import file_line, file_state
from crossfoot_gui.presenters.hazard_drafts import Said, key_of, leaving_out, with_rows_as_said
from crossfoot_gui.presenters.importing_file import Locked, Looked, kept_up, look, look_at_sheet, may_be_text
from crossfoot_gui.presenters.importing_load import Manner, import_all, import_plan, obstacle
from crossfoot_gui.presenters.importing_state import LEFT_OUT, ImportState, ImportView
from crossfoot_gui.presenters.importing_words import (
    imported_line,
    not_needed_remark,
    open_hazards_remark,
    result_lines,
    sheet_line,
    sheet_state,
)
from crossfoot_gui.presenters.sheet_draft import (
    SheetDraft,
    as_new_version,
    as_record_type,
    looked_through_again,
    with_date_format,
    with_field,
    with_left_out,
    with_rows_left_out,
    without_rows_left_out,
)

PROMPT = (
    "Choose a list that the agency handed over: an Excel workbook (.xlsx, .xlsm, .xls, .xlsb), an OpenDocument "
    "workbook (.ods) or a text table (.csv, .tsv). You see what it holds before anything is imported."
)


class ImportPresenter:
    """Holds the file that is being looked at and what the auditor has changed of the proposal."""

    def __init__(self, desk: Desk, view: ImportView, show_misfits: Callable[[], None]) -> None:
        self.desk = desk
        self._view, self._show_misfits = view, show_misfits
        self.looked: Looked | None = None
        self._current = 0
        self._manner = Manner()
        self._result: ImportResult | None = None
        self._imported_into: Path | None = None
        self._refused: Path | None = None

    def enter(self) -> None:
        """Show where the import stands."""
        if self.desk.is_open and self.looked is not None:
            looked = self.looked
            self.looked = self.desk.now(lambda: kept_up(self.desk.audit, looked))
        if not self.desk.is_open or (
            self._result is not None and self.desk.audit.path != self._imported_into
        ):
            self.start_over()
        else:
            self._show()

    def start_over(self) -> None:
        """Lay the file aside; nothing of it was imported."""
        self.looked, self._result, self._current, self._refused = None, None, 0, None
        self._show()

    def choose_file(self, path: Path, options: ReadOptions = AS_FOUND) -> None:
        """Look the file through, as a job; then show the preview. A protected one asks for its password."""
        headers = self.looked.headers if self.looked and Path(self.looked.info.path) == path else {}

        def work(audit: Audit, progress: Progress) -> Looked | Locked:
            return look(audit, path, options, headers, progress)

        self.desk.run(
            f"Looking through {path.name}", work, self._looked, failed=lambda: self._not_looked(path)
        )

    def read_as(self, encoding: str, delimiter: str) -> None:
        """Read the text table again in this encoding and cut by this sign; "" leaves it to the file."""
        path = Path(self.looked.info.path) if self.looked else self._refused
        if path is not None:
            self.choose_file(path, ReadOptions(encoding=encoding or None, delimiter=delimiter or None))

    def show_sheet(self, index: int) -> None:
        """Show the columns of another sheet."""
        if self.looked and 0 <= index < len(self.looked.drafts):
            self._current = index
            self._show()

    def include_sheet(self, index: int, included: bool) -> None:
        """Take a sheet into the import, or leave it out."""
        assert self.looked
        self.change(replace(self.looked.drafts[index], included=included), index)

    def set_header(self, row: int, rows: int) -> None:
        """Look the shown sheet through again with its header ending in `row` and having so many rows, as a job."""
        looked, at, name = self.looked, self._current, self.draft.sheet.name
        assert looked
        header = HeaderChoice(row, rows)

        def work(audit: Audit, progress: Progress) -> SheetInfo:
            return look_at_sheet(audit, looked, name, header, progress)

        def done(sheet: SheetInfo) -> None:
            types = self.desk.audit.types
            again = looked_through_again(looked.drafts[at], sheet, types, looked.templates)
            self.looked = replace(looked, headers={**looked.headers, name: header})
            self.change(again, at)
            self.desk.tell(f"Looked through {name} with its header in row {row}.")

        self.desk.run(f"Looking through {name} again", work, done)

    def set_record_type(self, name: str) -> None:
        """Read the shown sheet as another kind of list; "" lets the program propose again."""
        assert self.looked
        self.change(as_record_type(self.draft, self.desk.audit.types, name, self.looked.templates))

    def set_field(self, letter: str, field: str) -> None:
        """Let a column of the shown sheet fill `field`; "" keeps it as raw text, LEFT_OUT does not load it."""
        types = self.desk.audit.types
        if field == LEFT_OUT:
            self.change(with_left_out(self.draft, types, letter))
        else:
            self.change(with_field(self.draft, types, letter, field or None))

    def set_reason(self, letter: str, reason: str) -> None:
        """Why a column is left out."""
        self.change(with_left_out(self.draft, self.desk.audit.types, letter, reason.strip()))

    def set_date_format(self, letter: str, written: str) -> None:
        """How dates that stand as text in a column are read; "" for not at all."""
        self.change(with_date_format(self.draft, letter, written or None))

    def set_place(self, place: Literal["new", "version"], name: str) -> None:
        """Make the shown sheet a new list called `name`, or a new version of the list called `name`."""
        if place == "version":
            changed = self.desk.now(lambda: as_new_version(self.draft, self.desk.audit.types, name))
            self.change(changed or self.draft)
        else:
            self.change(replace(self.draft, place="new", list_name=name))

    def leave_out_rows(self, first: int, last: int, reason: str) -> None:
        """Declare rows of the shown sheet to be no data."""
        rows = SkippedRows(min(first, last), max(first, last), reason.strip())
        changed = self.desk.now(lambda: with_rows_left_out(self.draft, rows))
        self.change(changed or self.draft)

    def take_rows_back(self, at: int) -> None:
        """Load rows after all that were to be left out."""
        self.change(without_rows_left_out(self.draft, at))

    def decide(self, key: str, decision: str, reason: str) -> None:
        """Say what a hazard of the shown sheet means, with a reason; it is kept with the import."""
        hazard = self._hazard(key)
        self._say(hazard, Said(decision, reason.strip(), hazard.count))

    def take_decision_back(self, key: str) -> None:
        """Leave a hazard of the shown sheet open again."""
        self._say(self._hazard(key), None)

    def leave_hazard_out(self, key: str, reason: str) -> None:
        """Decide by one click that the rows of a hazard do not belong to the list."""
        self.decide(key, leaving_out(key.partition("|")[0]), reason)

    def set_keep_source(self, keep: bool) -> None:
        """Whether the workbook's own bytes are kept in the audit file, or its fingerprint only."""
        self._manner = replace(self._manner, keep_source=keep)

    def set_certify(self, certify: bool) -> None:
        """Whether a second program reads the sheets too, so that the import has its certificate."""
        self._manner = replace(self._manner, certify=certify)

    def import_now(self) -> None:
        """Import all included sheets as one job: all of it is kept, or nothing."""
        looked = self.looked
        if looked is None or obstacle(looked.drafts, self.desk.audit.types):
            return
        types, manner = self.desk.audit.types, self._manner
        plan = self.desk.now(lambda: import_plan(looked, looked.drafts, types))
        if plan is None:
            return

        def load(audit: Audit, progress: Progress) -> ImportResult:
            return import_all(audit, plan, looked.drafts, manner, progress)

        self.desk.run(f"Importing {Path(looked.info.path).name}", load, self._loaded)

    def certificate(self, import_id: int) -> ShownTable | None:
        """What two programs read of an import, column by column."""
        return self.desk.now(lambda: certificate_table(certificates(self.desk.audit, import_id)[0]))

    def show_misfits(self) -> None:
        """Go to the ledger of misfits."""
        self._show_misfits()

    @property
    def draft(self) -> SheetDraft:
        """The sheet that is shown."""
        assert self.looked
        return self.looked.drafts[self._current]

    def change(self, draft: SheetDraft, index: int | None = None) -> None:
        """Show a sheet as it stands now."""
        assert self.looked
        at = self._current if index is None else index
        drafts = self.looked.drafts
        self.change_all((*drafts[:at], draft, *drafts[at + 1 :]), self._current)

    def change_all(self, drafts: tuple[SheetDraft, ...], shown: int) -> None:
        """Show all sheets as they stand now, and one of them in full."""
        assert self.looked
        self.looked = replace(self.looked, drafts=drafts)
        self._current = shown
        self._show()

    def _hazard(self, key: str) -> Hazard:
        return next(hazard for hazard in self.draft.sheet.hazards if "|".join(key_of(hazard)) == key)

    def _say(self, hazard: Hazard, said: Said | None) -> None:
        draft = self.draft
        decisions = dict(draft.decisions)
        before = decisions.pop(key_of(hazard), None)
        if said is not None:
            decisions[key_of(hazard)] = said
        mapping = with_rows_as_said(draft.mapping, hazard, before, said)
        self.change(replace(draft, mapping=mapping, decisions=decisions))

    def _looked(self, found: Looked | Locked) -> None:
        if isinstance(found, Locked):
            password = self._view.ask_password(found.path.name, found.message)
            if password:
                self.choose_file(found.path, replace(found.options, password=password))
            else:
                self.desk.tell(f"{found.path.name} was not opened.")
            return
        self.looked, self._result, self._refused = found, None, None
        self._current = next((i for i, draft in enumerate(found.drafts) if draft.included), 0)
        self.desk.tell(f"Looked through {Path(found.info.path).name}; nothing is imported yet.")

    def _not_looked(self, path: Path) -> None:
        if self.looked is None and may_be_text(path):
            self._refused = path

    def _loaded(self, result: ImportResult) -> None:
        self._result, self.looked, self._imported_into = result, None, self.desk.audit.path
        rows = sum(summary.rows for summary in result.imports)
        self.desk.tell(f"Imported {count_text(rows)} rows from {result.name}.")

    def _not_needed(self, drafts: tuple[SheetDraft, ...]) -> str:
        ready = [one.mapping for one in drafts if one.included and one.mapping.record_type]
        return not_needed_remark([one for mapping in ready for one in not_needed(self.desk.audit, mapping)])

    def _show(self) -> None:
        state = self.desk.now(self._state)
        if state is not None:
            self._view.show_state(state)

    def _state(self) -> ImportState:
        if not self.desk.is_open:
            return ImportState("choose", PROMPT)
        audit = self.desk.audit
        types, looked = audit.types, self.looked
        if looked is not None:
            return ImportState(
                stage="preview",
                prompt=PROMPT,
                file=Path(looked.info.path).name,
                file_facts=file_line(looked.info),
                about_file=file_state(looked),
                sheets=tuple(sheet_line(draft, types) for draft in looked.drafts),
                sheet=sheet_state(self.draft, types) if looked.drafts else None,
                keep_source=self._manner.keep_source,
                certify=self._manner.certify,
                obstacle=obstacle(looked.drafts, types),
                remark=" ".join(
                    filter(None, (open_hazards_remark(looked.drafts), self._not_needed(looked.drafts)))
                ),
            )
        hazards = list_hazards(audit)
        return ImportState(
            stage="choose" if self._result is None else "done",
            prompt=PROMPT,
            file=self._result.name if self._result else "",
            results=result_lines(self._result, types) if self._result else (),
            imported=tuple(imported_line(line) for line in imports(audit)),
            refused=self._refused.name if self._refused else "",
            hazards=len(hazards),
            open_hazards=sum(hazard.open for hazard in hazards),
        )
