"""The tables page: which lists the audit holds, their rows, the ledger of misfits, where each list came from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from crossfoot.auditfile.lookups import ImportLine, MisfitLine, TableLine, imports, misfits, tables
from crossfoot.auditfile.windows import RowWindow
from crossfoot.values import count_text

from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.importing_words import count_of

_GROUPS_SHOWN = 5
Row = tuple[str, ...]
MISFIT_COLUMNS = ("File", "Sheet", "Cell", "Field", "As it stood", "Why it did not fit", "Possible reading")
IMPORT_COLUMNS = ("List", "File", "Sheet", "Rows", "Hidden", "Misfits", "State", "Imported", "By", "sha256")


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One record type as the list of tables shows it."""

    record_type: str
    title: str
    rows: str


@dataclass(frozen=True, slots=True)
class TablesState:
    """The tables page. The rows of the shown table are the one thing outside of it (`TablesPresenter.window`)."""

    entries: tuple[TableEntry, ...]
    shown: str
    title: str
    facts: str
    misfits: tuple[Row, ...]
    misfit_groups: tuple[str, ...]
    imports: tuple[Row, ...]
    empty: str
    tab: str
    stamp: int


class TablesView(Protocol):
    """What the presenter needs of the page."""

    def show_state(self, state: TablesState) -> None: ...


class TablesPresenter:
    """Chooses the table to show. `stamp` in the state tells the page when the rows may be others than before."""

    def __init__(self, desk: Desk, view: TablesView) -> None:
        self._desk, self._view = desk, view
        self._shown = ""
        self._tab = "data"
        self._stamp = 0

    def enter(self) -> None:
        """Show the tables as they are now."""
        self._stamp += 1
        self._show()

    def choose(self, record_type: str) -> None:
        """Show another table."""
        if record_type != self._shown:
            self._shown = record_type
            self.enter()

    def choose_tab(self, tab: str) -> None:
        """Show the data, the ledger of misfits or the imports."""
        self._tab = tab
        self._show()

    def note_tab(self, tab: str) -> None:
        """The auditor has turned to another tab himself."""
        self._tab = tab

    def has_rows(self) -> bool:
        """Whether the audit holds any list."""
        return bool(self._desk.now(lambda: imports(self._desk.audit)))

    def window(self) -> RowWindow | None:
        """The rows of the shown table, a page at a time; None where there is no table."""
        return self._desk.now(lambda: RowWindow(self._desk.audit, self._shown)) if self._shown else None

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
        ledger = misfits(audit)
        return TablesState(
            entries=tuple(TableEntry(line.record_type, line.title, count_text(line.rows)) for line in lines),
            shown=self._shown,
            title=shown.title if shown else "",
            facts=_facts(shown) if shown else "",
            misfits=tuple(
                (
                    line.file,
                    line.sheet,
                    line.ref,
                    line.field.replace("_", " "),
                    line.raw,
                    line.reason,
                    line.suggestion,
                )
                for line in ledger
            ),
            misfit_groups=_misfit_groups(ledger),
            imports=tuple(_import_row(line) for line in imports(audit)),
            empty="No list yet. Go to Import (Ctrl+I) and choose a workbook that the agency handed over.",
            tab=self._tab,
            stamp=self._stamp,
        )


def _facts(line: TableLine) -> str:
    if not line.imports:
        return f"{count_text(line.rows)} in all, gathered from the other lists: one for each state and name."
    hidden = sum(each.hidden_rows for each in line.imports)
    said = f", {count_text(hidden)} of them hidden in the workbook" if hidden else ""
    files = "; ".join(f"{each.file}, sheet {each.sheet}" for each in line.imports)
    return f"{count_of(line.rows, 'row')}{said}, from {files}. Read-only; numbered as in Excel."


def _misfit_groups(ledger: list[MisfitLine]) -> tuple[str, ...]:
    """The ledger in a few sentences, the commonest first, so that 996,000 blanks are one line and not a flood."""
    counts = Counter((line.file, line.field, line.reason) for line in ledger)
    said = [
        f"{count_text(number)} × {field.replace('_', ' ')}: {reason} ({file})"
        for (file, field, reason), number in counts.most_common(_GROUPS_SHOWN)
    ]
    more = len(counts) - len(said)
    return (*said, f"and {count_of(more, 'further reason')}, listed below") if more > 0 else tuple(said)


def _import_row(line: ImportLine) -> Row:
    return (
        line.list_name,
        line.file,
        line.sheet,
        count_text(line.rows),
        count_text(line.hidden_rows),
        count_text(line.misfits),
        line.state,
        line.loaded_at[:16].replace("T", " "),
        line.actor,
        line.sha256,
    )
