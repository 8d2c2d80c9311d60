"""Violations planted into a copy of the auditor's lists are counted as caught only where the check says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit, open_audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.runner import run_checks
from crossfoot.cli.main import main
from crossfoot.testing.self_test import SeedResult, self_test

from tests.core.checks.modules import agreement, audit_with_agreements, catalogue_of, module

LATE = (
    "SELECT row_id, agency_ref AS entity, CASE WHEN signed_on > '2017-06-30' AND county IS NULL THEN 'exception' "
    "ELSE 'tested' END AS outcome, '' AS reason, CASE WHEN signed_on > '2017-06-30' THEN 'A' ELSE '' END AS kind, "
    "signed_on FROM agreements"
)
SEEDS = """
[kinds]
A = "Late."
B = "Never."

[[seeds]]
kind = "A"
says = "An agreement signed 200 days later"
sql = ["UPDATE agreements SET signed_on = add_days(signed_on, 200) WHERE row_id IN (SELECT row_id FROM seeded)"]
"""


def seed(sql: str, kind: str = "A", more: str = "") -> str:
    """Lines of a header with one seed."""
    return f'[kinds]\nA = "Late."\nB = "Never."\n[[seeds]]\nkind = "{kind}"\nsays = "x"\nsql = [{sql!r}]\n{more}\n'


def results(audit: Audit, more: str = SEEDS, sql: str = LATE, **how: int) -> list[SeedResult]:
    return list(self_test(audit, catalogue=catalogue_of(module(sql, more=more)), **how))


def test_each_planted_violation_that_comes_out_as_an_exception_is_caught(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        (result,) = results(audit)
    assert (result.planted, result.caught, result.missed, result.because) == (2, 2, (), "")


def test_a_unit_on_which_the_check_is_blind_is_named_as_missed(tmp_path: Path) -> None:
    rows = (agreement("Oak"), agreement("Elm", county="Elm"))
    with audit_with_agreements(tmp_path, *rows) as audit:
        (result,) = results(audit)
        (elm,) = audit.rows("SELECT agency_ref FROM agreements WHERE county = 'Elm'")
    assert (result.planted, result.caught, result.missed) == (2, 1, (elm["agency_ref"],))


def test_an_exception_of_another_kind_is_no_catch(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        (result,) = results(audit, SEEDS.replace('kind = "A"', 'kind = "B"'))
    assert (result.planted, result.caught) == (2, 0)


def test_a_unit_of_several_kinds_is_caught_by_each_of_them(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        (result,) = results(audit, sql=LATE.replace("THEN 'A' ELSE", "THEN 'B, A' ELSE"))
    assert result.caught == 2


def test_what_was_an_exception_before_is_not_planted(tmp_path: Path) -> None:
    rows = (agreement("Oak"), agreement("Elm", signed_on="2018-01-01"))
    with audit_with_agreements(tmp_path, *rows) as audit:
        (result,) = results(audit)
    assert (result.planted, result.caught) == (1, 1)


def test_a_measure_catches_what_bears_the_kind(tmp_path: Path) -> None:
    text = module(LATE, more=SEEDS).replace('kind       = "exception"', 'kind       = "measure"')
    rows = (agreement("Oak", county="Oak"), agreement("Elm"))
    with audit_with_agreements(tmp_path, *rows) as audit:
        (result,) = self_test(audit, catalogue=catalogue_of(text))
    assert (result.planted, result.caught) == (2, 2)


def test_without_the_value_of_a_criterion_nothing_is_a_catch_rate(tmp_path: Path) -> None:
    more = '[params.limit]\ntype = "days"\nmeaning = "Limit."\nsource = "criterion"\n' + SEEDS
    sql = LATE.replace("signed_on > '2017-06-30'", "days_between('2017-01-01', signed_on) > :limit")
    with audit_with_agreements(tmp_path) as audit:
        (result,) = results(audit, more, sql)
    assert result.planted == 0
    assert result.because == "No criterion gives limit, so the check measures and cannot tell."


def test_lists_without_a_unit_to_plant_into_say_so(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        (result,) = results(audit, seed("DELETE FROM agreements", more="among = \"entity = 'none'\""))
    assert (result.planted, result.because) == (
        0,
        "The lists hold no agreement into which it could be planted.",
    )


def test_an_audit_that_lacks_the_list_says_so(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        (result,) = self_test(audit, ["equipment-seeded"], catalogue=catalogue_of(EQUIPMENT))
    assert (result.planted, result.because) == (0, "The audit holds no list of equipment orders.")


EQUIPMENT = module(LATE, name="equipment-seeded", more=SEEDS).replace(
    'agreements = ["signed_on"]', 'equipment = ["order_id"]'
)


def test_a_check_without_seeds_says_so(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        (counts,) = results(audit, "")
        (lacks,) = results(audit, '[kinds]\nA = "Late."')
    assert counts.because == "The check counts and flags nothing; there is no violation to plant."
    assert lacks.because == "The check states no violation to plant."


FORBIDDEN = {
    "a table of the program": "CREATE TABLE mine (a)",
    "the list of lists": "DELETE FROM list_catalogue",
    "the picked units": "DELETE FROM seeded",
    "the schema": "DELETE FROM sqlite_master",
    "another file": "ATTACH DATABASE 'other.sqlite' AS other",
    "SQLite's dates": "UPDATE agreements SET signed_on = date('now')",
    "a column that is not there": "UPDATE agreements SET colour = 1",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_seed_may_change_the_lists_and_not(what: str, tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        (result,) = results(audit, seed(FORBIDDEN[what]))
    assert result.broke
    assert result.planted == 0
    assert result.because


def test_a_broken_check_does_not_stop_the_others(tmp_path: Path) -> None:
    broken = module("SELECT 1 AS entity", name="broken-check", more=SEEDS)
    with audit_with_agreements(tmp_path) as audit:
        first, second = self_test(audit, catalogue=catalogue_of(broken, module(LATE, more=SEEDS)))
    assert first.broke
    assert "lacks the column" in first.because
    assert second.caught == 2


def test_the_seed_number_alone_picks_the_units(tmp_path: Path) -> None:
    rows = [agreement(f"Agency {i}", county="x") for i in range(40)]
    with audit_with_agreements(tmp_path, *rows) as audit:
        picks = [results(audit, per_kind=5, seed_number=number)[0].missed for number in (1, 1, 2)]
    assert [len(pick) for pick in picks] == [5, 5, 5]
    assert picks[0] == picks[1]
    assert picks[0] != picks[2]


def test_a_view_of_lists_follows_what_is_planted(tmp_path: Path) -> None:
    sql = (
        "SELECT o.row_id, o.officer_id AS entity, CASE WHEN a.until_on IS NULL THEN 'tested' ELSE 'exception' END "
        "AS outcome, '' AS reason, CASE WHEN a.until_on IS NULL THEN '' ELSE 'A' END AS kind, o.authorized_on AS "
        "signed_on FROM officers o JOIN authority a ON a.officer_row = o.row_id"
    )
    revoked = "UPDATE officers SET revoked_on = :as_of WHERE row_id IN (SELECT row_id FROM seeded)"
    with audit_with_agreements(tmp_path) as audit:
        load_plain_rows(audit, "officers", [{"officer_id": "O1", "authorized_on": "2017-01-01"}])
        (result,) = results(audit, seed(revoked), sql)
    assert (result.planted, result.caught) == (1, 1)


def test_a_seed_may_add_rows(tmp_path: Path) -> None:
    sql = (
        "SELECT row_id, agency_ref AS entity, CASE WHEN n > 1 THEN 'exception' ELSE 'tested' END AS outcome, "
        "'' AS reason, CASE WHEN n > 1 THEN 'A' ELSE '' END AS kind, signed_on FROM (SELECT min(row_id) AS row_id, "
        "agency_ref, count(*) AS n, min(signed_on) AS signed_on FROM agreements GROUP BY agency_ref)"
    )
    twice = (
        "INSERT INTO agreements (agency_ref, signed_on) SELECT agency_ref, signed_on FROM agreements "
        "WHERE row_id IN (SELECT row_id FROM seeded)"
    )
    with audit_with_agreements(tmp_path) as audit:
        (result,) = results(audit, seed(twice), sql, per_kind=1)
    assert (result.planted, result.caught) == (1, 1)


def test_a_unit_of_several_rows_is_planted_in_each_of_them(tmp_path: Path) -> None:
    sql = (
        "SELECT json_group_array(row_id) AS row_id, 'all' AS entity, CASE WHEN count(county) = 2 THEN 'exception' "
        "ELSE 'tested' END AS outcome, '' AS reason, 'A' AS kind, min(signed_on) AS signed_on FROM agreements"
    )
    with audit_with_agreements(tmp_path) as audit:
        (result,) = results(
            audit, seed("UPDATE agreements SET county = 'x' WHERE row_id IN (SELECT row_id FROM seeded)"), sql
        )
    assert (result.planted, result.caught) == (1, 1)


def test_the_audit_is_only_read(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        path = audit.path
    twin = tmp_path / "twin.crossfoot"
    shutil.copyfile(path, twin)
    with open_audit(path) as audit:
        results(audit)
    with open_audit(twin):
        pass  # SQLite counts each opening in the file, so a twin is only opened and closed
    assert path.read_bytes() == twin.read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["test.crossfoot", "twin.crossfoot"]


def test_the_stand_in_gives_what_the_audit_gives(tmp_path: Path) -> None:
    """A check of the lists themselves sees the same lists, fields and rows in the stand-in."""
    sql = (
        "SELECT row_id, record_type || row_id AS entity, 'exception' AS outcome, '' AS reason, 'A' AS kind, "
        "(SELECT group_concat(field) FROM field_values WHERE missing > 0) || (SELECT count(*) FROM mapped_columns) "
        "|| (SELECT count(*) FROM field_catalogue WHERE mapped) AS signed_on FROM row_places"
    )
    text = module(sql, more=SEEDS + "among = \"outcome = 'exception'\"")
    with audit_with_agreements(tmp_path) as audit:
        (outcome,) = run_checks(audit, catalogue=catalogue_of(text))
        (result,) = self_test(audit, catalogue=catalogue_of(text))
    assert outcome.exceptions == result.planted == result.caught == 2


def test_the_command_says_the_catch_rate_and_what_was_not_planted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with audit_with_agreements(tmp_path) as audit:
        path = str(audit.path)
    assert main(["checks", "self-test", path, "no-such-check"]) == 2
    assert "no check called 'no-such-check'" in capsys.readouterr().err
    assert main(["checks", "self-test", path, "equipment-install-timeliness"]) == 0
    said = capsys.readouterr().out
    assert "Not planted (this is no catch rate):" in said
    assert "equipment-install-timeliness" in said
