"""A list with slips is corrected, reconciled and taken back at the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.builders import AGREEMENT_HEADERS, agreement_row, write_xlsx
from tests.journeys.command_line import crossfoot


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An audit with three agreements: two dates and a state with slips."""
    rows = (
        agreement_row("Alpha SO", signed="7/72025"),
        agreement_row("Beta SO", signed="7/72025", state="UTAHJ"),
        agreement_row("Gamma SO"),
    )
    folder = tmp_path_factory.mktemp("corrections")
    list_file = write_xlsx(folder / "list.xlsx", {"Agreements": [AGREEMENT_HEADERS, *rows]})
    assert crossfoot("new", folder / "audit.crossfoot", "--title", "T", "--as-of", "2025-09-30").code == 0
    assert crossfoot("import", folder / "audit.crossfoot", list_file).code == 0
    return folder / "audit.crossfoot"


@pytest.fixture
def audit(imported: Path, tmp_path: Path) -> Path:
    """The same, for one test to change."""
    return Path(shutil.copy(imported, tmp_path / "audit.crossfoot"))


def test_suggestions_are_offered_accepted_with_a_reason_and_taken_back(audit: Path) -> None:
    groups = {g["raw"]: g for g in crossfoot("misfits", audit, "--groups", "--json").json}
    assert {raw: (g["count"], g["suggestion"], g["overridden"]) for raw, g in groups.items()} == {
        "7/72025": (2, "2025-07-07", 0),
        "UTAHJ": (1, "UT", 0),
    }
    assert "3 cells have a suggested reading that nobody has accepted" in crossfoot("misfits", audit).out

    refused = crossfoot("override", audit, "--accept-suggestions", "state", "UTAHJ")
    assert refused.code == 2
    assert "No reason is given" in refused.err

    accept = ("override", audit, "--accept-suggestions")
    why = ("--reason", "Seen on the page.", "--by", "A. Auditor")
    done = crossfoot(*accept, "signed_on", "7/72025", *why, "--json").json
    assert (done["used"], done["cells"], done["actor"]) == ("2025-07-07", 2, "A. Auditor")
    assert done["reason"] == "suggested reading accepted: Seen on the page."
    said = crossfoot(
        "override", audit, "--accept-suggestions", "agreements.state", "UTAHJ", "--reason", "A slip."
    )
    assert "UTAHJ is now used as UT in 1 cell." in said.out

    cells = crossfoot("misfits", audit, "--json").json
    assert {(c["ref"], c["raw"], c["used"]) for c in cells} == {
        ("F2", "7/72025", "2025-07-07"), ("F3", "7/72025", "2025-07-07"), ("A3", "UTAHJ", "UT"),
    }  # fmt: skip
    listed = crossfoot("override", audit).out
    assert done["uid"][:8] in listed and "Seen on the page." in listed

    back = crossfoot("override", audit, "--withdraw", done["uid"][:8], "--reason", "The agency wrote again.")
    assert "hold again what they held" in back.out
    assert [o["used"] for o in crossfoot("override", audit, "--json").json] == ["UT"]
    assert len(crossfoot("override", audit, "--all", "--json").json) == 2
    assert [event["kind"] for event in crossfoot("history", audit, "--json").json_lines][-3:] == [
        "override.set", "override.set", "override.withdrawn",
    ]  # fmt: skip


def test_one_cell_is_corrected_by_its_address(audit: Path) -> None:
    words = (
        "override",
        audit,
        "--import",
        "1",
        "--cell",
        "f4",
        "--used",
        "2017-03-01",
        "--reason",
        "The page says so.",
    )
    said = crossfoot(*words)
    assert "2017-02-01 is now used as 2017-03-01 in 1 cell." in said.out
    again = crossfoot(*words)
    assert again.code == 2
    assert "in force already" in again.err
    assert crossfoot(*words[:7], "2017-03-02", *words[8:], "--replace").code == 0
    (one,) = crossfoot("override", audit, "--json").json
    assert (one["field"], one["ref"], one["stood"], one["used"]) == (
        "signed_on",
        "F4",
        "2017-02-01",
        "2017-03-02",
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--field", "agreements.state", "--raw", "UTAHJ", "--used", "Uta"), "cannot be used for state"),
        (("--field", "state", "--raw", "UTAHJ", "--used", "UT"), "must name its record type"),
        (("--field", "agreements.state", "--raw", "UTAHJ"), "Say which value is to be used"),
        (("--import", "1", "--used", "UT"), "named by its import and its address"),
        (("--import", "1", "--cell", "Z9", "--used", "UT"), "'Z9' is no cell of import 1"),
        (("--import", "9", "--cell", "A2", "--used", "UT"), "There is no import 9"),
        (("--accept-suggestions", "state", "TEXAS"), "No misfit of state stands as 'TEXAS'"),
        (("--withdraw", "12345678"), "No correction is called '12345678'"),
        (("--withdraw", "12345678", "--used", "UT"), "More than one thing to do"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_in_a_sentence(
    audit: Path, words: tuple[str, ...], sentence: str
) -> None:
    refused = crossfoot("override", audit, *words, "--reason", "R")
    assert refused.code == 2
    assert sentence in refused.err
    assert "What to do: " in refused.err


def test_control_totals_are_compared_and_a_difference_fails_a_strict_run(audit: Path) -> None:
    noted = ("control-totals", audit, "--list", "agreements", "--source", "letter of 3 May 2018")
    agreed = crossfoot(*noted, "--measure", "rows", "--expected", "3", "--strict")
    assert agreed.code == 0
    differs = crossfoot(
        *noted, "--measure", "distinct", "--field", "signed_on", "--expected", "2", "--strict"
    )
    assert differs.code == 1
    assert "expected 2 (letter of 3 May 2018), found 1; the difference is -1." in differs.out
    assert "could not be read and are not in it: 2." in differs.out
    rows, dates = crossfoot("control-totals", audit, "--json").json
    assert (rows["agrees"], dates["agrees"]) == (True, False)
    uid = dates["total"]["uid"]
    assert crossfoot("control-totals", audit, "--withdraw", uid[:8]).code == 2, "no reason"
    assert (
        crossfoot("control-totals", audit, "--withdraw", uid[:8], "--reason", "Their slip.", "--strict").code
        == 0
    )


def test_a_corrected_cell_is_told_behind_a_figure(audit: Path) -> None:
    what = ("--field", "agreements.signed_on", "--raw", "7/72025", "--used", "2025-07-07")
    crossfoot("override", audit, *what, "--reason", "The page.")
    assert crossfoot("check", audit, "growth-agency-count").code == 0
    said = crossfoot("trace", audit, "growth-agency-count.read").out
    assert "F2 (signed on) stands as '7/72025', used 2025-07-07 because: The page. (" in said
