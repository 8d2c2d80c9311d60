"""On the samples each figure that counts units of its check, and says which, leads to as many as it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from crossfoot import content
from crossfoot.auditfile.audit import open_audit
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.model import ParameterValue
from crossfoot.checks.read import _lay_outcomes
from crossfoot.checks.runner import run_checks
from crossfoot.checks.sandbox import open_sandbox
from crossfoot.demo import prepare_demonstration
from crossfoot.progress import silent


@pytest.mark.slow
def test_a_count_of_units_has_the_units_that_its_rule_names(tmp_path: Path) -> None:
    path = tmp_path / "demo.crossfoot"
    prepare_demonstration(path).close()
    wrong, counted = [], 0
    with open_audit(path) as audit:
        known = load_checks(content.pack(audit.facts.pack), audit.types)
        for number, outcome in enumerate(run_checks(audit, catalogue=known)):
            assert outcome.read == outcome.tested + outcome.exempt + sum(e.count for e in outcome.excluded)
            assert 0 <= outcome.exceptions <= outcome.tested
            check = known.checks[outcome.check]
            said = {each.name: each for each in check.figures}
            (run,) = audit.rows(
                "SELECT run_id, parameters FROM cf_check_run WHERE check_id = ?", (outcome.check,)
            )
            given = {name: ParameterValue(**one) for name, one in json.loads(run["parameters"]).items()}
            unit = check.unit.split()[-1]
            of_unit = {check.unit, unit, f"{unit}s", f"{check.unit}s", f"{unit[:-1]}ies"}
            with open_sandbox(audit, tmp_path / f"{number}.sqlite", known.views, given, silent) as sandbox:
                _lay_outcomes(sandbox, run["run_id"])
                if not outcome.read:
                    continue
                for figure in outcome.figures:
                    declared = said.get(figure.name)
                    if declared is None or not declared.where or figure.rounding != "count":
                        continue
                    if figure.unit not in of_unit or declared.name.startswith(("most", "largest", "longest")):
                        continue
                    sql = f"SELECT count(*) AS n FROM outcomes WHERE {declared.where}"
                    units = sandbox.rows(sql, {"group": figure.group})[0]["n"]
                    counted += 1
                    if units != figure.value:
                        wrong.append((figure.id, figure.value, units))
    assert wrong == []
    assert counted > 200
