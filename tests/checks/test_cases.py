"""Each case of each case file holds, and each check has the cases that it needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from crossfoot import content
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.model import Check
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


PACKS = {name: load_checks(content.pack(name), record_types(name)) for name in content.pack_names()}
CHECKS = [
    pytest.param(check, id=check.id) for catalogue in PACKS.values() for check in catalogue.checks.values()
]


BEYOND_CASES = {"ga-duplicates": {"D"}}
"""Kinds that rows alone cannot show: of names about which a person decided."""


def expected(check: Check) -> list[dict[str, Any]]:
    """What the cases of a check expect."""
    file = CASES / f"{check.id}.toml"
    assert file.is_file(), f"{check.id} has no case file"
    return [case["expect"] for case in read_toml(file)["case"]]


@pytest.mark.parametrize("pack", PACKS)
def test_no_check_of_a_pack_is_written_wrongly(pack: str) -> None:
    assert PACKS[pack].broken == ()


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_has_a_case_that_it_finds(check: Check) -> None:
    found = "flagged" if check.kind == "exception" else "measured"
    assert any(expect["status"] == found for expect in expected(check)), f"no case is {found}"


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_has_a_case_in_which_nothing_is_wrong(check: Check) -> None:
    assert any(
        expect["status"] == "clean" or expect.get("exceptions") == [] or expect.get("kinds") == []
        for expect in expected(check)
    )


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_has_a_boundary_case_with_units_on_both_sides(check: Check) -> None:
    """One case in which some units are found and others, as near as its author thought of, are not."""
    if check.program or not check.kinds:
        return  # figures alone: their cases are of values, not of sides
    assert any(
        0
        < len(expect.get("exceptions") or expect.get("kinds") or ())
        < expect.get("tested", expect.get("read", 0))
        for expect in expected(check)
    )


@pytest.mark.parametrize("check", CHECKS)
def test_each_kind_that_a_check_finds_is_expected_by_a_case(check: Check) -> None:
    said = [
        one for expect in expected(check) for key in ("exceptions", "kinds") for one in expect.get(key, ())
    ]
    found = {part.strip() for one in said for part in one.rpartition("/")[2].split(",")}
    assert set(check.kinds) - found - BEYOND_CASES.get(check.id, set()) == set()


@pytest.mark.parametrize("check", CHECKS)
def test_the_self_test_has_a_violation_of_each_kind_to_plant(check: Check) -> None:
    if not check.program:
        assert set(check.kinds) - {seed.kind for seed in check.seeds} == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_case_file_is_of_a_check(file: Path) -> None:
    name = read_toml(file).get("check", file.stem)
    assert any(name in catalogue.checks for catalogue in PACKS.values()), f"{name} is no check"
