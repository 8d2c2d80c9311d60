"""The misfits tab: texts with suggested readings, single cells, corrections, and a cell in its sheet."""

from __future__ import annotations

from pathlib import Path

from crossfoot_gui.presenters.corrections import CorrectionsPresenter
from crossfoot_gui.presenters.misfits import MisfitsPresenter
from crossfoot_gui.presenters.tables import TablesPresenter

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.gui.presenters.asked import PanelShown
from tests.gui.presenters.desks import Bench, Shown, bench_with

SIGNED = ("2017-02-01", "7/72017", "7/72017", "soon")


def misfits_page(folder: Path) -> tuple[Bench, MisfitsPresenter, PanelShown]:
    """Rows 2 to 5 signed as `SIGNED` says: two texts that could be dates, one that could not."""

    def build(kept: Path) -> Path:
        rows = [AGREEMENT_HEADERS, *(agreement_row(f"Agency {n}", signed) for n, signed in enumerate(SIGNED))]
        with new_audit(kept) as audit:
            load(audit, write_xlsx(kept / "list.xlsx", {"L": rows}))
            return audit.path

    bench = bench_with(folder, "misfits", build)
    view = PanelShown()
    presenter = MisfitsPresenter(bench.desk, view)
    presenter.enter()
    return bench, presenter, view


def corrections_of(bench: Bench) -> tuple[CorrectionsPresenter, PanelShown]:
    view = PanelShown()
    presenter = CorrectionsPresenter(bench.desk, view)
    presenter.enter()
    return presenter, view


def signed(bench: Bench) -> list[str | None]:
    return [
        row["signed_on"] for row in bench.desk.audit.rows("SELECT signed_on FROM agreements ORDER BY row_no")
    ]


def test_misfits_are_grouped_by_text_with_what_they_could_be(tmp_path: Path) -> None:
    _, _, view = misfits_page(tmp_path)
    assert view.column("Cells") == ["2", "1"]
    assert view.column("As it stands") == ["7/72017", "soon"]
    assert view.column("Could be read as") == ["2017-07-07", ""]
    assert view.column("In force") == ["", ""]
    assert (
        "3 cells did not fit; 0 of them have a correction in force. 1 suggested reading" in view.state.facts
    )


def test_a_suggestion_is_accepted_with_a_reason_and_then_in_force(tmp_path: Path) -> None:
    bench, presenter, view = misfits_page(tmp_path)
    presenter.do("accept")
    assert view.answer(reason="The agreement itself bears that date.")
    presenter.enter()
    assert signed(bench) == ["2017-02-01", "2017-07-07", "2017-07-07", None]
    assert view.column("In force") == ["✓ 2017-07-07", ""]
    assert not {"accept", "enter"} & view.possible()


def test_without_a_suggestion_there_is_none_to_accept(tmp_path: Path) -> None:
    _, presenter, view = misfits_page(tmp_path)
    presenter.select(1)
    assert "accept" not in view.possible()
    assert {"enter", "cells", "sheet"} <= view.possible()


def test_a_reading_that_does_not_fit_the_field_keeps_the_question_open(tmp_path: Path) -> None:
    bench, presenter, view = misfits_page(tmp_path)
    presenter.select(1)
    presenter.do("enter")
    assert not view.answer(used="some day", reason="A letter.")
    assert len(bench.troubles) == 1
    assert view.answer(used="2017-08-01", reason="A letter.")
    assert signed(bench)[3] == "2017-08-01"


def test_the_cells_of_a_text_are_shown_and_one_of_them_corrected(tmp_path: Path) -> None:
    bench, presenter, view = misfits_page(tmp_path)
    presenter.do("cells")
    assert view.column("Cell") == ["F3", "F4"]
    presenter.select(1)
    presenter.do("enter_one")
    assert view.answer(used="2017-07-08", reason="The paper says the 8th.")
    assert signed(bench) == ["2017-02-01", None, "2017-07-08", None]
    presenter.enter()
    assert view.column("Used") == ["", "✓ 2017-07-08"]
    presenter.do("back")
    assert view.column("In force") == ["✓ 2017-07-08 (in 1)", ""]


def test_every_cell_is_shown_a_page_at_a_time(tmp_path: Path) -> None:
    _, presenter, view = misfits_page(tmp_path)
    presenter.choose("show", "cells")
    assert view.column("Cell") == ["F3", "F4", "F5"]


def test_a_misfit_is_shown_in_its_sheet_as_it_stood(tmp_path: Path) -> None:
    bench, presenter, view = misfits_page(tmp_path)
    presenter.do("sheet")
    grid = view.grid
    assert grid.title == "L!F3"
    assert grid.at is not None
    assert grid.texts[grid.at[0]][grid.at[1]] == "7/72017"
    assert grid.row_names == ("1", "2", "3", "4", "5")
    assert "F3 holds a text, stored as '7/72017'." in grid.facts
    assert bench.troubles == []


def test_a_text_is_looked_for(tmp_path: Path) -> None:
    _, presenter, view = misfits_page(tmp_path)
    presenter.look_for("SOON")
    assert view.column("As it stands") == ["soon"]


def test_corrections_are_listed_and_withdrawn(tmp_path: Path) -> None:
    bench, misfits, asked = misfits_page(tmp_path)
    misfits.do("accept")
    asked.answer(reason="The agreement itself.")
    presenter, view = corrections_of(bench)
    assert view.column("As it stands") == ["7/72017"]
    assert (view.column("Used"), view.column("Cells")) == (["2017-07-07"], ["2"])
    presenter.do("withdraw")
    assert view.answer(reason="It was the 8th.")
    presenter.enter()
    assert view.state.rows == ()
    assert signed(bench)[1] is None
    presenter.choose("show", "all")
    assert view.column("State") == ["withdrawn"]
    assert "withdraw" not in view.possible()


def test_any_cell_of_the_rows_is_shown_in_its_sheet_or_corrected(tmp_path: Path) -> None:
    bench, _, asked = misfits_page(tmp_path)
    presenter = TablesPresenter(bench.desk, Shown(), {}, asked)
    presenter.enter()
    presenter.choose("agreements")
    window = presenter.window()
    assert window is not None
    signed_on = [column.field for column in window.columns()].index("signed_on")
    presenter.show_cell(0, signed_on)
    assert asked.grid.title == "L!F2"
    presenter.correct_cell(0, signed_on)
    assert asked.answer(used="2017-02-02", reason="The paper says so.")
    assert signed(bench)[0] == "2017-02-02"


def test_a_name_of_the_register_is_shown_where_it_was_first_named(tmp_path: Path) -> None:
    bench, _, asked = misfits_page(tmp_path)
    presenter = TablesPresenter(bench.desk, Shown(), {}, asked)
    presenter.enter()
    presenter.choose("agencies")
    presenter.window()
    presenter.show_cell(1, 0)
    assert asked.grid.title == "L!B3"


def test_without_a_selected_cell_it_is_said(tmp_path: Path) -> None:
    bench, _, asked = misfits_page(tmp_path)
    presenter = TablesPresenter(bench.desk, Shown(), {}, asked)
    presenter.enter()
    presenter.window()
    presenter.show_cell(-1, -1)
    assert bench.troubles[0].message == "No cell is selected."
