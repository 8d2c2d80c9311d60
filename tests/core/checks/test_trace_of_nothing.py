"""A figure of a check that had nothing to look at traces to no rows, whatever its rule names."""

from __future__ import annotations

from pathlib import Path

from crossfoot.checks.read import trace_figure
from crossfoot.checks.runner import run_checks

from tests.core.checks.modules import SELECT, agreement, audit_with_agreements, catalogue_of, module

FIGURES = (
    "\n-- figures\nSELECT name, '' AS \"group\", 0 AS value, 'agreements' AS unit, 'count' AS rounding "
    "FROM (SELECT 'here' AS name UNION ALL SELECT 'there')"
)
DECLARED = """[figures.here]
sentence = "Agreements of Oak County"
where    = "county = 'Oak'"
[figures.there]
sentence = "Agreements of another county"
rows     = "SELECT record_type, 1 AS row_id FROM outcomes WHERE county <> 'Oak'"
"""


def test_a_count_of_nothing_has_no_rows(tmp_path: Path) -> None:
    text = module(f"{SELECT} WHERE 1 = 0{FIGURES}", more=DECLARED)
    with audit_with_agreements(tmp_path, agreement("Oak", county="Oak")) as audit:
        (outcome,) = run_checks(audit, catalogue=catalogue_of(text))
        assert outcome.status == "clean"
        assert trace_figure(audit, "test-check.here") == []
        assert trace_figure(audit, "test-check.there") == []
