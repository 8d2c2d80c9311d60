"""Facts of the published lists that named checks of data reliability show, each found here by openpyxl as well."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from crossfoot.values import fold

from tests.journeys.command_line import crossfoot
from tests.places import needs_real_workbooks, shared_data

pytestmark = needs_real_workbooks

STATE, AGENCY, MODEL, SIGNED = 0, 1, 4, 5
LISTS = (
    ("2025-05-16", "participatingAgencies05162025am.xlsx"),
    ("2025-07-03", "participatingAgencies07032025pm.xlsx"),
    ("2025-07-09", "participatingAgencies07092025am.xlsx"),
    ("2025-07-18", "participatingAgencies07182025pm.xlsx"),
)
JULY_3, JULY_9, JULY_18 = 1, 2, 3
TWINS = {
    f"TX|{county} county sheriff's office"
    for county in ("calhoun", "galveston", "goliad", "lavaca", "wharton")
}
TESTS = (
    "dr-completeness",
    "dr-edited-after-notice",
    "dr-key-integrity",
    "dr-reconcile",
    "dr-trace",
    "dr-validity",
)


def list_file(number: int) -> Path:
    return shared_data("ice-287g", *LISTS[number])


def rows_by_openpyxl(number: int) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(list_file(number)).worksheets[0]
    return [row for row in sheet.iter_rows(min_row=2, values_only=True) if any(v is not None for v in row)]


def audit_of(folder: Path, *numbers: int) -> Path:
    """An audit of these lists, each the next version of the one before."""
    path = folder / "ice.crossfoot"
    crossfoot("new", path, "--title", "Real lists", "--as-of", "2025-07-18")
    assert crossfoot("import", path, list_file(numbers[0])).code == 0
    for number in numbers[1:]:
        assert crossfoot("import", path, list_file(number), "--new-version-of", "agreements").code == 0
    return path


def figures(path: Path, check: str) -> dict[str, Any]:
    (outcome,) = crossfoot("check", path, check, "--json").json
    return dict(outcome["figures"])


def exceptions(path: Path, check: str) -> dict[str, dict[str, Any]]:
    found = crossfoot("exceptions", path, "--check", check, "--json").json
    return {one["entity"]: one for one in found}


@pytest.mark.parametrize("number", [JULY_3, JULY_18], ids=["3 July", "18 July"])
def test_five_agencies_are_spelled_with_both_kinds_of_apostrophe_in_one_list(
    tmp_path: Path, number: int
) -> None:
    spelled = defaultdict(set)
    for row in rows_by_openpyxl(number):
        spelled[str(row[STATE]).strip(), fold(str(row[AGENCY]))].add("\u2019" in str(row[AGENCY]))
    assert {name for (_, name), kinds in spelled.items() if len(kinds) == 2} == {
        twin.partition("|")[2] for twin in TWINS
    }
    path = audit_of(tmp_path, number)
    assert figures(path, "dr-key-integrity")["apostrophe_twins"] == 5
    found = exceptions(path, "dr-key-integrity")
    assert {name.partition("|")[2] for name, one in found.items() if "H" in one["kind"]} == TWINS


def test_the_st_cloud_double_is_one_agency_with_two_dates(tmp_path: Path) -> None:
    path = audit_of(tmp_path, JULY_3)
    assert figures(path, "dr-key-integrity")["two_dates"] == 2
    found = {name: one for name, one in exceptions(path, "dr-key-integrity").items() if "B" in one["kind"]}
    assert list(found) == ["agreements|FL|st. cloud police department"]
    assert "2025-04-14, 2025-04-15" in found["agreements|FL|st. cloud police department"]["message"]
    places = found["agreements|FL|st. cloud police department"]["source"]
    assert {place["row"] for place in places} == {549, 552}


def test_names_that_only_look_alike_are_not_merged(tmp_path: Path) -> None:
    path = audit_of(tmp_path, JULY_18)
    assert figures(path, "dr-key-integrity")["two_dates"] == 0
    flagged = " ".join(exceptions(path, "dr-key-integrity"))
    for name in ("brevard", "broward", "marion", "martin", "pima", "pinal", "terrell", "terry"):
        assert f"{name} county" not in flagged
    names = {agency["name"] for agency in crossfoot("agencies", path, "--json").json}
    assert {"Brevard County Sheriff's Office", "Broward County Sheriff's Office"} <= {
        name.replace("\u2019", "'") for name in names
    }


def test_three_dates_of_18_july_cannot_be_right_and_the_hidden_rows_of_9_july_are_told(
    tmp_path: Path,
) -> None:
    path = audit_of(tmp_path, JULY_9, JULY_18)
    told = figures(path, "dr-validity")
    assert (told["unreadable"], told["impossible_year"]) == (2, 1)
    assert list(exceptions(path, "dr-validity")) == ["agreements|agreements.signed_on"]
    missing = figures(path, "dr-completeness")
    assert missing["missing"]["agreements.county"] == 229, "227 error values, N/A and #NA"
    assert missing["hidden_rows"] == 0, "those of 9 July are of the version before"
    (tmp_path / "before").mkdir()
    assert figures(audit_of(tmp_path / "before", JULY_9), "dr-completeness")["hidden_rows"] == 408


def test_what_changed_from_9_to_18_july_is_what_the_comparison_of_versions_finds(tmp_path: Path) -> None:
    path = audit_of(tmp_path, JULY_9, JULY_18)
    told = figures(path, "dr-reconcile")
    keys = [
        Counter(
            tuple(fold(str(row[at])) for at in (STATE, AGENCY, MODEL, SIGNED))
            for row in rows_by_openpyxl(number)
        )
        for number in (JULY_9, JULY_18)
    ]
    key_changed = told["date_changed"] + told["model_changed"] + told["renamed"]
    assert told["only_left"] + key_changed == (keys[0] - keys[1]).total() == 16
    assert told["only_right"] + key_changed == (keys[1] - keys[0]).total() == 41
    assert (told["changed"], told["unchanged"], told["renamed"], told["date_changed"]) == (1, 790, 10, 1)
    gone = {name for name, one in exceptions(path, "dr-reconcile").items() if one["kind"] == "A"}
    assert "agreements|FL|st. cloud police department | tfm | 2025-04-15" in gone


def test_the_auditor_concludes_on_the_list_only_after_its_tests_and_again_after_a_new_version(
    tmp_path: Path,
) -> None:
    path = audit_of(tmp_path, JULY_9)
    words = ("--list", "agreements", "--conclude", "sufficiently reliable", "--purpose", "Counts of agencies",
             "--reason", "The misfits are three dates.", "--by", "Ann")  # fmt: skip
    refused = crossfoot("reliability", path, *words)
    assert refused.code == 2
    assert "have not run on the current version of agreements: dr-completeness" in refused.err
    crossfoot("check", path, *TESTS)
    (one,) = crossfoot("reliability", path, *words, "--json").json
    assert (one["conclusion"], one["actor"], one["stale"]) == ("sufficiently reliable", "Ann", "")
    crossfoot("import", path, list_file(JULY_18), "--new-version-of", "agreements")
    (one,) = crossfoot("reliability", path, "--json").json
    assert one["stale"]
    assert not any(test["current"] for test in one["tests"])
