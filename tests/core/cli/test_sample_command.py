"""A sample on the command line: sized, drawn, filled in and projected; what stands against it is one sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.cli.main import main

from tests.builders import new_audit
from tests.journeys.command_line import Answer

DRAW = ("--list", "encounters", "--method", "simple", "--non-response", "deviation", "--seed", "20180331")
Command = Callable[..., Answer]
COUNTED = ("--count", "300", "--count-source", "letter of 3 May 2018")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit with 300 encounters and 100 orders of equipment, to be copied."""
    with new_audit(tmp_path_factory.mktemp("loaded")) as found:
        found.set_facts(marking="FOR OFFICIAL USE ONLY")
        load_plain_rows(found, "encounters", [{"encounter_id": f"E{number:03d}"} for number in range(300)])
        load_plain_rows(
            found, "equipment", [{"order_id": f"Q{n}", "cost": n * 100_00} for n in range(1, 101)]
        )
        return found.path


@pytest.fixture
def crossfoot(loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """One command on a copy of the audit, in this process: `crossfoot(command, *words)`."""
    audit = Path(shutil.copy(loaded, tmp_path))

    def run(command: str, *words: str | Path) -> Answer:
        capsys.readouterr()
        code = main([command, str(audit), *map(str, words)])
        return Answer(code, *capsys.readouterr())

    return run


def test_a_sample_goes_its_whole_way(crossfoot: Command, tmp_path: Path) -> None:
    assert crossfoot("sample", "size", "--tolerable", "5", "--json").json == {"size": 45, "acceptable": 0}
    sized = crossfoot("sample", "size", "--tolerable", "5", "--list", "encounters")
    assert sized.out.startswith("40 items of 300: with no deviation they show, at 90 percent confidence")

    drawn = crossfoot("sample", "draw", "--name", "Signed", "--size", "45", *DRAW, *COUNTED, "--json").json
    assert (drawn["frame_size"], drawn["seed"], len(drawn["items"])) == (300, "20180331", 45)
    assert "Signed" in crossfoot("sample", "list").out
    assert crossfoot("sample", "again", "Signed").out == "The same 45 items are drawn again.\n"

    early = crossfoot("sample", "project", "Signed")
    assert (early.code, early.err.count("\n")) == (2, 2)
    assert "Results of the sample 'Signed' are missing (45)" in early.err

    sheet = tmp_path / "sheet.csv"
    assert "45 items are in sheet.csv." in crossfoot("sample", "show", "Signed", "--out", sheet).out
    text = sheet.read_text(encoding="utf-8-sig").replace(",selected,,,", ",selected,,no deviation,")
    sheet.write_text(text, encoding="utf-8-sig")
    entered = crossfoot("sample", "enter", "Signed", "--from", sheet)
    assert entered.out == "Results of 'Signed' entered: 45. None is missing; it can be projected.\n"

    said = crossfoot("sample", "project", "Signed").out
    assert "Signed: 0 of 45 items deviate." in said
    assert "upper limit 4.99 percent (90 percent confidence, one-sided)" in said
    assert "Caution" not in said

    key = drawn["items"][0]["entity"]
    assert (
        crossfoot(
            "sample", "enter", "Signed", "--item", key, "--result", "deviation", "--note", "no name"
        ).code
        == 0
    )
    assert crossfoot("sample", "project", "Signed", "--json").json["deviations"] == 1
    (outcome,) = crossfoot("check", "ga-sample-project", "--json").json
    assert (outcome["status"], outcome["tested"], outcome["exceptions"]) == ("measured", 45, 0)
    assert outcome["figures"]["deviations"] == {"Signed": 1}
    traced = crossfoot("trace", "ga-sample-project.deviations@Signed", "--json").json
    assert key in str(traced)
    kinds = [event["kind"] for event in crossfoot("history", "--json").json_lines]
    assert kinds.count("sample.drawn") == 1
    assert kinds.count("sample.result") == 46


def test_amounts_are_sampled_by_their_size(crossfoot: Command, tmp_path: Path) -> None:
    rates = ("--list", "equipment", "--book", "cost", "--tolerable-amount", "50,000", "--confidence", "95")
    sized = crossfoot("sample", "size", *rates)
    assert sized.out.startswith("One item for each 16,666.66: about 31 items.")
    rule = ("--method", "monetary-unit", "--non-response", "deviation", "--seed", "1")
    drawn = crossfoot("sample", "draw", "--name", "M", *rates, *rule, "--unreconciled", "none was given")
    assert "Interval: 16,666.66 of 505,000.00" in drawn.out
    assert "Reconciled: The frame was not reconciled: none was given." in drawn.out

    sheet = tmp_path / "sheet.csv"
    crossfoot("sample", "show", "M", "--out", sheet)
    header, *lines = [line.split(",") for line in sheet.read_text(encoding="utf-8-sig").splitlines()]
    assert header[4:6] == ["recorded amount", "audited value"]
    filled = [[*line[:5], "0" if line[0] == "1" else line[4], "", ""] for line in lines]
    sheet.write_text("\n".join(",".join(line) for line in [header, *filled]), encoding="utf-8")
    assert crossfoot("sample", "enter", "M", "--from", sheet).code == 0
    said = crossfoot("sample", "project", "M").out
    assert "Projected overstatement: 16,666.66 (of it 0.00 in certainty items)." in said
    assert "Upper limit of overstatement: 79,166.64 (95 percent confidence)." in said
    assert "The upper limit exceeds what was called tolerable before the draw." in said
    assert "Caution: The frame was not reconciled: none was given." in said


def test_a_sample_is_withdrawn_with_a_reason(crossfoot: Command) -> None:
    crossfoot("sample", "draw", "--name", "S", "--size", "5", *DRAW, *COUNTED)
    assert (
        crossfoot("sample", "withdraw", "S", "--reason", "wrong list").out
        == "The sample 'S' no longer counts.\n"
    )
    assert "withdrawn" in crossfoot("sample", "list").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("draw", "--name", "S", "--size", "5", *DRAW), "compared with nothing"),
        (
            ("draw", "--name", "S", "--size", "5", *DRAW, "--count", "299", "--count-source", "x"),
            "does not agree",
        ),
        (("draw", "--name", "S", *DRAW, *COUNTED, "--cluster", "officer_id"), "Clusters are not drawn"),
        (("draw", "--name", "S", *DRAW, *COUNTED, "--allocate", "A"), "names no stratum and number"),
        (("show", "S"), "no sample called 'S'"),
        (("size",), "what would be tolerable"),
        (("size", "--tolerable", "5", "--expected", "5"), "expected rate must lie below"),
        (("size", "--tolerable-amount", "5"), "sized by the amounts of a list"),
        (("enter", "S"), "No item is named"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    crossfoot: Command, words: tuple[str, ...], said: str
) -> None:
    answer = crossfoot("sample", *words)
    assert answer.code == 2
    assert said in answer.err.splitlines()[0]
    assert len(answer.err.splitlines()) == 2
