"""What a request asks for follows from the plan's steps: each thing once, with the steps that need it."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import RequestError
from crossfoot.plan.edit import add_step
from crossfoot.request.needs import wanted_items

from tests.builders import new_audit
from tests.core.request.planned_audit import COORDINATOR, EQUIPMENT, POLICY, TRAINING, planned_audit


def test_each_thing_that_several_steps_need_is_asked_for_once_and_names_them_all(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        wanted = wanted_items(audit)
    documents = [one for one in wanted if one.kind == "document"]
    assert [(one.asked, one.theme, one.why) for one in documents] == [
        (POLICY, TRAINING, "Read the policy; Ask who monitors")
    ]
    assert len(documents[0].steps) == 2
    assert [one.asked for one in wanted if one.kind == "interview"] == [COORDINATOR]


def test_a_check_asks_for_the_lists_that_it_needs_or_uses_and_each_list_gets_a_questionnaire(
    tmp_path: Path,
) -> None:
    with planned_audit(tmp_path) as audit:
        wanted = wanted_items(audit)
    datasets = [one.record_type for one in wanted if one.kind == "dataset"]
    assert datasets[:3] == ["officers", "training_courses", "training_completions"]
    assert {"exemptions", "absences", "course_equivalents", "equipment"} < set(datasets)
    assert [one.record_type for one in wanted if one.kind == "questionnaire"] == datasets


def test_a_theme_alone_asks_for_what_its_steps_need(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        wanted = wanted_items(audit, [EQUIPMENT.upper()])
        assert {one.theme for one in wanted} == {EQUIPMENT}
        assert "equipment" in {one.record_type for one in wanted}
        with pytest.raises(RequestError, match="no theme 'Budget'") as refused:
            wanted_items(audit, ["Budget"])
        assert TRAINING in refused.value.hint


def test_without_a_plan_every_list_that_a_check_reads_is_asked_for_and_no_document(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        wanted = wanted_items(audit)
        assert {one.kind for one in wanted} == {"dataset", "questionnaire"}
        asked = {one.record_type for one in wanted}
        assert {"officers", "agreements", "budget", "encounters"} < asked
        assert not asked & {"control_totals", "criteria_library", "other_table"}
        with pytest.raises(RequestError, match="has no plan"):
            wanted_items(audit, [TRAINING])


def test_a_step_that_is_not_done_asks_for_nothing(tmp_path: Path) -> None:
    with planned_audit(tmp_path) as audit:
        step = add_step(audit, TRAINING, kind="interview", title="Ask again", interviews=["Second official"])
        assert "Second official" in [one.asked for one in wanted_items(audit)]
        with audit.write() as db:
            db.conn.execute("UPDATE cf_plan_step SET state = 'not done' WHERE uid = ?", (step.uid,))
        assert "Second official" not in [one.asked for one in wanted_items(audit)]
