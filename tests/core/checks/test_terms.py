"""Parameters that a term of an agreement states: without a source their part of the check is not tested."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.functions import workday_hours
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.parameters import set_parameter
from crossfoot.checks.terms import terms_of
from crossfoot.review.criteria import confirm_criterion, edit_criterion, load_pack_criteria

from tests.core.checks.modules import agreement, audit_with_agreements, check_of, module, run_text

TERM = """[params.max_days]
type    = "days"
meaning = "The days that the term allows."
source  = "term"
"""
TEXT = module(
    "SELECT agency AS entity, row_id, '' AS reason, signed_on, "
    "CASE WHEN signed_on IS NULL OR days_between(signed_on, :as_of) > :max_days THEN 'exception' ELSE 'tested' END "
    "AS outcome, 'A' AS kind FROM agreements",
    more=TERM,
).replace('criteria_from = "record layout"', 'criteria = ["agreement-on-file"]')


def outcome_of(audit: Audit) -> CheckOutcome:
    return run_text(audit, TEXT)


def test_a_term_that_nothing_confirmed_states_is_not_tested_and_the_run_says_so(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path, agreement("Oak"), agreement("Elm", signed_on=None)) as audit:
        load_pack_criteria(audit)
        confirm_criterion(audit, "agreement-on-file", "Tester", dt.date(2018, 3, 31))
        outcome = outcome_of(audit)
    assert (outcome.status, outcome.exceptions, outcome.parameters["max_days"]) == ("flagged", 1, None)
    assert any("gives max_days" in said for said in outcome.limitations)


def test_a_term_of_a_confirmed_criterion_or_a_setting_with_a_source_is_tested(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path, agreement("Oak"), agreement("Elm", signed_on=None)) as audit:
        load_pack_criteria(audit)
        edit_criterion(audit, "agreement-on-file", parameters={"max_days": 30})
        confirm_criterion(audit, "agreement-on-file", "Tester", dt.date(2018, 3, 31))
        stated = outcome_of(audit)
        set_parameter(audit, check_of(TEXT), "max_days", "9999", "The agreement itself.")
        set_by_the_auditor = outcome_of(audit)
        set_parameter(audit, check_of(TEXT), "max_days", "1", "")
        unsourced = outcome_of(audit)
    assert (stated.exceptions, stated.parameters["max_days"]) == (2, 30)
    assert not any("max_days" in said for said in stated.limitations)
    assert (set_by_the_auditor.exceptions, set_by_the_auditor.parameters["max_days"]) == (1, 9999)
    assert (unsourced.exceptions, unsourced.parameters["max_days"]) == (1, None)


def test_a_measure_shows_what_an_unconfirmed_term_would_flag(tmp_path: Path) -> None:
    with audit_with_agreements(tmp_path, agreement("Oak")) as audit:
        load_pack_criteria(audit)
        edit_criterion(audit, "agreement-on-file", parameters={"max_days": 30})
        outcome = outcome_of(audit)
    assert (outcome.status, outcome.exceptions, outcome.parameters["max_days"]) == ("measured", 0, 30)


def test_hours_between_a_time_with_a_zone_and_one_without_are_not_known() -> None:
    assert workday_hours("2018-01-01T10:00:00", "2018-01-02T10:00:00+00:00") is None
    assert workday_hours("2018-01-01T10:00:00+00:00", "2018-01-01T10:00:00-05:00") == 5


def test_a_term_names_a_model_or_one_template_of_it() -> None:
    terms = terms_of([("a", "2020-06-09", "", ["JEM-2020", "WSO"]), ("b", "", "", [])])
    assert [(one.criterion_id, one.model, one.template) for one in terms] == [
        ("a", "JEM", "JEM-2020"),
        ("a", "WSO", None),
        ("b", None, None),
    ]
