"""An outcome that is older than its lists or parameters says so."""

from __future__ import annotations

from pathlib import Path

from crossfoot import content
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.overrides import set_override, withdraw_override
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.auditfile.importing.withdraw import withdraw_import
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.parameters import set_parameter
from crossfoot.checks.runner import run_checks
from crossfoot.checks.staleness import outdated_checks

from tests.builders import new_audit

GROWTH = "growth-agency-count"


def audit_with_agreements(folder: Path) -> tuple[Audit, int]:
    audit = new_audit(folder)
    rows = [{"agency": "Alpha SO", "state": "TX", "model": "JEM", "signed_on": "2017-02-01"}]
    return audit, load_plain_rows(audit, "agreements", rows).import_id


def test_an_outcome_of_today_is_current(tmp_path: Path) -> None:
    audit, _ = audit_with_agreements(tmp_path)
    with audit:
        list(run_checks(audit))
        assert outdated_checks(audit) == {}


def test_a_list_that_was_withdrawn_or_came_since_makes_the_outcomes_that_rest_on_it_outdated(
    tmp_path: Path,
) -> None:
    audit, import_id = audit_with_agreements(tmp_path)
    with audit:
        list(run_checks(audit))
        load_plain_rows(
            audit, "positions", [{"position_id": "1", "role": "program_manager", "status": "filled"}]
        )
        assert set(outdated_checks(audit)) >= {"staffing-pm-ratio"}
        assert GROWTH not in outdated_checks(audit)
        withdraw_import(audit, import_id, "The wrong list.")
        assert "agreements" in outdated_checks(audit)[GROWTH]
        list(run_checks(audit))
        assert outdated_checks(audit) == {}


def test_a_parameter_set_after_the_run_makes_the_outcome_outdated(tmp_path: Path) -> None:
    audit, _ = audit_with_agreements(tmp_path)
    with audit:
        list(run_checks(audit))
        check = load_checks(content.pack(), audit.types).check(GROWTH)
        set_parameter(audit, check, "base_date", "2016-01-01", "The auditor's choice.")
        assert set(outdated_checks(audit)) == {GROWTH}


def test_a_correction_makes_the_outcomes_that_rest_on_the_list_outdated_and_so_does_its_withdrawal(
    tmp_path: Path,
) -> None:
    audit, _ = audit_with_agreements(tmp_path)
    with audit:
        list(run_checks(audit))
        done = set_override(audit, "agreements", "signed_on", "2017-03-01", "On the page.", raw="2017-02-01")
        assert outdated_checks(audit)[GROWTH] == "Changed since this check ran: agreements. Run it again."
        list(run_checks(audit))
        assert outdated_checks(audit) == {}
        withdraw_override(audit, done.uid, "It was another page.")
        assert GROWTH in outdated_checks(audit)
