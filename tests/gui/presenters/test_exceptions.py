"""The exceptions page: each with its source cells; a decision needs a reason."""

from __future__ import annotations

from pathlib import Path

from crossfoot.review.exceptions import list_exceptions
from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.exceptions import ExceptionsPresenter

from tests.gui.presenters.desks import Bench, Shown, bench_with_audit
from tests.gui.presenters.flagged import CHECK, audit_with_agreements, run_check


def page(bench: Bench) -> tuple[ExceptionsPresenter, Shown]:
    view = Shown()
    presenter = ExceptionsPresenter(bench.desk, view, Catalogues())
    bench.desk.listen(presenter.enter)
    presenter.enter()
    return presenter, view


def opened(path: Path) -> tuple[Bench, ExceptionsPresenter, Shown]:
    bench = Bench()
    assert bench.desk.open(path)
    return (bench, *page(bench))


def test_without_exceptions_the_page_says_what_to_do(tmp_path: Path) -> None:
    _, view = page(bench_with_audit(tmp_path))
    assert view.state.lines == ()
    assert "Run the checks first" in view.state.empty


def test_the_card_shows_the_cell_that_the_exception_came_from(tmp_path: Path) -> None:
    _, presenter, view = opened(audit_with_agreements(tmp_path))
    assert view.state.progress == "0 of 2 decided"
    presenter.select(1)
    (source,) = view.state.card.sources
    assert source.place == "list.xlsx, sheet Agreements, row 3"
    cells = {address: (field, value, raw) for field, address, value, raw in source.cells}
    assert cells["list.xlsx!Agreements!B3"] == ("agency", "Birch County", "")
    assert cells["list.xlsx!Agreements!F3"][1] == "2017-02-01"


def test_a_decision_is_kept_with_who_and_why_and_the_next_one_is_looked_at(tmp_path: Path) -> None:
    bench, presenter, view = opened(audit_with_agreements(tmp_path))
    presenter.decide([0], "confirmed", "Seen on the published list.")
    assert view.state.progress == "1 of 2 decided"
    assert view.state.at == 1
    presenter.select(0)
    assert view.state.card.decision.startswith("▲ Confirmed by ")
    assert view.state.card.decision.endswith(": Seen on the published list.")
    assert [record.decision for record in list_exceptions(bench.desk.audit)] == ["confirmed", "undecided"]


def test_several_are_decided_at_once_with_one_reason(tmp_path: Path) -> None:
    bench, presenter, view = opened(audit_with_agreements(tmp_path))
    presenter.decide([0, 1], "explained", "The agency showed both documents.")
    assert view.state.progress == "2 of 2 decided"
    assert {record.reason for record in list_exceptions(bench.desk.audit)} == {
        "The agency showed both documents."
    }


def test_without_a_reason_nothing_is_decided(tmp_path: Path) -> None:
    bench, presenter, view = opened(audit_with_agreements(tmp_path))
    presenter.decide([0], "confirmed", "  ")
    assert "reason" in bench.troubles[0].message
    assert view.state.progress == "0 of 2 decided"


def test_the_list_can_be_narrowed_to_what_is_still_to_be_decided(tmp_path: Path) -> None:
    _, presenter, view = opened(audit_with_agreements(tmp_path))
    presenter.decide([0], "confirmed", "Seen.")
    presenter.filter(CHECK, "undecided")
    assert len(view.state.lines) == 1
    presenter.decide([0], "confirmed", "Seen.")
    assert view.state.lines == ()
    assert "No exception fits" in view.state.empty


def test_running_the_check_again_keeps_what_was_decided(tmp_path: Path) -> None:
    bench, presenter, view = opened(audit_with_agreements(tmp_path))
    presenter.decide([0], "confirmed", "Seen.")
    run_check(bench.desk.audit)
    presenter.enter()
    assert view.state.progress == "1 of 2 decided"
