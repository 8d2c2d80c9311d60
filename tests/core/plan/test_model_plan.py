"""The model plan of the pack: the themes of the audits it was made after, every check a step, nothing concluded."""

from __future__ import annotations

import re

import pytest
from crossfoot import content
from crossfoot.plan.ground import ground_of_pack
from crossfoot.plan.load import read_model_plan
from crossfoot.plan.model import Plan, Step

PACK = content.pack()
GROUND = ground_of_pack(PACK.name)
THEMES = {
    "Growth and planning": {"growth-agency-count", "growth-vs-capacity", "approval-resource-plan"},
    "Number of program managers": {"staffing-pm-ratio", "staffing-vacancies", "supervision-span"},
    "Delivery of equipment": {
        "equipment-install-timeliness",
        "equipment-open-aging",
        "equipment-it-workload",
    },
    "Budget": {"budget-request-gap", "budget-execution-variance"},
    "Interest levels": {"application-aging"},
    "Monitoring of training": {"training-online-incomplete", "training-initial-before-authority"},
    "Revocation of authority": {"authority-not-revoked", "authority-after-separation"},
    "Oversight of encounters and charging documents": {
        "encounter-unauthorized-officer",
        "charging-document-review",
    },
    "Agreements, inspections and complaints": {"moa-inspection-cycle", "complaint-timeliness"},
    "Duties and reporting structure": {"reporting-structure", "supervision-unassigned"},
    "Official response": set(),
    "Reliability of the data": {"dr-completeness", "dr-validity", "dr-key-integrity", "dr-reconcile"},
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_model_plan(PACK, GROUND)


def steps_by_theme(plan: Plan) -> dict[str, tuple[Step, ...]]:
    return {question.theme: plan.steps_of(question) for question in plan.questions}


def test_each_theme_has_its_checks(plan: Plan) -> None:
    found = {
        theme: {step.check_id for step in steps if step.check_id}
        for theme, steps in steps_by_theme(plan).items()
    }
    assert set(found) == set(THEMES)
    assert {theme: checks - found[theme] for theme, checks in THEMES.items()} == {
        theme: set() for theme in THEMES
    }


def test_every_check_of_the_pack_is_a_step_once(plan: Plan) -> None:
    named = [step.check_id for step in plan.steps if step.check_id]
    assert sorted(named) == sorted(check.id for check in GROUND.checks.of_the_pack)


def test_a_check_asks_for_the_lists_and_criteria_that_it_reads(plan: Plan) -> None:
    wrong = {}
    for step in plan.steps:
        if step.check_id:
            check = GROUND.checks.check(step.check_id)
            lacking = set(check.needs) - set(step.datasets)
            if lacking or set(step.criteria) != set(check.criteria):
                wrong[step.key] = (sorted(lacking), sorted(set(step.criteria) ^ set(check.criteria)))
    assert wrong == {}


def test_each_theme_rests_on_more_than_data(plan: Plan) -> None:
    for theme, steps in steps_by_theme(plan).items():
        assert any(step.documents for step in steps), f"{theme} asks for no document"
    without_interview = [
        t for t, steps in steps_by_theme(plan).items() if not any(s.interviews for s in steps)
    ]
    assert without_interview == ["Agreements, inspections and complaints"]


def test_records_are_traced_to_documents_by_sample(plan: Plan) -> None:
    assert {"training-trace", "charging-document-sample"} <= {s.key for s in plan.steps if s.kind == "sample"}


def test_monitoring_of_training_is_a_control_test(plan: Plan) -> None:
    (step,) = [one for one in plan.steps if one.key == "training-monitoring"]
    assert step.kind == "control test"
    for asked in ("assigned", "report", "how often", "followed"):
        assert asked in step.information


def test_every_step_says_what_it_needs_how_and_within_which_limits(plan: Plan) -> None:
    bare = [s.key for s in plan.steps if not (s.information and s.source and s.method and s.limits)]
    assert bare == []


def test_questions_are_open(plan: Plan) -> None:
    assert [q.text for q in plan.questions if not q.text.endswith("?")] == []
    assert [o.text for o in plan.objectives if not o.text.startswith("To determine ")] == []


def test_the_plan_states_nothing_about_a_real_program(plan: Plan) -> None:
    texts = [one.text for one in (*plan.objectives, *plan.questions)]
    for step in plan.steps:
        texts += [step.title, step.information, step.source, step.method, step.limits]
        texts += [*step.documents, *step.interviews]
    told = re.compile(r"\b(?:ICE|DHS|OIG|GAO|failed|inadequate|insufficient|violated)\b|\d")
    assert [text for text in texts if told.search(text)] == []
