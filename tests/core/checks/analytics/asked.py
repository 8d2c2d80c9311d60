"""A small audit, and one analysis of it as the command asks it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.runner import run_checks


def audit_with(folder: Path, **tables: list[dict[str, Any]]) -> Audit:
    """An audit that holds these rows by record type."""
    audit = create_audit(folder / "a.crossfoot", title="A", as_of=dt.date(2018, 3, 31), actor="test")
    for record_type, rows in tables.items():
        load_plain_rows(audit, record_type, rows)
    return audit


def analyze(audit: Audit, analysis: str, **given: Any) -> CheckOutcome:
    """The outcome of one analysis with these parameters."""
    texts = {
        name: json.dumps(value) if isinstance(value, list) else str(value) for name, value in given.items()
    }
    (outcome,) = run_checks(audit, [analysis], {analysis: texts})
    return outcome
