"""Check modules for tests, written as a person writes them, and audits with a few agreements to run them on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossfoot import content
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.catalogue import Catalogue, load_checks
from crossfoot.checks.header import parse_check
from crossfoot.checks.model import Check, CheckOutcome
from crossfoot.checks.runner import run_checks
from crossfoot.mapping.record_types import record_types

from tests.builders import new_audit

TYPES = record_types(content.DEFAULT_PACK)
HEAD = """/* crossfoot-check
id         = "{id}"
title      = "A check of a test"
question   = "Does it run?"
kind       = "exception"
criteria_from = "record layout"
unit       = "agreement"
population = "listed agreements"
condition  = "{{exceptions}} of {{tested}} agreements."
facts      = [{facts}]
{more}
[needs]
agreements = ["signed_on"]
*/
"""
SELECT = (
    "SELECT row_id, agency_ref AS entity, 'exception' AS outcome, '' AS reason, 'A' AS kind, signed_on, county "
    "FROM agreements"
)


def module(sql: str = SELECT, *, name: str = "test-check", facts: str = '"signed_on"', more: str = "") -> str:
    """The text of a check module with this SELECT; `more` are further lines of its header."""
    return HEAD.format(id=name, facts=facts, more=more) + sql


def check_of(text: str, file: str = "checks/test/test-check.sql") -> Check:
    """The check that the text of a module defines."""
    return parse_check(text, file, "test", TYPES)


def catalogue_of(*texts: str) -> Catalogue:
    """A catalogue of these modules alone, with the views of the pack."""
    shipped = load_checks(content.pack(), TYPES)
    checks = [check_of(text) for text in texts]
    return Catalogue({check.id: check for check in checks}, (), shipped.views)


def agreement(agency: str, **more: Any) -> dict[str, Any]:
    """A row of an agreements list."""
    return {"agency": agency, "state": "TX", "model": "JEM", "signed_on": "2017-02-01", **more}


def audit_with_agreements(folder: Path, *rows: dict[str, Any]) -> Audit:
    """An audit with these agreements, or with two of two agencies."""
    audit = new_audit(folder)
    load_plain_rows(audit, "agreements", list(rows) or [agreement("Oak"), agreement("Elm")])
    return audit


def run_text(audit: Audit, text: str) -> CheckOutcome:
    """Run one module on the audit."""
    (outcome,) = run_checks(audit, catalogue=catalogue_of(text))
    return outcome
