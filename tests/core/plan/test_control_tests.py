"""A control test concludes from evidence alone, and a control does not operate where it was not implemented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import PlanError
from crossfoot.evidence.citations import cite, list_citations, withdraw_citation
from crossfoot.evidence.register import add_evidence
from crossfoot.plan.control_tests import list_control_tests, record_control_test, show_control_test
from crossfoot.plan.load import load_model_plan

from tests.builders import day, new_audit

KEY = "training-monitoring"
REVIEW = "monthly review of completions"
NO_CONTROL: dict[str, Any] = {
    "control": REVIEW,
    "assigned_to": "Nobody was named",
    "report": "A report exists in the learning system",
    "frequency": "Run once in the period",
    "followed_by": "Nothing on record",
    "designed": "yes",
    "implemented": "no",
    "operating": "no",
    "conclusion": "Management did not monitor completion.",
}


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with new_audit(tmp_path, fictitious=True) as audit:
        load_model_plan(audit)
        yield audit


def cite_for(audit: Audit, key: str = KEY) -> None:
    evidence = add_evidence(
        audit,
        "documentary",
        "Assignment of duties",
        obtained_from="Program office",
        obtained_on=day("2018-05-02"),
        held_at="Binder 1",
    )
    cite(audit, f"step:{key}", evidence.label, page="2", supports=True)


def events(audit: Audit) -> int:
    return int(audit.rows("SELECT count(*) AS n FROM cf_event")[0]["n"])


@pytest.mark.parametrize(
    "concluded",
    [{"conclusion": "It works."}, {"designed": "no"}, {"implemented": "no"}, {"operating": "no"}],
)
def test_nothing_is_concluded_without_cited_evidence(audit: Audit, concluded: dict[str, str]) -> None:
    before = events(audit)
    with pytest.raises(PlanError, match=f"No evidence is cited for {KEY}") as raised:
        record_control_test(audit, KEY, control=REVIEW, **concluded)
    assert f"step:{KEY}" in raised.value.hint
    assert events(audit) == before


def test_what_is_known_so_far_can_be_recorded_before_there_is_evidence(audit: Audit) -> None:
    test = record_control_test(audit, KEY, control=REVIEW, assigned_to="Training coordinator")
    assert (test.assigned_to, test.designed, test.conclusion) == (
        "Training coordinator",
        "not determined",
        "not determined",
    )


def test_with_a_citation_the_test_has_its_own_conclusion(audit: Audit) -> None:
    cite_for(audit)
    test = record_control_test(audit, KEY, by="AB", **NO_CONTROL)
    assert (test.conclusion, test.actor) == ("Management did not monitor completion.", "AB")
    assert show_control_test(audit, KEY) == test


def test_evidence_that_is_cited_for_another_step_does_not_count(audit: Audit) -> None:
    cite_for(audit, "revocation-control")
    with pytest.raises(PlanError, match="No evidence is cited"):
        record_control_test(audit, KEY, **NO_CONTROL)


def test_a_withdrawn_citation_does_not_count(audit: Audit) -> None:
    cite_for(audit)
    (citation,) = list_citations(audit, f"step:{KEY}")
    withdraw_citation(audit, citation.uid, "Wrong document.")
    with pytest.raises(PlanError, match="No evidence is cited"):
        record_control_test(audit, KEY, **NO_CONTROL)


@pytest.mark.parametrize("implemented", ["no", "not determined"])
def test_a_control_that_was_not_implemented_does_not_operate(audit: Audit, implemented: str) -> None:
    cite_for(audit)
    with pytest.raises(PlanError, match="cannot be operating"):
        record_control_test(audit, KEY, **{**NO_CONTROL, "implemented": implemented, "operating": "yes"})


def test_an_answer_is_one_of_three_words(audit: Audit) -> None:
    with pytest.raises(PlanError, match="'maybe' is no answer to whether the control was designed"):
        record_control_test(audit, KEY, control=REVIEW, designed="maybe")


def test_the_control_has_a_name(audit: Audit) -> None:
    with pytest.raises(PlanError, match="is not named"):
        record_control_test(audit, KEY, control=" ")


def test_only_a_step_of_its_kind_takes_a_control_test(audit: Audit) -> None:
    with pytest.raises(PlanError, match="training-documents is a step of kind document review"):
        record_control_test(audit, "training-documents", control=REVIEW)


def test_a_later_record_holds_and_the_earlier_one_stays(audit: Audit) -> None:
    record_control_test(audit, KEY, control=REVIEW)
    cite_for(audit)
    record_control_test(audit, KEY, **NO_CONTROL)
    assert show_control_test(audit, KEY).conclusion == "Management did not monitor completion."
    assert [
        row["conclusion"] for row in audit.rows("SELECT conclusion FROM cf_control_test ORDER BY seq")
    ] == [
        "not determined",
        "Management did not monitor completion.",
    ]


def test_the_list_has_every_control_test_of_the_plan(audit: Audit) -> None:
    cite_for(audit)
    record_control_test(audit, KEY, **NO_CONTROL)
    lines = {line.step.key: line for line in list_control_tests(audit)}
    assert set(lines) == {KEY, "revocation-control", "response-follow-up"}
    assert (lines[KEY].citations, lines["revocation-control"].citations) == (1, 0)
    assert lines[KEY].test is not None
    assert lines["revocation-control"].test is None
    with pytest.raises(PlanError, match="Nothing is recorded yet"):
        show_control_test(audit, "revocation-control")


def test_an_audit_without_a_plan_has_no_control_test(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    with new_audit(folder) as audit:
        assert list_control_tests(audit) == []
