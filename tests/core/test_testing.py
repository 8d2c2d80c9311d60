"""A case file says what is wrong in itself, and a case every difference from what it expects."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import CheckDefinitionError
from crossfoot.testing import run_case_file

CASE = """
criteria = { confirmed = ["install-target-180"] }

[[case]]
name = "Late"
rows.equipment = [
  { order_id = "O1", requested_on = 2017-01-01, installed_on = 2017-08-01 },
  { order_id = "O2", installed_on = 2017-08-01 },
]
expect = { status = "flagged", tested = 1, excluded = { "requested date missing" = 1 }, exceptions = ["O1/A"] }
"""


def written(folder: Path, text: str, name: str = "equipment-install-timeliness") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_that_holds_has_no_problems(tmp_path: Path) -> None:
    (result,) = run_case_file(written(tmp_path, CASE))
    assert (result.name, result.passed, result.problems) == ("Late", True, ())


def test_evidence_may_be_expected_as_a_date_or_as_absent(tmp_path: Path) -> None:
    more = 'exceptions = ["O1/A"], kinds = ["O1/A"], '
    more += 'evidence = { O1 = { installed_on = 2017-08-01 }, O2 = { days = "" } } }'
    text = CASE.replace('exceptions = ["O1/A"] }', more)
    assert run_case_file(written(tmp_path, text))[0].problems == ()


def test_a_file_may_bear_another_name_and_state_its_check(tmp_path: Path) -> None:
    text = f'check = "equipment-install-timeliness"\n{CASE}'
    assert run_case_file(written(tmp_path, text, "my cases"))[0].passed


DIFFERENCES = {
    'status = "flagged"': ('status = "clean"', "status is 'flagged', not 'clean'."),
    "tested = 1": ("tested = 2", "tested is 1, not 2."),
    '{ "requested date missing" = 1 }': ("{}", "1 units are excluded as 'requested date missing', not 0."),
    '["O1/A"]': ('["O2/A"]', "There is no exception 'O2/A'."),
    'exceptions = ["O1/A"]': ("exceptions = []", "O1/A is an exception that the case does not expect."),
    '"O1/A"] }': ('"O1/A"], figures = { longest = 211 } }', "The figure longest is 212, not 211."),
    'exceptions = ["O1/A"] }': ("figures = { shortest = 1 } }", "There is no figure shortest"),
    ', exceptions = ["O1/A"] }': (', measure_because = "No" }', "does not say 'No'"),
    'A"] }': ('A"], limitations = ["status"] }', "No limitation says 'status'"),
    '= ["O1/A"] }': ('= ["O1/A"], kinds = [] }', "O1/A bears a kind that the case does not expect."),
    's = ["O1/A"] }': ('s = ["O1/A"], kinds = ["O1/A", "O2/A"] }', "No unit bears the kind 'O2/A'."),
    '1/A"] }': ('1/A"], evidence = { O1 = { days = 211 } } }', "The evidence days of O1 is 212, not 211."),
    'O1/A"] }': ('O1/A"], evidence = { O2 = { days = 1 } } }', "The evidence days of O2 is None, not 1."),
    'ns = ["O1/A"] }': ('ns = ["O1/A"], evidence = { O3 = {} } }', "There is no unit 'O3'"),
    'ons = ["O1/A"] }': ('ons = ["O1/A"], evidence = { O1 = { hue = 1 } } }', "O1 has no evidence 'hue'"),
    '/A"] }': ('/A"], no_figures = ["longest"] }', "There is a figure longest (212)"),
}


@pytest.mark.parametrize("right", DIFFERENCES)
def test_each_difference_is_a_sentence(right: str, tmp_path: Path) -> None:
    wrong, said = DIFFERENCES[right]
    (result,) = run_case_file(written(tmp_path, CASE.replace(right, wrong)))
    assert not result.passed
    assert any(said in problem for problem in result.problems), result.problems
    assert str(result).startswith("Late: ")


MISTAKES = {
    "tested = 1": ("testet = 1", "no key 'testet'"),
    "rows.equipment": ("rowz.equipment", "no key 'rowz'"),
    "rows.equipment = [": ("rows.gear = [", "no record type 'gear'"),
    "order_id": ("order_number", "no field 'order_number'"),
    "requested_on = 2017-01-01": ('requested_on = "1/1/17"', "equipment.requested_on cannot be '1/1/17'"),
    "expect =": ('set = { goal = "1" }\nexpect =', "no parameter called 'goal'"),
    'expect = { status = "flagged", ': ("expect = { ", "expects no status"),
    '["install-target-180"]': ('["a-law"]', "no criterion 'a-law'"),
    'name = "Late"': ('name = "Late"\nabsent = ["equipment.colour"]', "no 'equipment.colour'"),
    'name = "Late"\n': ('name = "Late"\nas_of = "soon"\n', "as_of is 'soon'"),
}


@pytest.mark.parametrize("right", MISTAKES)
def test_a_mistake_in_a_case_names_file_and_case(right: str, tmp_path: Path) -> None:
    wrong, said = MISTAKES[right]
    with pytest.raises(CheckDefinitionError) as caught:
        run_case_file(written(tmp_path, CASE.replace(right, wrong, 1)))
    assert caught.value.message.startswith("equipment-install-timeliness.toml, case “Late”")
    assert said in caught.value.message
    assert caught.value.hint


def test_a_file_of_an_unknown_check_names_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(CheckDefinitionError, match="there is no check called 'mine'") as caught:
        run_case_file(written(tmp_path, CASE, "mine"))
    assert "equipment-install-timeliness" in caught.value.hint


def test_a_case_without_a_name_and_two_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CheckDefinitionError, match="a case has no name"):
        run_case_file(written(tmp_path, CASE.replace('name = "Late"', "")))
    with pytest.raises(CheckDefinitionError, match="two cases have this name"):
        run_case_file(written(tmp_path, CASE + CASE.replace(CASE.splitlines()[1], "")))


def test_one_case_leaves_nothing_to_the_next(tmp_path: Path) -> None:
    second = '[[case]]\nname = "None"\ncriteria = {}\nexpect = { status = "not_tested", read = 0 }\n'
    first, last = run_case_file(written(tmp_path, CASE + second))
    assert first.passed
    assert last.problems == ()
