"""The findings page: drafted from a check, written by the auditor, never lost on the way."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crossfoot.review.decisions import decide_all
from crossfoot.review.findings import list_findings
from crossfoot.review.recommendations import list_recommendations
from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.findings import FindingsPresenter

from tests.gui.presenters.desks import Bench, Shown, bench_with_audit
from tests.gui.presenters.flagged import CHECK, audit_with_agreements


def page(bench: Bench) -> tuple[FindingsPresenter, Shown]:
    view = Shown()
    presenter = FindingsPresenter(bench.desk, view, Catalogues())
    bench.desk.listen(presenter.enter)
    presenter.enter()
    return presenter, view


def drafted(folder: Path) -> tuple[Bench, FindingsPresenter, Shown]:
    bench = Bench()
    assert bench.desk.open(audit_with_agreements(folder))
    presenter, view = page(bench)
    presenter.draft(CHECK)
    return bench, presenter, view


def test_without_an_outcome_the_page_says_to_run_the_checks(tmp_path: Path) -> None:
    _, view = page(bench_with_audit(tmp_path))
    assert view.state.candidates == ()
    assert "Run the checks first" in view.state.empty


def test_a_finding_is_drafted_from_a_flagged_check_and_asks_for_cause_and_effect(tmp_path: Path) -> None:
    _, _, view = drafted(tmp_path)
    card = view.state.card
    assert view.state.candidates == ()
    assert (card.form.cause, card.form.effect) == ("", "")
    assert card.cause_prompt.endswith("?")
    assert f"{{{CHECK}.confirmed}}" in card.form.condition
    assert "no cause and no effect yet" in view.state.lines[0].note


def test_the_condition_prints_the_confirmed_count_and_follows_the_decisions(tmp_path: Path) -> None:
    bench, presenter, view = drafted(tmp_path)
    before = view.state.card.printed
    decide_all(bench.desk.audit, CHECK, "confirmed", "Seen.")
    presenter.enter()
    assert view.state.card.printed != before
    assert "2" in view.state.card.printed
    assert "{" not in view.state.card.printed


def test_what_was_written_is_kept_on_save(tmp_path: Path) -> None:
    bench, presenter, view = drafted(tmp_path)
    form = view.state.card.form
    recommendation = replace(form.recommendations[0], addressee="Director", action="Link each agreement.")
    presenter.write(replace(form, cause="Nobody was assigned.", recommendations=(recommendation,)))
    assert list_findings(bench.desk.audit)[0].cause == ""
    assert presenter.save()
    assert list_findings(bench.desk.audit)[0].cause == "Nobody was assigned."
    (kept,) = list_recommendations(bench.desk.audit)
    assert (kept.addressee, kept.action, kept.edited) == ("Director", "Link each agreement.", True)
    assert not view.state.card.unsaved


def test_the_criteria_of_a_finding_can_be_chosen(tmp_path: Path) -> None:
    bench, presenter, view = drafted(tmp_path)
    card = view.state.card
    assert card.form.criteria == ("bde-agreement-on-file",)
    offered = {entry.value: entry.label for entry in card.criteria}
    assert "not confirmed" in offered["agreement-on-file"]
    presenter.write(replace(card.form, criteria=("bde-agreement-on-file", "agreement-on-file")))
    assert presenter.save()
    assert list_findings(bench.desk.audit)[0].criteria == ("bde-agreement-on-file", "agreement-on-file")


def test_a_text_that_cannot_be_kept_is_said_and_stays_on_the_page(tmp_path: Path) -> None:
    bench, presenter, view = drafted(tmp_path)
    presenter.write(replace(view.state.card.form, condition="There were {no-such.figure} of them."))
    assert not presenter.save()
    assert "{no-such.figure}" in bench.troubles[0].message
    presenter.enter()
    assert view.state.card.form.condition == "There were {no-such.figure} of them."
    assert view.state.card.unsaved


def test_an_audit_with_something_unsaved_is_kept_first_and_held_open_where_it_cannot_be(
    tmp_path: Path,
) -> None:
    bench, presenter, view = drafted(tmp_path)
    bench.desk.before_letting_go = presenter.save
    good = view.state.card.form
    presenter.write(replace(good, condition="There were {no-such.figure} of them."))
    assert not bench.desk.close()
    assert not bench.desk.open(bench.desk.audit.path)
    presenter.write(replace(good, effect="Nobody could read them."))
    path = bench.desk.audit.path
    assert bench.desk.close()
    assert bench.desk.open(path)
    assert list_findings(bench.desk.audit)[0].effect == "Nobody could read them."


def test_a_template_counts_as_written_only_when_it_is_accepted(tmp_path: Path) -> None:
    bench, presenter, view = drafted(tmp_path)
    (template,) = view.state.card.form.recommendations
    assert template.template
    presenter.write(replace(view.state.card.form, cause="Nobody was assigned."))
    presenter.save()
    assert not list_recommendations(bench.desk.audit)[0].edited
    presenter.accept_template(template.uid)
    assert list_recommendations(bench.desk.audit)[0].edited


def test_a_finding_without_a_check_is_written_and_flagged_until_evidence_is_cited(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = page(bench)
    question = presenter.new_question()
    assert question is not None
    assert [blank.name for blank in question.blanks] == ["title", "condition"]
    assert presenter.write_new({"title": "Duties", "condition": "Duties were not assigned."})
    flag, without_criterion = view.state.card.flags
    assert without_criterion.words.startswith("▲ The finding names no criterion")
    assert "crossfoot" not in without_criterion.words
    assert flag.words == (
        "▲ No check is behind the condition, and no evidence is cited for it. Cite what it rests on: Evidence, Cite."
    )
    assert presenter.answer_flag({"flag": flag.key, "reason": "It is a matter of record."})
    flag, without_criterion = view.state.card.flags
    assert flag.answered
    assert presenter.answer_flag(
        {"flag": without_criterion.key, "reason": "The statute is named in the cause."}
    )
    assert presenter.flag_question() is None
    assert not presenter.write_new({"title": "Duties", "condition": "There were {no-such.figure}."})
    assert "{no-such.figure}" in bench.troubles[0].message


def test_a_finding_is_withdrawn_only_with_a_reason(tmp_path: Path) -> None:
    bench, presenter, view = drafted(tmp_path)
    presenter.withdraw("")
    assert len(view.state.lines) == 1
    assert "reason" in bench.troubles[0].message
    presenter.withdraw("It is part of another finding.")
    assert view.state.lines == ()
    assert [entry.value for entry in view.state.candidates] == [CHECK]
