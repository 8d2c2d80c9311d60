"""The report is made from the audit file alone; each of its numbers is a figure of the register, or says why not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from crossfoot import content
from crossfoot.auditfile.audit import DEMONSTRATION_MARKING, Audit
from crossfoot.auditfile.corrections.control_totals import set_control_total
from crossfoot.auditfile.corrections.overrides import set_override, withdraw_override
from crossfoot.auditfile.history import content_head
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.runner import run_checks
from crossfoot.errors import ReportError
from crossfoot.evidence.register import add_evidence
from crossfoot.plan.answers import answer_question
from crossfoot.plan.edit import add_objective, add_question
from crossfoot.report.build import build_report
from crossfoot.report.figures import figure_register
from crossfoot.report.model import Report, Section, TableBlock
from crossfoot.report.pdf import render_pdf
from crossfoot.report.walk import all_blocks, all_sections, figure_refs, loose_numbers, spots
from crossfoot.report.words import plain
from crossfoot.review.decisions import decide, decide_all
from crossfoot.review.exceptions import list_exceptions
from crossfoot.review.findings import draft_finding, edit_finding
from crossfoot.review.recommendations import edit_recommendation, list_recommendations

from tests.core.report.pdf_text import page_texts, squeezed
from tests.core.review.audits import CHECK, audit_with_approvals

NOT_DEVELOPED = "Not yet developed."


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """Four exceptions, three confirmed and one explained, a finding with cause and effect, a recommendation."""
    with audit_with_approvals(tmp_path, title="Approvals", objective="Were approvals planned for?") as audit:
        ids = [record.id for record in list_exceptions(audit)]
        decide(audit, ids[:3], "confirmed", "Asked for, not found.")
        decide(audit, ids[3:], "explained", "Found in another file.")
        finding = draft_finding(audit, CHECK)
        edit_finding(
            audit, finding.uid, title="Plans Were Missing", cause="Nobody asked.", effect="Staff was short."
        )
        (template,) = list_recommendations(audit, finding.uid)
        edit_recommendation(audit, template.uid, addressee="Director", action="Require plans.")
        audit.set_facts(issue_date="2018-06-29", marking="")
        yield audit


def text_of(report: Report) -> str:
    return "\n".join(plain(spot.words) for spot in spots(report))


def section(report: Report, key: str) -> Section:
    return next(section for section in all_sections(report) if section.key == key)


def table(report: Report, key: str) -> TableBlock:
    return next(
        block for _, block in all_blocks(report) if isinstance(block, TableBlock) and block.key == key
    )


def test_every_number_is_a_figure_of_the_register_with_its_text(audit: Audit) -> None:
    report, register = build_report(audit, status="final"), figure_register(audit)
    refs = figure_refs(report)
    assert {f"{CHECK}.confirmed", f"{CHECK}.tested", "import:1.rows", "report.recommendations"} <= {
        ref.figure_id for ref in refs
    }
    assert [ref for ref in refs if register[ref.figure_id].text != ref.text] == []
    assert loose_numbers(report) == ()


def test_a_number_that_someone_typed_is_found(audit: Audit) -> None:
    edit_finding(audit, CHECK, effect="It cost 900 hours.")
    assert [loose.token for loose in loose_numbers(build_report(audit))] == ["900"]


def test_the_condition_tells_confirmed_tested_excluded_and_explained(audit: Audit) -> None:
    said = text_of(build_report(audit))
    assert "for 3 of 5 applications (60 percent) approved from October 1, 2016 to March 31, 2018." in said
    assert "Of 6 approved applications read, 1 could not be tested: decision date missing (1)." in said
    assert "the share would lie between 50 percent and 67 percent." in said
    assert "1 turned out to have an explanation; they are not counted above." in said


def test_the_report_follows_a_changed_decision(audit: Audit) -> None:
    decide(audit, [list_exceptions(audit)[0].id], "explained", "Found after all.")
    assert "for 2 of 5 applications (40 percent)" in text_of(build_report(audit))


def test_the_numbers_of_the_model_stand_in_the_pdf(audit: Audit, tmp_path: Path) -> None:
    report = build_report(audit, status="final")
    render_pdf(report, tmp_path / "report.pdf")
    printed = squeezed("".join(page_texts(tmp_path / "report.pdf")))
    assert squeezed("for 3 of 5 applications (60 percent)") in printed
    assert [ref for ref in figure_refs(report) if squeezed(ref.text) not in printed] == []
    assert content_head(audit.connection).hash in printed


def test_two_builds_are_one_report(audit: Audit) -> None:
    assert build_report(audit) == build_report(audit)


def test_a_draft_says_what_is_undecided(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        draft_finding(audit, CHECK)
        report = build_report(audit)
        said = text_of(report)
        assert "4 of 4 found not yet decided. The count above is of those confirmed so far." in said
        assert "0 of 5 applications" in said
        assert said.count(NOT_DEVELOPED) == 2  # cause and effect
        assert "The recommendation is not yet written." in said
        assert "No issue date is set" in report.subtitle


def test_counts_that_do_not_follow_decisions_are_told_apart(audit: Audit) -> None:
    told = "Counts in this condition other than those of confirmed exceptions are of all units tested."
    assert told not in text_of(build_report(audit))
    edit_finding(
        audit, CHECK, condition=f"{{{CHECK}.confirmed}} confirmed; {{{CHECK}.no_plan}} without plans."
    )
    assert told in text_of(build_report(audit))


def test_prompts_and_templates_are_never_printed(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        finding = draft_finding(audit, CHECK)
        (template,) = list_recommendations(audit, finding.uid)
        said = text_of(build_report(audit))
        assert finding.cause_prompt not in said
        assert finding.effect_prompt not in said
        assert template.action not in said


def test_a_final_report_waits_for_the_last_decision(audit: Audit) -> None:
    decide(audit, [list_exceptions(audit)[0].id], "reopened", "New documents came.")
    with pytest.raises(ReportError, match="undecided") as raised:
        build_report(audit, status="final")
    assert "draft" in raised.value.hint


def test_a_final_report_waits_for_figures_that_the_latest_run_no_longer_gives(audit: Audit) -> None:
    withdraw_import(audit, 1, "A better list comes.")
    list(run_checks(audit, [CHECK]))
    assert "not computable of not computable applications" in text_of(build_report(audit))
    with pytest.raises(ReportError, match="'Plans Were Missing' refers to a figure"):
        build_report(audit, status="final")


def test_the_words_of_the_pack_name_checks_that_it_has() -> None:
    words = content.read_toml(content.pack().folder / "report.toml")
    checks = {file.name.removesuffix(".sql") for file in content.pack().check_files()}
    named = {*words["order"], words["background"]["growth_check"], words["scope"]["missing_check"]}
    named |= {one["figure"].split(".")[0] for one in words["key_figures"]}
    assert named <= checks
    assert checks <= set(words["order"])


def test_a_final_report_waits_for_an_issue_date(audit: Audit) -> None:
    audit.set_facts(issue_date=None)
    with pytest.raises(ReportError, match="issue date") as refused:
        build_report(audit, status="final")
    assert "crossfoot audit AUDIT --issue-date DATE" in refused.value.hint


def test_a_final_report_waits_for_a_choice_of_marking(audit: Audit) -> None:
    audit.set_facts(marking=None)
    with pytest.raises(ReportError, match="marking"):
        build_report(audit, status="final")
    audit.set_facts(marking="SENSITIVE")
    assert build_report(audit, status="final").marking == "SENSITIVE"


def test_a_fictitious_audit_is_marked_on_every_page_and_in_its_title(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, title="Approvals", fictitious=True) as audit:
        report = build_report(audit)
        assert DEMONSTRATION_MARKING in report.title
        assert report.marking == DEMONSTRATION_MARKING
        assert "does not exist" in text_of(report)
        assert "OIG-18-77" not in text_of(report)


def test_an_audit_of_real_data_tells_earlier_reports_as_background_with_their_source(audit: Audit) -> None:
    said = text_of(build_report(audit))
    assert "Earlier report OIG-18-77" in said
    assert "(secondary source)" in said
    assert "OIG-18-77" not in "".join(
        plain(cell) for row in table(build_report(audit), "table-criteria").rows for cell in row
    )


def test_lists_that_were_not_given_are_those_of_the_auditee(audit: Audit) -> None:
    said = text_of(build_report(audit))
    absent = (
        said.partition("The audit holds no list of: ")[2].partition(". What they would show")[0].split(", ")
    )
    assert "equipment orders" in absent
    assert not {"other table", "criteria library", "control totals"} & set(absent)


def test_every_check_stands_in_the_report_run_or_not(audit: Audit) -> None:
    list(run_checks(audit, ["moa-document-missing"]))
    report = build_report(audit)
    why = {plain(row[0]): plain(row[1]) for row in table(report, "table-not-tested").rows}
    ran = [plain(row[0]) for row in table(report, "table-checks").rows]
    assert [title for title in ran if title.startswith("Applications approved without")]
    assert why["Signed agreement not linked from the list"] == "The audit holds no list of agreements."
    assert why["Equipment installed later than the target"] == "Not run."
    known = load_checks(content.pack(), audit.types)
    assert len(why) + len(ran) == len(known.of_the_pack) + len(known.broken)
    assert "Exact and near duplicates" not in why  # an analysis runs when it is asked for


def test_a_check_with_exceptions_and_no_finding_is_not_hidden(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        report = build_report(audit)
        (row,) = table(report, "table-without-finding").rows
        assert [plain(cell) for cell in row][1:] == ["5", "0", "4"]


def test_the_funnel_of_a_check_adds_up(audit: Audit) -> None:
    (row,) = table(build_report(audit), "table-checks").rows
    read, excluded, exempt, tested, found, confirmed, explained, undecided = (
        int(plain(cell)) for cell in row[1:]
    )
    assert read == excluded + exempt + tested == 6
    assert (found, confirmed, explained, undecided) == (4, 3, 1, 0)


def test_exceptions_are_listed_with_their_source_row_and_only_confirmed_ones_when_final(audit: Audit) -> None:
    listed = table(build_report(audit, status="final"), f"exceptions-{CHECK}")
    assert [plain(row[0]) for row in listed.rows] == ["APP-2", "APP-3", "APP-4"]
    assert plain(listed.rows[0][-1]) == "applications (typed by hand), typed rows, row 3"


def test_fields_that_describe_persons_are_left_out_of_the_tables(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def headings() -> list[str]:
        return [plain(column.heading) for column in table(build_report(audit), f"exceptions-{CHECK}").columns]

    assert "Approved" in headings()
    kind = audit.types["applications"]
    personal = tuple(
        replace(field, field_class="personal") if field.name == "decided_on" else field
        for field in kind.fields
    )
    monkeypatch.setitem(audit.types, "applications", replace(kind, fields=personal))
    assert "Approved" not in headings()


def test_a_referred_exception_is_in_no_table(audit: Audit) -> None:
    decide(audit, [list_exceptions(audit)[0].id], "refer", "Referred.")
    report = build_report(audit)
    assert "APP-2" not in text_of(report)
    assert [plain(cell) for cell in table(report, "table-checks").rows[0]][5:] == ["3", "2", "1", "0"]


def test_a_public_report_has_no_tables_of_exceptions(audit: Audit) -> None:
    report = build_report(audit, public=True)
    assert "APP-2" not in text_of(report)
    assert "left out of this public version" in text_of(report)


def test_the_sources_stand_with_their_hash(audit: Audit) -> None:
    (row,) = table(build_report(audit), "table-sources").rows
    sha256 = audit.rows("SELECT sha256 FROM cf_source")[0]["sha256"]
    assert plain(row[1]) == sha256
    assert [plain(cell) for cell in row[2:4]] == ["6", "0"]


def test_corrections_in_force_stand_with_what_they_replace_why_and_by_whom(audit: Audit) -> None:
    def correct(used: str, reason: str) -> str:
        return set_override(audit, "applications", "decided_on", used, reason, raw="2017-02-01").uid

    assert "corrected by the auditor" not in text_of(build_report(audit))
    withdraw_override(audit, correct("2017-02-02", "A first reading."), "Misread.")
    correct("2017-02-03", "The letter bears this date.")
    report = build_report(audit)
    ((field, stands, used, cells, reason, by),) = table(report, "table-corrections").rows
    assert (plain(field), plain(stands), plain(used)) == (
        "Applications: decided on",
        "2017-02-01",
        "2017-02-03",
    )
    assert (plain(cells), plain(reason)) == ("5", "The letter bears this date.")
    assert plain(by).startswith("tester, ")
    places = [plain(row[-1]) for row in table(report, f"exceptions-{CHECK}").rows]
    assert all("corrected)" in place for place in places)
    assert loose_numbers(report) == ()


def test_a_corrected_value_that_describes_a_person_is_not_shown(audit: Audit) -> None:
    load_plain_rows(
        audit, "officers", [{"officer_id": "OF-1", "last_name": "Exampleson", "agency": "Agency 1"}]
    )
    set_override(audit, "officers", "last_name", "Examplesen", "As in the file.", raw="Exampleson")
    text = text_of(build_report(audit))
    assert "(describes a person)" in text
    assert "Examples" not in text


def test_control_totals_stand_with_what_the_lists_hold(audit: Audit) -> None:
    set_control_total(audit, "applications", "rows", "7", "letter of 3 May 2018")
    report = build_report(audit)
    ((what, *numbers, source),) = table(report, "table-control-totals").rows
    assert plain(what) == "applications, rows"
    assert [plain(number) for number in numbers] == ["7", "6", "-1"]
    assert plain(source) == "letter of 3 May 2018"
    assert loose_numbers(report) == ()


def test_an_unconfirmed_criterion_is_to_be_confirmed(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, confirmed=False) as audit:
        draft_finding(audit, CHECK)
        said = text_of(build_report(audit))
        assert "To be confirmed by the auditor." in said
        assert "We therefore report a measure." in said


def test_an_audit_without_anything_gives_a_report_too(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, run=False) as audit:
        report = build_report(audit)
        assert "No finding has been drafted in this audit." in text_of(report)
        assert loose_numbers(report) == ()
        render_pdf(report, tmp_path / "empty.pdf")


def test_the_date_is_the_auditors_and_never_the_clocks(audit: Audit) -> None:
    assert build_report(audit).date == dt.date(2018, 6, 29)


def test_user_text_that_looks_like_markup_stays_text(audit: Audit, tmp_path: Path) -> None:
    edit_finding(audit, CHECK, cause="<b>Nobody</b> & no one {asked")
    render_pdf(build_report(audit), tmp_path / "report.pdf")
    assert squeezed("<b>Nobody</b> & no one {asked") in squeezed("".join(page_texts(tmp_path / "report.pdf")))


def test_deciding_everything_lets_the_report_be_final(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        audit.set_facts(issue_date="2018-06-29", marking="")
        decide_all(audit, CHECK, "confirmed", "Asked for, not found.")
        assert build_report(audit, status="final").status == "final"


def test_a_final_report_waits_for_an_answer_to_each_question_of_the_plan(audit: Audit) -> None:
    objective = add_objective(audit, "To determine whether plans are made.")
    question = add_question(audit, objective.uid, theme="Plans", text="Are plans made?")
    with pytest.raises(ReportError, match=r"no answer \(Plans\)"):
        build_report(audit, status="final")
    answer_question(audit, question.uid, reason="No plan was due in the period.")
    assert build_report(audit, status="final").status == "final"


def test_a_final_report_is_not_issued_before_its_data_or_its_evidence(audit: Audit) -> None:
    audit.set_facts(issue_date="2018-03-30")
    with pytest.raises(ReportError, match="lies before the as-of date"):
        build_report(audit, status="final")
    audit.set_facts(issue_date="2018-06-29")
    add_evidence(
        audit,
        "documentary",
        "Memo",
        obtained_from="The bureau",
        obtained_on=dt.date(2018, 6, 30),
        held_at="file",
    )
    with pytest.raises(ReportError, match="E-1 came after its issue date"):
        build_report(audit, status="final")
    audit.set_facts(issue_date="2018-06-30")
    assert build_report(audit, status="final").status == "final"
