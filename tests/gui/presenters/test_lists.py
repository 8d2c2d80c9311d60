"""The lists tab: versions, certificates, withdrawing; and what may mislead in them."""

from __future__ import annotations

from pathlib import Path

from crossfoot_gui.presenters.hazards import HazardsPresenter
from crossfoot_gui.presenters.lists import ListsPresenter

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.gui.presenters.asked import PanelShown
from tests.gui.presenters.desks import Bench, bench_with, bench_with_audit


def with_two_versions(folder: Path) -> Bench:
    """A list of two rows, then one of three whose third row is hidden."""

    def build(kept: Path) -> Path:
        with new_audit(kept) as audit:
            rows = [AGREEMENT_HEADERS, agreement_row("A"), agreement_row("B")]
            load(audit, write_xlsx(kept / "may.xlsx", {"L": rows}), as_list="Agreements")
            rows.append(agreement_row("C", "soon"))
            path = write_xlsx(kept / "june.xlsx", {"L": rows}, hidden_rows=[4])
            load(audit, path, new_version_of="Agreements")
            return audit.path

    return bench_with(folder, "two-versions", build)


def lists_of(bench: Bench) -> tuple[ListsPresenter, PanelShown]:
    view = PanelShown()
    presenter = ListsPresenter(bench.desk, view)
    presenter.enter()
    return presenter, view


def hazards_of(bench: Bench) -> tuple[HazardsPresenter, PanelShown]:
    view = PanelShown()
    presenter = HazardsPresenter(bench.desk, view)
    presenter.enter()
    return presenter, view


def test_each_version_stands_with_its_state_and_counts_the_latest_first(tmp_path: Path) -> None:
    _, view = lists_of(with_two_versions(tmp_path))
    assert view.column("Version") == ["2 of 2", "1 of 2"]
    assert view.column("State") == ["current", "superseded"]
    assert view.column("Rows") == ["3", "2"]
    assert view.column("Hidden") == ["1", "0"]
    assert view.column("Misfits") == ["1", "0"]
    assert view.column("Read twice") == ["✓ agree", "✓ agree"]
    assert view.column("To decide") == ["1", ""]


def test_the_detail_says_the_certificate_in_words_and_that_nothing_is_lost(tmp_path: Path) -> None:
    _, view = lists_of(with_two_versions(tmp_path))
    assert "Read twice, by two independent programs" in view.state.detail
    assert "21 cells = 20 as values + 1 in the ledger of misfits + 0 kept as text" in view.state.detail


def test_the_certificate_is_shown_column_by_column(tmp_path: Path) -> None:
    presenter, view = lists_of(with_two_versions(tmp_path))
    presenter.do("certificate")
    shown = view.table
    assert shown.title == "Agreements: june.xlsx, sheet L"
    assert shown.facts[0].startswith("Read twice")
    assert "they do not show that its data are true" in shown.facts[-1]
    assert [row[:4] for row in shown.rows][:2] == [("A", "both", "4", "4"), ("B", "both", "4", "4")]


def test_an_import_is_withdrawn_with_a_reason_that_is_shown_afterwards(tmp_path: Path) -> None:
    bench = with_two_versions(tmp_path)
    presenter, view = lists_of(bench)
    presenter.do("withdraw")
    assert any("does not take its place" in fact for fact in view.question.facts)
    assert view.answer(reason="Sent by mistake.")
    presenter.enter()
    assert view.column("State") == ["withdrawn", "superseded"]
    assert "Withdrawn because: Sent by mistake." in view.state.detail
    assert "withdraw" not in view.possible()
    assert bench.troubles == []


def test_an_empty_audit_says_where_to_go(tmp_path: Path) -> None:
    presenter, view = lists_of(bench_with_audit(tmp_path))
    assert view.state.rows == ()
    assert "Ctrl+I" in view.state.empty
    presenter.do("withdraw")
    assert not hasattr(view, "question")


def test_what_must_be_decided_comes_first_and_is_decided_in_the_words_offered(tmp_path: Path) -> None:
    bench = with_two_versions(tmp_path)
    presenter, view = hazards_of(bench)
    assert view.column("Decision")[0] == "○ to decide"
    assert view.choices("show")["open"] == "Still to decide (1)"
    presenter.do("decide")
    (decision, _) = view.question.blanks
    assert [entry.value for entry in decision.choices] == ["they count", "they do not belong to the list"]
    assert view.answer(decision="they count", reason="The agency says so.")
    presenter.enter()
    assert "✓ they count" in view.column("Decision")
    assert view.choices("show")["open"] == "Still to decide (0)"


def test_a_decision_is_opened_again_with_a_reason(tmp_path: Path) -> None:
    bench = with_two_versions(tmp_path)
    presenter, view = hazards_of(bench)
    presenter.do("decide")
    view.answer(reason="The agency says so.")
    presenter.enter()
    presenter.select(view.column("Decision").index("✓ they count"))
    assert "The agency says so." in view.state.detail
    presenter.do("open")
    assert view.answer(reason="It was a mistake.")
    presenter.enter()
    assert view.column("Decision")[0] == "○ to decide"


def test_without_a_reason_nothing_is_decided_and_the_question_stays(tmp_path: Path) -> None:
    bench = with_two_versions(tmp_path)
    presenter, view = hazards_of(bench)
    presenter.do("decide")
    assert not view.answer(reason=" ")
    assert "only with a reason" in bench.troubles[0].message


def test_only_what_is_open_or_holds_a_text_is_shown(tmp_path: Path) -> None:
    presenter, view = hazards_of(with_two_versions(tmp_path))
    presenter.choose("show", "open")
    assert view.column("Decision") == ["○ to decide"]
    presenter.look_for("no such text")
    assert view.state.rows == ()
    assert view.state.empty == "Nothing holds that text."
