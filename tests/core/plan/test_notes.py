"""Planning pages ask for typed values, and keep what was there before a change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import PlanError
from crossfoot.plan.note_pages import PAGES, PRINCIPLES
from crossfoot.plan.notes import add_note, edit_note, find_note, list_notes, withdraw_note

from tests.builders import new_audit

LATE = {"likelihood": "high", "impact": "medium"}


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with new_audit(tmp_path) as audit:
        yield audit


def last_event(audit: Audit) -> dict[str, object]:
    (row,) = audit.rows("SELECT kind, actor, body FROM cf_event ORDER BY seq DESC LIMIT 1")
    return {**row, "body": json.loads(row["body"])}


def test_a_line_keeps_its_facts_in_the_order_of_the_page(audit: Audit) -> None:
    given = {"impact": "medium", "response": " Ask twice. ", "likelihood": "high"}
    note = add_note(
        audit, "Risk", subject=" Data arrive late ", text="Lists are drawn by hand.", facts=given, by="AB"
    )
    assert (note.page, note.position, note.subject) == ("risk", 1, "Data arrive late")
    assert list(note.facts.items()) == [
        ("likelihood", "high"),
        ("impact", "medium"),
        ("response", "Ask twice."),
    ]
    assert (last_event(audit)["kind"], last_event(audit)["actor"]) == ("plan_note.added", "AB")


@pytest.mark.parametrize(
    ("page", "facts", "said"),
    [
        ("risk", {"likelihood": "extreme", "impact": "low"}, "'extreme' cannot be the likelihood"),
        ("risk", {"likelihood": "low"}, "The page 'risk' asks for 'impact'"),
        (
            "risk",
            {**LATE, "color": "red"},
            "does not ask for 'color'; it asks for: likelihood, impact, response",
        ),
        (
            "independence",
            {"role": "Auditor", "threats": "none", "date": "next week"},
            "'next week' is no date; write it as 2018-03-31.",
        ),
        (
            "internal control",
            {"component": "monitoring", "significant": "yes", "principle": "18"},
            "numbered 1 to 17",
        ),
        (
            "internal control",
            {"component": "monitoring", "significant": "yes", "principle": "10"},
            "Principle 10 does not belong to the component 'monitoring', whose principles are 16 to 17.",
        ),
        (
            "internal control",
            {"component": "monitoring", "significant": "yes", "operating": "yes", "implemented": "no"},
            "A control cannot be operating",
        ),
        (
            "prior recommendations",
            {"report": "EX-1", "number": "3", "status": "done"},
            "'done' cannot be the status",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_one_sentence(
    audit: Audit, page: str, facts: dict[str, str], said: str
) -> None:
    with pytest.raises(PlanError) as raised:
        add_note(audit, page, subject="Something", facts=facts)
    assert said in raised.value.message
    assert raised.value.message.count(". ") == 0
    assert list_notes(audit) == []


def test_the_seventeen_principles_are_shared_out_among_the_components() -> None:
    numbers = [number for first, last in PRINCIPLES.values() for number in range(first, last + 1)]
    assert numbers == list(range(1, 18))


def test_an_unknown_page_and_an_empty_subject_are_refused(audit: Audit) -> None:
    with pytest.raises(PlanError, match="no planning page 'risks'") as raised:
        list_notes(audit, "risks")
    assert "prior recommendations" in raised.value.hint
    with pytest.raises(PlanError, match="needs a subject"):
        add_note(audit, "risk", subject="  ", facts=LATE)


def test_a_change_keeps_the_rest_and_the_history_has_both(audit: Audit) -> None:
    note = add_note(audit, "risk", subject="Data arrive late", facts={**LATE, "response": "Ask twice."})
    changed = edit_note(audit, note.uid[:8], facts={"likelihood": "low", "response": ""})
    assert (changed.subject, changed.facts) == ("Data arrive late", {"likelihood": "low", "impact": "medium"})
    body = last_event(audit)["body"]
    assert isinstance(body, dict)
    assert (body["before"]["facts"]["likelihood"], body["after"]["facts"]["likelihood"]) == ("high", "low")


def test_a_change_that_changes_nothing_leaves_no_trace(audit: Audit) -> None:
    note = add_note(audit, "risk", subject="Data arrive late", facts=LATE)
    before = last_event(audit)
    edit_note(audit, note.uid, text="", facts={"likelihood": "high"})
    assert last_event(audit) == before


def test_a_withdrawn_line_leaves_its_page_and_stays_in_the_history(audit: Audit) -> None:
    note = add_note(audit, "risk", subject="Data arrive late", facts=LATE)
    with pytest.raises(PlanError, match="only with a reason"):
        withdraw_note(audit, note.uid, " ")
    withdraw_note(audit, note.uid, "They came in time.")
    assert list_notes(audit) == []
    assert last_event(audit)["body"] == {
        "reason": "They came in time.",
        "page": "risk",
        "subject": "Data arrive late",
    }
    with pytest.raises(PlanError, match="no planning line"):
        find_note(audit, note.uid)


def test_lines_come_page_by_page(audit: Audit) -> None:
    add_note(
        audit,
        "independence",
        subject="A. Auditor",
        facts={"role": "Lead", "threats": "none", "date": "2018-01-05"},
    )
    for subject in ("First risk", "Second risk"):
        add_note(audit, "risk", subject=subject, facts=LATE)
    assert [note.subject for note in list_notes(audit)] == ["First risk", "Second risk", "A. Auditor"]
    assert [note.subject for note in list_notes(audit, "independence")] == ["A. Auditor"]


def test_the_audit_file_knows_every_page(audit: Audit) -> None:
    (table,) = audit.rows("SELECT sql FROM sqlite_master WHERE name = 'cf_plan_note'")
    assert all(f"'{page}'" in table["sql"] for page in PAGES)
