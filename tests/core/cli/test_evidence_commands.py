"""Evidence, interviews and citations on the command line; what stands against it is one sentence and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from crossfoot.cli.main import main

from tests.core.report.test_finding_evidence import FLAG
from tests.core.review.audits import CHECK, audit_with_approvals
from tests.journeys.command_line import Answer

Command = Callable[..., Answer]
MEMO = ("--title", "Memo on training", "--from", "Records Office", "--on", "2018-04-02")
TALK = ("Pat Placeholder", "--title", "Chief of Staff", "--on", "2018-04-10")
NO_REVIEW = "No one reviews the report."


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit whose check flagged four of five applications, to be copied."""
    with audit_with_approvals(tmp_path_factory.mktemp("loaded")) as audit:
        audit.set_facts(marking="FOR OFFICIAL USE ONLY", issue_date="2018-06-29")
        return audit.path


@pytest.fixture
def crossfoot(loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """One command on a copy of the audit, in this process: `crossfoot(command, *words)`."""
    audit = Path(shutil.copy(loaded, tmp_path))

    def run(command: str, *words: str | Path) -> Answer:
        capsys.readouterr()
        code = main([command, str(audit), *map(str, words)])
        return Answer(code, *capsys.readouterr())

    return run


def refused(answer: Answer) -> str:
    said = answer.err.strip().splitlines()
    assert (answer.code, answer.out, len(said)) == (2, "", 2), answer
    assert said[1].startswith("What to do: ")
    return said[0].removeprefix("crossfoot: ")


def test_evidence_goes_in_is_shown_and_comes_out_again(crossfoot: Command, tmp_path: Path) -> None:
    file = tmp_path / "memo.pdf"
    file.write_bytes(b"%PDF-1.7\x00\xff memo")
    assert crossfoot("evidence", "list").out.startswith("No evidence yet.")
    added = crossfoot("evidence", "add", *MEMO, "--file", file, "--pages", "14", "--json").json
    assert (added["label"], added["kind"], added["pages"], added["attached"]) == (
        "E-1",
        "documentary",
        14,
        True,
    )
    assert "Memo on training" in crossfoot("evidence", "list").out
    shown = crossfoot("evidence", "show", "E-1").out
    assert f"sha256:     {added['sha256']}" in shown
    assert "Kept:       in the audit file" in shown
    out = tmp_path / "again.pdf"
    written = crossfoot("evidence", "export", "E-1", "--out", out, "--to", "Counsel")
    assert written.out == f"Wrote E-1 to {out} (sha256 {added['sha256']}).\n"
    assert out.read_bytes() == file.read_bytes()
    assert "evidence E-1" in crossfoot("custody").out
    assert (
        crossfoot("evidence", "withdraw", "E-1", "--reason", "Not ours.").out
        == "The evidence is withdrawn.\n"
    )


def test_a_computation_shows_its_inputs_and_those_that_changed(crossfoot: Command) -> None:
    made = crossfoot(
        "evidence", "compute", "--title", "Share", "--formula", "Confirmed by tested", "--result", "none",
        "--figure", f"{CHECK}.confirmed", "--number", "tested", "5", "E-9, page 2", "--json",
    ).json  # fmt: skip
    assert [given["text"] for given in made["computation"]["inputs"]] == ["0", "5"]
    (first, *_) = crossfoot("exceptions", "--json").json
    assert crossfoot("decide", first["id"], "--as", "confirmed", "--reason", "Asked for.").code == 0
    shown = crossfoot("evidence", "show", "E-1").out
    assert f"{CHECK}.confirmed: 0  (figure {CHECK}.confirmed)  (now 1)" in shown
    assert "tested: 5  (E-9, page 2)" in shown
    assert "Result:     none" in shown


def test_an_interview_is_recorded_confirmed_and_corroborated(crossfoot: Command, tmp_path: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text(f"1. {NO_REVIEW}\n\n2. The offices keep lists.\n", encoding="utf-8")
    assert crossfoot("interview", "list").out.startswith("No interview yet.")
    kept = crossfoot("interview", "record", *TALK, "--file", talk, "--attendee", "A. Auditor", "--json").json
    assert [part["text"] for part in kept["paragraphs"]] == [NO_REVIEW, "The offices keep lists."]
    assert kept["evidence"] == "E-1"
    crossfoot("evidence", "add", *MEMO, "--held-at", "cabinet 3")
    confirmed = crossfoot("interview", "confirm", "E-1", "--confirmed-by", "A. Auditor", "--on", "2018-04-12")
    assert "Confirmed:  by A. Auditor on 2018-04-12" in confirmed.out
    assert "  1. No one reviews the report.  [corroborated by E-2]" in (
        crossfoot("interview", "corroborate", "E-1", "1", "E-2").out
    )
    assert "corroborated" not in crossfoot("interview", "corroborate", "E-1", "1", "E-2", "--take-back").out
    assert "2018-04-12" in crossfoot("interview", "list").out


def test_a_citation_and_the_flag_of_bare_testimony(crossfoot: Command) -> None:
    crossfoot("interview", "record", *TALK, "--paragraph", NO_REVIEW)
    written = crossfoot(
        "finding", "write", "--title", "No Review", "--condition", "No one reviews it.", "--json"
    ).json
    assert [flag["key"] for flag in written["flags"]] == ["nothing-cited", "no-criterion"]
    cited = crossfoot("cite", "finding:1#condition", "E-1", "--page", "1", "--supports", "--quote", NO_REVIEW)
    assert (
        "E-1 (Interview with Pat Placeholder, Chief of Staff), paragraph 1 supports the condition"
        in cited.out
    )
    shown = crossfoot("finding", "show", "1").out
    assert f"Flag testimony-alone: {FLAG}" in shown
    assert "What to do: Write who said it" in shown
    assert crossfoot("finding", "list").out.splitlines()[2].endswith("2")
    crossfoot("finding", "answer", "1", "testimony-alone", "--reason", "The Director wrote the same.")
    assert "Answered: The Director wrote the same." in crossfoot("finding", "show", "1").out
    assert crossfoot("finding", "list").out.splitlines()[2].endswith("1")
    (uid,) = [one["uid"] for one in crossfoot("cite", "list", "--json").json]
    assert refused(crossfoot("cite", "withdraw", uid)) == "A citation is withdrawn only with a reason."
    crossfoot("cite", "withdraw", uid[:8], "--reason", "Cited twice.")
    assert crossfoot("cite", "list", "finding:1").out == "Nothing is cited yet.\n"


def test_a_quote_that_nobody_checked_is_told(crossfoot: Command) -> None:
    crossfoot("evidence", "add", *MEMO, "--held-at", "cabinet 3")
    crossfoot("finding", "draft", CHECK)
    said = crossfoot("cite", f"finding:{CHECK}#cause", "E-1", "--contradicts", "--quote", "It was reviewed.")
    assert "CONTRADICTS the cause of finding" in said.out
    assert '"It was reviewed." (quote not checked by machine)' in said.out


def test_what_stands_against_it_is_one_sentence(crossfoot: Command, tmp_path: Path) -> None:
    crossfoot("evidence", "add", *MEMO, "--held-at", "cabinet 3", "--pages", "3")
    crossfoot("finding", "draft", CHECK)
    on = f"finding:{CHECK}#cause"
    for words, said in (
        (("evidence", "add", *MEMO), "neither a file nor a place"),
        (("evidence", "add", *MEMO, "--by-hash"), "no file whose sha256"),
        (("evidence", "add", *MEMO, "--file", tmp_path), "is a folder"),
        (("evidence", "add", *MEMO, "--held-at", "x", "--class", "secret"), "'secret' is no class"),
        (("evidence", "show", "E-5"), "There is no evidence 'E-5'"),
        (("evidence", "add", "--title", "a\nb", *MEMO[2:], "--held-at", "x"), "one line of up to 250"),
        (("evidence", "export", "E-1", "--out", tmp_path), "not in this audit file"),
        (("interview", "show", "E-1"), "is no interview"),
        (("cite", on), "not said which evidence"),
        (("cite", on, "E-1"), "not said whether E-1 supports or contradicts"),
        (("cite", on, "E-1", "--supports", "--page", "4"), "there is no page 4"),
        (("cite", "finding:1", "E-1", "--supports"), "does not say which part"),
        (("cite", "withdraw"), "not said which citation"),
        (("finding", "edit", "1", "--party", "sheriff"), "'sheriff' is no party"),
        (("finding", "answer", "1", "x", "--reason", "y"), "has no flag 'x'"),
        (("finding", "edit", "1"), "Nothing to change"),
    ):
        assert said in refused(crossfoot(*words))
