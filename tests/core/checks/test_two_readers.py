"""Checks that run on two connections say what they say on one, and share a view only where it is the same view."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from crossfoot import content
from crossfoot.auditfile.audit import open_audit
from crossfoot.checks import runner
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.header import PackView
from crossfoot.checks.model import ParameterValue
from crossfoot.checks.runner import run_checks
from crossfoot.checks.shared_views import SharedViews
from crossfoot.demo import prepare_demonstration

VIEWS = {
    "inner_view": PackView("inner_view", "SELECT value FROM param_limit", "views/inner_view.sql"),
    "outer_view": PackView("outer_view", "SELECT * FROM inner_view", "views/outer_view.sql"),
}


def place(shared: SharedViews, view: str, **values: object) -> Path:
    given = {name: ParameterValue(name, value, "set", True) for name, value in values.items()}
    with shared.place_of(VIEWS[view], VIEWS, given) as path:
        return path


@pytest.mark.parametrize("view", ["inner_view", "outer_view"])
def test_two_checks_share_a_view_only_where_its_parameters_have_the_same_values(
    tmp_path: Path, view: str
) -> None:
    shared = SharedViews(tmp_path)
    assert place(shared, view, limit=30) == place(shared, view, limit=30, other="x")
    assert place(shared, view, limit=30) != place(shared, view, limit=60)
    assert place(shared, view, limit=[30, 60]) != place(shared, view, limit=[60])
    assert place(shared, view, limit=1) != place(shared, view, limit="1")


def said(path: Path) -> dict[str, Any]:
    """All that the checks left in the audit but times and the ids of events and runs."""
    with open_audit(path) as audit:
        bodies = [
            json.loads(row["body"])
            for row in audit.rows("SELECT body FROM cf_event WHERE kind = 'check.run' ORDER BY seq")
        ]
        return {
            "events": [{key: value for key, value in body.items() if key != "run"} for body in bodies],
            "runs": audit.rows(
                "SELECT run_id, check_id, status, kind, read, excluded, exempt, tested, exceptions, limitations, "
                "inputs FROM cf_check_run ORDER BY run_id"
            ),
            "figures": audit.rows("SELECT * FROM cf_figure ORDER BY run_id, position"),
            "outcomes": audit.rows("SELECT * FROM cf_outcome_row ORDER BY run_id, entity"),
            "exceptions": audit.rows("SELECT * FROM cf_exception ORDER BY exception_id"),
        }


@pytest.mark.slow
def test_one_reader_and_two_leave_the_same_outcomes_ids_and_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one.crossfoot", tmp_path / "two.crossfoot"
    prepare_demonstration(one).close()
    shutil.copy(one, two)
    for path, readers in ((one, 1), (two, 2)):
        monkeypatch.setattr(runner, "READERS", readers)
        with open_audit(path) as audit:
            assert audit.reads_while_written
            shipped = load_checks(content.pack(audit.facts.pack), audit.types)
            list(run_checks(audit, catalogue=shipped))
    left, right = said(one), said(two)
    for part in left:
        assert left[part] == right[part], part
