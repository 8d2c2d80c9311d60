"""`crossfoot plan` and `crossfoot check` as an auditor gives them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from crossfoot.cli.main import main

from tests.core.plan.plans import GROWTH, LINKS, audit_with_plan

Said = pytest.CaptureFixture[str]


@pytest.fixture
def audit(tmp_path: Path) -> str:
    with audit_with_plan(tmp_path, approved=False) as made:
        return str(made.path)


def asked(said: Said, *words: str) -> Any:
    """What a command says as JSON."""
    assert main([*words, "--json"]) == 0
    return json.loads(said.readouterr().out)


def refused(said: Said, *words: str) -> str:
    """What a command says where it is refused: the sentence and what to do."""
    assert main(list(words)) == 2
    return said.readouterr().err


def test_a_plan_is_built_changed_approved_run_concluded_and_answered_by_commands(
    audit: str, capsys: Said
) -> None:
    added = asked(
        capsys, "plan", audit, "add-step", "1.2", "--kind", "document review", "--title", "Read the files",
        "--document", "Signed agreements", "--document", "Addenda", "--who", "A. Auditor",
    )  # fmt: skip
    assert (added["key"], added["documents"]) == ("agreements.1", ["Signed agreements", "Addenda"])
    assert asked(capsys, "plan", audit, "edit", "links", "--position", "2")["position"] == 2
    assert asked(capsys, "plan", audit, "edit", "1.1", "--text", "How fast?")["text"] == "How fast?"
    approval = asked(capsys, "plan", audit, "approve", "--by", "R. Lead")
    assert (approval["actor"], len(approval["digest"])) == ("R. Lead", 64)
    outcomes = asked(capsys, "check", audit)
    assert [(one["id"], one["planned"], one["exploratory_because"]) for one in outcomes] == [
        (LINKS, True, ""),
        (GROWTH, True, ""),
    ]
    conclude = ("conclude", "growth.1", "--conclusion", "Two agencies joined.")
    assert asked(capsys, "plan", audit, *conclude)["state"] == "done"
    answer = ("answer", "Growth", "--no-finding", "--reason", "Two agencies are no growth.")
    assert asked(capsys, "plan", audit, *answer)["answer"] == "no finding"
    plan = asked(capsys, "plan", audit, "show")
    growth, agreements = plan["objectives"][0]["questions"]
    assert growth["steps"][0]["latest_run"]["said"] == "measured"
    assert growth["steps"][1]["latest_run"] is None
    assert [step["key"] for step in agreements["steps"]] == ["agreements.1", "links"]
    assert (growth["answered"], plan["unanswered"], plan["changes"]) == (True, ["1.2"], 0)


def test_a_frozen_parameter_changes_with_a_reason_and_the_change_is_listed(audit: str, capsys: Said) -> None:
    asked(capsys, "plan", audit, "approve", "--by", "R. Lead")
    keep = ("check", audit, LINKS, "--set", f"{LINKS}.max_days=60", "--source", "Directive 3")
    assert "changes only with a reason" in refused(capsys, *keep)
    (outcome,) = asked(capsys, *keep, "--reason", "The directive was found.", "--by", "A. Auditor")
    assert (outcome["planned"], outcome["parameters"]["max_days"]) == (True, 60)
    (change,) = asked(capsys, "plan", audit, "changes")
    assert (change["what"], change["reason"], change["who"]) == (
        f"Parameter max_days of {LINKS}",
        "The directive was found.",
        "A. Auditor",
    )
    assert main(["plan", audit, "changes"]) == 0
    assert "The directive was found." in capsys.readouterr().out


def test_a_reason_without_a_value_that_is_kept_is_refused(audit: str, capsys: Said) -> None:
    said = refused(capsys, "check", audit, LINKS, "--set", f"{LINKS}.max_days=60", "--reason", "To see.")
    assert "--reason is for values that are kept in the audit." in said


def test_an_exploratory_run_says_so_in_the_first_lines_of_its_outcome(audit: str, capsys: Said) -> None:
    assert main(["plan", audit, "run"]) == 0
    assert "EXPLORATORY, not planned: The plan is not approved yet." in capsys.readouterr().out
    asked(capsys, "plan", audit, "approve", "--by", "R. Lead")
    assert main(["check", audit, GROWTH]) == 0
    assert "EXPLORATORY" not in capsys.readouterr().out
    assert main(["check", audit, "staffing-pm-ratio"]) == 0
    said = capsys.readouterr().out
    assert "EXPLORATORY, not planned: The check is not a step of the approved plan." in said


def test_the_plan_is_shown_with_how_each_step_stands_and_what_its_check_found(
    audit: str, capsys: Said
) -> None:
    main(["check", audit])
    capsys.readouterr()
    assert main(["plan", audit, "show", "--full"]) == 0
    said = capsys.readouterr().out
    assert "The plan is not approved yet" in said
    assert "1.1 Growth" in said
    assert "growth-agency-count: measured, 2 tested, as of " in said
    assert "EXPLORATORY: The plan is not approved yet." in " ".join(said.split())
    assert "Interviews: Head of office" in said
    assert "Without an answer: 1.1, 1.2." in said


def test_the_model_plan_of_the_pack_is_loaded_into_a_new_audit(tmp_path: Path, capsys: Said) -> None:
    audit = str(tmp_path / "new.crossfoot")
    assert main(["new", audit, "--title", "T", "--as-of", "2018-03-31"]) == 0
    assert main(["plan", audit, "show"]) == 0
    assert "No plan yet." in capsys.readouterr().out
    assert main(["plan", audit, "load", "--by", "R. Lead"]) == 0
    assert "Loaded the model plan: " in capsys.readouterr().out
    assert "has a plan already" in refused(capsys, "plan", audit, "load")


def test_what_is_asked_wrongly_is_refused_in_a_sentence(audit: str, capsys: Said) -> None:
    assert "Nothing to change is given." in refused(capsys, "plan", audit, "edit", "1.1")
    assert "The plan has no part '9'." in refused(capsys, "plan", audit, "withdraw", "9", "--reason", "R")
    asked(capsys, "plan", audit, "withdraw", "growth.2", "--reason", "The position is vacant.")
    assert "The plan has no step 'growth.2'." in refused(
        capsys, "plan", audit, "conclude", "growth.2", "--conclusion", "C"
    )
    assert "'first' is not a whole number; write it in digits, such as 7" in refused(
        capsys, "plan", audit, "edit", "1.1", "--position", "first"
    )
