"""Decisions need a reason, keep who and when, overwrite nothing, and hold only for the facts they were made on."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.history import broken_link, events
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.checks.runner import run_checks
from crossfoot.errors import ReviewError
from crossfoot.review.decisions import decide, decide_all
from crossfoot.review.exceptions import list_exceptions

from tests.core.review.audits import CHECK, application, audit_with_approvals


def test_a_decision_keeps_its_reason_and_who_made_it(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        first = list_exceptions(audit)[0]
        assert decide(audit, [first.id], "confirmed", " No plan was found. ", by="B. Boss") == 1
        decided = list_exceptions(audit)[0]
        assert (decided.decision, decided.reason, decided.decided_by) == (
            "confirmed",
            "No plan was found.",
            "B. Boss",
        )


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_decision_without_a_reason_is_refused(tmp_path: Path, reason: str) -> None:
    with audit_with_approvals(tmp_path) as audit, pytest.raises(ReviewError, match="only with a reason"):
        decide(audit, [list_exceptions(audit)[0].id], "confirmed", reason)


def test_an_unknown_id_is_named_and_nothing_is_recorded(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        first = list_exceptions(audit)[0]
        with pytest.raises(ReviewError, match="ffff0000ffff0000"):
            decide(audit, [first.id, "ffff0000ffff0000"], "confirmed", "Seen.")
        assert list_exceptions(audit)[0].decision == "undecided"
        assert not [event for event in events(audit.connection) if event.kind == "exception.decided"]


def test_an_unknown_decision_is_refused(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit, pytest.raises(ReviewError, match="'maybe'"):
        decide(audit, [list_exceptions(audit)[0].id], "maybe", "Seen.")


def test_each_decision_is_an_event_with_before_and_after(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        first = list_exceptions(audit)[0]
        decide(audit, [first.id], "confirmed", "Seen.")
        decide(audit, [first.id], "explained", "Found after all.")
        event = [event for event in events(audit.connection) if event.kind == "exception.decided"][-1]
        assert event.object == f"exception:{first.id}"
        assert event.body["before"] == {"decision": "confirmed", "reason": "Seen."}
        assert event.body["after"] == {"decision": "explained", "reason": "Found after all."}
        assert broken_link(audit.connection) is None
        assert audit.rows("SELECT count(*) AS n FROM cf_decision") == [{"n": 2}]


def test_a_reopened_exception_is_undecided_again(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        first = list_exceptions(audit)[0]
        decide(audit, [first.id], "confirmed", "Seen.")
        decide(audit, [first.id], "reopened", "New documents came.")
        assert list_exceptions(audit)[0].decision == "undecided"


def test_deciding_all_leaves_decided_ones_alone(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        first = list_exceptions(audit)[0]
        decide(audit, [first.id], "explained", "Found in another file.")
        assert decide_all(audit, CHECK, "confirmed", "Asked for, not found.") == 3
        assert [record.decision for record in list_exceptions(audit)] == ["explained", *["confirmed"] * 3]
        assert decide_all(audit, CHECK, "confirmed", "Again.") == 0


def test_a_decision_stays_when_the_facts_stay_and_reopens_when_they_change(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        decide_all(audit, CHECK, "confirmed", "Asked for, not found.")
        list(run_checks(audit, [CHECK]))
        assert {record.decision for record in list_exceptions(audit)} == {"confirmed"}
        withdraw_import(audit, 1, "A better list came.")
        rows = [application(2), application(3, needs_assessment_on="2017-01-10")]
        load_plain_rows(audit, "applications", rows, list_name="second")
        list(run_checks(audit, [CHECK]))
        same, changed = list_exceptions(audit)
        assert (same.entity, same.decision) == ("APP-2", "confirmed")
        assert (changed.entity, changed.decision, changed.reason) == ("APP-3", "undecided", "facts changed")
