"""Every figure of a report traces to the rows that it counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.checks.read import TracedRows
from crossfoot.errors import CheckRunError
from crossfoot.report.figures import figure_register, trace_registered
from crossfoot.review.decisions import decide
from crossfoot.review.exceptions import list_exceptions

from tests.core.review.audits import CHECK, audit_with_approvals


def test_a_count_of_decisions_traces_to_the_rows_of_its_exceptions(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        first, second, *_ = list_exceptions(audit)
        decide(audit, [first.id], "confirmed", "Asked for, not found.")
        decide(audit, [second.id], "refer", "Referred.")
        assert trace_registered(audit, f"{CHECK}.confirmed") == [TracedRows("applications", first.row_ids)]
        assert trace_registered(audit, f"{CHECK}.undecided") == [TracedRows("applications", (4, 5))]
        assert trace_registered(audit, f"{CHECK}.found") == [TracedRows("applications", (2, 4, 5))]
        assert trace_registered(audit, f"{CHECK}.explained") == []


def test_a_share_traces_to_both_its_parts(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        first = list_exceptions(audit)[0]
        decide(audit, [first.id], "confirmed", "Asked for, not found.")
        assert trace_registered(audit, f"{CHECK}.confirmed_rate") == [
            TracedRows("applications", first.row_ids, part=f"{CHECK}.confirmed"),
            TracedRows("applications", (1, 2, 3, 4, 5), part=f"{CHECK}.tested"),
        ]


def test_every_figure_of_the_register_can_be_traced(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        for figure_id in figure_register(audit):
            trace_registered(audit, figure_id)
        with pytest.raises(CheckRunError, match="no figure"):
            trace_registered(audit, "nothing.at_all")
