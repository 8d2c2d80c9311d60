"""The plan page: its lines, the approval, and what the work brings."""

from __future__ import annotations

from pathlib import Path

from crossfoot.plan.approval import latest_approval
from crossfoot.plan.edit import add_objective
from crossfoot.plan.read import read_plan
from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.checks import ChecksPresenter
from crossfoot_gui.presenters.plan import PlanPresenter

from tests.core.plan.plans import LEAD, LINKS, audit_with_plan
from tests.gui.presenters.asked import PanelShown
from tests.gui.presenters.desks import Bench, Shown, bench_with, bench_with_audit


def page(bench: Bench) -> tuple[PlanPresenter, PanelShown]:
    view = PanelShown()
    checks = ChecksPresenter(bench.desk, Shown(), Catalogues())
    presenter = PlanPresenter(bench.desk, view, checks.run_all, Catalogues())
    bench.desk.listen(presenter.enter)
    presenter.enter()
    return presenter, view


def planned(folder: Path, *, approved: bool = True) -> tuple[Bench, PlanPresenter, PanelShown]:
    def build(kept: Path) -> Path:
        with audit_with_plan(kept, approved=approved) as audit:
            return audit.path

    bench = bench_with(folder, f"plan-{approved}", build)
    return (bench, *page(bench))


def row_of(view: PanelShown, number: str) -> tuple[str, ...]:
    return next(row for row in view.state.rows if row[0] == number)


def test_without_a_plan_the_page_says_to_load_one_and_nothing_else_can_be_done(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, view = page(bench)
    assert "Press Load the model plan" in view.state.empty
    assert view.possible() == {"load"}
    presenter.do("load")
    assert len(view.state.rows) > 50
    assert "load" not in view.possible()
    assert bench.troubles == []


def test_objectives_questions_and_steps_stand_below_each_other(tmp_path: Path) -> None:
    _, _, view = planned(tmp_path)
    assert view.column("Number") == ["1", "1.1", "growth.1", "growth.2", "1.2", "links"]
    assert view.column("Kind") == ["objective", "question", "check", "interview", "question", "check"]
    assert view.state.strong == {0, 1, 4}
    assert row_of(view, "links")[3:] == ("○ planned", "not run yet")


def test_before_approval_it_says_that_runs_are_exploratory(tmp_path: Path) -> None:
    bench, presenter, view = planned(tmp_path, approved=False)
    assert "Not approved yet: until it is, every run is exploratory" in view.state.facts
    presenter.do("approve")
    assert "2 questions, 3 steps" in view.question.facts[0]
    assert [blank.name for blank in view.question.blanks] == ["who"]
    assert view.answer(who=LEAD)
    approval = latest_approval(bench.desk.audit)
    assert approval is not None
    assert f"Approved by {LEAD} on {approval.at[:10]}" in view.state.facts


def test_a_second_approval_needs_a_reason_and_is_listed(tmp_path: Path) -> None:
    bench, presenter, view = planned(tmp_path)
    add_objective(bench.desk.audit, "To see more.", reason="The auditee asked.", by="A. Auditor")
    presenter.do("approve")
    (why,) = [blank for blank in view.question.blanks if blank.name == "reason"]
    assert why.required
    assert view.answer(who=LEAD, reason="An objective was added.")
    assert "2 changes since it was first approved" in view.state.facts
    presenter.choose("show", "changes")
    assert view.column("Who") == ["A. Auditor", LEAD]
    assert view.column("Reason") == ["The auditee asked.", "An objective was added."]
    assert "After: added: To see more." in view.state.detail


def test_planned_checks_run_as_a_job_and_their_outcome_stands_beside_the_step(tmp_path: Path) -> None:
    bench, presenter, view = planned(tmp_path)
    presenter.do("run")
    assert row_of(view, "growth.1")[3:] == ("● in progress", "● measured, 2 tested")
    assert row_of(view, "links")[3:] == ("○ planned", "○ not tested")
    assert bench.desk.message.startswith("Ran 2 checks")


def test_an_exploratory_run_is_labelled_beside_its_step(tmp_path: Path) -> None:
    _, presenter, view = planned(tmp_path, approved=False)
    presenter.do("run")
    assert row_of(view, "links")[4].endswith("(exploratory)")
    presenter.select(view.column("Number").index("links"))
    assert "Why exploratory: The plan is not approved yet." in view.state.detail


def test_a_step_is_done_with_a_conclusion_and_not_done_with_a_reason(tmp_path: Path) -> None:
    bench, presenter, view = planned(tmp_path)
    presenter.select(view.column("Number").index("growth.2"))
    presenter.do("conclude")
    assert view.question.blanks[0].value == "growth.2"
    assert not view.answer()
    assert "only with a conclusion" in bench.troubles[0].message
    assert view.answer(said="Nobody foresaw it.")
    assert row_of(view, "growth.2")[3:] == ("✓ done", "Nobody foresaw it.")
    presenter.do("conclude")
    assert view.answer(step="links", state="not done", said="The list came too late.")
    step = next(one for one in read_plan(bench.desk.audit).steps if one.check_id == LINKS)
    assert (step.state, step.conclusion, step.reason) == ("not done", "", "The list came too late.")


def test_a_question_is_answered_with_the_reason_why_there_is_no_finding(tmp_path: Path) -> None:
    bench, presenter, view = planned(tmp_path)
    presenter.select(view.column("Number").index("links"))
    presenter.do("answer")
    assert not view.answer()
    assert "a finding, or with the reason" in bench.troubles[0].message
    assert view.answer(reason="All are on file.")
    assert row_of(view, "1.2")[3:] == ("✓ answered", "no finding, because: All are on file.")
    presenter.choose("show", "unanswered")
    assert view.column("Number") == ["1.1"]


def test_a_theme_and_a_text_choose_the_lines(tmp_path: Path) -> None:
    _, presenter, view = planned(tmp_path)
    presenter.choose("theme", "Growth")
    assert view.column("Number") == ["1.1", "growth.1", "growth.2"]
    presenter.look_for("nothing like this")
    assert view.state.rows == []
    assert view.state.empty == "No line of the plan holds that text."


def test_a_part_is_worded_anew_and_taken_out_freely_before_approval(tmp_path: Path) -> None:
    bench, presenter, view = planned(tmp_path, approved=False)
    presenter.select(view.column("Number").index("growth.2"))
    presenter.do("change")
    assert "reason" not in {blank.name for blank in view.question.blanks}
    assert view.answer(title="Ask who foresaw growth", interviews="Head of office; Deputy")
    step = next(one for one in read_plan(bench.desk.audit).steps if one.key == "growth.2")
    assert (step.title, step.interviews) == ("Ask who foresaw growth", ("Head of office", "Deputy"))
    presenter.do("withdraw")
    assert view.question.title == "Withdraw step growth.2"
    assert view.answer(reason="It is part of another step.")
    assert "growth.2" not in view.column("Number")


def test_after_approval_a_change_needs_a_reason_and_is_listed(tmp_path: Path) -> None:
    _, presenter, view = planned(tmp_path)
    presenter.select(1)
    presenter.do("change")
    (why,) = [blank for blank in view.question.blanks if blank.name == "reason"]
    assert why.required
    assert view.answer(theme="Growth and planning", reason="The report says so.")
    assert row_of(view, "1.1")[2] == "Growth and planning: How did participation change?"
    presenter.choose("show", "changes")
    assert view.column("What") == ["Question 1.1 Growth, theme"]
    presenter.do("change")
    assert view.state.rows[0][5] == "The report says so."


def test_a_step_is_added_under_the_selected_question(tmp_path: Path) -> None:
    bench, presenter, view = planned(tmp_path, approved=False)
    presenter.select(view.column("Number").index("1.2"))
    presenter.do("add")
    offered = {entry.value for blank in view.question.blanks for entry in blank.choices}
    assert LINKS not in offered
    assert not view.answer(kind="check", title="Read the agreements")
    assert len(bench.troubles) == 1
    assert view.answer(title="Read the agreements", documents="Agreements; Addenda")
    assert row_of(view, "agreements.1")[1:4] == ("document review", "Read the agreements", "○ planned")


def test_the_menu_says_what_is_missing_where_there_is_no_step(tmp_path: Path) -> None:
    bench = bench_with_audit(tmp_path)
    presenter, _ = page(bench)
    presenter.do("conclude")
    assert [(one.message, one.hint) for one in bench.troubles] == [
        ("The plan has no step.", "Press Load the model plan first.")
    ]
