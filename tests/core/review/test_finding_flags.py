"""What makes a finding weak is said in one sentence, and goes when the finding is mended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.runner import run_checks
from crossfoot.errors import ReviewError
from crossfoot.evidence.citations import cite
from crossfoot.evidence.computations import record_computation
from crossfoot.evidence.interviews import corroborate
from crossfoot.evidence.model import ComputationInput
from crossfoot.evidence.request_items import add_item, answer_item
from crossfoot.plan.approval import approve_plan
from crossfoot.plan.load import load_model_plan
from crossfoot.review.criteria import (
    attach_criterion,
    confirm_criterion,
    edit_criterion,
    find_criterion,
    load_pack_criteria,
)
from crossfoot.review.decisions import decide_all
from crossfoot.review.finding_flags import Flag, answer_flag, finding_flags, open_flags
from crossfoot.review.findings import (
    PARTIES,
    Finding,
    draft_finding,
    edit_finding,
    show_finding,
    write_finding,
)

from tests.builders import day, new_audit
from tests.core.evidence.test_interviews import NO_REVIEW, interview
from tests.core.evidence.test_register import memo
from tests.core.review.audits import CHECK, CRITERION, application, audit_with_approvals

UNATTRIBUTED = "No one reviews the monthly report."


def written(audit: Audit, condition: str = UNATTRIBUTED, **more: Any) -> Finding:
    """A written finding; where no criterion is given it rests on a confirmed one."""
    if "criteria" not in more:
        load_pack_criteria(audit)
        confirm_criterion(audit, CRITERION, "Tester", day("2018-03-31"))
        more["criteria"] = (CRITERION,)
    return write_finding(audit, "Reports Were Not Reviewed", condition, **more)


def flags(audit: Audit, ref: str = "1") -> tuple[Flag, ...]:
    return finding_flags(audit, show_finding(audit, ref))


def keys(audit: Audit, ref: str = "1") -> list[str]:
    return [flag.key for flag in flags(audit, ref)]


def test_a_finding_of_a_planned_run_on_a_criterion_in_force_has_no_flag(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        draft_finding(audit, CHECK)
        assert keys(audit) == []


# Testimony


def on_one_word(audit: Audit, condition: str = UNATTRIBUTED) -> None:
    """A finding whose condition only paragraph 1 of an interview with Pat Placeholder, Chief of Staff, supports."""
    written(audit, condition)
    interview(audit)
    cite(audit, "finding:1#condition", "E-1", page="1", supports=True)


def test_a_condition_on_one_persons_word_alone_that_does_not_say_so_is_flagged(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        on_one_word(audit)
        (flag,) = flags(audit)
        assert flag.sentence == (
            "The condition rests on the word of Pat Placeholder (E-1) alone and does not say so."
        )
        assert "'the Chief of Staff told us that ...'" in flag.hint


@pytest.mark.parametrize(
    ("condition", "flagged"),
    [
        ("Pat  placeholder told us that no one reviews the report.", False),
        ("The chief of staff told us that no one reviews the report.", False),
        ("Ms. Placeholder told us that no one reviews the report.", False),
        ("The Deputy Chief of Staffing told us that no one reviews it.", True),
        ("Officials told us that no one reviews it.", True),
    ],
)
def test_naming_the_name_or_the_title_attributes_it(tmp_path: Path, condition: str, flagged: bool) -> None:
    with new_audit(tmp_path) as audit:
        on_one_word(audit, condition)
        assert keys(audit) == ["testimony-alone"] * flagged


def test_a_document_beside_the_word_is_enough_but_not_against_it_or_for_the_cause(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        on_one_word(audit)
        memo(audit)
        cite(audit, "finding:1#condition", "E-2", supports=False)
        cite(audit, "finding:1#cause", "E-2", supports=True)
        assert keys(audit) == ["testimony-alone"]
        cite(audit, "finding:1#condition", "E-2", page="3", supports=True)
        assert keys(audit) == []


def test_a_paragraph_that_a_document_corroborates_stands_but_another_word_does_not_do(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        on_one_word(audit)
        interview(audit, "Sam Sample", title="Director")
        memo(audit)
        corroborate(audit, "E-1", 1, "E-2")
        corroborate(audit, "E-1", 2, "E-3")
        assert keys(audit) == ["testimony-alone"]
        corroborate(audit, "E-1", 1, "E-3")
        assert keys(audit) == []


def test_a_figure_of_a_check_in_the_condition_is_more_than_testimony_and_a_date_is_not(
    tmp_path: Path,
) -> None:
    with audit_with_approvals(tmp_path) as audit:
        on_one_word(audit, "As of {as_of}, no one reviews the report.")
        assert keys(audit) == ["testimony-alone"]
        edit_finding(audit, "1", condition=f"No one reviews {{{CHECK}.required_plans}}.")  # a parameter
        assert keys(audit) == ["testimony-alone"]
        edit_finding(audit, "1", condition=f"No one reviews {{{CHECK}.tested}} applications.")
        assert keys(audit) == []


def test_what_an_official_only_said_does_not_exist_is_testimony_too(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        written(audit, "There is no plan.")
        add_item(audit, "The plan")
        answer_item(
            audit, 1, "does not exist", official="Pat Placeholder", official_title="Chief of Staff",
            answered_on=day("2018-04-20"),
        )  # fmt: skip
        cite(audit, "finding:1#condition", "E-1", supports=True)
        assert keys(audit) == ["testimony-alone"]
        edit_finding(audit, "1", condition="The Chief of Staff told us that there is no plan.")
        assert keys(audit) == []


def test_a_statement_on_file_is_attributed_to_whom_it_was_obtained_from(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        written(audit)
        memo(audit, kind="testimonial", obtained_from="Sam Sample, Director")
        cite(audit, "finding:1#condition", "E-1", supports=True)
        assert "the word of Sam Sample (E-1)" in flags(audit)[0].sentence


def test_a_written_finding_for_which_nothing_is_cited_is_flagged(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        written(audit)
        assert keys(audit) == ["nothing-cited"]
        memo(audit)
        cite(audit, "finding:1#condition", "E-1", supports=True)
        assert keys(audit) == []


# Criteria in force


def in_force(audit: Audit, criterion: str, start: str = "", end: str = "", **more: Any) -> None:
    edit_criterion(audit, criterion, in_force_from=start, in_force_to=end, **more)
    confirm_criterion(audit, criterion, "A. Auditor", dt.date(2018, 5, 1))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2018-04-01", "", "from April 1, 2018"),
        ("", "2016-09-30", "to September 30, 2016"),
        ("2019-01-01", "2020-01-01", "from January 1, 2019 to January 1, 2020"),
    ],
)
def test_a_criterion_in_force_on_no_day_of_the_events_is_flagged_with_its_dates(
    tmp_path: Path, start: str, end: str, said: str
) -> None:
    with new_audit(tmp_path) as audit:
        load_pack_criteria(audit)
        written(audit, criteria=[CRITERION])
        in_force(audit, CRITERION, start, end)
        memo(audit)
        cite(audit, "finding:1#condition", "E-1", supports=True)
        (flag,) = flags(audit)
        citation = find_criterion(audit, CRITERION).citation
        assert flag.key == f"criterion-not-in-force:{CRITERION}"
        assert flag.sentence == (
            f"The criterion {CRITERION} ({citation}) is in force {said}, and on no day of the period October 1, 2016 "
            "to March 31, 2018."
        )
        for start, end in (("2018-03-31", ""), ("", "2016-10-01")):
            in_force(audit, CRITERION, start, end)
            assert keys(audit) == []


def test_such_a_criterion_is_not_added_to_a_finding(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        draft_finding(audit, CHECK)
        in_force(audit, "application-target", "2018-04-01")
        with pytest.raises(ReviewError, match="in force from April 1, 2018, and on no day of the period"):
            edit_finding(audit, CHECK, criteria=[CRITERION, "application-target"])
        with pytest.raises(ReviewError, match="on no day of the period"):
            written(audit, criteria=["application-target"])
        assert show_finding(audit, CHECK).criteria == (CRITERION,)


def test_a_finding_is_drafted_on_the_criteria_that_were_in_force(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, run=False) as audit:
        in_force(audit, "application-target", "2018-04-01")
        attach_criterion(audit, CHECK, "application-target")
        list(run_checks(audit, [CHECK]))
        assert draft_finding(audit, CHECK).criteria == (CRITERION,)


PENDING = "application-aging"
TARGET = "application-target"


def audit_with_pending(folder: Path, start: str, **more: Any) -> Audit:
    """Two applications that wait since 2016; the check judges them by a target that is in force from `start` on."""
    audit = new_audit(folder)
    load_pack_criteria(audit)
    in_force(audit, TARGET, start, parameters={"target": 90}, **more)
    waiting = {"decision": "pending", "decided_on": None, "received_on": "2016-10-05"}
    load_plain_rows(audit, "applications", [application(n, **waiting) for n in (1, 2)])
    list(run_checks(audit, [PENDING]))
    return audit


@pytest.mark.parametrize(("start", "flagged"), [("2016-10-01", False), ("2016-10-02", True)])
def test_a_check_that_does_not_sort_by_date_needs_a_criterion_for_all_days_of_its_run(
    tmp_path: Path, start: str, flagged: bool
) -> None:
    with audit_with_pending(tmp_path, start) as audit:
        draft_finding(audit, PENDING)
        assert keys(audit) == [f"criterion-not-in-force:{TARGET}"] * flagged
        if flagged:
            assert flags(audit)[0].sentence.endswith(
                "is in force from October 2, 2016, which is only a part of the period October 1, 2016 to March 31, "
                "2018 that the check 'Pending applications and time to decision' tested."
            )


def test_a_check_that_sorts_by_date_left_out_the_other_days_itself(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, run=False) as audit:
        in_force(audit, CRITERION, "2017-01-15")
        list(run_checks(audit, [CHECK]))
        draft_finding(audit, CHECK)
        assert keys(audit) == []
        in_force(audit, TARGET, "2017-01-15")  # no criterion of this check: it sorted nothing by its dates
        edit_finding(audit, CHECK, criteria=[CRITERION, TARGET])
        assert keys(audit) == [f"criterion-not-in-force:{TARGET}"]


# Exploratory runs


def test_an_exploratory_run_behind_a_finding_is_flagged_with_its_reason(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, run=False) as audit:
        load_model_plan(audit)
        list(run_checks(audit, [CHECK]))
        draft_finding(audit, CHECK)
        (flag,) = flags(audit)
        assert (flag.key, flag.code) == (f"exploratory-run:{CHECK}", "exploratory-run")
        assert flag.sentence.endswith("was exploratory: The plan is not approved yet.")
        written(audit, f"No one reviewed {{{CHECK}.tested}} applications.")
        assert keys(audit, "2") == ["nothing-cited", f"exploratory-run:{CHECK}"]
        approve_plan(audit, "D. Director")
        list(run_checks(audit, [CHECK]))
        assert (keys(audit), keys(audit, "2")) == ([], ["nothing-cited"])


# Whose duty


def duty_of(audit: Audit, party: str) -> None:
    in_force(audit, CRITERION, responsible_party=party)


def test_a_local_agencys_duty_is_not_laid_on_headquarters(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        duty_of(audit, "local_agency")
        draft_finding(audit, CHECK)
        (flag,) = flags(audit)
        assert flag.key == f"duty-of-another:{CRITERION}"
        assert flag.sentence.endswith(
            "is that of the local agency, but the finding lays it on headquarters, whose own condition is its "
            "oversight of that duty."
        )
        edit_finding(audit, CHECK, party="local_agency")
        assert keys(audit) == []


@pytest.mark.parametrize(
    ("responsible", "party", "flagged"),
    [
        ("local_agency", "", True),
        ("local_agency", "field_office", True),
        ("local_agency", "both", False),
        ("both", "headquarters", False),
        ("field_office", "headquarters", False),
        ("headquarters", "local_agency", True),
        ("", "headquarters", False),
    ],
)
def test_the_party_of_a_finding_is_held_against_the_responsible_one(
    tmp_path: Path, responsible: str, party: str, flagged: bool
) -> None:
    with audit_with_approvals(tmp_path) as audit:
        duty_of(audit, responsible)
        draft_finding(audit, CHECK)
        edit_finding(audit, CHECK, party=party)
        assert keys(audit) == [f"duty-of-another:{CRITERION}"] * flagged


def test_a_criterion_for_the_oversight_carries_the_finding(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        duty_of(audit, "local_agency")
        draft_finding(audit, CHECK)
        edit_finding(audit, CHECK, criteria=[CRITERION, TARGET])  # the target is one of headquarters
        assert keys(audit) == []


def test_a_party_that_is_none_is_refused(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        draft_finding(audit, CHECK)
        with pytest.raises(ReviewError, match="'sheriff' is no party") as refused:
            edit_finding(audit, CHECK, party="sheriff")
        assert all(party in refused.value.hint for party in PARTIES)


# Wording


@pytest.mark.parametrize(
    ("force", "said", "flagged"),
    [
        ("target", "did not meet", True),
        ("target", "took longer than", False),
        ("effort", "failed to", True),
        ("effort", "violated", True),
        ("must", "did not meet", False),
    ],
)
def test_wording_is_no_stronger_than_the_force(tmp_path: Path, force: str, said: str, flagged: bool) -> None:
    with audit_with_pending(tmp_path, "2016-10-01", force=force) as audit:
        draft_finding(audit, PENDING)
        edit_finding(
            audit, PENDING, condition=f"The bureau {said} the time for {{{PENDING}.confirmed}} of them."
        )
        assert keys(audit) == ["stronger-than-force"] * flagged
        edit_finding(audit, PENDING, criteria=[TARGET, CRITERION])  # a requirement beside it
        assert keys(audit) == []


def test_did_not_is_written_only_after_the_auditee_was_asked(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        draft_finding(audit, CHECK)
        edit_finding(audit, CHECK, condition=f"The bureau did not plan {{{CHECK}.confirmed}} approvals.")
        assert keys(audit) == ["absent-record"]
        add_item(audit, "The plans of the approved applications")
        said: dict[str, Any] = {"official": "Pat Placeholder", "answered_on": day("2018-04-20")}
        answer_item(audit, 1, "refused", **said)
        cite(audit, "finding:1#condition", "E-1", supports=True)
        assert keys(audit) == ["absent-record"]  # who refuses does not say that there are none
        answer_item(audit, 1, "does not exist", in_writing=True, **said)
        cite(audit, "finding:1#condition", "E-2", supports=True)
        assert keys(audit) == ["answer-overtaken:E-1"]


# What came later


def test_an_answer_that_was_overtaken_is_flagged(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        written(audit, "There is no plan.")
        add_item(audit, "The plan")
        answer_item(
            audit,
            1,
            "does not exist",
            official="Pat Placeholder",
            answered_on=day("2018-04-20"),
            in_writing=True,
        )
        cite(audit, "finding:1#condition", "E-1", supports=True)
        assert keys(audit) == []
        answer_item(audit, 1, "received")
        (flag,) = flags(audit)
        assert flag.sentence == "E-1 is cited, but item 1 was answered again since: it is now 'received'."


def test_a_cited_computation_whose_figure_changed_is_flagged(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        written(audit)
        record_computation(
            audit, "Share", formula="Confirmed by tested", result="none",
            inputs=[ComputationInput("", "", figure=f"{CHECK}.confirmed")], figures={f"{CHECK}.confirmed": "0"},
            made_on=day("2018-04-20"),
        )  # fmt: skip
        cite(audit, "finding:1#condition", "E-1", supports=True)
        assert keys(audit) == []
        decide_all(audit, CHECK, "confirmed", "Asked for, not found.")
        (flag,) = flags(audit)
        assert flag.sentence == f"The computation E-1 went from 0 for {CHECK}.confirmed, which is now 4."


# Answers


def test_a_flag_is_answered_with_a_reason_and_then_open_no_more(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        on_one_word(audit)
        with pytest.raises(ReviewError, match="only with a reason"):
            answer_flag(audit, "1", "testimony-alone", " ")
        with pytest.raises(ReviewError, match="has no flag 'nothing'") as refused:
            answer_flag(audit, "1", "nothing", "Because.")
        assert refused.value.hint == "Its flags are: testimony-alone."
        finding = answer_flag(audit, "1", "testimony-alone", "The director wrote the same.", by="B. Boss")
        (flag,) = finding_flags(audit, finding)
        assert (flag.answer, open_flags(audit, finding)) == ("The director wrote the same.", ())
        event = list(events(audit.connection))[-1]
        assert (event.kind, event.actor) == ("finding.edited", "B. Boss")


def test_an_answer_does_not_cover_what_comes_after_it(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        on_one_word(audit)
        answer_flag(audit, "1", "testimony-alone", "The director wrote the same.")
        interview(audit, "Sam Sample", title="Director")
        cite(audit, "finding:1#condition", "E-2", page="1", supports=True)
        (flag,) = open_flags(audit, show_finding(audit, "1"))
        assert "of Pat Placeholder (E-1) and Sam Sample (E-2)" in flag.sentence


def test_a_written_finding_needs_a_title_and_a_condition_without_unknown_figures(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        with pytest.raises(ReviewError, match="has no condition"):
            written(audit, " ")
        with pytest.raises(ReviewError, match="which the audit does not have"):
            written(audit, "{nothing.tested} reports.")
        with pytest.raises(ReviewError, match="'sheriff' is no party"):
            written(audit, party="sheriff")
        with pytest.raises(ReviewError, match="no criterion 'nothing'"):
            written(audit, criteria=["nothing"])
        finding = written(audit, NO_REVIEW, party="both")
        assert (finding.kind, finding.checks, finding.party) == ("written", (), "both")


# Criteria


def test_a_written_finding_without_a_criterion_is_flagged_and_a_measure_is_not(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        written(audit, criteria=())
        assert "no-criterion" in keys(audit)
    (tmp_path / "measure").mkdir()
    with audit_with_approvals(tmp_path / "measure", confirmed=False) as audit:
        draft_finding(audit, CHECK)
        assert keys(audit) == []


def test_a_finding_needs_one_criterion_that_somebody_confirmed(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_pack_criteria(audit)
        written(audit, criteria=(CRITERION, "inspection-cycle"))
        assert "criterion-not-confirmed" in keys(audit)
        confirm_criterion(audit, CRITERION, "Tester", day("2018-03-31"))
        assert "criterion-not-confirmed" not in keys(audit)
