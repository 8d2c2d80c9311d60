"""The SQL of a check may read what checks may see, and do nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from crossfoot.checks.ground import Room
from crossfoot.checks.runner import run_checks
from crossfoot.errors import Cancelled

from tests.core.checks.modules import SELECT, audit_with_agreements, catalogue_of, module, run_text

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "


def yielding(expression: str) -> str:
    """A SELECT that keeps the contract and computes `expression`."""
    return f"SELECT 1 AS entity, 1 AS row_id, 'tested' AS outcome, '' AS reason, '' AS kind, {expression} AS signed_on"


FORBIDDEN = {
    "writing a row": "DELETE FROM agreements",
    "writing into its own table": "INSERT INTO outcomes VALUES (1)",
    "a second statement": f"{SELECT}; DROP TABLE outcomes",
    "leaving its parentheses": f"{SELECT}); DELETE FROM outcomes; --",
    "a table of the system": yielding("(SELECT count(*) FROM cf_event)"),
    "a table of the system in the audit": yielding("(SELECT count(*) FROM audit.cf_audit)"),
    "the rows under the views": yielding("(SELECT count(*) FROM agreements_rows)"),
    "the schema": yielding("(SELECT count(*) FROM sqlite_master)"),
    "the schema of the audit": yielding("(SELECT count(*) FROM audit.sqlite_master)"),
    "outcomes of another check": yielding("(SELECT count(*) FROM cf_outcome_row)"),
    "attaching a file": "ATTACH DATABASE 'other.sqlite' AS other",
    "detaching the audit": "DETACH DATABASE audit",
    "a pragma": "PRAGMA writable_schema = 1",
    "a pragma as a function": yielding("(SELECT count(*) FROM pragma_table_info('agreements'))"),
    "SQLite's months, which do not clip": yielding("date('2017-01-31', '+1 month')"),
    "SQLite's other dates": yielding("julianday('2017-01-31')"),
    "the clock": yielding("datetime('now')"),
    "another date format": yielding("strftime('%Y', '2017-01-31')"),
    "loading code": yielding("load_extension('x')"),
    "chance": yielding("random()"),
}


@pytest.mark.parametrize("attempt", FORBIDDEN)
def test_a_check_cannot_do(attempt: str, tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        before = hashlib.sha256(str(audit.rows("SELECT * FROM agreements")).encode()).hexdigest()
        outcome = run_text(audit, module(FORBIDDEN[attempt]))
        after = hashlib.sha256(str(audit.rows("SELECT * FROM agreements")).encode()).hexdigest()
    assert outcome.status == "failed"
    assert outcome.not_tested_because.startswith("The check broke: ")
    assert (outcome.read, outcome.exceptions) == (0, 0)
    assert before == after
    assert not (tmp_path / "other.sqlite").exists()


def test_what_checks_may_call_is_there(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path) as audit:
        text = module(
            yielding("add_months('2017-01-31', 1) || ' ' || days_between('2017-01-01', '2017-01-31')")
        )
        assert run_text(audit, text).status == "clean"
        (row,) = audit.rows("SELECT evidence FROM cf_outcome_row")
    assert row["evidence"] == '{"signed_on":"2017-02-28 30"}'


def test_cancel_stops_a_query_that_never_ends(tmp_path: Path) -> None:
    calls = 0

    def cancel(done: int, total: int, note: str) -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise Cancelled

    text = module(ENDLESS + yielding("(SELECT count(*) FROM n)"))
    with audit_with_agreements(tmp_path) as audit:
        with pytest.raises(Cancelled):
            list(run_checks(audit, progress=cancel, catalogue=catalogue_of(text)))
        assert audit.rows("SELECT * FROM cf_check_run") == []


def test_the_deadline_stops_a_query_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossfoot.checks.runner.ROOM", Room(0.05, 1024**3))
    with audit_with_agreements(tmp_path) as audit:
        outcome = run_text(audit, module(ENDLESS + yielding("(SELECT count(*) FROM n)")))
    assert outcome.status == "failed"
    assert "did not end within" in outcome.not_tested_because
