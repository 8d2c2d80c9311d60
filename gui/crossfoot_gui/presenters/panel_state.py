"""What a panel of the data page shows: filters, facts, one table, the detail of the selected line, what can be done.

All panels look alike, so that whoever knows one knows all; what differs between them is said here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from crossfoot_gui.presenters.importing_state import Choice
from crossfoot_gui.presenters.question import Question

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A list to choose from above the table: its name for the presenter, its label, its entries, the chosen one."""

    name: str
    label: str
    entries: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to be done, as a button under the table; `&` marks its key."""

    name: str
    words: str
    possible: bool = True
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table; `width` in letters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class PanelState:
    """One panel. `rows` may be longer than what is held in memory: the table asks only for rows that it paints.

    `find` is the text that is looked for, None where nothing can be looked for. `at` is the selected row; `strong` are
    rows in bold letters, which others stand under.
    """

    table: str
    filters: tuple[Filter, ...]
    find: str | None
    facts: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    at: int
    detail: str
    deeds: tuple[Deed, ...]
    empty: str
    strong: frozenset[int] = frozenset()


class PanelView(Protocol):
    """What the presenter of a panel needs of its widget."""

    def show_state(self, state: PanelState) -> None: ...

    def ask(self, question: Question, record: Callable[[dict[str, str]], bool]) -> None:
        """Put a question; `record` gets what was answered and says whether it could be kept."""
        ...

    def ask_where_to_save(self, name: str, save: Callable[[str], None]) -> None:
        """Let the auditor choose a file to write; nothing happens when he does not."""
        ...


class PanelPresenter(Protocol):
    """What the widget tells the presenter of its panel."""

    def enter(self) -> None: ...

    def choose(self, name: str, value: str) -> None: ...

    def look_for(self, text: str) -> None: ...

    def select(self, at: int) -> None: ...

    def do(self, deed: str) -> None: ...
