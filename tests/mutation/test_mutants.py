"""A mutant is one wrong text; a check whose cases look at both sides of each boundary lets none of them live."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.checks.modules import catalogue_of, module
from tests.mutation.cases import ready_cases
from tests.mutation.mutants import mutants, plain_text
from tests.mutation.score import Score, score

WRONG = {
    "SELECT a < 3": ["a < 3 -> a <= 3", "3 -> 4 in a < 3"],
    "SELECT a <= b": ["a <= b -> a < b"],
    "SELECT a > b": ["a > b -> a >= b"],
    "SELECT a >= b": ["a >= b -> a > b"],
    "SELECT a = b": ["a = b -> a <> b"],
    "SELECT a <> b": ["a <> b -> a = b"],
    "SELECT min(a), max(a, b)": ["MIN(a) -> MAX(a)", "MAX(a, b) -> MIN(a, b)"],
    "SELECT x WHERE a AND b AND c": ["dropped from AND: c", "dropped from AND: b", "dropped from AND: a"],
    "SELECT x WHERE a AND (b OR c)": [
        "dropped from AND: a",
        "dropped from AND: (b OR c)",
        "dropped from OR: b",
        "dropped from OR: c",
    ],
    "SELECT a IS NOT NULL": ["dropped NOT: NOT a IS NULL"],
    "SELECT a NOT IN ('x')": ["dropped NOT: NOT a IN ('x')"],
    "SELECT a BETWEEN b AND c": [
        "a BETWEEN b AND c -> a > b AND a <= c",
        "a BETWEEN b AND c -> a >= b AND a < c",
    ],
    "SELECT x FROM t JOIN u ON t.a = u.a": ["dropped from JOIN: t.a = u.a", "t.a = u.a -> t.a <> u.a"],
    "SELECT x FROM t JOIN u ON t.a AND u.b": ["dropped from AND: t.a", "dropped from AND: u.b"],
    "SELECT ifnull(a, '2017-01-31')": ["'2017-01-31' -> '2017-02-01' in COALESCE(a, '2017-01-31')"],
    "SELECT ifnull(a, '9999-12-31')": ["'9999-12-31' -> '9999-12-30' in COALESCE(a, '9999-12-31')"],
    "SELECT a + 1, b + a + 1": ["1 -> 2 in a + 1", "1 -> 2 in b + a + 1"],
    "SELECT 'one', x FROM t GROUP BY 1 ORDER BY 2 LIMIT 3": [],
    "SELECT x WHERE EXISTS (SELECT 1 FROM t)": [],
    "WITH RECURSIVE n(i, j) AS (SELECT a, b) SELECT i > j FROM n": ["i > j -> i >= j"],
}


@pytest.mark.parametrize("sql", WRONG)
def test_each_wrong_text_says_what_is_wrong(sql: str) -> None:
    assert sorted(mutant.change for mutant in mutants(sql)) == sorted(WRONG[sql])


def test_a_mutant_differs_from_the_query_in_its_change_alone() -> None:
    sql = "SELECT a FROM t\nWHERE a < 3\n  AND b = 1"
    found = {mutant.change: mutant for mutant in mutants(sql)}
    assert plain_text(sql) == "SELECT a FROM t WHERE a < 3 AND b = 1"
    assert found["a < 3 -> a <= 3"].sql == "SELECT a FROM t WHERE a <= 3 AND b = 1"
    assert found["a < 3 -> a <= 3"].line == 2
    assert found["b = 1 -> b <> 1"].sql == "SELECT a FROM t WHERE a < 3 AND b <> 1"
    assert found["b = 1 -> b <> 1"].line == 3


def test_two_changes_of_the_same_words_are_told_apart() -> None:
    assert [mutant.change for mutant in mutants("SELECT a < b, a < b")] == [
        "a < b -> a <= b",
        "a < b -> a <= b (no. 2)",
    ]


SQL = (
    "SELECT row_id, agency_ref AS entity, CASE WHEN county > 'M' AND repeats IS NULL THEN 'exception' "
    "ELSE 'tested' END AS outcome, '' AS reason, '' AS kind, signed_on FROM agreements\n\n"
    "-- figures\nSELECT 'late' AS name, '' AS \"group\", count(*) AS value, '' AS unit, 'count' AS rounding "
    "FROM outcomes WHERE signed_on >= '2017-02-01'"
)
FIGURES = '[figures.late]\nsentence = "Late"\n'
BOTH_SIDES = """
[[case]]
name = "Both sides"
rows.agreements = [
  { agency = "Elm", state = "TX", county = "M", signed_on = 2017-01-31 },
  { agency = "Oak", state = "TX", county = "N", signed_on = 2017-02-01 },
]
expect = { status = "flagged", tested = 2, exceptions = ["TX|oak"], figures = { late = 1 } }
"""
ONE_SIDE = BOTH_SIDES.replace('county = "M"', 'county = "A"').replace("2017-01-31", "2016-01-01")
ELSEWHERE = """
[[case]]
name = "A list that is not there leaves the check without anything to say"
absent = ["agreements"]
expect = { status = "not_tested" }
"""


def scored(folder: Path, cases: str, known: dict[str, str] | None = None) -> Score:
    file = folder / "test-check.toml"
    file.write_text(cases, encoding="utf-8")
    catalogue = catalogue_of(module(SQL, more=FIGURES))
    with ready_cases([file], catalogue) as ready:
        return score(catalogue.check("test-check"), ready, (20, 40), known)


def test_cases_on_both_sides_of_each_boundary_leave_only_what_changes_nothing(tmp_path: Path) -> None:
    found = scored(tmp_path, BOTH_SIDES + ELSEWHERE)
    assert [survivor.change for survivor in found.survivors] == ["dropped from AND: repeats IS NULL"]
    assert (found.total, found.killed, found.trouble) == (5, 4, "")


def test_cases_on_one_side_alone_let_mutants_live_and_name_their_lines(tmp_path: Path) -> None:
    found = scored(tmp_path, ONE_SIDE)
    lived = {survivor.change: survivor.line for survivor in found.survivors}
    assert lived["county > 'M' -> county >= 'M'"] == 20
    assert "signed_on >= '2017-02-01' -> signed_on > '2017-02-01'" not in lived


def test_what_is_known_to_change_nothing_is_not_counted(tmp_path: Path) -> None:
    known = {"dropped from AND: repeats IS NULL": "no key is repeated here", "a -> b": "long gone"}
    found = scored(tmp_path, BOTH_SIDES, known)
    assert (found.total, found.killed, found.equivalent) == (4, 4, 1)
    assert found.stale == ("a -> b",)


def test_cases_that_do_not_hold_are_no_score(tmp_path: Path) -> None:
    found = scored(tmp_path, BOTH_SIDES.replace("tested = 2", "tested = 3"))
    assert found.total == 0
    assert found.trouble == "without a mutant “Both sides” says: tested is 2, not 3."
