"""A panel without a window: what it was shown and asked is kept; the test answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crossfoot_gui.presenters.certificate_table import ShownTable
from crossfoot_gui.presenters.panel_state import PanelState
from crossfoot_gui.presenters.question import Question
from crossfoot_gui.presenters.source_view import SourceGrid

from tests.gui.presenters.desks import Shown


class PanelShown(Shown):
    """`question` is the one that was put last; `answer` fills it in and says whether it could be kept."""

    question: Question
    grid: SourceGrid
    state: PanelState

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self._folder = folder

    def ask(self, question: Question, record: Callable[[dict[str, str]], bool]) -> None:
        self.question, self._record = question, record

    def answer(self, **said: str) -> bool:
        first = {blank.name: blank.value for blank in self.question.blanks}
        return self._record({**first, **said})

    def ask_where_to_save(self, name: str, save: Callable[[str], None]) -> None:
        assert self._folder is not None
        self.saved = self._folder / name
        save(str(self.saved))

    def show_table(self, shown: ShownTable) -> None:
        self.table = shown

    def show_source(self, grid: SourceGrid) -> None:
        self.grid = grid

    def column(self, title: str) -> list[str]:
        """The texts under a title, from top to bottom."""
        at = [column.title for column in self.state.columns].index(title)
        return [row[at] for row in self.state.rows]

    def choices(self, filter_name: str) -> dict[str, str]:
        """The entries of a filter: value -> words."""
        (found,) = [one for one in self.state.filters if one.name == filter_name]
        return {entry.value: entry.label for entry in found.entries}

    def possible(self) -> set[str]:
        """What can be done now."""
        return {deed.name for deed in self.state.deeds if deed.possible}
