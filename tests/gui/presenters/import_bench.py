"""The import page's presenter on a desk without a window."""

from __future__ import annotations

from pathlib import Path

from crossfoot_gui.presenters.importing import ImportPresenter

from tests.builders import AGREEMENT_HEADERS, write_xlsx
from tests.gui.presenters.desks import Bench, Shown


class ImportShown(Shown):
    """A view that types these passwords, one after the other, and then gives up."""

    def __init__(self, *passwords: str) -> None:
        super().__init__()
        self._passwords = list(passwords)
        self.asked: list[str] = []

    def ask_password(self, name: str, message: str) -> str | None:
        self.asked.append(message)
        return self._passwords.pop(0) if self._passwords else None


def import_page(bench: Bench, *passwords: str) -> tuple[ImportPresenter, ImportShown]:
    """The presenter and what it shows."""
    view = ImportShown(*passwords)
    presenter = ImportPresenter(bench.desk, view, lambda: None)
    bench.desk.listen(presenter.enter)
    presenter.enter()
    return presenter, view


def agreements(
    folder: Path, *rows: tuple[object, ...], name: str = "list.xlsx", hidden: tuple[int, ...] = ()
) -> Path:
    """A workbook with one sheet of agreements."""
    return write_xlsx(folder / name, {"Agreements": [AGREEMENT_HEADERS, *rows]}, hidden_rows=hidden)
