"""Concluding steps and answering questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import PlanError
from crossfoot.plan.answers import answer_question, conclude_step, unanswered
from crossfoot.plan.run import run_planned
from crossfoot.review.findings import draft_finding, withdraw_finding

from tests.core.plan.plans import GROWTH, audit_with_plan


def open_themes(audit: Audit) -> list[str]:
    return [question.theme for question in unanswered(audit)]


def bare_finding(audit: Audit) -> str:
    """A finding of no check, as the auditor writes one from documents."""
    audit.connection.execute(
        "INSERT INTO cf_finding (uid, position, title, kind, checks, criteria, condition) "
        "VALUES ('f00d', 1, 'No plan', 'exception', '[]', '[]', 'There was no plan.')"
    )
    return "f00d"


def cite(audit: Audit, obj: str, *, supports: int = 1, withdrawn: int = 0) -> None:
    audit.connection.execute(
        "INSERT OR IGNORE INTO cf_evidence (uid, kind, title) VALUES ('e1', 'documentary', 'Memo')"
    )
    audit.connection.execute(
        "INSERT INTO cf_citation (uid, object, evidence_uid, supports, withdrawn) VALUES (?, ?, 'e1', ?, ?)",
        (f"c{supports}{withdrawn}{obj}", obj, supports, withdrawn),
    )


def test_a_step_is_done_only_with_a_conclusion_and_not_done_only_with_a_reason(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        with pytest.raises(PlanError, match=r"growth\.2 is done only with a conclusion"):
            conclude_step(audit, "growth.2")
        with pytest.raises(PlanError, match=r"growth\.2 is recorded as not done only with a reason"):
            conclude_step(audit, "growth.2", "not done", conclusion="None.")
        with pytest.raises(PlanError, match="A step cannot be 'finished'"):
            conclude_step(audit, "growth.2", "finished")
        step = conclude_step(audit, "growth.2", conclusion="Growth was not foreseen.", by="A. Auditor")
        event = audit.rows("SELECT kind, actor FROM cf_event ORDER BY seq DESC LIMIT 1")[0]
    assert (step.state, step.conclusion) == ("done", "Growth was not foreseen.")
    assert event == {"kind": "plan.concluded", "actor": "A. Auditor"}


def test_a_step_that_is_a_check_is_not_done_before_its_check_tested_something(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        with pytest.raises(PlanError, match="did not run in this audit"):
            conclude_step(audit, "growth.1", conclusion="It grew.")
        list(run_planned(audit, [GROWTH]))
        assert conclude_step(audit, "growth.1", conclusion="It grew.").state == "done"
        audit.connection.execute(
            "UPDATE cf_check_run SET status = 'not_tested', not_tested_because = 'The audit holds no agreements.'"
        )
        with pytest.raises(PlanError, match=r"tested nothing\. The audit holds no agreements"):
            conclude_step(audit, "growth.1", conclusion="It grew fast.")


def test_a_question_is_answered_with_the_reason_why_there_is_no_finding(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        assert open_themes(audit) == ["Growth", "Agreements"]
        with pytest.raises(
            PlanError, match=r"1\.2 Agreements is answered with a finding, or with the reason"
        ):
            answer_question(audit, "Agreements")
        answered = answer_question(audit, "Agreements", reason="All agreements are on file.")
        assert open_themes(audit) == ["Growth"]
    assert (answered.answer, answered.answer_reason, answered.finding_uid) == (
        "no finding",
        "All agreements are on file.",
        None,
    )


def test_a_finding_that_a_check_supports_answers_a_question_until_it_is_withdrawn(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        list(run_planned(audit, [GROWTH]))
        finding = draft_finding(audit, GROWTH)
        answered = answer_question(audit, "1.1", finding=GROWTH)
        assert (answered.answer, answered.finding_uid) == ("finding", finding.uid)
        assert open_themes(audit) == ["Agreements"]
        withdraw_finding(audit, finding.uid, "Not significant.")
        assert open_themes(audit) == ["Growth", "Agreements"]


def test_a_finding_without_evidence_is_no_answer(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        uid = bare_finding(audit)
        cite(audit, f"finding:{uid}#condition", supports=0)
        cite(audit, f"finding:{uid}#condition", withdrawn=1)
        cite(audit, "finding:f00d1234#condition")
        with pytest.raises(PlanError) as refused:
            answer_question(audit, "1.1", finding="1")
        cite(audit, f"finding:{uid}#cause")
        assert answer_question(audit, "1.1", finding="1", reason="See the memo.").finding_uid == uid
        audit.connection.execute("UPDATE cf_evidence SET withdrawn = 1")
        with pytest.raises(PlanError, match="no evidence behind it"):
            answer_question(audit, "1.2", finding="1")
    assert refused.value.message == (
        "Finding 1 has no evidence behind it: no citation, and no check that found something."
    )
    assert "crossfoot cite" in refused.value.hint


def test_a_finding_that_is_not_there_is_no_answer(tmp_path: Path) -> None:
    with audit_with_plan(tmp_path) as audit:
        with pytest.raises(PlanError, match="There is no finding '7'"):
            answer_question(audit, "1.1", finding="7")
        with pytest.raises(PlanError, match=r"no question '3\.1'"):
            answer_question(audit, "3.1", reason="None.")
