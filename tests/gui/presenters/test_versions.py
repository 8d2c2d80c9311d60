"""The versions tab: two versions side by side, counts that add up, decisions about rows whose key changed."""

from __future__ import annotations

import csv
from pathlib import Path

from crossfoot.auditfile.custody import list_copies
from crossfoot_gui.presenters.versions import VersionsPresenter

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.gui.presenters.asked import PanelShown
from tests.gui.presenters.desks import Bench, bench_with

LINK = "https://example.com/springfield.pdf"
BEFORE = [
    agreement_row("Alpha Sheriff's Office"),
    agreement_row("Bravo Sheriff's Office", county="Bravo County"),
    agreement_row("Charlie Sheriff's Office", county="Charlie County"),
    agreement_row("Springfield Police Department", moa=LINK),
    agreement_row("Gone Sheriff's Office", "2017-05-01", county="Gone County", model="Task Force Model"),
]
NOW = [
    agreement_row("Alpha Sheriff's Office"),
    agreement_row("Bravo Sheriff's Office", county="Brave County"),
    agreement_row("Charlie Sheriff's Office", county="CHARLIE  County"),
    agreement_row("City of Springfield Police Dept.", moa=LINK),
    agreement_row("@SUM Police", "2018-01-05", county="New County", model="Task Force Model"),
]


def versions_tab(folder: Path, *, versions: int = 2) -> tuple[Bench, VersionsPresenter, PanelShown]:

    def build(kept: Path) -> Path:
        with new_audit(kept) as audit:
            for number, rows in list(enumerate((BEFORE, NOW)))[:versions]:
                path = write_xlsx(kept / f"list{number}.xlsx", {"L": [AGREEMENT_HEADERS, *rows]})
                load(audit, path, **({"new_version_of": "A"} if number else {"as_list": "A"}))
            return audit.path

    bench = bench_with(folder, f"{versions}-versions", build)
    view = PanelShown(folder)
    presenter = VersionsPresenter(bench.desk, view)
    presenter.enter()
    assert bench.troubles == []
    return bench, presenter, view


def test_the_last_two_versions_are_compared_and_each_side_adds_up(tmp_path: Path) -> None:
    _, _, view = versions_tab(tmp_path)
    before, now, *_ = view.state.facts.splitlines()
    assert before == "Before: 5 rows = 1 unchanged + 1 changed + 1 in spelling only + 2 removed"
    assert now == "Now: 5 rows = 1 unchanged + 1 changed + 1 in spelling only + 2 added"
    assert "Rows are matched by the agency" in view.state.facts


def test_a_changed_field_stands_with_both_values_and_cells(tmp_path: Path) -> None:
    _, presenter, view = versions_tab(tmp_path)
    presenter.choose("show", "changed")
    assert [row[0:1] + row[2:] for row in view.state.rows] == [
        ("△ changed", "county", "Bravo County", "Brave County", "D3", "D3")
    ]
    presenter.choose("show", "spelling")
    assert [row[2:5] for row in view.state.rows] == [("county", "Charlie County", "CHARLIE  County")]


def test_added_and_removed_rows_are_shown_with_their_values(tmp_path: Path) -> None:
    _, presenter, view = versions_tab(tmp_path)
    presenter.choose("show", "removed")
    assert view.column("Cell before") == ["row 5", "row 6"]
    assert "county Gone County" in view.column("Before")[1]
    presenter.choose("show", "added")
    assert view.column("Cell now") == ["row 5", "row 6"]
    assert view.choices("show")["added"] == "Added (2)"


def test_a_difference_is_shown_in_either_sheet(tmp_path: Path) -> None:
    bench, presenter, view = versions_tab(tmp_path)
    presenter.choose("show", "changed")
    presenter.do("before")
    assert (view.grid.title, "list0.xlsx" in view.grid.facts[0]) == ("L!D3", True)
    presenter.do("now")
    assert "D3 holds a text, stored as 'Brave County'." in view.grid.facts
    presenter.choose("show", "added")
    assert "before" not in view.possible()
    presenter.do("now")
    assert view.grid.title == "L!A5"
    assert bench.troubles == []


def test_an_entry_that_may_be_backdated_names_its_record(tmp_path: Path) -> None:
    _, presenter, view = versions_tab(tmp_path)
    presenter.choose("show", "backdated")
    assert [record for record in view.column("Record") if "springfield" in record]
    assert "Ask why." in view.state.detail


def test_a_pair_that_may_be_one_record_is_decided_with_evidence(tmp_path: Path) -> None:
    bench, presenter, view = versions_tab(tmp_path)
    presenter.choose("show", "proposed")
    assert len(view.state.rows) == 1
    presenter.do("same")
    assert any(LINK in fact for fact in view.question.facts)
    assert view.answer(reason="The agreement is the same paper.")
    presenter.enter()
    assert view.state.rows == ()
    assert "1 with another key" in view.state.facts
    presenter.choose("show", "decided")
    assert view.column("Record") == ["are one record"]
    presenter.do("withdraw")
    assert view.answer(reason="It was not.")
    presenter.enter()
    presenter.choose("show", "proposed")
    assert len(view.state.rows) == 1
    assert bench.troubles == []


def test_a_rejected_pair_is_not_offered_again(tmp_path: Path) -> None:
    _, presenter, view = versions_tab(tmp_path)
    presenter.choose("show", "proposed")
    presenter.do("distinct")
    assert view.answer(reason="Two offices share a building.")
    presenter.enter()
    assert view.state.rows == ()
    presenter.choose("show", "decided")
    assert view.column("Record") == ["are two records"]


def test_a_list_with_one_version_says_what_to_do(tmp_path: Path) -> None:
    _, _, view = versions_tab(tmp_path, versions=1)
    assert view.state.rows == ()
    assert "one version only" in view.state.empty


def test_the_same_version_twice_is_not_compared(tmp_path: Path) -> None:
    bench, presenter, view = versions_tab(tmp_path)
    presenter.choose("before", "2")
    assert view.state.empty == "Choose two different versions."
    assert bench.troubles == []
    presenter.choose("before", "1")
    assert len(view.state.rows) > 0


def test_nothing_is_compared_again_while_nothing_was_recorded(tmp_path: Path) -> None:
    bench, presenter, _ = versions_tab(tmp_path)
    before = len(bench.jobs.notes)
    presenter.choose("show", "changed")
    presenter.enter()
    assert len(bench.jobs.notes) == before


def test_what_is_shown_is_saved_as_a_text_table_that_runs_no_formula(tmp_path: Path) -> None:
    bench, presenter, view = versions_tab(tmp_path)
    presenter.choose("show", "added")
    presenter.do("save")
    assert "nobody has chosen its marking" in bench.troubles[0].message
    bench.desk.audit.set_facts(marking="FOR OFFICIAL USE ONLY")
    presenter.do("save")
    assert list_copies(bench.desk.audit)[0].marking == "FOR OFFICIAL USE ONLY"
    with view.saved.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0][:2] == ["What", "Record"]
    assert len(lines) == 3
    assert [line[0] for line in lines[1:]] == ["added", "added"]
    assert not any(text.startswith(("=", "+", "-", "@")) for line in lines for text in line)
    assert "2 lines" in bench.desk.message


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    bench, presenter, view = versions_tab(tmp_path)
    bench.desk.audit.set_facts(marking="FOR OFFICIAL USE ONLY")
    view._folder = tmp_path / "nowhere"
    presenter.do("save")
    assert "cannot be written" in bench.troubles[0].message
