"""Reports of whole audits: the fictitious one of the sample workbooks, and one of a published list alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from crossfoot import content
from crossfoot.auditfile.audit import DEMONSTRATION_MARKING, Audit, create_audit
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.parameters import set_parameter
from crossfoot.checks.runner import run_checks
from crossfoot.report.build import build_report
from crossfoot.report.figures import figure_register
from crossfoot.report.model import Report, TableBlock
from crossfoot.report.pdf import render_pdf
from crossfoot.report.walk import all_blocks, figure_refs, loose_numbers, spots
from crossfoot.report.words import plain
from crossfoot.review.criteria import load_pack_criteria, load_sample_criteria
from crossfoot.review.decisions import decide_all
from crossfoot.review.findings import draft_finding, edit_finding
from crossfoot.review.recommendations import edit_recommendation, list_recommendations

from tests.builders import load
from tests.core.report.pdf_text import page_texts, squeezed
from tests.places import needs_real_workbooks, shared_data

SAMPLES = content.file_path("samples")
DEMONSTRATION: dict[str, Any] = content.read_toml(SAMPLES / "demonstration.toml")


def text_of(report: Report) -> str:
    return "\n".join(plain(spot.words) for spot in spots(report))


@pytest.fixture(scope="module")
def replica(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    """The demonstration's audit: all workbooks, its policies, every exception confirmed, every finding written."""
    facts = DEMONSTRATION["audit"]
    names = ("title", "number", "auditee", "office", "objective", "as_of", "period_start", "period_end")
    path = tmp_path_factory.mktemp("replica") / "replica.crossfoot"
    with create_audit(
        path, fictitious=True, actor="tester", **{name: facts[name] for name in names}
    ) as audit:
        load_pack_criteria(audit)
        load_sample_criteria(audit)
        for workbook in sorted(SAMPLES.glob("*.xlsx")):
            load(audit, workbook)
        known = load_checks(content.pack(), audit.types)
        for one in DEMONSTRATION["parameters"]:
            set_parameter(audit, known.check(one["check"]), one["name"], one["value"], one["source"])
        list(run_checks(audit))
        for check in known.checks:
            decide_all(audit, check, "confirmed", "Planted in the sample.")
        for told in DEMONSTRATION["findings"]:
            finding = draft_finding(audit, told["check"])
            edit_finding(audit, finding.uid, **{name: told[name] for name in ("title", "cause", "effect")})
            for template in list_recommendations(audit, finding.uid):
                if "action" in told:
                    edit_recommendation(audit, template.uid, **{n: told[n] for n in ("action", "addressee")})
        audit.set_facts(issue_date=facts["issue_date"].isoformat())
        yield audit


def test_the_figures_of_the_replica_stand_in_the_pdf(replica: Audit, tmp_path: Path) -> None:
    render_pdf(build_report(replica, status="final"), tmp_path / "replica.pdf")
    pages = page_texts(tmp_path / "replica.pdf")
    printed = squeezed("".join(pages))
    for sentence in (
        "from 36 on January 25, 2017 to 76 on March 31, 2018",
        "40 agencies were added",
        "14 months later (change: +111.1 percent)",
        "20 program managers oversaw 76 participating agencies, 3.8 agencies each",
        "16 of 24 installations (67 percent)",
        "12 took more than 200 days",
        "57 of 300 officers (19 percent)",
        "57 of 57 officers (100 percent)",
        "40 of 40 applications (100 percent)",
        "3 of 76 agreements (4 percent)",
    ):
        assert squeezed(sentence) in printed, sentence
    assert all(squeezed(DEMONSTRATION_MARKING) in squeezed(page) for page in pages)


def test_no_number_of_the_replicas_report_is_loose_or_stale(replica: Audit) -> None:
    report, register = build_report(replica, status="final"), figure_register(replica)
    assert loose_numbers(report) == ()
    assert [ref for ref in figure_refs(report) if register[ref.figure_id].text != ref.text] == []


def test_no_officers_name_is_in_the_report(replica: Audit) -> None:
    said = text_of(build_report(replica))
    names = {
        f"{row['first_name']} {row['last_name']}"
        for row in replica.rows("SELECT first_name, last_name FROM officers WHERE last_name IS NOT NULL")
    } | {
        f"{row['last_name']}, {row['first_name']}"
        for row in replica.rows("SELECT first_name, last_name FROM officers WHERE last_name IS NOT NULL")
    }
    assert names
    assert [name for name in names if name in said] == []


def test_no_table_says_of_an_officer_what_a_sensitive_field_holds(replica: Audit) -> None:
    (table,) = (
        block
        for _, block in all_blocks(build_report(replica))
        if isinstance(block, TableBlock) and block.key == "exceptions-officer-eligibility"
    )
    assert not {"Citizen", "Experience", "Background check"} & {plain(one.heading) for one in table.columns}
    assert "no citizen" not in "".join(plain(cell) for row in table.rows for cell in row)


def test_a_check_that_had_nothing_to_test_is_not_told_as_clean(replica: Audit) -> None:
    said = text_of(build_report(replica))
    assert (
        "Records that differ from the version before, or from another list. There was nothing to test."
        in said
    )
    assert "or from another list: none to test" in said
    assert "not computable" not in said.split("Reliability of the Data")[-1].split("Checks Run")[0]


@needs_real_workbooks
def test_a_published_list_alone_gives_a_report_that_says_what_it_could_not_test(tmp_path: Path) -> None:
    with create_audit(
        tmp_path / "list.crossfoot", title="A published list", as_of=dt.date(2025, 7, 18)
    ) as audit:
        load_pack_criteria(audit)
        load(audit, next(shared_data("ice-287g").rglob("*07182025*.xlsx")))
        list(run_checks(audit))
        draft_finding(audit, "moa-document-missing")
        report = build_report(audit)
        said = text_of(report)
        assert "Required online courses not completed" in said
        assert "The audit holds no list of equipment orders." in said
        assert "Listed agreements with a link, repeated rows left out: 603" in said
        assert loose_numbers(report) == ()
        render_pdf(report, tmp_path / "list.pdf")
