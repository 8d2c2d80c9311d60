"""Exceptions are read with their decisions and walked back to the cells of their source."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.runner import run_checks
from crossfoot.errors import ReviewError
from crossfoot.review.decisions import decide
from crossfoot.review.exceptions import counts_by_decision, list_exceptions, source_cells, source_rows

from tests.core.review.audits import CHECK, application, audit_with_approvals


def test_the_exceptions_of_the_latest_run_are_listed_undecided(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        found = list_exceptions(audit, CHECK)
        assert [record.entity for record in found] == ["APP-2", "APP-3", "APP-4", "APP-5"]
        assert {record.decision for record in found} == {"undecided"}
        assert found[0].evidence["decided_on"] == "2017-02-01"


def test_exceptions_can_be_asked_for_by_decision(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        first = list_exceptions(audit)[0]
        decide(audit, [first.id], "explained", "The plan lies in another file.")
        assert [record.entity for record in list_exceptions(audit, decision="explained")] == [first.entity]
        assert len(list_exceptions(audit, decision="undecided")) == 3
        with pytest.raises(ReviewError, match="no decision called 'wrong'"):
            list_exceptions(audit, decision="wrong")


def test_an_exception_leads_to_its_file_sheet_row_and_cells(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        (row,) = source_rows(audit, list_exceptions(audit)[0])
        assert (row.file, row.sheet, row.row) == ("applications (typed by hand)", "typed rows", 3)
        assert len(row.sha256) == 64
        cells = {cell.field: (cell.ref, cell.value) for cell in row.cells}
        assert cells["application_id"][1] == "APP-2"
        assert cells["decided_on"][0].endswith("3")
        letters = {
            row["field"]: row["letter"] for row in audit.rows("SELECT field, letter FROM cf_import_column")
        }
        assert cells["decided_on"] == (f"{letters['decided_on']}3", "2017-02-01")


def test_a_misfit_behind_an_exception_shows_the_text_as_it_stood(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path, run=False) as audit:
        odd = application(7, staffing_plan_on={"misfit": "spring 2017", "reason": "not a date"})
        load_plain_rows(audit, "applications", [odd], list_name="second")
        list(run_checks(audit, [CHECK]))
        record = next(record for record in list_exceptions(audit) if record.entity == "APP-7")
        cell = next(cell for cell in source_rows(audit, record)[0].cells if cell.field == "staffing_plan_on")
        assert (cell.value, cell.raw) == (None, "spring 2017")


def test_the_cells_of_many_exceptions_take_as_many_queries_as_those_of_one(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        records = list_exceptions(audit)
        asked: list[str] = []
        audit.connection.set_trace_callback(asked.append)
        source_cells(audit, records[:1])
        one = len(asked)
        found = source_cells(audit, records)
        audit.connection.set_trace_callback(None)
        assert len(asked) == 2 * one
        assert [rows[0].row for rows in found.values()] == [3, 4, 5, 6]


def test_counts_follow_the_decisions(tmp_path: Path) -> None:
    with audit_with_approvals(tmp_path) as audit:
        ids = [record.id for record in list_exceptions(audit)]
        decide(audit, ids[:2], "confirmed", "Asked for, not found.")
        decide(audit, ids[2:3], "data_error", "Wrong date typed.")
        counts = counts_by_decision(audit, CHECK)
        assert (counts.found, counts.confirmed, counts.data_error, counts.undecided) == (4, 2, 1, 1)
