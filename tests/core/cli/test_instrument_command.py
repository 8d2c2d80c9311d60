"""An instrument on the command line: made, sent to two coders, read back, adjudicated, entered into its sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from crossfoot.cli.main import main

from tests.core.review.coded import ALL_YES, FIRST, NAME, QUESTIONS, SECOND, Answers, coded_audit, fill
from tests.journeys.command_line import Answer

Command = Callable[..., Answer]
SECOND_ANSWERS: Answers = {**ALL_YES, (2, "signed"): "no"}


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """One command on an audit with a sample and an instrument: `run(command, *words)`."""
    with coded_audit(tmp_path) as found:
        audit = found.path

    def command(*words: str | Path) -> Answer:
        capsys.readouterr()
        code = main([str(words[0]), str(audit), *map(str, words[1:])])
        return Answer(code, *capsys.readouterr())

    return command


def test_an_instrument_goes_its_whole_way(run: Command, tmp_path: Path) -> None:
    made = run("instrument", "new", "Other", "--sample", "Papers", "--attribute", QUESTIONS[0])
    assert made.out.startswith("The instrument 'Other' asks about each item of 'Papers'; questions: 1.")
    for coder, answers in ((FIRST, ALL_YES), (SECOND, SECOND_ANSWERS)):
        form = tmp_path / f"{coder}.xlsx"
        assert run("instrument", "forms", NAME, "--coder", coder, "--out", form).code == 0
        fill(form, answers)
        assert run("instrument", "read", form, "--json").json["fresh"] == 8
    assert "A. Auditor has answered 8 of 8 questions." in run("instrument", "show", NAME).out
    (open_one,) = run("instrument", "disagreements", NAME, "--json").json
    assert [one["answer"] for one in open_one["codings"]] == ["yes", "no"]

    early = run("instrument", "evaluate", NAME)
    assert (early.code, early.err.count("\n")) == (2, 2)
    decided = ("--answer", "no", "--reason", "only a stamp", "--by", "C. Lead")
    assert run("instrument", "adjudicate", NAME, "2", "signed", *decided).code == 0
    assert "No disagreement is open." in run("instrument", "disagreements", NAME).out
    assert "C. Lead" in run("instrument", "disagreements", NAME, "--all", "--json").out
    assert run("instrument", "agreement", NAME, "--json").json["agreement"][-1]["same"] == 7
    assert (
        "not computed: both coders gave one and the same answer" in run("instrument", "agreement", NAME).out
    )
    assert run("instrument", "evaluate", NAME).out.startswith(
        "Results of 'Papers' entered: 4. Deviations: 1."
    )
    assert run("sample", "project", "Papers", "--json").json["deviations"] == 1
    assert run("instrument", "withdraw", "Other", "--reason", "not needed").code == 0
    assert [one["withdrawn"] for one in run("instrument", "list", "--json").json] == [False, True]
