"""The figures that the checks must give for the sample workbooks, as data.

The figures of the nine checks are fixed here as they were decided; the counts of rows and cells and of due dates
come from the plan of the workbooks. Tests count both again from the workbooks themselves.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from crossfoot.samples import (
    agreement_terms,
    applications,
    assignments,
    budget,
    charging_documents,
    classroom_training,
    complaints,
    control_totals,
    encounters,
    equipment,
    inspections,
    measures,
    meetings,
    officer_papers,
    positions,
    reporting,
)
from crossfoot.samples.equipment import IN_TIME, OVER_180, OVER_200
from crossfoot.samples.model import (
    AS_OF,
    BASE_DATE,
    FIRST_DATA_ROW,
    HEADER_ROW,
    PERIOD_START,
    Sheet,
    Workbook,
)
from crossfoot.samples.training_plan import AUTUMN, SPRING, YEARLY, OfficerPlan

TITLE_ROWS = 3
Table = dict[str, Any]


def expected_figures(workbooks: list[Workbook], plans: list[OfficerPlan]) -> Table:
    """Expected figures by check id, and control totals by dataset."""
    return {
        "audit": {"as_of": AS_OF, "period_start": PERIOD_START, "period_end": AS_OF, "base_date": BASE_DATE},
        "growth-agency-count": {
            "rows_read": 82,
            "agencies_at_base": 36,
            "agencies_at_as_of": 76,
            "added": 40,
            "left": 0,
            "percent": "111.1",
            "months": 14,
            "excluded_date_unusable": 2,
            "repeated_key": 4,
        },
        "staffing-pm-ratio": {
            "agencies": 76,
            "program_managers_filled": 20,
            "ratio": "3.8",
            "program_managers_vacant": 7,
            "it_support_filled": 2,
            "needed_at": {str(ratio): -(-76 // ratio) for ratio in (2, 3, 4, 5, 6)},
        },
        "equipment-install-timeliness": {
            "read": 26,
            "excluded_no_request_date": 2,
            "tested": 24,
            "over_200": 12,
            "over_180": 16,
            "not_over_180": 8,
            "percent_over_200": 50,
            "percent_over_180": 67,
            "days": sorted((*OVER_200, *OVER_180, *IN_TIME)),
            "days_50th_percentile": 200,
            "days_75th_percentile": 228,
            "days_90th_percentile": 290,
            "longest_days": 365,
        },
        "training-online-incomplete": {
            "read": 308,
            "excluded": 8,
            "tested": 300,
            "exceptions": 57,
            "officers_late": 11,
            "officers_complete": 232,
            **_officer_courses(plans),
        },
        "authority-not-revoked": {"revoke_after_days": 60, "tested": 57, "exceptions": 57},
        "approval-resource-plan": {
            "tested": 40,
            "exceptions": 40,
            "pending_out_of_population": 6,
            "needs_assessment_in_time": 12,
            "staffing_plan_in_time": 0,
            "it_plan_in_time": 5,
            "training_plan_in_time": 9,
            "needs_assessment_missing_or_late": 28,
            "staffing_plan_missing_or_late": 40,
            "it_plan_missing_or_late": 35,
            "training_plan_missing_or_late": 31,
        },
        "moa-document-missing": {
            "host": "moa.example",
            "max_days": 30,
            "agreements_counted": 76,
            "linked": 73,
            "linked_and_marked_pending": 1,
            "exceptions_pending_over_30_days": 3,
            "pending_days": [31, 74, 137],
            "exceptions_same_address": 0,
            "exceptions_other_host": 0,
        },
        **classroom_training.EXPECTED,
        **officer_papers.EXPECTED,
        **agreement_terms.EXPECTED,
        **meetings.EXPECTED,
        **inspections.EXPECTED,
        **equipment.EXPECTED,
        **encounters.EXPECTED,
        **charging_documents.EXPECTED,
        **complaints.EXPECTED,
        **applications.EXPECTED,
        **positions.EXPECTED,
        **assignments.EXPECTED,
        **reporting.EXPECTED,
        **budget.EXPECTED,
        **measures.EXPECTED,
        **control_totals.EXPECTED,
        "dr-key-integrity": {
            "exact_repeats": 3,
            "repeats_by_folded_name": 1,
            "repeated_natural_keys": 4,
            "agreements_of_one_agency_with_different_dates": 0,
            "orphans": 0,
        },
        "register": {"agencies": 84, "agencies_of_agreements": 78, "agencies_with_a_usable_date": 76},
        "misfits": {"agreements": 2},
        "control": {
            sheet.dataset: _control(workbook, sheet) for workbook in workbooks for sheet in workbook.sheets
        },
    }


def _officer_courses(plans: list[OfficerPlan]) -> Table:
    """Counts of officer, course and due date: each due date of each course of each officer is one."""
    by_course = {
        course: {
            "due": sum(due.course == course for plan in plans for due in plan.dues),
            "missing": sum(due.course == course for plan in plans for due in plan.missing),
            "late": sum(due.course == course for plan in plans for due in plan.late_days),
        }
        for course in (SPRING, AUTUMN, YEARLY)
    }
    totals = {
        f"officer_courses_{what}": sum(counts[what] for counts in by_course.values())
        for what in ("due", "missing", "late")
    }
    pairs = {
        "officer_course_pairs_due": len(
            {(i, due.course) for i, plan in enumerate(plans) for due in plan.dues}
        ),
        "officer_course_pairs_missing": len(
            {(i, due.course) for i, plan in enumerate(plans) for due in plan.missing}
        ),
    }
    return {**totals, **pairs, "by_course": by_course}


def _control(workbook: Workbook, sheet: Sheet) -> Table:
    rows = [row for row in sheet.rows if row]
    blanks = {
        column.header: blank
        for number, column in enumerate(sheet.columns)
        if (blank := sum(row[number] is None for row in rows))
    }
    return {
        "workbook": workbook.file,
        "sheet": sheet.name,
        "header_row": HEADER_ROW,
        "first_data_row": FIRST_DATA_ROW,
        "last_data_row": HEADER_ROW + len(sheet.rows),
        "rows": len(rows),
        "cells": sum(content is not None for row in rows for content in row),
        "cells_beside_data": len(sheet.strays),
        "cells_above_data": TITLE_ROWS + len(sheet.columns),
        "hidden_rows": sum(sheet.is_hidden(row) for row in rows),
        "headers": [column.header for column in sheet.columns],
        "blank_cells": blanks,
    }


def toml_text(tables: Table) -> str:
    """The tables as TOML."""
    lines = ["# Written by the builder of the samples (crossfoot.samples.expected). Do not edit by hand."]
    _write(tables, "", lines)
    return "\n".join(lines) + "\n"


def _write(table: Table, name: str, lines: list[str]) -> None:
    plain = {key: value for key, value in table.items() if not isinstance(value, dict)}
    if name and (plain or not table):
        lines += ["", f"[{name}]", *(f"{_key(key)} = {_value(value)}" for key, value in plain.items())]
    for key, value in table.items():
        if isinstance(value, dict):
            _write(value, f"{name}.{_key(key)}" if name else _key(key), lines)


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else f'"{key}"'


def _value(value: str | int | dt.date | list[str] | list[int]) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) else f'"{value}"'
