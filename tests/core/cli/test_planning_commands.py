"""Planning pages and control tests on the command line: what an auditor types, and what is said back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from crossfoot.cli.main import main
from crossfoot.evidence.citations import cite
from crossfoot.evidence.register import add_evidence
from crossfoot.plan.load import load_model_plan

from tests.builders import day, new_audit
from tests.journeys.command_line import Answer

Command = Callable[..., Answer]
RISK = ("--page", "risk", "--subject", "Data arrive late")
KEY = "training-monitoring"


@pytest.fixture
def crossfoot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """One command on an audit with the model plan and one document cited for the monitoring of training."""
    with new_audit(tmp_path) as audit:
        load_model_plan(audit)
        add_evidence(
            audit,
            "documentary",
            "Duties",
            obtained_from="Program office",
            obtained_on=day("2018-05-02"),
            held_at="Binder",
        )
        cite(audit, f"step:{KEY}", "E-1", supports=True)
        path = audit.path

    def run(command: str, *words: str) -> Answer:
        capsys.readouterr()
        code = main([command, str(path), *words])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


def test_a_line_is_added_changed_and_withdrawn(crossfoot: Command) -> None:
    added = crossfoot(
        "planning", "add", *RISK, "--fact", "likelihood=high", "--fact", "impact=low", "--json"
    ).json
    assert added["facts"] == {"likelihood": "high", "impact": "low"}
    line = added["uid"][:8]
    assert crossfoot("planning", "edit", line, "--fact", "impact=high").code == 0
    assert "likelihood: high; impact: high" in crossfoot("planning", "list").out
    assert crossfoot("planning", "withdraw", line, "--reason", "They came.").out == "The line is withdrawn.\n"
    assert crossfoot("planning", "list", "--json").json == []
    assert "No planning line yet" in crossfoot("planning", "list").out


def test_the_pages_say_what_they_ask(crossfoot: Command) -> None:
    said = crossfoot("planning", "pages").out
    assert "likelihood: how likely it is: low, medium, high" in said
    assert "principle (may be left out): number of the principle, 1 to 17" in said
    assert crossfoot("planning", "pages", "--json").json[0]["name"] == "risk"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", *RISK, "--fact", "high"), "'high' does not name a value of the page."),
        (("add", *RISK, "--fact", "likelihood=high"), "The page 'risk' asks for 'impact'"),
        (("edit", "1234"), "Nothing to change is given."),
        (("list", "--page", "weather"), "There is no planning page 'weather'."),
    ],
)
def test_what_is_wrong_is_a_sentence(crossfoot: Command, words: tuple[str, ...], said: str) -> None:
    answer = crossfoot("planning", *words)
    assert (answer.code, said in answer.err) == (2, True)


def test_a_control_test_is_recorded_listed_and_shown(crossfoot: Command) -> None:
    words = ("--control", "monthly review", "--assigned-to", "nobody", "--designed", "no", "--by", "AB")
    recorded = crossfoot(
        "control-test", "record", KEY, *words, "--conclusion", "Nobody monitored.", "--json"
    ).json
    assert (recorded["step"], recorded["designed"], recorded["operating"], recorded["actor"]) == (
        KEY,
        "no",
        "not determined",
        "AB",
    )
    shown = crossfoot("control-test", "show", KEY).out
    assert "Assigned to:   nobody" in shown
    assert "Report:        not said" in shown
    assert "Conclusion:    Nobody monitored." in shown
    listed = {one["step"]: one for one in json.loads(crossfoot("control-test", "list", "--json").out)}
    assert (listed[KEY]["citations"], listed[KEY]["test"]["conclusion"]) == (1, "Nobody monitored.")
    assert listed["revocation-control"]["test"] is None
    assert "not recorded" in crossfoot("control-test", "list").out


def test_a_control_test_without_evidence_is_refused(crossfoot: Command) -> None:
    answer = crossfoot(
        "control-test",
        "record",
        "revocation-control",
        "--control",
        "report of lapses",
        "--conclusion",
        "None.",
    )
    assert answer.code == 2
    assert "No evidence is cited for revocation-control" in answer.err
    assert "crossfoot cite AUDIT step:revocation-control E-1 --supports" in answer.err
