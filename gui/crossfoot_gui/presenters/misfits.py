"""The cells that did not fit their field: by text with the reading that is suggested or in force, or one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.misfit_window import MisfitWindow
from crossfoot.auditfile.corrections.overrides import set_override
from crossfoot.auditfile.corrections.suggestions import MisfitGroup, accept_suggestion, misfit_groups
from crossfoot.auditfile.lookups import MisfitLine
from crossfoot.progress import Progress
from crossfoot.values import count_text

from crossfoot_gui.presenters.correcting import ask_for_correction, ask_to_correct_cell
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.panel_state import Column, Deed, Filter, PanelState, PanelView, Row
from crossfoot_gui.presenters.question import Question, reason_blank
from crossfoot_gui.presenters.slow_panel import SlowPanel
from crossfoot_gui.presenters.source_view import SourceView, show_in_sheet
from crossfoot_gui.presenters.windowed_rows import WindowedRows

TEXTS, CELLS = "texts", "cells"
_COLUMNS = {
    TEXTS: (Column("Cells", 8), Column("List", 15), Column("Field", 15), Column("As it stands", 24),
            Column("Could be read as", 16), Column("In force", 18), Column("First", 18),
            Column("Why it did not fit", 30)),
    CELLS: (Column("File", 36), Column("Sheet", 12), Column("Cell", 8), Column("Field", 15),
            Column("As it stands", 22), Column("Could be read as", 16), Column("Used", 16),
            Column("Why it did not fit", 24)),
}  # fmt: skip
MOST_TEXTS = 5_000


class MisfitsView(PanelView, SourceView, Protocol):
    """A panel that can show a cell in its sheet."""


class MisfitsPresenter(SlowPanel):
    """Texts first, the commonest on top, so that 996,000 blanks are one line; from there to the single cells."""

    reading = "Reading the ledger of misfits"

    def __init__(self, desk: Desk, view: MisfitsView) -> None:
        super().__init__(desk, view)
        self._source: SourceView = view
        self._group: MisfitGroup | None = None

    def choose(self, name: str, value: str) -> None:
        """Texts or cells; back at the texts, the cells of no text in particular are meant."""
        self._group = None
        super().choose(name, value)

    def _fetch(self, audit: Audit, progress: Progress) -> list[MisfitGroup]:
        progress(0, 0, "Grouping cells by their text")
        return misfit_groups(audit)

    def _read(self) -> None:
        self._show_what = self._chosen.get("show", TEXTS)
        self._groups: list[MisfitGroup] = self._data or []
        self._rows: Sequence[Row]
        if self._show_what == TEXTS:
            rows = [self._group_row(group) for group in self._groups]
            places = self._found(rows)[:MOST_TEXTS]
            self._lines = [self._groups[at] for at in places]
            self._rows = tuple(rows[at] for at in places)
        else:
            group = self._group
            of = (group.record_type, group.field, group.raw) if group else None
            window = MisfitWindow(self._desk.audit, of)
            self._cells = WindowedRows(window.count(), window.page)
            self._rows = self._cells.as_rows(_cell_row)
        self._at = min(self._at, max(0, len(self._rows) - 1))

    def _group_row(self, group: MisfitGroup) -> Row:
        return (
            count_text(group.count),
            self._desk.audit.types[group.record_type].title,
            group.field.replace("_", " "),
            group.raw,
            group.suggestion,
            _in_force(group),
            group.first,
            group.reason,
        )

    def _state(self) -> PanelState:
        texts = self._show_what == TEXTS
        group = self._lines[self._at] if texts and self._lines else self._group
        cell = self._cells[self._at] if not texts and len(self._rows) else None
        of = f"Cells that stand as {self._group.raw!r}" if self._group else "Every cell"
        entries = (
            Choice(TEXTS, f"By text ({count_text(len(self._groups))})"),
            Choice(CELLS, of if not texts else "Every cell"),
        )
        total = sum(one.count for one in self._groups)
        corrected = sum(one.overridden for one in self._groups)
        offered = sum(bool(one.suggestion) and one.overridden < one.count for one in self._groups)
        facts = (
            f"{count_of(total, 'cell')} did not fit; {count_text(corrected)} of them have a correction in force."
            + (f" {count_of(offered, 'suggested reading')} to look at." if offered else "")
        )
        more = len(self._groups) - MOST_TEXTS
        if texts and more > 0 and not self._find:
            facts += f" The {count_text(MOST_TEXTS)} commonest texts are listed; find leads to the others."
        free = group is not None and group.overridden < group.count
        deeds = (
            (
                Deed(
                    "accept",
                    "&Accept the suggestion...",
                    free and bool(group and group.suggestion),
                    primary=True,
                ),
                Deed("enter", "&Enter a reading...", free),
                Deed("cells", "Its ce&lls", group is not None),
                Deed("sheet", "&Show in its sheet", group is not None),
            )
            if texts
            else (
                Deed(
                    "enter_one", "Correct &this cell...", cell is not None and not cell.override, primary=True
                ),
                Deed("back", "&Back to the texts"),
                Deed("sheet", "&Show in its sheet", cell is not None),
            )
        )
        return PanelState(
            table="Misfits",
            filters=(Filter("show", "Show", entries, self._show_what),),
            find=self._find if texts else None,
            facts=facts,
            columns=_COLUMNS[self._show_what],
            rows=self._rows,
            at=self._at,
            detail=_group_detail(group) if texts and group else _cell_detail(cell) if cell else "",
            deeds=deeds,
            empty="Nothing holds that text."
            if self._find
            else "Every cell of the current lists fitted its field.",
        )

    def _deeds(self) -> dict[str, Callable[[], Any]]:
        return {
            "accept": self._ask_to_accept,
            "enter": self._ask_for_a_reading,
            "enter_one": self._ask_for_one,
            "cells": self._show_cells,
            "back": lambda: self.choose("show", TEXTS),
            "sheet": self._show_in_sheet,
        }

    def _show_cells(self) -> None:
        group = self._lines[self._at]
        self._find = ""
        self._group, self._at = group, 0
        self._chosen["show"] = CELLS
        self.enter()

    def _show_in_sheet(self) -> None:
        if self._show_what == CELLS:
            cell: MisfitLine = self._cells[self._at]
        else:
            group = self._lines[self._at]
            cell = MisfitWindow(self._desk.audit, (group.record_type, group.field, group.raw)).page(0, 1)[0]
        show_in_sheet(self._desk, self._source, cell.import_id, cell.ref)

    def _ask_to_accept(self) -> None:
        group = self._lines[self._at]
        facts = (_stands(group), f"It will be read as {group.suggestion!r}. The workbook stays as it is.")

        def record(said: dict[str, str]) -> bool:
            return self._keep_as_job(
                "Accepting the suggested reading",
                lambda audit: accept_suggestion(
                    audit, group.field, group.raw, said["reason"], record_type=group.record_type
                ),
                f"{group.raw!r} is now read as {group.suggestion!r}. Run the checks again.",
            )

        self._view.ask(Question("Accept the suggested reading", facts, (reason_blank(),), "&Accept"), record)

    def _ask_for_a_reading(self) -> None:
        group = self._lines[self._at]

        def work(audit: Audit, used: str, reason: str) -> None:
            set_override(audit, group.record_type, group.field, used, reason, raw=group.raw)

        ask_for_correction(self._desk, self._view, (group.record_type, group.field), _stands(group), work)

    def _ask_for_one(self) -> None:
        cell: MisfitLine = self._cells[self._at]
        ask_to_correct_cell(
            self._desk, self._view, cell.import_id, cell.ref, cell.field, f"It stands as {cell.raw!r}."
        )


def _stands(group: MisfitGroup) -> str:
    return (
        f"{group.raw!r} in {group.field.replace('_', ' ')}: {count_of(group.count, 'cell')} ({group.reason})."
    )


def _in_force(group: MisfitGroup) -> str:
    if not group.overridden:
        return ""
    part = "" if group.overridden == group.count else f" (in {count_text(group.overridden)})"
    return f"✓ {group.used or 'no value'}{part}"


def _group_detail(group: MisfitGroup) -> str:
    said = [_stands(group) + f" First at {group.first}."]
    if group.overridden:
        said.append(f"In force: {group.used or 'no value'} in {count_of(group.overridden, 'cell')}.")
    if group.suggestion and group.overridden < group.count:
        said.append(f"It could be read as {group.suggestion}. Nothing is applied unless you accept it.")
    return "\n".join(said)


def _cell_detail(cell: MisfitLine) -> str:
    used = f"\nUsed: {cell.used or 'no value'} (correction {cell.override[:8]})." if cell.override else ""
    return f"{cell.file}, sheet {cell.sheet}, cell {cell.ref}: {cell.raw!r} ({cell.reason}).{used}"


def _cell_row(cell: MisfitLine) -> Row:
    used = f"✓ {cell.used or 'no value'}" if cell.override else ""
    return (
        cell.file,
        cell.sheet,
        cell.ref,
        cell.field.replace("_", " "),
        cell.raw,
        cell.suggestion,
        used,
        cell.reason,
    )
