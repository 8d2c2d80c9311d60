"""The appendix tells the plan and what came of it: approval, changes, all runs, control tests, evidence, requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.checks.catalogue import audit_checks
from crossfoot.checks.parameters import set_parameter
from crossfoot.checks.runner import run_checks
from crossfoot.evidence.citations import cite
from crossfoot.evidence.interviews import record_interview
from crossfoot.evidence.register import add_evidence
from crossfoot.evidence.request_items import add_item, answer_item
from crossfoot.plan.answers import answer_question, conclude_step
from crossfoot.plan.approval import approve_plan
from crossfoot.plan.control_tests import record_control_test
from crossfoot.plan.load import load_model_plan
from crossfoot.plan.notes import add_note
from crossfoot.plan.run import run_planned
from crossfoot.report.build import build_report
from crossfoot.report.model import Report, TableBlock
from crossfoot.report.pdf import render_pdf
from crossfoot.report.walk import all_blocks, all_sections, figure_refs, loose_numbers, spots
from crossfoot.report.words import plain
from crossfoot.review.findings import draft_finding

from tests.builders import day
from tests.core.report.pdf_text import page_texts, squeezed
from tests.core.review.audits import CHECK, audit_with_approvals

LEAD = "R. Lead"
OFFICIAL = {"official": "P. Sample", "official_title": "Records Officer", "answered_on": day("2018-06-01")}


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """Applications, the model plan approved, its check of approvals run as planned."""
    with audit_with_approvals(tmp_path, fictitious=True, run=False) as audit:
        load_model_plan(audit)
        approve_plan(audit, LEAD)
        list(run_planned(audit, [CHECK]))
        yield audit


def text_of(report: Report) -> str:
    return "\n".join(plain(spot.words) for spot in spots(report))


def headings(report: Report) -> list[str]:
    return [plain(section.heading) for section in all_sections(report)]


def rows(report: Report, key: str) -> list[list[str]]:
    tables = [b for _, b in all_blocks(report) if isinstance(b, TableBlock) and b.key == key]
    return [[plain(cell) for cell in row] for table in tables for row in table.rows]


def test_an_audit_without_a_plan_says_so(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        report = build_report(audit)
    assert "No plan is recorded in the audit file" in text_of(report)
    assert not {"Control Tests", "Evidence Other Than Data", "What We Asked For"} & set(headings(report))


def test_a_plan_that_nobody_approved_is_told_as_such(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, run=False) as audit:
        load_model_plan(audit)
        list(run_checks(audit, [CHECK]))
        report = build_report(audit)
    assert "No approval of the plan is recorded; checks that ran under it count as exploratory." in text_of(
        report
    )
    assert [row[-1] for row in rows(report, "table-runs")] == ["Exploratory. The plan is not approved yet."]
    assert rows(report, "table-plan-changes") == []


def test_the_approval_names_who_and_that_nothing_changed_since(audit: Audit) -> None:
    said = text_of(build_report(audit))
    assert f"The plan was approved by {LEAD} on " in said
    assert "was changed after it was approved." in said


def test_a_later_change_stands_with_its_reason(audit: Audit) -> None:
    check = audit_checks(audit).check("growth-agency-count")
    set_parameter(
        audit, check, "base_date", "2017-01-25", "The decision to expand.", reason="The decision was found."
    )
    ((what, _before, after, reason, who),) = rows(build_report(audit), "table-plan-changes")
    assert what == "Parameter base date of growth-agency-count"
    assert after == "2017-01-25 (The decision to expand.)"
    assert reason == "The decision was found."
    assert who.startswith("tester, ")


def test_each_question_stands_with_its_answer(audit: Audit) -> None:
    finding = draft_finding(audit, CHECK)
    answer_question(audit, "Growth and planning", finding=finding.uid)
    answer_question(audit, "Budget", reason="The budget office did not keep the estimates.")
    answers = {row[0]: row[2] for row in rows(build_report(audit), "table-questions")}
    assert answers["1.1"] == f"Finding: {finding.title}."
    assert answers["1.4"] == "No finding: The budget office did not keep the estimates."
    assert answers["5.1"] == "Not yet answered."
    assert len(answers) == 12


def test_steps_are_counted_by_kind_and_told_with_what_came_of_them(audit: Audit) -> None:
    conclude_step(audit, "growth-documents", conclusion="No forecast was found.")
    conclude_step(audit, "budget-interviews", "not done", reason="The office was closed.")
    report = build_report(audit)
    assert rows(report, "table-step-counts")[1] == ["Document review", "11", "0", "1", "0"]
    assert {ref.figure_id for ref in figure_refs(report)} >= {
        "plan.done@document_review",
        "plan.planned@check",
    }
    told = [row[3] for row in rows(report, "table-steps")]
    assert {
        "Done. No forecast was found.",
        "Not done: The office was closed.",
        "Planned.",
        "In progress.",
    } == set(told)


def test_every_run_stands_in_the_list_clean_and_exploratory_ones_too(audit: Audit) -> None:
    list(run_checks(audit, ["dr-reconcile"]))
    list(run_checks(audit, [CHECK], {CHECK: {"required_plans": "staffing_plan"}}))
    list(run_planned(audit, [CHECK]))
    found = [[row[0], *row[2:]] for row in rows(build_report(audit), "table-runs")]
    title = "Applications approved without documented resource plans"
    why = "Exploratory. The value of required plans was set for this run only."
    assert found == [
        [title, "1", "Exceptions found, replaced", "Planned"],
        [title, "1", "Exceptions found, replaced", why],
        [title, "1", "Exceptions found", "Planned"],
        [
            "Records that differ from the version before, or from another list",
            "1",
            "Nothing to test",
            "Planned",
        ],
    ]


def test_a_control_test_has_its_own_conclusion_beside_its_evidence(audit: Audit) -> None:
    duties = add_evidence(
        audit,
        "documentary",
        "Assignment of duties",
        obtained_from="Program office",
        obtained_on=day("2018-05-02"),
        held_at="Binder 1",
    )
    talk = record_interview(
        audit,
        "T. Example",
        title="Training Coordinator",
        held_on=day("2018-05-03"),
        paragraphs=["I look at it."],
    )
    cite(audit, "step:training-monitoring", duties.label, page="2", supports=True)
    cite(audit, "step:training-monitoring", talk.evidence.label, page="1", supports=False)
    record_control_test(
        audit,
        "training-monitoring",
        control="monthly review",
        designed="no",
        conclusion="No one was assigned to review completions.",
    )
    said = text_of(build_report(audit))
    assert "No one was assigned to review completions." in said
    assert "E-1, page 2; E-2, paragraph 1 (contradicts)" in said
    assert "it does not say whether management monitors" in said
    assert said.count("Nothing was recorded of this control; it was not determined.") == 2


def test_evidence_is_listed_by_its_number_and_a_public_report_closes_it(audit: Audit) -> None:
    add_evidence(
        audit,
        "documentary",
        "Staffing plan",
        obtained_from="Program office",
        obtained_on=day("2018-05-02"),
        held_at="Binder 1",
    )
    record_interview(audit, "T. Example", title="Coordinator", held_on=day("2018-05-03"), paragraphs=["Yes."])
    inside, outside = (rows(build_report(audit, public=p), "table-evidence") for p in (False, True))
    assert inside[0] == ["E-1", "Documentary", "Staffing plan", "Program office", "May 2, 2018"]
    assert "T. Example" in "".join(inside[1])
    assert outside[0] == ["E-1", "Documentary", "Staffing plan", "(not shown)", "May 2, 2018"]
    assert "T. Example" not in text_of(build_report(audit, public=True))


def test_what_does_not_exist_stands_with_who_said_so_and_when(audit: Audit) -> None:
    for asked in ("Growth plan", "Staffing plan"):
        add_item(audit, asked, asked_on=day("2018-05-01"), due_on=day("2018-05-31"))
    answer_item(audit, 1, "does not exist", in_writing=True, **OFFICIAL)
    first, second = rows(build_report(audit), "table-requests")
    assert first == [
        "1",
        "Document",
        "Growth plan",
        "May 1, 2018",
        "May 31, 2018",
        "Does not exist, said by P. Sample, Records Officer, on June 1, 2018.",
    ]
    assert second[-1] == "No answer is recorded."
    public = text_of(build_report(audit, public=True))
    assert "said by Records Officer, on June 1, 2018." in public
    assert "P. Sample" not in public


def test_planning_pages_are_told_where_something_stands_and_a_draft_names_the_others(audit: Audit) -> None:
    audit.set_facts(issue_date="2018-06-29")
    facts = {"component": "monitoring", "principle": "16", "significant": "yes", "designed": "no"}
    add_note(
        audit, "internal control", subject="Review of training", text="Known from guidance.", facts=facts
    )
    report = build_report(audit)
    assert rows(report, "table-internal-control") == [
        ["Review of training. Known from guidance.", "Monitoring, principle 16", "Yes", "Designed: no"]
    ]
    assert "Nothing is recorded yet on: risk, fraud risk, prior recommendations, independence." in text_of(
        report
    )


def test_a_final_report_invents_nothing_about_empty_pages(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, fictitious=True, run=False, title="Approvals") as audit:
        audit.set_facts(issue_date="2018-06-29")
        report = build_report(audit, status="final")
    assert "What Planning Considered" not in headings(report)
    assert "independence" not in text_of(report)


def test_a_public_report_names_no_auditor(audit: Audit) -> None:
    facts = {"role": "Lead auditor", "threats": "Former employee", "date": "2018-01-05"}
    add_note(audit, "independence", subject="A. Auditor", text="I am independent.", facts=facts)
    assert rows(build_report(audit), "table-independence")[0][0] == "A. Auditor, Lead auditor"
    assert rows(build_report(audit, public=True), "table-independence") == [
        ["Lead auditor", "(not shown)", "(not shown)", "January 5, 2018"]
    ]


def test_no_number_is_loose_and_two_builds_are_one_report(audit: Audit, tmp_path: Path) -> None:
    risk = {"likelihood": "high", "impact": "high", "response": "Sample of 45 items."}
    add_note(audit, "risk", subject="Rosters of 2017 may be late", facts=risk)
    prior = {"report": "EXAMPLE-15-02", "number": "3", "status": "closed", "done": "Closed in 2016."}
    add_note(audit, "prior recommendations", subject="Plans", text="Keep 2 plans.", facts=prior)
    add_item(audit, "Reports of 12 months", asked_on=day("2018-05-01"))
    conclude_step(audit, "growth-documents", conclusion="Of 3 documents, none has a forecast.")
    report = build_report(audit)
    assert loose_numbers(report) == ()
    assert build_report(audit) == report
    render_pdf(report, tmp_path / "report.pdf")
    printed = squeezed("".join(page_texts(tmp_path / "report.pdf")))
    assert squeezed("EXAMPLE-15-02, recommendation 3") in printed
