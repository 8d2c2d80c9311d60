"""Each case of each case file holds, and each check has the cases that it needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from crossfoot import content
from crossfoot.checks.catalogue import load_checks
from crossfoot.content import read_toml
from crossfoot.mapping.record_types import record_types
from crossfoot.testing import CaseResult, run_case_file

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*.toml"))


@cache
def results_of(file: Path) -> dict[str, CaseResult]:
    """The results of a file, run once for all its cases."""
    return {result.name: result for result in run_case_file(file)}


@pytest.mark.parametrize(
    ("file", "name"),
    [
        pytest.param(file, case["name"], id=f"{file.stem}: {case['name']}")
        for file in FILES
        for case in read_toml(file)["case"]
    ],
)
def test_the_check_says_what_its_case_expects(file: Path, name: str) -> None:
    result = results_of(file)[name]
    assert result.passed, "\n".join(result.problems)


@pytest.mark.parametrize("pack", content.pack_names())
def test_each_check_has_a_case_that_it_finds_and_one_that_it_does_not(pack: str) -> None:
    for check in load_checks(content.pack(pack), record_types(pack)).checks.values():
        file = CASES / f"{check.id}.toml"
        assert file.is_file(), f"{check.id} has no case file"
        expected = [case["expect"] for case in read_toml(file)["case"]]
        found = "flagged" if check.kind == "exception" else "measured"
        assert any(expect["status"] == found for expect in expected), f"no case of {check.id} is {found}"
        assert any(expect["status"] == "clean" or expect.get("exceptions") == [] for expect in expected), (
            f"no case of {check.id} is clean"
        )
