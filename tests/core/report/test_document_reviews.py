"""The report tells which samples were drawn, and how often two readers of their documents agreed."""

from __future__ import annotations

from pathlib import Path

from crossfoot.report.build import build_report
from crossfoot.report.model import Report, TableBlock
from crossfoot.report.walk import all_blocks, loose_numbers
from crossfoot.report.words import plain
from crossfoot.review.adjudication import adjudicate, evaluate

from tests.core.review.coded import ALL_YES, FIRST, NAME, SECOND, code, coded_audit

DIFFERENT = {**ALL_YES, (2, "signed"): "no"}


def table(report: Report, start: str) -> list[list[str]]:
    (found,) = (
        each
        for _, each in all_blocks(report)
        if isinstance(each, TableBlock) and plain(each.caption).startswith(start)
    )
    return [[plain(cell) for cell in row] for row in found.rows]


def test_two_readers_their_agreement_and_what_was_decided_are_told(tmp_path: Path) -> None:
    with coded_audit(tmp_path) as audit:
        code(audit, FIRST, tmp_path, ALL_YES)
        code(audit, SECOND, tmp_path, DIFFERENT)
        before = table(build_report(audit), "Agreement of the two readers")
        adjudicate(audit, NAME, "2", "signed", "no", "The page bears a stamp only.")
        evaluate(audit, NAME)
        report = build_report(audit)
    after = table(report, "Agreement of the two readers")
    (sample,) = table(report, "Samples drawn")
    assert loose_numbers(report) == ()
    signed_before, signed_after = before[0], after[0]
    both, same = signed_before[1:3]
    assert int(both) - int(same) == 1
    assert signed_before[4:] == ["0", "1"]
    assert signed_after[1:3] == [both, same]
    assert signed_after[4:] == ["1", "0"]
    assert sample[4:] == [both, "1", "0"]


def test_without_a_sample_nothing_is_said_of_one(tmp_path: Path) -> None:
    from tests.core.review.audits import audit_with_approvals

    with audit_with_approvals(tmp_path) as audit:
        headings = [plain(section.heading) for section in build_report(audit).appendices]
    assert "Samples and Review of Documents" not in headings
