"""The tables page: the rows of each list, and behind further tabs all that is known and decided about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from crossfoot.auditfile.corrections.control_totals import list_control_totals
from crossfoot.auditfile.corrections.override_cells import columns_of, source_field
from crossfoot.auditfile.corrections.override_list import list_overrides
from crossfoot.auditfile.importing.hazard_decisions import open_hazards
from crossfoot.auditfile.lookups import ImportLine, TableLine, imports, tables
from crossfoot.auditfile.windows import RowWindow
from crossfoot.errors import AuditFileError
from crossfoot.values import count_text

from crossfoot_gui.presenters.correcting import ask_to_correct_cell
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_words import count_of
from crossfoot_gui.presenters.misfits import MisfitsView
from crossfoot_gui.presenters.shell import PagePresenter
from crossfoot_gui.presenters.shown_value import shown_value
from crossfoot_gui.presenters.source_view import show_in_sheet

DATA = "data"
TABS: tuple[tuple[str, str], ...] = (
    (DATA, "Rows"),
    ("lists", "Lists"),
    ("hazards", "What may mislead"),
    ("misfits", "Misfits"),
    ("corrections", "Corrections"),
    ("versions", "Versions"),
    ("agencies", "Agencies"),
    ("totals", "Control totals"),
)
_ROW_NO, _IMPORT, _FIRST_VALUE = 2, 1, 4


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One record type as the list of tables shows it."""

    record_type: str
    title: str
    rows: str


@dataclass(frozen=True, slots=True)
class TablesState:
    """The frame of the page and its first tab. The rows of the shown table are the one thing outside of it."""

    entries: tuple[TableEntry, ...]
    shown: str
    title: str
    facts: str
    empty: str
    tab: str
    tabs: tuple[tuple[str, str], ...]
    stamp: int


class TablesView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: TablesState) -> None: ...


class TablesPresenter:
    """Chooses tab and table. `stamp` in the state tells the page when the rows may be others than before.

    `parts` are the presenters of the other tabs: only the one that is shown reads anything. `asking` puts questions
    about a cell of the rows and shows it in its sheet.
    """

    def __init__(
        self,
        desk: Desk,
        view: TablesView,
        parts: Mapping[str, PagePresenter] | None = None,
        asking: MisfitsView | None = None,
    ) -> None:
        self._desk, self._view, self._asking = desk, view, asking
        self._parts = dict(parts or {})
        self._shown = ""
        self._tab = DATA
        self._stamp = 0
        self._window: RowWindow | None = None

    def enter(self) -> None:
        """Show the tab as the audit is now."""
        self._stamp += 1
        self._show()
        if self._tab in self._parts:
            self._parts[self._tab].enter()

    def choose(self, record_type: str) -> None:
        """Show the rows of another table."""
        if record_type != self._shown:
            self._shown = record_type
            self.enter()

    def choose_tab(self, tab: str) -> None:
        """Show another tab."""
        if tab != self._tab:
            self._tab = tab
            self._show()
            if tab in self._parts:
                self._parts[tab].enter()

    def has_rows(self) -> bool:
        """Whether the audit holds any list."""
        return bool(self._desk.now(lambda: imports(self._desk.audit)))

    def window(self) -> RowWindow | None:
        """The rows of the shown table, a page at a time; None where there is no table."""
        self._window = (
            self._desk.now(lambda: RowWindow(self._desk.audit, self._shown)) if self._shown else None
        )
        return self._window

    def show_cell(self, position: int, column: int) -> None:
        """Show a cell of the rows as it stands in its sheet."""

        def show() -> None:
            import_id, ref, _, _ = self._cell(position, column)
            if self._asking is not None:
                show_in_sheet(self._desk, self._asking, import_id, ref)

        self._desk.now(show)

    def correct_cell(self, position: int, column: int) -> None:
        """Ask for the value to use for a cell of the rows."""

        def ask() -> None:
            import_id, ref, field, used = self._cell(position, column)
            if self._asking is not None:
                stands = f"It is read as {used!r}." if used else "It is read as no value."
                ask_to_correct_cell(self._desk, self._asking, import_id, ref, field, stands)

        self._desk.now(ask)

    def _cell(self, position: int, column: int) -> tuple[int, str, str, str]:
        """Import, address, field and present value of a cell of the rows."""
        page: list[tuple[Any, ...]] = self._window.page(position, 1) if self._window else []
        if not page or self._window is None or not 0 <= column < len(self._window.columns()):
            raise AuditFileError("No cell is selected.", "Select one in the rows.")
        row, shown = page[0], self._window.columns()[column]
        audit = self._desk.audit
        of_import = audit.rows("SELECT record_type FROM cf_import WHERE import_id = ?", (row[_IMPORT],))[0]
        kind = audit.types[of_import["record_type"]]
        naming = kind.agency
        gathered = {"name": naming.name, "state": naming.state, "agency_id": naming.id} if naming else {}
        name = shown.field if kind.name == self._shown else gathered.get(shown.field) or ""  # of the register
        field = kind.field(name)
        columns = columns_of(audit, row[_IMPORT])
        letter = columns.get(source_field(field, columns)) if field else None
        if letter is None:
            raise AuditFileError(
                f"No column of the workbook holds {shown.field.replace('_', ' ')} of this row.",
                "It was gathered from other lists; look at the row in the list that it comes from.",
            )
        value = shown_value(row[_FIRST_VALUE + column], shown.type)
        return row[_IMPORT], f"{letter}{row[_ROW_NO]}", name, value

    def _show(self) -> None:
        state = self._desk.now(self._state)
        if state is not None:
            self._view.show_state(state)

    def _state(self) -> TablesState:
        audit = self._desk.audit
        lines = tables(audit)
        names = [line.record_type for line in lines]
        if self._shown not in names:
            self._shown = names[0] if names else ""
        shown = next((line for line in lines if line.record_type == self._shown), None)
        return TablesState(
            entries=tuple(TableEntry(line.record_type, line.title, count_text(line.rows)) for line in lines),
            shown=self._shown,
            title=shown.title if shown else "",
            facts=_facts(shown) if shown else "",
            empty="No list yet. Go to Import (Ctrl+I) and choose a workbook that the agency handed over.",
            tab=self._tab,
            tabs=self._tabs(imports(audit)),
            stamp=self._stamp,
        )

    def _tabs(self, lines: list[ImportLine]) -> tuple[tuple[str, str], ...]:
        """The titles of the tabs, with counts where something waits behind them."""
        audit = self._desk.audit
        counts = {
            "lists": len(lines),
            "hazards": len(open_hazards(audit)),
            "misfits": sum(line.misfits for line in lines if line.state == "current"),
            "corrections": len(list_overrides(audit)),
            "totals": len(list_control_totals(audit)),
        }
        return tuple(
            (name, f"{title} ({count_text(counts[name])})" if counts.get(name) else title)
            for name, title in TABS
        )


def _facts(line: TableLine) -> str:
    if not line.imports:
        return f"{count_text(line.rows)} in all, gathered from the other lists: one for each state and name."
    hidden = sum(each.hidden_rows for each in line.imports)
    said = f", {count_text(hidden)} of them hidden in the workbook" if hidden else ""
    files = "; ".join(f"{each.file}, sheet {each.sheet}" for each in line.imports)
    return f"{count_of(line.rows, 'row')}{said}, from {files}. Read-only; numbered as in Excel."
