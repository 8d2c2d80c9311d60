"""The tables page: lists, rows a page at a time, and tabs that read only when they are shown."""

from __future__ import annotations

from pathlib import Path

from crossfoot_gui.presenters.tables import TablesPresenter

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, write_xlsx
from tests.gui.presenters.desks import Bench, Shown, bench_with_audit


def tables_page(
    folder: Path, *rows: tuple[object, ...], hidden: tuple[int, ...] = ()
) -> tuple[Bench, TablesPresenter, Shown]:
    bench = bench_with_audit(folder)
    if rows:
        path = write_xlsx(
            folder / "list.xlsx", {"Agreements": [AGREEMENT_HEADERS, *rows]}, hidden_rows=hidden
        )
        load(bench.desk.audit, path)
    view = Shown()
    presenter = TablesPresenter(bench.desk, view)
    presenter.enter()
    return bench, presenter, view


def test_an_empty_audit_says_what_to_do(tmp_path: Path) -> None:
    _, presenter, view = tables_page(tmp_path)
    assert view.state.entries == ()
    assert "Ctrl+I" in view.state.empty
    assert presenter.window() is None


def test_the_tables_show_their_rows_numbered_as_in_the_workbook(tmp_path: Path) -> None:
    _, presenter, view = tables_page(tmp_path, agreement_row("A"), agreement_row("B"), hidden=(3,))
    assert [(entry.title, entry.rows) for entry in view.state.entries] == [
        ("Agencies", "2"),
        ("Agreements", "2"),
    ]
    presenter.choose("agreements")
    assert "1 of them hidden" in view.state.facts
    window = presenter.window()
    assert window is not None
    assert [(row[2], row[3]) for row in window.page(0, 10)] == [(2, 0), (3, 1)]


class Part:
    """The presenter of a tab that counts how often it was entered."""

    entered = 0

    def enter(self) -> None:
        self.entered += 1


def test_only_the_tab_that_is_shown_reads_anything(tmp_path: Path) -> None:
    bench, _, view = tables_page(tmp_path, agreement_row("A"))
    lists, misfits = Part(), Part()
    presenter = TablesPresenter(bench.desk, view, {"lists": lists, "misfits": misfits})
    presenter.enter()
    presenter.choose_tab("misfits")
    presenter.enter()
    assert (lists.entered, misfits.entered) == (0, 2)


def test_the_tabs_say_how_much_waits_behind_them(tmp_path: Path) -> None:
    _, _, view = tables_page(tmp_path, agreement_row("A", "soon"), agreement_row("B"), hidden=(3,))
    assert view.state.tabs[:4] == (
        ("data", "Rows"), ("lists", "Lists (1)"), ("hazards", "What may mislead (1)"), ("misfits", "Misfits (1)")
    )  # fmt: skip


def test_choosing_a_table_tells_the_page_to_fetch_its_rows_anew(tmp_path: Path) -> None:
    _, presenter, view = tables_page(tmp_path, agreement_row("A"))
    before = view.state.stamp
    presenter.choose_tab("misfits")
    assert view.state.stamp == before
    presenter.choose("agreements")
    assert view.state.stamp > before
