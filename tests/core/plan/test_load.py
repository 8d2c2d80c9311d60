"""The model plan of a pack."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot import content
from crossfoot.content import Pack
from crossfoot.errors import CheckDefinitionError, PlanError
from crossfoot.plan.edit import withdraw_part
from crossfoot.plan.ground import ground_of_pack
from crossfoot.plan.load import load_model_plan, read_model_plan
from crossfoot.plan.read import read_plan

from tests.builders import new_audit

GROUND = ground_of_pack(content.DEFAULT_PACK)
WRONG = """
subject = "growth"

[[objectives]]
text = "To determine whether growth was planned for."

[[objectives.questions]]
theme = "Growth"

[[objectives.questions.steps]]
key = "growth.1"
kind = "check"
title = "Count agencies"
check = "growth-agency-cuont"
criteria = ["resource-planing"]
datasets = ["agreement"]
method = 3

[[objectives.questions.steps]]
key = "growth.1"
kind = "guess"
title = "Guess"
documents = "a list"
"""


def pack_with(folder: Path, text: str) -> Pack:
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    return Pack("example", folder)


def test_every_mistake_of_a_model_plan_is_said_at_once_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(CheckDefinitionError) as refused:
        read_model_plan(pack_with(tmp_path, WRONG), GROUND)
    assert refused.value.message == (
        "packs/example/plan.toml has 9 mistakes: the file: the key 'subject' is unknown; "
        "question 1.1: 'text' is missing; "
        "step growth.1: 'method' is not a text; "
        "step growth.1: there is no check 'growth-agency-cuont'; "
        "step growth.1: there is no criterion 'resource-planing'; "
        "step growth.1: there is no record type 'agreement'; "
        "step growth.1: 'documents' is not a list of texts; "
        "step growth.1: the key stands twice; "
        "step growth.1: the kind 'guess' is not one of check, document review, interview, sample, control test."
    )


def test_a_step_that_is_a_check_says_which_and_no_other_step_names_one(tmp_path: Path) -> None:
    step = '[[objectives.questions.steps]]\nkey = "{}"\nkind = "{}"\ntitle = "T"\n{}\n'
    head = '[[objectives]]\ntext = "O"\n[[objectives.questions]]\ntheme = "T"\ntext = "Q"\n'
    named = 'check = "growth-agency-count"'
    text = head + step.format("a", "check", "") + step.format("b", "interview", named)
    with pytest.raises(CheckDefinitionError) as refused:
        read_model_plan(pack_with(tmp_path, text), GROUND)
    assert "step a: the step is a check and does not say which" in refused.value.message
    assert "step b: a step of kind 'interview' names the check 'growth-agency-count'" in refused.value.message


def test_text_that_is_no_toml_is_said_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CheckDefinitionError, match=r"not valid TOML.*line 2"):
        read_model_plan(pack_with(tmp_path, "\n[[objectives]\n"), GROUND)


def test_the_plan_of_the_pack_comes_into_the_audit_as_it_stands_in_the_file(tmp_path: Path) -> None:
    shipped = read_model_plan(content.pack(), GROUND)
    with new_audit(tmp_path) as audit:
        loaded = load_model_plan(audit, by="R. Lead")
        event = audit.rows("SELECT kind, actor FROM cf_event ORDER BY seq DESC LIMIT 1")[0]
    assert [one.text for one in loaded.objectives] == [one.text for one in shipped.objectives]
    assert [(one.theme, one.text) for one in loaded.questions] == [
        (q.theme, q.text) for q in shipped.questions
    ]
    assert [(s.key, s.check_id, s.criteria, s.documents) for s in loaded.steps] == [
        (s.key, s.check_id, s.criteria, s.documents) for s in shipped.steps
    ]
    assert event == {"kind": "plan.loaded", "actor": "R. Lead"}


def test_a_model_plan_does_not_come_over_a_plan_that_is_there(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_model_plan(audit)
        with pytest.raises(PlanError, match="has a plan already"):
            load_model_plan(audit)
        for _ in range(len(read_plan(audit).objectives)):
            withdraw_part(audit, "1", "The audit was refocused.")
        assert read_plan(audit).steps == ()
        with pytest.raises(PlanError, match="a key is never given twice"):
            load_model_plan(audit)
