"""Checks that auditors wrote, as the audit file keeps each that ran: its header with its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.model import Check, FigureSentence, Parameter, Seed


def kept_own_checks(audit: Audit) -> Iterator[Check]:
    """The check of each latest run that an auditor wrote, made again from the stored header."""
    rows = audit.rows(
        "SELECT header FROM cf_check_run WHERE latest = 1 AND json_extract(header, '$.own') = 1 ORDER BY run_id"
    )
    for row in rows:
        yield _check(json.loads(row["header"]))


def _check(head: dict[str, Any]) -> Check:
    made: dict[str, Any] = {
        **{key: tuple(value) if isinstance(value, list) else value for key, value in head.items()},
        "needs": {name: tuple(fields) for name, fields in head["needs"].items()},
        "uses": {name: tuple(fields) for name, fields in head["uses"].items()},
        "parameters": tuple(
            Parameter(**{**one, "choices": tuple(one["choices"])}) for one in head["parameters"]
        ),
        "figures": tuple(FigureSentence(**{**one, "parts": tuple(one["parts"])}) for one in head["figures"]),
        "seeds": tuple(Seed(**{**one, "sql": tuple(one["sql"])}) for one in head["seeds"]),
    }
    return Check(**made)
