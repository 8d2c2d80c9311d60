"""Findings are drafted from checks, their numbers follow the decisions, and prompts stay prompts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.history import events
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.condition import plain_sentence
from crossfoot.checks.runner import run_checks
from crossfoot.errors import ReviewError
from crossfoot.review.condition import filled_text
from crossfoot.review.criteria import confirm_criterion, load_pack_criteria
from crossfoot.review.decisions import decide
from crossfoot.review.exceptions import list_exceptions
from crossfoot.review.figures import finding_figures
from crossfoot.review.findings import (
    draft_finding,
    edit_finding,
    list_findings,
    show_finding,
    withdraw_finding,
)
from crossfoot.review.recommendations import (
    edit_recommendation,
    list_recommendations,
    withdraw_recommendation,
)

from tests.builders import new_audit
from tests.core.review.audits import CHECK, CRITERION, ON_TIME, application, audit_with_approvals


def condition(audit: Audit) -> str:
    return plain_sentence(filled_text(audit, show_finding(audit, CHECK).condition))


def test_a_drafted_finding_holds_references_and_no_typed_number(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        finding = draft_finding(audit, CHECK)
        assert (finding.kind, finding.criteria) == ("exception", (CRITERION,))
        assert f"{{{CHECK}.confirmed}} of {{{CHECK}.tested}}" in finding.condition
        assert not any(letter.isdigit() for letter in finding.condition)


def test_the_condition_counts_confirmed_exceptions_and_follows_the_decisions(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        draft_finding(audit, CHECK)
        ids = [record.id for record in list_exceptions(audit)]
        assert "0 of 5 applications (0 percent)" in condition(audit)
        decide(audit, ids[:3], "confirmed", "Asked for, not found.")
        assert "3 of 5 applications (60 percent)" in condition(audit)
        decide(audit, ids[:1], "explained", "Found in another file.")
        assert "2 of 5 applications (40 percent)" in condition(audit)


def test_bounds_take_the_units_that_could_not_be_tested_either_way(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        decide(audit, [list_exceptions(audit)[0].id], "confirmed", "Asked for, not found.")
        figures = finding_figures(audit)
        assert figures[f"{CHECK}.confirmed_low"].text == "17 percent"  # 1 of 6
        assert figures[f"{CHECK}.confirmed_high"].text == "33 percent"  # 2 of 6


def test_cause_and_effect_are_asked_and_not_stated(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        finding = draft_finding(audit, CHECK)
        assert (finding.cause, finding.effect) == ("", "")
        assert finding.cause_prompt.endswith("?") and finding.effect_prompt.endswith("?")


def test_a_check_without_a_criterion_is_told_as_a_measure(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, confirmed=False) as audit:
        finding = draft_finding(audit, CHECK)
        assert finding.kind == "measure"
        first, *figures = condition(audit).splitlines()
        assert first.startswith("We measured 5 of 6 units")
        assert figures[0].endswith("by the day of approval: 4")


def test_nothing_is_drafted_from_a_check_that_did_not_run(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, run=False) as audit, pytest.raises(ReviewError, match="did not run"):
        draft_finding(audit, CHECK)


def test_nothing_is_drafted_from_a_clean_check_or_one_that_tested_nothing(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        load_pack_criteria(audit)
        confirm_criterion(audit, CRITERION, "A. Auditor", dt.date(2018, 5, 1))
        list(run_checks(audit, [CHECK]))
        with pytest.raises(ReviewError, match="was not tested: The audit holds no list of"):
            draft_finding(audit, CHECK)
        load_plain_rows(audit, "applications", [application(1, **ON_TIME)])
        list(run_checks(audit, [CHECK]))
        with pytest.raises(ReviewError, match="found nothing"):
            draft_finding(audit, CHECK)


def test_a_check_has_one_finding_until_it_is_withdrawn(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        draft_finding(audit, CHECK)
        with pytest.raises(ReviewError, match="has a finding already"):
            draft_finding(audit, CHECK)
        with pytest.raises(ReviewError, match="only with a reason"):
            withdraw_finding(audit, CHECK, "")
        withdraw_finding(audit, CHECK, "Merged into another.")
        assert list_findings(audit) == []
        assert draft_finding(audit, CHECK).position == 2


def test_an_edit_is_kept_with_what_stood_before(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        draft_finding(audit, CHECK)
        finding = edit_finding(
            audit, "1", title="Plans Were Missing", cause="Nobody asked for them.", by="B. Boss"
        )
        assert (finding.title, finding.cause) == ("Plans Were Missing", "Nobody asked for them.")
        event = list(events(audit.connection))[-1]
        assert (event.kind, event.actor) == ("finding.edited", "B. Boss")
        assert event.body["before"]["cause"] == ""
        assert event.body["after"]["title"] == "Plans Were Missing"


def test_an_edit_that_refers_to_an_unknown_figure_is_refused(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        draft_finding(audit, CHECK)
        with pytest.raises(ReviewError, match=r"\{approval-resource-plan.confirmd\}"):
            edit_finding(audit, CHECK, condition=f"{{{CHECK}.confirmd}} applications")
        with pytest.raises(ReviewError, match="no severity"):
            edit_finding(audit, CHECK, severity="high")
        with pytest.raises(ReviewError, match="no criterion 'nothing'"):
            edit_finding(audit, CHECK, criteria=("nothing",))


def test_a_recommendation_is_a_template_until_it_is_edited(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        finding = draft_finding(audit, CHECK)
        (template,) = list_recommendations(audit, finding.uid)
        assert (template.edited, template.addressee) == (False, "")
        edited = edit_recommendation(audit, template.uid[:8], addressee="Director", action="Require plans.")
        assert (edited.edited, edited.addressee, edited.action) == (True, "Director", "Require plans.")
        event = list(events(audit.connection))[-1]
        assert (event.kind, event.body["before"]["action"]) == ("recommendation.edited", template.action)


def test_a_recommendation_refuses_an_empty_action_and_a_date_that_is_none(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        (template,) = list_recommendations(audit, draft_finding(audit, CHECK).uid)
        with pytest.raises(ReviewError, match="no action"):
            edit_recommendation(audit, template.uid, action=" ")
        with pytest.raises(ReviewError, match="'soon' is no date"):
            edit_recommendation(audit, template.uid, target_date="soon")
        withdraw_recommendation(audit, template.uid, "Not needed.")
        assert list_recommendations(audit) == []
