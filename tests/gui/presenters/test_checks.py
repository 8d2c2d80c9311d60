"""The checks page: what each check needs, the funnel of its outcome, running, cancelling, criteria."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from crossfoot import content
from crossfoot.auditfile.audit import open_audit
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.checks.new_check import draft_of_check
from crossfoot.checks.read import latest_outcomes
from crossfoot.mapping.record_types import record_types
from crossfoot.plan.approval import approve_plan
from crossfoot.plan.edit import add_objective, add_question, add_step
from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.checks import ChecksPresenter
from crossfoot_gui.presenters.criteria import CriteriaPresenter

from tests.gui.presenters.desks import Bench, Shown
from tests.gui.presenters.flagged import CHECK, audit_with_agreements


def page(path: Path) -> tuple[Bench, ChecksPresenter, Shown]:
    bench, view = Bench(), Shown()
    presenter = ChecksPresenter(bench.desk, view, Catalogues())
    assert bench.desk.open(path)
    bench.desk.listen(presenter.enter)
    presenter.enter()
    return bench, presenter, view


def line(view: Shown, check: str) -> tuple[str, str]:
    return next((each.status, each.note) for each in view.state.lines if each.id == check)


def test_before_a_run_each_check_says_what_it_needs_and_what_is_missing(tmp_path: Path) -> None:
    _, presenter, view = page(audit_with_agreements(tmp_path, run=False))
    presenter.select(CHECK)
    assert line(view, CHECK) == ("not run yet", "")
    assert all(need.there for need in view.state.detail.needs)
    presenter.select("equipment-install-timeliness")
    assert [need.words for need in view.state.detail.needs if not need.there] == [
        next(need.words for need in view.state.detail.needs if need.words.startswith("Equipment orders")),
        "missing: list of equipment orders",
    ]
    assert view.state.detail.outcome is None


def test_a_flagged_outcome_shows_its_funnel_and_sentence(tmp_path: Path) -> None:
    bench, presenter, view = page(audit_with_agreements(tmp_path, run=False))
    presenter.select(CHECK)
    presenter.run_selected()
    assert line(view, CHECK) == ("▲ flagged", "2 of 3")
    outcome = view.state.detail.outcome
    assert outcome.headline == "Flagged: 2 exceptions among 3 tested."
    assert [(step.label, step.count) for step in outcome.funnel] == [
        ("Read", 3),
        ("Tested", 3),
        ("Exceptions", 2),
    ]
    assert not any("{" in words for _, words in outcome.figures)
    assert "flagged" in bench.desk.message


def test_an_outcome_older_than_its_lists_says_so_first(tmp_path: Path) -> None:
    bench, presenter, view = page(audit_with_agreements(tmp_path, run=True))
    presenter.select(CHECK)
    withdraw_import(bench.desk.audit, 1, "The agency sent the wrong list.")
    presenter.enter()
    assert line(view, CHECK)[1] == "outdated, run it again"
    assert view.state.detail.outcome.remarks[0].startswith("Changed since this check ran: agreements")


def test_a_check_that_lacks_data_is_never_shown_as_clean(tmp_path: Path) -> None:
    _, presenter, view = page(audit_with_agreements(tmp_path, run=False))
    presenter.run_all()
    presenter.select("equipment-install-timeliness")
    assert line(view, "equipment-install-timeliness")[0] == "○ not tested"
    assert "no clean result" in view.state.detail.outcome.headline
    assert any("equipment orders" in words for words in view.state.detail.outcome.remarks)
    assert view.state.detail.outcome.limits == ()  # limits of a test that was not made say nothing


def test_a_check_that_had_nothing_to_test_is_never_shown_as_clean(tmp_path: Path) -> None:
    _, presenter, view = page(audit_with_agreements(tmp_path, run=False))
    presenter.run_all()
    presenter.select("dr-reconcile")
    assert line(view, "dr-reconcile") == ("○ none to test", "")
    assert "no clean result" in view.state.detail.outcome.headline


def test_without_a_confirmed_criterion_a_check_measures_and_confirming_one_makes_it_find(
    tmp_path: Path,
) -> None:
    bench, presenter, view = page(audit_with_agreements(tmp_path, confirmed=False))
    presenter.select(CHECK)
    assert line(view, CHECK)[0] == "● measured"
    criteria = CriteriaPresenter(bench.desk, Catalogues())
    (cited,) = criteria.lines(CHECK)
    assert not cited.confirmed
    assert not criteria.confirm(cited.id, " ", dt.date(2026, 1, 5))
    assert "named person" in bench.troubles[0].message
    assert criteria.confirm(cited.id, "J. Auditor", dt.date(2026, 1, 5))
    assert criteria.lines(CHECK)[0].state == "confirmed by J. Auditor on 2026-01-05"
    for parameter in view.state.detail.parameters:
        if not parameter.sourced:
            value = {"max_days": "30", "host": "moa.example"}[parameter.name]
            assert criteria.set_parameter(CHECK, parameter.name, value, "Directive 3, section 5")
    presenter.run_selected()
    assert line(view, CHECK) == ("▲ flagged", "2 of 3")


def test_a_parameter_that_does_not_fit_is_refused_in_words(tmp_path: Path) -> None:
    bench, _, _ = page(audit_with_agreements(tmp_path, run=False))
    assert not CriteriaPresenter(bench.desk, Catalogues()).set_parameter(
        CHECK, "max_days", "soon", "a source"
    )
    assert "max_days" in bench.troubles[0].message
    assert bench.troubles[0].hint


def test_checks_stand_under_the_titles_of_the_pack_in_its_order_and_those_of_an_auditor_last(
    tmp_path: Path, own_folder: str
) -> None:
    path = audit_with_agreements(tmp_path, run=False)
    _, _, view = page(path)
    titles = [entry["title"] for entry in content.pack("delegated_authority").facts()["families"]]
    assert list(dict.fromkeys(each.family for each in view.state.lines)) == titles
    text = draft_of_check(record_types()["agreements"], "mine", "A check of mine")
    Path(own_folder, "mine.sql").write_text(text, encoding="utf-8")
    _, _, view = page(path)
    assert list(dict.fromkeys(each.family for each in view.state.lines)) == [*titles, "Checks of your own"]
    assert (view.state.lines[-1].id, view.state.lines[-1].family) == ("mine", "Checks of your own")


def test_cancelling_keeps_the_checks_that_had_ended_and_no_other(tmp_path: Path) -> None:
    bench, presenter, view = page(audit_with_agreements(tmp_path, run=False))
    titles = {each.title for each in view.state.lines}
    presenter.run_all()
    all_of_them = len(latest_outcomes(bench.desk.audit))
    assert 1 < all_of_them < len(titles)  # an analysis runs when it is asked for

    other = tmp_path / "other"
    other.mkdir()
    bench, presenter, view = page(audit_with_agreements(other, run=False))
    bench.jobs._cancel_after = 1
    presenter.run_all()
    assert len(latest_outcomes(bench.desk.audit)) < all_of_them
    assert "The checks that had ended are kept." in bench.desk.message
    assert bench.troubles == []


def test_once_the_plan_is_approved_a_run_outside_it_says_so_and_a_parameter_asks_for_a_reason(
    tmp_path: Path,
) -> None:
    path = audit_with_agreements(tmp_path, run=False)
    with open_audit(path) as audit:
        add_objective(audit, "To determine whether agreements are on file.")
        add_question(audit, "1", theme="Agreements", text="Are agreements on file?")
        add_step(audit, "1.1", kind="check", title="Look for links", check_id=CHECK)
        approve_plan(audit, "R. Lead")
    bench, presenter, view = page(path)
    assert view.state.summary.endswith("The plan names 1 check; those run when you run all.")
    presenter.run_all()
    presenter.select("growth-agency-count")
    assert view.state.detail.outcome is None
    presenter.run_selected()
    assert view.state.detail.outcome.remarks[0] == (
        "Exploratory, not planned: The check is not a step of the approved plan."
    )
    criteria = CriteriaPresenter(bench.desk, Catalogues())
    assert (criteria.needs_reason(CHECK), criteria.needs_reason("growth-agency-count")) == (True, False)
    assert not criteria.set_parameter(CHECK, "max_days", "40", "Directive 3")
    assert "changes only with a reason" in bench.troubles[0].message
    assert criteria.set_parameter(CHECK, "max_days", "40", "Directive 3", "The directive was found.")
