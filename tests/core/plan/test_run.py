"""Which checks run when nobody names one, and which runs are exploratory."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.own_checks import write_own_check
from crossfoot.checks.parameters import forget_parameter, set_parameter
from crossfoot.checks.read import exploratory_runs, outcome_of
from crossfoot.checks.runner import run_checks
from crossfoot.errors import PlanError
from crossfoot.plan.answers import conclude_step
from crossfoot.plan.approval import approve_plan
from crossfoot.plan.edit import add_step, edit_part, withdraw_part
from crossfoot.plan.read import find_step
from crossfoot.plan.run import latest_runs, run_planned

from tests.core.checks.modules import audit_with_agreements, module
from tests.core.plan.plans import GROWTH, LEAD, LINKS, audit_with_plan

OTHER = "staffing-pm-ratio"


def one(audit: Audit, check: str, **settings: str) -> CheckOutcome:
    (outcome,) = run_planned(audit, [check], {check: settings} if settings else None)
    return outcome


def test_without_a_plan_the_checks_of_the_pack_run_and_are_planned(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        outcomes = list(run_planned(audit))
        assert len(outcomes) == len(audit_checks(audit).of_the_pack)
        assert exploratory_runs(audit) == []


def test_with_a_plan_its_checks_run_and_no_other(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        outcomes = list(run_planned(audit))
        rows = audit.rows("SELECT planned, exploratory_because FROM cf_check_run")
    assert [outcome.check for outcome in outcomes] == [LINKS, GROWTH]
    assert all(outcome.planned for outcome in outcomes)
    assert rows == [{"planned": 1, "exploratory_because": ""}] * 2


def test_before_the_plan_is_approved_every_run_is_exploratory(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        assert {each.exploratory_because for each in run_planned(audit)} == {"The plan is not approved yet."}
        assert one(audit, OTHER).exploratory_because == "The plan is not approved yet."
        assert find_step(audit, "growth.1").state == "planned"
        approve_plan(audit, LEAD)
        assert one(audit, GROWTH).planned
        assert find_step(audit, "growth.1").state == "in progress"
        assert find_step(audit, "links").state == "planned"


def test_a_check_outside_the_plan_runs_and_is_labelled_wherever_it_is_read(tmp_path: Path) -> None:
    because = "The check is not a step of the approved plan."
    with audit_with_plan(tmp_path) as audit:
        ran = one(audit, OTHER)
        read = outcome_of(audit, OTHER)
        runs = exploratory_runs(audit)
        (event,) = audit.rows("SELECT body FROM cf_event WHERE kind = 'check.run'")
    assert read is not None
    assert (ran.planned, ran.exploratory_because, read.exploratory_because) == (False, because, because)
    assert [(run.run_id, run.check, run.because, run.latest) for run in runs] == [
        (ran.run_id, OTHER, because, True)
    ]
    assert because in event["body"]


def test_a_value_for_one_run_makes_it_exploratory_and_the_next_run_is_planned_again(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        assert one(audit, LINKS, max_days="5").exploratory_because == (
            "The value of max_days was set for this run only."
        )
        assert one(audit, LINKS, max_days="5", host="a.example").exploratory_because == (
            "The values of host and max_days were set for this run only."
        )
        assert find_step(audit, "links").state == "planned"
        assert one(audit, LINKS).planned
        assert [run.latest for run in exploratory_runs(audit)] == [False, False]


def test_a_value_that_was_changed_with_a_reason_leaves_the_run_planned(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        check = audit_checks(audit).check(LINKS)
        set_parameter(audit, check, "max_days", "60", "Directive 3", "The directive was found.")
        changed = one(audit, LINKS)
        forget_parameter(audit, check, "max_days", "The directive was superseded.")
        back = one(audit, LINKS)
    assert (changed.planned, changed.parameters["max_days"]) == (True, 60)
    assert (back.planned, back.parameters["max_days"]) == (True, check.parameters[0].default)


def test_a_value_that_changed_otherwise_than_with_a_reason_makes_the_run_exploratory(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        before = one(audit, GROWTH)
        audit.set_facts(period_end="2018-06-30", as_of="2018-06-30")
        audit.connection.execute(
            "INSERT INTO cf_parameter VALUES (?, 'base_date', '2016-01-01', 'another source', 'someone', 'now')",
            (GROWTH,),
        )
        after = one(audit, GROWTH)
        approve_plan(audit, LEAD, "The period was extended.")
        again = one(audit, GROWTH)
    assert before.planned
    assert after.exploratory_because == (
        "The value of base_date was changed after the plan was approved, and no reason is on record."
    )
    assert again.planned


def test_a_check_that_came_into_the_approved_plan_is_frozen_from_then_on(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        add_step(audit, "1.1", kind="check", title="Ratio", check_id=OTHER, reason="The lead asked for it.")
        added = one(audit, OTHER)
        audit.connection.execute(
            "INSERT INTO cf_parameter VALUES (?, 'max_ratio', '4', 'another source', 'someone', 'now')",
            (OTHER,),
        )
        altered = one(audit, OTHER)
        withdraw_part(audit, "growth.3", "It was a mistake.")
        gone = one(audit, OTHER)
    assert added.planned
    assert "max_ratio was changed after" in altered.exploratory_because
    assert gone.exploratory_because == "The check is not a step of the approved plan."


def test_a_plan_that_was_approved_and_then_withdrawn_leaves_no_run_planned(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        withdraw_part(audit, "1", "The audit was refocused.")
        assert one(audit, GROWTH).exploratory_because == "The check is not a step of the approved plan."


def test_a_check_that_an_auditor_wrote_is_planned_where_the_approved_plan_names_it(
    tmp_path: Path, own_folder: str
) -> None:
    write_own_check(Path(own_folder), "mine", module(name="mine"))
    with audit_with_plan(tmp_path) as audit:
        outside = one(audit, "mine")
        add_step(audit, "1.2", kind="check", title="Mine", check_id="mine", reason="The pack has none.")
        inside = one(audit, "mine")
        Path(own_folder, "mine.sql").write_text(module(name="mine") + " WHERE 1", encoding="utf-8")
        rewritten = one(audit, "mine")
    assert (
        outside.exploratory_because == "An auditor wrote this check; it is not a step of the approved plan."
    )
    assert inside.planned
    assert rewritten.exploratory_because == (
        "The text of this check was changed after the plan was approved."
    )


def test_without_a_plan_an_analysis_and_an_own_check_are_exploratory(tmp_path: Path, own_folder: str) -> None:
    write_own_check(Path(own_folder), "mine", module(name="mine"))
    with audit_with_agreements(tmp_path) as audit:
        mine, asked = run_checks(audit, ["mine", "ga-summarise"], {"ga-summarise": {"table": "agreements"}})
    assert mine.exploratory_because == "An auditor wrote this check, and there is no plan that names it."
    assert asked.exploratory_because == "An analysis that was asked for, and there is no plan that names it."


def test_a_check_that_tested_nothing_does_not_begin_its_step(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        edit_part(audit, "links", check_id=OTHER)
        approve_plan(audit, LEAD)
        outcomes = {outcome.check: outcome for outcome in run_planned(audit)}
        assert outcomes[OTHER].status == "not_tested"
        assert find_step(audit, "links").state == "planned"
        assert find_step(audit, "growth.1").state == "in progress"


def test_a_step_that_is_recorded_as_not_done_is_not_run(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        conclude_step(audit, "growth.1", "not done", reason="The list did not come.")
        assert [outcome.check for outcome in run_planned(audit)] == [LINKS]
        conclude_step(audit, "links", "not done", reason="The list did not come.")
        with pytest.raises(PlanError, match="No step of the plan is a check that is to be run"):
            list(run_planned(audit))


def test_the_latest_run_of_a_check_is_told_with_what_it_found_and_as_of_when(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        list(run_planned(audit, [GROWTH]))
        runs = latest_runs(audit)
        as_of = audit.facts.as_of
    assert list(runs) == [GROWTH]
    assert (runs[GROWTH].said, runs[GROWTH].tested, runs[GROWTH].as_of) == ("measured", 2, as_of.isoformat())
    assert isinstance(as_of, dt.date)
