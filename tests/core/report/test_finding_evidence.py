"""A report lists what each finding is cited for and against; a draft shows flags, a final one is refused for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.errors import ReportError
from crossfoot.evidence.citations import cite
from crossfoot.evidence.computations import record_computation
from crossfoot.evidence.model import ComputationInput
from crossfoot.report.build import build_report
from crossfoot.report.model import BulletList, Labelled, Note, Report
from crossfoot.report.walk import all_blocks, all_sections, loose_numbers, spots
from crossfoot.report.words import plain
from crossfoot.review.criteria import confirm_criterion
from crossfoot.review.finding_flags import answer_flag
from crossfoot.review.findings import edit_finding, show_finding, write_finding

from tests.builders import day
from tests.core.evidence.test_interviews import NO_REVIEW, interview
from tests.core.evidence.test_register import memo
from tests.core.review.audits import audit_with_approvals

POLICY = "online-training"  # a duty of both parties
QUOTE = "Reviewed on 3 May 2017."
FLAG = "The condition rests on the word of Pat Placeholder (E-1) alone and does not say so."


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """A written finding on one interview, a memo of 2017 against it, and a document of a closed class on its cause."""
    with audit_with_approvals(tmp_path, run=False) as audit:
        confirm_criterion(audit, POLICY, "A. Auditor", day("2018-05-01"))
        words = {"party": "local_agency", "criteria": (POLICY,)}
        write_finding(audit, "Reports Were Not Reviewed", "No one reviews the report.", **words)
        interview(audit)
        memo(audit, "Memo of the review")
        memo(audit, "Personnel file 12", evidence_class="personal")
        cite(audit, "finding:1#condition", "E-1", page="1", quote=NO_REVIEW, supports=True)
        cite(audit, "finding:1#condition", "E-2", page="12", quote=QUOTE, supports=False)
        cite(audit, "finding:1#cause", "E-3", quote="Left in 2016.", supports=True)
        audit.set_facts(issue_date="2018-06-29", marking="")
        yield audit


def listed(report: Report, label: str) -> list[str]:
    """The items under that label."""
    return [
        plain(item)
        for _, block in all_blocks(report)
        if isinstance(block, Labelled) and plain(block.label) == label
        for part in block.blocks
        if isinstance(part, BulletList)
        for item in part.items
    ]


def notes(report: Report, label: str) -> list[str]:
    return [
        plain(block.words)
        for _, block in all_blocks(report)
        if isinstance(block, Note) and block.label == label
    ]


def test_evidence_and_contrary_evidence_stand_under_the_finding_with_page_and_quote(audit: Audit) -> None:
    report = build_report(audit)
    assert listed(report, "Evidence") == [
        f"On the condition: E-1, Interview with Pat Placeholder, Chief of Staff, paragraph 1: “{NO_REVIEW}”",
        "On the cause: E-3, Personnel file 12.",
    ]
    assert listed(report, "Contrary evidence") == [
        f"On the condition: E-2, Memo of the review, page 12: “{QUOTE}”"
    ]
    assert loose_numbers(report) == ()


def test_a_public_report_names_no_witness_and_quotes_nothing(audit: Audit) -> None:
    report = build_report(audit, public=True)
    assert listed(report, "Evidence") == [
        "On the condition: E-1, paragraph 1.",
        "On the cause: E-3.",
    ]
    assert listed(report, "Contrary evidence") == ["On the condition: E-2, Memo of the review, page 12."]
    said = "\n".join(plain(spot.words) for spot in spots(report))
    assert "Personnel file" not in said
    assert "Placeholder" not in said
    assert QUOTE not in said


def test_a_draft_shows_a_flag_and_a_final_report_is_refused_for_it(audit: Audit) -> None:
    assert FLAG in notes(build_report(audit), "Draft")
    with pytest.raises(ReportError, match="is flagged: The condition rests on the word of") as refused:
        build_report(audit, status="final")
    assert "crossfoot finding AUDIT answer 1 testimony-alone --reason TEXT" in refused.value.hint


def test_how_many_more_flags_there_are_is_said(audit: Audit) -> None:
    write_finding(audit, "Another", "Nothing is cited.", criteria=(POLICY,))
    with pytest.raises(ReportError, match=r"does not say so\. There is 1 more\."):
        build_report(audit, status="final")


def test_a_mended_finding_becomes_final(audit: Audit) -> None:
    edit_finding(audit, "1", condition="The Chief of Staff told us that no one reviews the report.")
    report = build_report(audit, status="final")
    assert FLAG not in "".join(notes(report, "Draft"))


def test_an_answered_flag_prints_with_its_answer_in_a_final_report(audit: Audit) -> None:
    answer_flag(audit, "1", "testimony-alone", "The Director wrote the same on 4 May 2018.")
    report = build_report(audit, status="final")
    assert notes(report, "Noted") == [f"{FLAG} The Director wrote the same on 4 May 2018."]
    assert loose_numbers(report) == ()


def test_a_written_finding_is_counted_apart_and_counts_no_units(audit: Audit) -> None:
    report = build_report(audit)
    results = next(section for section in all_sections(report) if section.key == "results")
    said = "\n".join(plain(spot.words) for spot in spots(report))
    assert "We report 1 finding of other evidence." in said
    assert results.blocks


def test_the_party_of_a_finding_is_told(audit: Audit) -> None:
    said = "\n".join(plain(spot.words) for spot in spots(build_report(audit)))
    assert "This finding is about the local agencies, whose duty it is." in said
    edit_finding(audit, "1", party="headquarters")
    said = "\n".join(plain(spot.words) for spot in spots(build_report(audit)))
    assert "This finding is about" not in said
    assert show_finding(audit, "1").party == "headquarters"


def test_a_number_that_stands_in_a_cited_quote_or_computation_traces_to_it(audit: Audit) -> None:
    edit_finding(audit, "1", condition="The Chief of Staff told us of 14 reports, on 3 days, of 250 hours.")
    assert {number.token for number in loose_numbers(build_report(audit))} == {"14", "250"}
    record_computation(
        audit, "Hours", formula="Reports times hours", result="250 hours", figures={}, made_on=day("2018-05-04"),
        inputs=[ComputationInput("reports", "14", source="E-1, paragraph 1")],
    )  # fmt: skip
    cite(audit, "finding:1#condition", "E-4", supports=True)
    assert {number.token for number in loose_numbers(build_report(audit))} == {"14"}
