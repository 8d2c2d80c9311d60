"""Adding, changing, moving and withdrawing parts of the plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import PlanError
from crossfoot.plan.edit import add_objective, add_question, add_step, edit_part, move_part, withdraw_part
from crossfoot.plan.read import find_question, find_step, read_plan

from tests.core.plan.plans import GROWTH, audit_with_plan


def keys(audit: Audit) -> list[str]:
    return [step.key for step in read_plan(audit).steps]


def test_a_plan_is_built_from_parts_that_stand_in_the_order_in_which_they_were_added(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        plan = read_plan(audit)
    assert [plan.number_of(question) for question in plan.questions] == ["1.1", "1.2"]
    assert [(step.key, step.kind, step.state) for step in plan.steps] == [
        ("growth.1", "check", "planned"),
        ("growth.2", "interview", "planned"),
        ("links", "check", "planned"),
    ]
    assert plan.steps[0].datasets == ("agreements",)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"kind": "check", "title": "T"}, "the step is a check and does not say which"),
        ({"kind": "check", "title": "T", "check_id": "growth"}, "there is no check 'growth'"),
        ({"kind": "interview", "title": " "}, "the step has no title"),
        ({"kind": "interview", "title": "T", "criteria": ["law"]}, "there is no criterion 'law'"),
        ({"kind": "interview", "title": "T", "datasets": ["people"]}, "there is no record type 'people'"),
        ({"kind": "interview", "title": "T", "key": "Growth 1"}, "is not like training.3"),
        ({"kind": "interview", "title": "T", "key": "growth.1"}, "was given to a step before"),
        ({"kind": "interview", "title": "T", "state": "done"}, "has no state that can be set"),
    ],
)
def test_a_step_that_cannot_stand_is_refused_in_one_sentence(
    tmp_path: Path, parts: dict[str, str], said: str
) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        with pytest.raises(PlanError) as refused:
            add_step(audit, "1.1", **parts)  # type: ignore[arg-type]
        assert len(keys(audit)) == 3
    assert said in refused.value.message
    assert refused.value.hint


def test_an_edit_keeps_in_the_history_what_stood_before(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        edit_part(audit, "growth.1", who="A. Auditor", limits="A lower bound", by="R. Lead")
        step = find_step(audit, "growth.1")
        event = audit.rows("SELECT * FROM cf_event ORDER BY seq DESC LIMIT 1")[0]
    assert (step.who, step.limits, step.title) == ("A. Auditor", "A lower bound", "Count agencies")
    assert (event["kind"], event["object"], event["actor"]) == ("plan.edited", f"step:{step.uid}", "R. Lead")
    assert json.loads(event["body"])["before"] == {"who": "", "limits": ""}


def test_an_edit_that_changes_nothing_leaves_no_trace(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        before = audit.rows("SELECT count(*) AS n FROM cf_event")
        edit_part(audit, "growth.1", title="Count agencies ")
        move_part(audit, "growth.1", 1)
        assert audit.rows("SELECT count(*) AS n FROM cf_event") == before


def test_an_edit_may_not_leave_a_step_that_cannot_stand(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        with pytest.raises(PlanError, match="only a step of kind 'check' does"):
            edit_part(audit, "growth.1", kind="interview")
        edit_part(audit, "growth.1", kind="interview", check_id="")
        assert find_step(audit, "growth.1").check_id == ""
        with pytest.raises(PlanError, match="The theme cannot be empty"):
            edit_part(audit, "1.1", theme=" ")


def test_parts_move_among_those_beside_them_and_a_step_to_another_question(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        move_part(audit, "growth.2", 1)
        assert keys(audit) == ["growth.2", "growth.1", "links"]
        move_part(audit, "1.2", 1)
        assert keys(audit) == ["links", "growth.2", "growth.1"]
        edit_part(audit, "links", question="Growth")
        assert keys(audit) == ["growth.2", "growth.1", "links"]
        assert find_step(audit, "links").question_uid == find_question(audit, "growth").uid
        with pytest.raises(PlanError, match="There is no place 4"):
            move_part(audit, "links", 4)


def test_what_is_withdrawn_takes_along_what_stands_under_it_and_its_key_is_not_given_again(
    tmp_path: Path,
) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        with pytest.raises(PlanError, match="only with a reason"):
            withdraw_part(audit, "1.1", " ")
        withdraw_part(audit, "1.1", "Growth is another audit's subject.")
        assert keys(audit) == ["links"]
        assert len(audit.rows("SELECT * FROM cf_plan_step")) == 3
        add_question(audit, "1", theme="Growth", text="How fast did it grow?")
        added = add_step(audit, "Growth", kind="check", title="Count again", check_id=GROWTH)
    assert added.key == "growth.3"


def test_a_theme_that_two_questions_bear_names_neither_of_them(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path, approved=False) as audit:
        add_objective(audit, "To determine whether growth was wanted.")
        add_question(audit, "2", theme="Growth", text="Who wanted it?")
        with pytest.raises(PlanError, match="'Growth' names 2 questions"):
            find_question(audit, "Growth")
        with pytest.raises(PlanError, match="'Growth' names 2 parts"):
            withdraw_part(audit, "Growth", "Twice.")
        assert find_question(audit, "2.1").text == "Who wanted it?"


@pytest.mark.parametrize("ref", ["1.1", "growth.1", "1"])
def test_once_the_plan_is_approved_every_change_needs_a_reason(tmp_path: Path, ref: str) -> None:
    with audit_with_plan(tmp_path) as audit:
        changes = {"title": "Other"} if ref == "growth.1" else {"text": "Other"}
        with pytest.raises(PlanError) as refused:
            edit_part(audit, ref, **changes)
        edit_part(audit, ref, reason="The office asked for it.", **changes)
    assert refused.value.message == (
        "The plan is approved: it changes only with a reason, which the report prints."
    )
    assert "--reason" in refused.value.hint


def test_once_the_plan_is_approved_adding_and_moving_need_a_reason(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        with pytest.raises(PlanError, match="is approved"):
            add_objective(audit, "Another")
        with pytest.raises(PlanError, match="is approved"):
            add_question(audit, "1", theme="T", text="Q")
        with pytest.raises(PlanError, match="is approved"):
            add_step(audit, "1.1", kind="interview", title="Ask")
        with pytest.raises(PlanError, match="is approved"):
            move_part(audit, "growth.1", 2)
        assert keys(audit) == ["growth.1", "growth.2", "links"]
