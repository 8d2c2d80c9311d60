"""Criteria come from files, stand only once confirmed, and lose their confirmation when they are changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from crossfoot.auditfile.history import events
from crossfoot.checks.read import outcome_of
from crossfoot.checks.runner import run_checks
from crossfoot.errors import CheckDefinitionError, ReviewError
from crossfoot.review.criteria import (
    attach_criterion,
    confirm_criterion,
    edit_criterion,
    list_criteria,
    load_criteria_file,
    load_pack_criteria,
    load_sample_criteria,
)

from tests.builders import new_audit
from tests.core.review.audits import CHECK, CRITERION, audit_with_approvals

GOOD = """
[[criteria]]
id = "own-policy"
kind = "policy"
document = "Policy 1"
force = "must"
text = "Plans are dated before approval."
source = "Read on the page."
"""


def test_the_criteria_of_the_pack_come_once_and_unconfirmed(tmp_path: Path) -> None:
    with new_audit(tmp_path) as audit:
        came = load_pack_criteria(audit)
        assert came == len(list_criteria(audit)) > 0
        assert not any(criterion.confirmed for criterion in list_criteria(audit))
        assert load_pack_criteria(audit) == 0


def test_a_check_finds_exceptions_only_on_a_confirmed_criterion(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, confirmed=False) as audit:
        before = outcome_of(audit, CHECK)
        assert before is not None and before.kind == "measure"
        confirm_criterion(audit, CRITERION, "A. Auditor", dt.date(2018, 5, 1))
        list(run_checks(audit, [CHECK]))
        after = outcome_of(audit, CHECK)
        assert after is not None and (after.kind, after.exceptions) == ("exception", 4)


def test_a_confirmation_names_a_person(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, confirmed=False) as audit:
        with pytest.raises(ReviewError, match="named person"):
            confirm_criterion(audit, CRITERION, " ", dt.date(2018, 5, 1))
        with pytest.raises(ReviewError, match="no criterion 'nothing'"):
            confirm_criterion(audit, "nothing", "A. Auditor", dt.date(2018, 5, 1))


def test_a_changed_criterion_is_to_be_confirmed_again(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        changed = edit_criterion(audit, CRITERION, section="9.04")
        assert (changed.citation.endswith("section 9.04"), changed.confirmed) == (True, False)
        event = list(events(audit.connection))[-1]
        assert (event.kind, event.body["before"]["confirmed_by"]) == ("criterion.edited", "A. Auditor")


def test_the_policies_of_the_demonstration_stand_for_the_criteria_of_the_pack(tmp_path: Path) -> None:
    with new_audit(tmp_path, fictitious=True) as audit:
        load_pack_criteria(audit)
        load_sample_criteria(audit)
        policy, *of_the_pack = list_criteria(audit, CHECK)
        assert (policy.id, policy.confirmed) == ("bde-resource-plan", True)
        assert CRITERION in [criterion.id for criterion in of_the_pack]
        assert not any(criterion.confirmed for criterion in of_the_pack)


def test_a_criterion_of_the_auditors_own_is_attached_to_a_check(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(GOOD, encoding="utf-8")
    with audit_with_approvals(tmp_path, confirmed=False) as audit:
        load_criteria_file(audit, file)
        attach_criterion(audit, CHECK, "own-policy")
        assert "own-policy" in [criterion.id for criterion in list_criteria(audit, CHECK)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[criteria]\n", "not valid TOML"),
        (GOOD.replace('id = "own-policy"', ""), "has no id"),
        (GOOD.replace('kind = "policy"', 'kind = "prior_audit"'), "kind 'prior_audit'"),
        (GOOD.replace('force = "must"', 'force = "should"'), "force 'should'"),
        (GOOD.replace("source =", "sauce ="), "unknown key sauce"),
        (GOOD.replace('"Read on the page."', '""'), "lacks source"),
    ],
)
def test_a_wrong_file_of_criteria_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    with new_audit(tmp_path) as audit:
        with pytest.raises(CheckDefinitionError, match=message) as raised:
            load_criteria_file(audit, file)
        assert "own.toml" in raised.value.message
        assert list_criteria(audit) == []
