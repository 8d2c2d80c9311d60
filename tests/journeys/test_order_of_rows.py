"""The samples' rows in another order give the same outcomes, figures, exceptions and digests, in every check."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from crossfoot import content
from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.parameters import set_parameter
from crossfoot.checks.runner import run_checks
from crossfoot.demo import _said, prepare_demonstration
from crossfoot.review.criteria import load_pack_criteria, load_sample_criteria

Rows = dict[str, list[dict[str, Any]]]


def rows_of(audit: Audit) -> Rows:
    found: Rows = {}
    for name, kind in audit.types.items():
        there = {row["name"] for row in audit.rows(f"SELECT name FROM pragma_table_info('{name}')")}
        fields = ", ".join(f'"{field.name}"' for field in kind.fields if field.name in there)
        rows = audit.rows(f"SELECT {fields} FROM {name} ORDER BY row_id") if fields else []
        if rows:
            found[name] = [
                {field: value for field, value in row.items() if value is not None} for row in rows
            ]
    return found


def said_of(path: Path, lists: Rows) -> dict[str, Any]:
    facts = {name: value for name, value in _said()["audit"].items() if name != "issue_date"}
    with create_audit(path, fictitious=True, actor="test", **facts) as audit:
        load_pack_criteria(audit)
        load_sample_criteria(audit)
        for name, rows in lists.items():
            load_plain_rows(audit, name, rows)
        known = load_checks(content.pack(audit.facts.pack), audit.types)
        for one in _said()["parameters"]:
            set_parameter(audit, known.check(one["check"]), one["name"], one["value"], one["source"])
        outcomes = list(run_checks(audit, catalogue=known))
        exceptions = audit.rows(
            "SELECT exception_id, entity, kind, message, facts_digest FROM cf_exception ORDER BY exception_id"
        )
    return {
        "funnels": [
            (o.check, o.status, o.read, o.excluded, o.exempt, o.tested, o.exceptions) for o in outcomes
        ],
        "figures": sorted((figure.id, figure.text) for outcome in outcomes for figure in outcome.figures),
        "exceptions": exceptions,
    }


@pytest.mark.slow
def test_shuffled_rows_change_nothing_that_any_check_says(tmp_path: Path) -> None:
    with prepare_demonstration(tmp_path / "demo.crossfoot") as demonstration:
        lists = rows_of(demonstration)
    shuffled = {name: random.Random(7).sample(rows, len(rows)) for name, rows in lists.items()}
    assert shuffled["officers"] != lists["officers"]
    told, again = said_of(tmp_path / "a.crossfoot", lists), said_of(tmp_path / "b.crossfoot", shuffled)
    assert len(told["exceptions"]) > 300
    for part in told:
        assert told[part] == again[part], part
