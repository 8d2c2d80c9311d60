"""When the audit was announced: what the auditor says, else the day of the first request that was sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.parameters import set_parameter
from crossfoot.checks.runner import run_checks
from crossfoot.checks.staleness import outdated_checks
from crossfoot.testing.self_test import self_test

from tests.builders import new_audit

CHECK = "dr-edited-after-notice"
OFFICERS = [
    {
        "officer_id": f"O{number}",
        "agency": "Oak County Sheriff",
        "authorized_on": "2016-01-01",
        "record_created_on": f"2018-02-0{number}T09:00:00",
        "record_changed_on": f"2018-02-0{number}T09:00:00",
    }
    for number in (1, 2, 3)
]


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with new_audit(tmp_path) as made:
        load_plain_rows(made, "officers", OFFICERS)
        yield made


def sent(audit: Audit, number: int, day: str, *, withdrawn: bool = False) -> None:
    with audit.write() as db:
        db.conn.execute(
            "INSERT INTO cf_request (uid, number, addressee, asked_on, due_on, withdrawn, actor, at) "
            "VALUES (?, ?, 'Bureau of Delegated Examples', ?, '2018-05-01', ?, 'tester', ?)",
            (f"r{number}", number, day, int(withdrawn), day),
        )


def made_after(audit: Audit) -> tuple[str, float | str | None]:
    outcome: CheckOutcome
    (outcome,) = run_checks(audit, [CHECK])
    figures = {one.name: one.value for one in outcome.figures}
    return outcome.status, figures.get("made_after")


def test_without_a_request_or_a_day_nothing_is_tested(audit: Audit) -> None:
    assert made_after(audit) == ("not_tested", None)


def test_the_first_request_that_stands_is_the_day(audit: Audit) -> None:
    sent(audit, 1, "2018-01-15", withdrawn=True)
    sent(audit, 2, "2018-02-02")
    sent(audit, 3, "2018-02-01")
    assert made_after(audit) == ("measured", 2)


def test_the_day_that_the_auditor_states_comes_before_the_request(audit: Audit) -> None:
    sent(audit, 1, "2018-02-01")
    set_parameter(audit, audit_checks(audit).check(CHECK), "announced_on", "2018-02-02", "entrance letter")
    assert made_after(audit) == ("measured", 1)


def test_a_request_that_is_sent_later_makes_the_outcome_outdated(audit: Audit) -> None:
    sent(audit, 1, "2018-02-02")
    made_after(audit)
    with audit.write():
        audit.record("request.file_received", "request_item:i1", {})
    assert outdated_checks(audit) == {}
    with audit.write():
        audit.record("request.composed", "request:r2", {"number": 2})
    assert outdated_checks(audit) == {CHECK: "Requests changed since this check ran. Run it again."}


def test_what_is_planted_after_the_day_is_caught(audit: Audit) -> None:
    sent(audit, 1, "2018-02-05")
    assert made_after(audit) == ("measured", 0)
    assert [(one.kind, one.planted, one.caught) for one in self_test(audit, [CHECK])] == [
        ("A", 1, 1),
        ("B", 1, 1),
    ]


def test_what_is_planted_between_roster_and_training_is_caught(audit: Audit) -> None:
    completions = [
        {"officer_id": f"O{number}", "course_id": "LAW", "completed_on": "2017-05-01"} for number in (1, 2, 3)
    ]
    load_plain_rows(audit, "training_completions", completions)
    found = self_test(audit, ["dr-identity-join"], per_kind=2)
    assert [(one.kind, one.planted, one.caught) for one in found] == [
        ("A", 2, 2),
        ("B", 2, 2),
        ("C", 2, 2),
        ("D", 2, 2),
    ]
