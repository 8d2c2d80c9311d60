"""What changed between the lists that the agency published on 16 May, 3 July, 9 July and 18 July 2025.

The expected rows are found here by openpyxl alone: rows whose state, agency, model and day signed (folded, as they
stand) are in one of two lists only, and how often each occurs.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from crossfoot.values import fold

from tests.journeys.command_line import crossfoot
from tests.places import needs_real_workbooks, shared_data

pytestmark = needs_real_workbooks

LISTS = (
    ("2025-05-16", "participatingAgencies05162025am.xlsx"),
    ("2025-07-03", "participatingAgencies07032025pm.xlsx"),
    ("2025-07-09", "participatingAgencies07092025am.xlsx"),
    ("2025-07-18", "participatingAgencies07182025pm.xlsx"),
)
STATE, AGENCY, MODEL, SIGNED = 0, 1, 4, 5


def list_file(number: int) -> Path:
    return shared_data("ice-287g", *LISTS[number])


def keys_by_openpyxl(number: int) -> list[tuple[Any, ...]]:
    """The key of every row, read and folded without the program's reader."""
    sheet = openpyxl.load_workbook(list_file(number)).worksheets[0]
    rows = [
        row for row in sheet.iter_rows(min_row=2, values_only=True) if any(value is not None for value in row)
    ]
    return [tuple(fold(str(row[column])) for column in (STATE, AGENCY, MODEL, SIGNED)) for row in rows]


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four lists as versions of one."""
    path = tmp_path_factory.mktemp("versions") / "ice.crossfoot"
    crossfoot("new", path, "--title", "Real lists", "--as-of", "2025-07-18")
    assert crossfoot("import", path, list_file(0)).code == 0
    for number in (1, 2, 3):
        done = crossfoot("import", path, list_file(number), "--new-version-of", "agreements")
        assert done.code == 0, done.err
    return path


def diff(*words: str | Path) -> Any:
    answer = crossfoot("diff", *words, "--json")
    assert answer.code in (0, 1), answer.err
    return json.loads(answer.out)


@pytest.mark.parametrize(
    ("earlier", "counts"),
    [
        (0, {"before": 571, "after": 753, "unchanged": 457, "changed": 97, "removed": 17, "added": 199}),
        (1, {"before": 753, "after": 807, "unchanged": 737, "changed": 14, "removed": 2, "added": 56}),
        (2, {"before": 807, "after": 832, "unchanged": 790, "changed": 1, "removed": 16, "added": 41}),
    ],
    ids=["16 May to 3 July", "3 July to 9 July", "9 July to 18 July"],
)
def test_the_rows_that_came_and_went_are_those_that_openpyxl_finds(
    audit: Path, earlier: int, counts: dict[str, int]
) -> None:
    found = diff(audit, str(earlier + 1), str(earlier + 2))
    assert {name: found["counts"][name] for name in counts} == counts
    before, after = Counter(keys_by_openpyxl(earlier)), Counter(keys_by_openpyxl(earlier + 1))
    assert (before.total(), after.total()) == (counts["before"], counts["after"])
    assert (before - after).total() == counts["removed"]
    assert (after - before).total() == counts["added"]
    assert counts["before"] == counts["unchanged"] + counts["changed"] + counts["removed"]
    assert counts["after"] == counts["unchanged"] + counts["changed"] + counts["added"]


def test_the_diff_of_9_to_18_july_names_the_one_agreement_whose_document_went(audit: Path) -> None:
    found = diff(audit)  # the last two versions
    assert {
        (c["field"], c["before_ref"], c["after_ref"], c["before_raw"], c["after_raw"])
        for c in found["changed"]
    } == {
        ("moa_link", "G562", "G577", "link", "link pending"),
        ("moa_status", "G562", "G577", "link", "link pending"),
    }
    assert "damascus township constable" in found["changed"][0]["key"]


def test_a_corrected_date_and_corrected_names_are_proposed_as_changed_keys_and_not_applied(
    audit: Path,
) -> None:
    found = diff(audit)
    pairs = {(one["before_row"], one["after_row"]): " ".join(one["evidence"]) for one in found["key_changed"]}
    assert all(one["state"] == "proposed" for one in found["key_changed"])
    assert "signed_on: '7/72025' before, '2025-07-07' now." in pairs[730, 754]
    assert (
        "agency: 'Ft. Myers Police Department' before, 'Fort Myers Police Department' now." in pairs[128, 136]
    )
    assert "The same moa_link" in pairs[117, 125], "one document under two agencies of Florida"
    assert len(pairs) == 11


def test_a_list_compared_with_itself_has_no_difference() -> None:
    answer = crossfoot("diff", list_file(2), list_file(2))
    assert answer.code == 0
    assert "There is no difference." in answer.out
    assert (
        "807 rows now = 807 unchanged + 0 spelling only + 0 changed + 0 key changed + 0 added." in answer.out
    )


def test_look_alikes_of_florida_are_offered_and_stay_two_agencies_each(audit: Path) -> None:
    offered = crossfoot("agencies", audit, "--candidates", "--json").json
    pairs = {(one["entity_a"], one["entity_b"]) for one in offered}
    assert ("FL|brevard county sheriff's office", "FL|broward county sheriff's office") in pairs
    assert len(crossfoot("agencies", audit, "--json").json) == 685
