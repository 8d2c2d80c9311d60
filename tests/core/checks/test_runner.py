"""A run of several checks: what each must give, what breaks, what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.checks.catalogue import BrokenCheck, Catalogue
from crossfoot.checks.runner import run_checks
from crossfoot.errors import Cancelled, CheckRunError

from tests.core.checks.modules import (
    SELECT,
    agreement,
    audit_with_agreements,
    catalogue_of,
    check_of,
    module,
    run_text,
)

FUNNEL = """SELECT agency AS entity, row_id, reason, '' AS kind, signed_on,
  CASE agency WHEN 'Elm' THEN 'excluded' WHEN 'Fir' THEN 'excluded' WHEN 'Ash' THEN 'exempt' WHEN 'Oak' THEN 'exception'
    ELSE 'tested' END AS outcome
FROM (SELECT *, CASE agency WHEN 'Elm' THEN 'date unusable' ELSE '' END AS reason FROM agreements)"""


def test_read_is_tested_excluded_and_exempt_together(tmp_path: Path) -> None:
    rows = [agreement(name) for name in ("Oak", "Elm", "Ash", "Yew", "Fir")]
    with audit_with_agreements(tmp_path, *rows) as audit:
        outcome = run_text(audit, module(FUNNEL))
        figures = {figure.id: figure.value for figure in outcome.figures}
    assert (outcome.read, outcome.tested, outcome.exempt, outcome.exceptions) == (5, 2, 1, 1)
    assert {part.reason: part.count for part in outcome.excluded} == {
        "date unusable": 1,
        "no reason given": 1,
    }
    assert outcome.read == outcome.tested + sum(part.count for part in outcome.excluded) + outcome.exempt
    assert figures["test-check.rate"] == 0.5
    assert (figures["test-check.rate_low"], figures["test-check.rate_high"]) == (0.25, 0.75)


CONTRACT = {
    "lacks the column reason": SELECT.replace("'' AS reason, ", ""),
    "the outcome 'maybe'": SELECT.replace("'exception'", "'maybe'"),
    "a unit without an entity": SELECT.replace("agency_ref AS entity", "NULL AS entity"),
    "each unit counts once": SELECT.replace("agency_ref AS entity", "'same' AS entity"),
    "names the fact signed_on": SELECT.replace(" signed_on,", ""),
    "no such column": SELECT.replace("county", "shire"),
}


@pytest.mark.parametrize("said", CONTRACT)
def test_a_check_that_breaks_its_contract_has_failed_and_says_how(said: str, tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        outcome = run_text(audit, module(CONTRACT[said]))
    assert outcome.status == "failed"
    assert said in outcome.not_tested_because


def test_a_broken_check_does_not_stop_the_others(tmp_path: Path) -> None:
    catalogue = catalogue_of(
        module(name="first"), module("SELECT nothing FROM nowhere", name="broken"), module(name="last")
    )
    unread = BrokenCheck(
        "unread", "checks/test/unread.sql", "checks/test/unread.sql, line 3: wrong.", "Mend it."
    )
    catalogue = Catalogue(catalogue.checks, (unread,), catalogue.views)
    with audit_with_agreements(tmp_path) as audit:
        outcomes = list(run_checks(audit, catalogue=catalogue))
        stored = audit.rows("SELECT check_id, status FROM cf_check_run WHERE latest = 1 ORDER BY run_id")
    said = [(outcome.check, outcome.status) for outcome in outcomes]
    assert said == [("first", "flagged"), ("broken", "failed"), ("last", "flagged"), ("unread", "failed")]
    assert [(row["check_id"], row["status"]) for row in stored] == said
    assert "line 3" in outcomes[-1].not_tested_because


def test_a_cancelled_run_keeps_the_checks_that_had_ended(tmp_path: Path) -> None:
    def cancel_at_the_second(done: int, total: int, note: str) -> None:
        if done == 1:
            raise Cancelled

    catalogue = catalogue_of(module(name="first"), module(name="second"))
    with audit_with_agreements(tmp_path) as audit:
        ended = []
        with pytest.raises(Cancelled):
            for outcome in run_checks(audit, progress=cancel_at_the_second, catalogue=catalogue):
                ended.append(outcome.check)
        stored = audit.rows("SELECT check_id FROM cf_check_run")
        exceptions = audit.rows("SELECT DISTINCT check_id FROM cf_exception")
    assert ended == ["first"]
    assert [row["check_id"] for row in (*stored, *exceptions)] == ["first", "first"]


def test_an_unknown_check_or_parameter_stops_the_run_before_anything_ran(tmp_path: Path) -> None:
    catalogue = catalogue_of(module(name="first"))
    with audit_with_agreements(tmp_path) as audit:
        with pytest.raises(CheckRunError, match="no check called 'second'"):
            run_checks(audit, ["first", "second"], catalogue=catalogue)
        with pytest.raises(CheckRunError, match="no parameter called 'days'"):
            run_checks(audit, ["first"], {"first": {"days": "3"}}, catalogue=catalogue)
        assert audit.rows("SELECT * FROM cf_check_run") == []


def test_a_figure_that_is_not_declared_fails_the_check(tmp_path: Path) -> None:
    text = module(
        SELECT + "\n-- figures\nSELECT 'other' AS name, 1 AS value", more='[figures]\nmine = "Mine"\n'
    )
    with audit_with_agreements(tmp_path) as audit:
        outcome = run_text(audit, text)
    assert outcome.status == "failed"
    assert "'other'" in outcome.not_tested_because


def test_the_text_that_ran_is_known_by_its_digest() -> None:
    assert check_of(module()).sha256 != check_of(module() + " -- changed").sha256
