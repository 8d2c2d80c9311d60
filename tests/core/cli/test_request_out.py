"""Asking on the command line: one command composes and writes; what stands against it is one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from crossfoot.cli.main import main

from tests.builders import new_audit
from tests.core.request.planned_audit import planned_audit
from tests.journeys.command_line import Answer

Command = Callable[..., Answer]
DATES = ("--asked", "2018-04-02", "--due", "2018-05-02")


@pytest.fixture
def crossfoot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """`crossfoot request AUDIT words` in this process, on an audit with a plan."""
    with planned_audit(tmp_path) as audit:
        path = audit.path

    def run(*words: str | Path) -> Answer:
        capsys.readouterr()
        code = main(["request", str(path), *map(str, words)])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


def test_a_request_is_composed_and_written_by_one_command(crossfoot: Command, tmp_path: Path) -> None:
    said = crossfoot("--out", tmp_path / "out", *DATES, "--addressee", "Alex Sample", "--title", "Director")
    assert said.code == 0
    assert said.out.startswith("Request 1, due on 2018-05-02: ")
    assert " datasets, 1 document, 1 interview, " in said.out
    assert "Blank in the letter, to be stated by the auditor: authority, contact." in said.out
    assert (tmp_path / "out" / "letter.docx").is_file()
    items = crossfoot("list", "--json").json[0]["items"]
    kinds = [one["kind"] for one in items]
    assert kinds.count("dataset") == kinds.count("questionnaire") > 1


def test_it_is_written_again_to_another_folder(crossfoot: Command, tmp_path: Path) -> None:
    first = crossfoot("--json", "--out", tmp_path / "a", *DATES).json
    again = crossfoot("write", "--out", tmp_path / "b", "--json").json
    assert again["files"] == first["files"]
    assert first["planned"] is True


def test_nothing_is_kept_of_a_request_that_cannot_be_written(crossfoot: Command, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "old.txt").write_text("x")
    refused = crossfoot("--out", tmp_path / "full", *DATES)
    assert (refused.code, refused.err.splitlines()[0]) == (
        2,
        "crossfoot: The folder full is not empty: it holds old.txt.",
    )
    assert crossfoot("list", "--json").json == []


def test_a_request_needs_a_folder_and_a_due_date(crossfoot: Command) -> None:
    refused = crossfoot("--due", "2018-05-02")
    assert refused.code == 2
    assert "Give --out DIR and --due DATE." in refused.err


def test_a_request_is_withdrawn_with_a_reason(crossfoot: Command, tmp_path: Path) -> None:
    crossfoot("--out", tmp_path / "out", *DATES)
    assert "Request 1 is withdrawn" in crossfoot("withdraw", "1", "--reason", "Wrong office").out
    assert crossfoot("list").out.startswith("No request yet.")


def test_without_a_plan_it_says_that_every_list_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with new_audit(tmp_path) as audit:
        audit.set_facts(marking="")
        path = audit.path
    assert main(["request", str(path), "--out", str(tmp_path / "out"), *DATES]) == 0
    assert capsys.readouterr().out.startswith("The audit has no plan: every dataset that a check reads")
