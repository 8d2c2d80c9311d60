"""The agencies tab: the register with its rows, look-alikes, decisions with evidence."""

from __future__ import annotations

from pathlib import Path

from crossfoot_gui.presenters.agencies import AgenciesPresenter

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.gui.presenters.asked import PanelShown
from tests.gui.presenters.desks import Bench, bench_with

ROWS = [
    agreement_row("Walker County Sheriff's Office"),
    agreement_row("Walker County Sheriff's Office", "2017-06-01", model="Task Force Model"),
    agreement_row("Walker County Sheriff's Department", "2017-07-01"),
    agreement_row("Zapata Police"),
]


def agencies_tab(folder: Path) -> tuple[Bench, AgenciesPresenter, PanelShown]:

    def build(kept: Path) -> Path:
        with new_audit(kept) as audit:
            load(audit, write_xlsx(kept / "list.xlsx", {"L": [AGREEMENT_HEADERS, *ROWS]}))
            return audit.path

    bench = bench_with(folder, "alike", build)
    view = PanelShown()
    presenter = AgenciesPresenter(bench.desk, view)
    presenter.enter()
    return bench, presenter, view


def test_the_register_says_how_many_rows_name_each_agency(tmp_path: Path) -> None:
    _, _, view = agencies_tab(tmp_path)
    assert list(zip(view.column("Agency"), view.column("Rows that name it"), strict=True)) == [
        ("Walker County Sheriff's Department", "1"),
        ("Walker County Sheriff's Office", "2"),
        ("Zapata Police", "1"),
    ]
    assert view.column("In")[1] == "Agreements 2"


def test_look_alikes_stand_with_their_likeness_their_rows_and_why(tmp_path: Path) -> None:
    _, presenter, view = agencies_tab(tmp_path)
    presenter.choose("show", "alike")
    assert len(view.state.rows) == 1
    score, state, *_, why = view.state.rows[0]
    assert (score, state, why) == ("95%", "TX", "The same but for the ending.")
    assert {view.state.rows[0][3], view.state.rows[0][5]} == {"1", "2"}


def test_two_names_confirmed_to_be_one_become_one_line_and_can_be_two_again(tmp_path: Path) -> None:
    bench, presenter, view = agencies_tab(tmp_path)
    presenter.choose("show", "alike")
    presenter.do("same")
    assert view.answer(reason="Letter of the county, May 3, 2018.")
    presenter.choose("show", "register")
    assert view.column("Agency") == ["Walker County Sheriff's Office", "Zapata Police"]
    assert view.column("Rows that name it") == ["3", "1"]
    assert view.column("Also written as")[0] == "walker county sheriff's department"
    presenter.choose("show", "decided")
    assert view.column("Evidence") == ["Letter of the county, May 3, 2018."]
    presenter.do("withdraw")
    assert view.answer(reason="The letter was about another county.")
    presenter.choose("show", "register")
    assert len(view.state.rows) == 3
    assert bench.troubles == []


def test_two_names_confirmed_to_be_two_are_not_offered_again(tmp_path: Path) -> None:
    _, presenter, view = agencies_tab(tmp_path)
    presenter.choose("show", "alike")
    presenter.do("distinct")
    assert view.answer(reason="The county has both.")
    presenter.enter()
    assert view.state.rows == ()
    assert view.choices("show")["decided"] == "What was decided (1)"


def test_without_evidence_nothing_is_decided(tmp_path: Path) -> None:
    bench, presenter, view = agencies_tab(tmp_path)
    presenter.choose("show", "alike")
    presenter.do("same")
    view.answer(reason=" ")
    assert "only with evidence" in bench.troubles[0].message
    presenter.choose("show", "decided")
    assert view.state.rows == ()


def test_a_cancelled_reading_is_not_shown_as_if_there_were_nothing(tmp_path: Path) -> None:
    bench, _, _ = agencies_tab(tmp_path)
    other = Bench(cancel_after=0)
    assert other.desk.open(bench.desk.audit.path)
    view = PanelShown()
    AgenciesPresenter(other.desk, view).enter()
    assert view.state.rows == ()
    assert "not read yet" in view.state.empty
    assert "Cancelled" in other.desk.message
    other.desk.close()
