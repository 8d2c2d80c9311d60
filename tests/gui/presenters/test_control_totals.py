"""The control totals tab: what the sender says beside what the list holds."""

from __future__ import annotations

from pathlib import Path

from crossfoot_gui.presenters.control_totals import TotalsPresenter

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.gui.presenters.asked import PanelShown
from tests.gui.presenters.desks import Bench, bench_with


def totals_tab(folder: Path) -> tuple[Bench, TotalsPresenter, PanelShown]:

    def build(kept: Path) -> Path:
        rows = [AGREEMENT_HEADERS, agreement_row("A"), agreement_row("B"), agreement_row("C")]
        with new_audit(kept) as audit:
            load(audit, write_xlsx(kept / "list.xlsx", {"L": rows}), as_list="Agreements")
            return audit.path

    bench = bench_with(folder, "totals", build)
    view = PanelShown()
    presenter = TotalsPresenter(bench.desk, view)
    presenter.enter()
    return bench, presenter, view


def enter(view: PanelShown, presenter: TotalsPresenter, counted: str, expected: str) -> bool:
    presenter.do("enter")
    (choices,) = [blank.choices for blank in view.question.blanks if blank.name == "counted"]
    (value,) = [entry.value for entry in choices if entry.label == counted]
    kept = view.answer(counted=value, expected=expected, source="Letter of May 3, 2018")
    presenter.enter()
    return kept


def test_a_total_that_agrees_and_one_that_does_not_are_told_in_words(tmp_path: Path) -> None:
    bench, presenter, view = totals_tab(tmp_path)
    assert "Ask the sender" in view.state.empty
    presenter.choose("list", "Agreements")
    assert enter(view, presenter, "rows", "3")
    assert enter(view, presenter, "distinct values of agency", "4")
    assert view.column("Outcome") == ["✓ agrees", "≠ does not agree"]
    assert view.column("Difference") == ["0", "-1"]
    presenter.select(1)
    assert "expected 4 (Letter of May 3, 2018), found 3; the difference is -1" in view.state.detail
    assert bench.troubles == []


def test_without_a_chosen_list_it_stands_beside_what_is_counted(tmp_path: Path) -> None:
    _, presenter, view = totals_tab(tmp_path)
    assert enter(view, presenter, "Agreements: rows with county filled", "3")
    assert view.column("Outcome") == ["✓ agrees"]


def test_only_numbers_can_be_added_up(tmp_path: Path) -> None:
    _, presenter, view = totals_tab(tmp_path)
    presenter.do("enter")
    (choices,) = [blank.choices for blank in view.question.blanks if blank.name == "counted"]
    assert not [entry for entry in choices if "sum of" in entry.label]


def test_what_is_no_number_keeps_the_question_open(tmp_path: Path) -> None:
    bench, presenter, view = totals_tab(tmp_path)
    assert not enter(view, presenter, "Agreements: rows", "many")
    assert "is not a number" in bench.troubles[0].message


def test_a_total_is_withdrawn_with_a_reason(tmp_path: Path) -> None:
    _, presenter, view = totals_tab(tmp_path)
    enter(view, presenter, "Agreements: rows", "3")
    presenter.do("withdraw")
    assert view.answer(reason="It was of another list.")
    presenter.enter()
    assert view.state.rows == ()
