"""The auditor's conclusion on the reliability of a list: what it needs, what it keeps, and when it is stale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.corrections.control_totals import set_control_total
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.runner import run_checks
from crossfoot.errors import ReviewError
from crossfoot.review.reliability import conclude, list_reliability

TESTS = [
    "dr-completeness",
    "dr-edited-after-notice",
    "dr-key-integrity",
    "dr-reconcile",
    "dr-trace",
    "dr-validity",
]
ORDERS = [{"order_id": "O1", "requested_on": "2017-01-02"}, {"order_id": "O2"}]


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with create_audit(
        tmp_path / "a.crossfoot", title="Audit", as_of=dt.date(2018, 3, 31), actor="Ann"
    ) as made:
        load_plain_rows(made, "equipment", ORDERS)
        load_plain_rows(made, "positions", [{"position_id": "P1", "role": "program_manager"}])
        yield made


def run_tests(audit: Audit, *ids: str) -> None:
    list(run_checks(audit, list(ids or TESTS)))


def concluded(audit: Audit) -> None:
    conclude(
        audit, "equipment", "sufficiently reliable", "Days to install", "One blank request date.", by="Bea"
    )


def test_a_list_has_no_conclusion_until_the_auditor_draws_one(audit: Audit) -> None:
    run_tests(audit)
    equipment, positions = list_reliability(audit)
    assert (equipment.list_name, equipment.conclusion, equipment.stale) == ("equipment", "", "")
    assert {test.check: (test.status, test.exceptions) for test in equipment.tests} == {
        "dr-completeness": ("flagged", 1),
        "dr-edited-after-notice": ("not_tested", 0),
        "dr-key-integrity": ("clean", 0),
        "dr-reconcile": ("clean", 0),
        "dr-trace": ("not_tested", 0),
        "dr-validity": ("clean", 0),
    }
    assert [test.exceptions for test in positions.tests] == [0] * len(TESTS), "exceptions of another list"


def test_a_conclusion_keeps_its_words_who_drew_it_and_the_runs_before_it(audit: Audit) -> None:
    run_tests(audit)
    event = conclude(
        audit, "equipment", "undetermined", " Days to install ", "No reply.", "Not for totals.", by="Bea"
    )
    found = list_reliability(audit)[0]
    assert (found.conclusion, found.purpose, found.reason, found.limitations, found.actor, found.stale) == (
        "undetermined",
        "Days to install",
        "No reply.",
        "Not for totals.",
        "Bea",
        "",
    )
    assert (event.kind, event.actor) == ("reliability.concluded", "Bea")
    assert event.body["runs"] == [test.run for test in found.tests]
    assert list_reliability(audit)[1].conclusion == ""


def test_the_latest_conclusion_holds(audit: Audit) -> None:
    run_tests(audit)
    concluded(audit)
    conclude(audit, "equipment", "not sufficiently reliable", "Days to install", "The sender withdrew it.")
    assert list_reliability(audit)[0].conclusion == "not sufficiently reliable"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("equipment", "fine", "P", "R"), "no conclusion called 'fine'"),
        (("equipment", "undetermined", " ", "R"), "needs the purpose"),
        (("equipment", "undetermined", "P", " "), "needs its reason"),
        (("budget", "undetermined", "P", "R"), "no current list called 'budget'"),
    ],
)
def test_a_conclusion_that_lacks_something_is_refused(
    audit: Audit, words: tuple[str, str, str, str], said: str
) -> None:
    run_tests(audit)
    with pytest.raises(ReviewError, match=said):
        conclude(audit, *words)


def test_a_test_that_has_not_run_stands_in_the_way(audit: Audit) -> None:
    run_tests(audit, *TESTS[:-1])
    with pytest.raises(ReviewError, match="equipment: dr-validity"):
        concluded(audit)


def test_tests_that_ran_on_an_earlier_version_stand_in_the_way_of_that_list_only(audit: Audit) -> None:
    run_tests(audit)
    load_plain_rows(audit, "equipment", ORDERS[:1], supersedes=1)
    with pytest.raises(ReviewError, match=", ".join(TESTS)):
        concluded(audit)
    conclude(audit, "positions", "sufficiently reliable", "Ratio", "Complete.")


def test_a_new_version_of_the_list_makes_the_conclusion_stale(audit: Audit) -> None:
    run_tests(audit)
    concluded(audit)
    load_plain_rows(audit, "equipment", ORDERS[:1], supersedes=1)
    assert list_reliability(audit)[0].stale.startswith("The list, a correction or a control total")


def test_a_new_control_total_makes_it_stale_for_its_own_list_only(audit: Audit) -> None:
    run_tests(audit)
    concluded(audit)
    conclude(audit, "positions", "sufficiently reliable", "Ratio", "Complete.")
    set_control_total(audit, "equipment", "rows", "2", "letter")
    assert [bool(one.stale) for one in list_reliability(audit)] == [True, False]


def test_another_run_makes_it_stale_and_concluding_again_mends_it(audit: Audit) -> None:
    run_tests(audit)
    concluded(audit)
    run_tests(audit, "dr-validity")
    assert list_reliability(audit)[0].stale == "Tests ran again after this conclusion."
    concluded(audit)
    assert list_reliability(audit)[0].stale == ""


def test_runs_of_other_checks_change_nothing(audit: Audit) -> None:
    run_tests(audit)
    concluded(audit)
    run_tests(audit, "staffing-pm-ratio")
    assert list_reliability(audit)[0].stale == ""


def test_a_test_that_needs_other_lists_stands_in_nobodys_way(audit: Audit) -> None:
    run_tests(audit)
    concluded(audit)
    assert "dr-identity-join" not in {test.check for one in list_reliability(audit) for test in one.tests}


def test_what_a_test_without_exceptions_notes_is_counted_for_the_lists_that_it_needs(audit: Audit) -> None:
    load_plain_rows(audit, "officers", [{"officer_id": "O1", "agency": "Oak", "authorized_on": "2017-01-02"}])
    completion = {"officer_id": "O2", "course_id": "LAW", "completed_on": "2017-05-01"}
    load_plain_rows(audit, "training_completions", [completion])
    run_tests(audit, "dr-identity-join")
    found = {one.list_name: {test.check: test for test in one.tests} for one in list_reliability(audit)}
    assert "dr-identity-join" not in found["equipment"]
    join = found["training_completions"]["dr-identity-join"]
    assert (join.status, join.tested, join.noted, join.exceptions) == ("measured", 2, 2, 0)
