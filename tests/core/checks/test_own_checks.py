"""Checks that an auditor wrote: a broken one says where, stops nothing and changes nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from crossfoot.checks import runner
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.ground import Room
from crossfoot.checks.own_checks import write_own_check
from crossfoot.checks.read import trace_figure
from crossfoot.checks.runner import run_checks
from crossfoot.errors import CheckDefinitionError

from tests.core.checks.modules import SELECT, agreement, audit_with_agreements, module

LEAD = 'kind = "lead"'
ENDLESS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\n"
    "SELECT {what} AS entity, 1 AS row_id, 'tested' AS outcome, '' AS reason, '' AS kind, 1 AS signed_on FROM n"
)


def write(folder: str, name: str, sql: str = SELECT) -> None:
    write_own_check(Path(folder), name, module(sql, name=name))


def test_an_own_check_runs_with_all_others_and_is_exploratory(tmp_path: Path, own_folder: str) -> None:
    write(own_folder, "mine")
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        outcomes = {outcome.check: outcome for outcome in run_checks(audit)}
        planned = {row["check_id"]: row["planned"] for row in audit.rows("SELECT * FROM cf_check_run")}
    assert outcomes["mine"].status == "flagged"
    assert (planned["mine"], planned["growth-agency-count"]) == (0, 1)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            SELECT.replace("FROM agreements", "FORM agreements"),
            'own checks/bad.sql, line 15: near "agreements"',
        ),
        (f"SELECT 1\n{SELECT.replace('county', 'countty')[6:]}", "own checks/bad.sql, line 16"),
        ("DELETE FROM agreements", 'own checks/bad.sql, line 15: near "DELETE": syntax error.'),
        (SELECT.replace("county", "random() AS county"), "random"),
    ],
)
def test_a_mistake_in_the_sql_names_the_file_and_the_line_and_changes_nothing(
    tmp_path: Path, own_folder: str, sql: str, said: str
) -> None:
    write(own_folder, "bad", sql)
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        before = hashlib.sha256(str(audit.rows("SELECT * FROM agreements")).encode()).hexdigest()
        (outcome,) = run_checks(audit, ["bad"])
        after = hashlib.sha256(str(audit.rows("SELECT * FROM agreements")).encode()).hexdigest()
    assert outcome.status == "failed"
    assert said in outcome.not_tested_because
    assert before == after


@pytest.mark.parametrize("what", ["i", "count(*)"])
def test_an_endless_recursion_ends_with_one_sentence(
    tmp_path: Path, own_folder: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "ROOM_OF_AN_OWN_CHECK", Room(0.5, 4 * 1024**2))
    write(own_folder, "endless", ENDLESS.format(what=what))
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        (outcome,) = run_checks(audit, ["endless"])
    assert outcome.status == "failed"
    assert outcome.not_tested_because.endswith("does it recurse without end?")
    assert outcome.not_tested_because.startswith(
        "The check broke: own checks/endless.sql, line 15: the query "
    )


def test_a_file_that_cannot_be_read_as_a_check_stops_no_other(tmp_path: Path, own_folder: str) -> None:
    Path(own_folder, "no-check.sql").write_text("SELECT 1", encoding="utf-8")
    Path(own_folder, "no-end.sql").write_text('/* crossfoot-check\nid = "no-end"\n', encoding="utf-8")
    Path(own_folder, "no-text.sql").write_bytes(b"\xff\xfe\x00")
    write(own_folder, "mine")
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        outcomes = {outcome.check: outcome for outcome in run_checks(audit)}
        with pytest.raises(CheckDefinitionError) as refused:
            audit_checks(audit).check("no-check")
    assert outcomes["mine"].status == "flagged"
    assert outcomes["no-check"].status == outcomes["no-text"].status == "failed"
    assert "has no end `*/`" in outcomes["no-end"].not_tested_because
    assert "no-check.sql, line 1: the file does not begin with a comment" in refused.value.message


def test_an_own_check_may_not_take_the_name_of_another(tmp_path: Path, own_folder: str) -> None:
    write(own_folder, "growth-agency-count")
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        known = audit_checks(audit)
    assert not known.checks["growth-agency-count"].own
    assert "is taken by" in known.broken[0].message


def test_the_audit_keeps_the_text_that_ran_when_the_file_is_gone(tmp_path: Path, own_folder: str) -> None:
    write(own_folder, "mine")
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        list(run_checks(audit, ["mine"]))
        Path(own_folder, "mine.sql").unlink()
        kept = audit_checks(audit).check("mine")
        assert (kept.own, kept.sql) == (True, SELECT)
        (again,) = run_checks(audit, ["mine"])
        assert again.status == "flagged"
        assert len(trace_figure(audit, "mine.exceptions")[0].row_ids) == 1


def test_a_check_is_never_written_over(tmp_path: Path, own_folder: str) -> None:
    write(own_folder, "mine")
    with pytest.raises(CheckDefinitionError, match="exists already"):
        write(own_folder, "mine")
    with pytest.raises(CheckDefinitionError, match="cannot be called"):
        write(own_folder, "../mine")
