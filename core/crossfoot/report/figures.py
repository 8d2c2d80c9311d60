"""The figure register: every number that a report may print, by id, with where it comes from.

The ids:

* `CHECK.NAME` and `CHECK.NAME@GROUP`: a figure of the latest run of a check (`read`, `tested`, `excluded@REASON` ...
  and those of its header).
* `CHECK.confirmed`, `.explained`, `.undecided`, `.confirmed_rate` ...: counted from the auditor's decisions
  (`review.figures.DECISION_FIGURES`).
* `import:N.rows`, `.hidden_rows`, `.cells`, `.typed`, `.misfits`, `.kept`, `.ignored`: what import N loaded;
  `import:N.misfits@FIELD` its misfits in one field.
* `plan.STATE@KIND`: the steps of one kind that are in one state, such as `plan.done@interview` (`plan_figure`).
* `report.findings`, `report.measures`, `report.recommendations`, `report.checks_run`, `report.files`: counts of what
  the report itself holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from crossfoot import values
from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.lookups import imports
from crossfoot.checks.read import TracedRows, trace_figure
from crossfoot.plan.model import StepKind, StepState
from crossfoot.plan.read import read_plan
from crossfoot.review.exceptions import list_exceptions
from crossfoot.review.figures import FigureKind, RegisteredFigure, finding_figures
from crossfoot.review.findings import WRITTEN, list_findings
from crossfoot.review.recommendations import list_recommendations

_OF_IMPORT = {
    "rows": "Rows loaded, hidden ones too",
    "hidden_rows": "Rows that Excel hides",
    "cells": "Non-empty cells of the data range",
    "typed": "Cells that fit the type of their field",
    "misfits": "Cells that did not fit, kept as they stood",
    "kept": "Cells of columns without a field, kept as text",
    "ignored": "Non-empty cells outside the data range",
}

_RATES = {
    "confirmed_rate": ("tested",),
    "confirmed_low": ("tested", "excluded"),
    "confirmed_high": ("tested", "excluded"),
}
_NO_ROWS = ("import:", "report.", "plan.")


def figure_register(audit: Audit) -> dict[str, RegisteredFigure]:
    """All figures that a report of this audit may print, by id, as the audit stands now."""
    register = finding_figures(audit)
    own = (*_import_figures(audit), *_plan_figures(audit), *_report_figures(audit))
    register.update((figure.id, figure) for figure in own)
    return register


def trace_registered(audit: Audit, figure_id: str) -> list[TracedRows]:
    """The rows behind a figure of the register: of a run's units, or of the exceptions that a decision figure counts.

    Empty for a count of zero, of an import or of the report itself. CheckRunError where there is no such figure.
    """
    figure = finding_figures(audit).get(figure_id)
    if figure is None or figure.kind == "run":
        return trace_figure(audit, figure_id) if not figure_id.startswith(_NO_ROWS) else []
    name = figure_id.removeprefix(f"{figure.check}.")
    if name in _RATES:
        parts = (f"{figure.check}.confirmed", *(f"{figure.check}.{part}" for part in _RATES[name]))
        return [replace(rows, part=part) for part in parts for rows in trace_registered(audit, part)]
    found: dict[str, set[int]] = {}
    for record in list_exceptions(audit, figure.check):
        if record.decision == name or (name == "found" and record.decision != "refer"):
            found.setdefault(record.record_type, set()).update(record.row_ids)
    return [TracedRows(record_type, tuple(sorted(ids))) for record_type, ids in sorted(found.items()) if ids]


def _import_figures(audit: Audit) -> Iterator[RegisteredFigure]:
    for line in imports(audit):
        if line.state == "current":
            for name, sentence in _OF_IMPORT.items():
                yield _count(f"import:{line.import_id}.{name}", getattr(line, name), sentence, "import")
    for row in audit.rows(
        "SELECT m.import_id, m.field, count(*) AS n FROM cf_misfit m JOIN cf_import i ON i.import_id = m.import_id "
        "WHERE i.state = 'current' GROUP BY m.import_id, m.field ORDER BY m.import_id, m.field"
    ):
        sentence = f"Cells of {row['field']} that did not fit, kept as they stood"
        yield _count(f"import:{row['import_id']}.misfits@{row['field']}", row["n"], sentence, "import")


def plan_figure(kind: str, state: str) -> str:
    """The id of the count of steps of a kind in a state.

    >>> plan_figure("document review", "not done")
    'plan.not_done@document_review'
    """
    return f"plan.{state}@{kind}".replace(" ", "_")


def _plan_figures(audit: Audit) -> Iterator[RegisteredFigure]:
    steps = read_plan(audit).steps
    for kind in get_args(StepKind) if steps else ():
        for state in get_args(StepState):
            number = sum(1 for step in steps if (step.kind, step.state) == (kind, state))
            yield _count(plan_figure(kind, state), number, f"Steps of kind {kind} that are {state}", "report")


def _report_figures(audit: Audit) -> Iterator[RegisteredFigure]:
    findings = list_findings(audit)
    written = [one for one in list_recommendations(audit) if one.edited]
    runs = audit.rows("SELECT count(*) AS n FROM cf_check_run WHERE latest = 1")[0]["n"]
    files = len({line.sha256 for line in imports(audit) if line.state == "current"})
    exceptions = [finding for finding in findings if finding.kind == "exception"]
    written_ones = [finding for finding in findings if finding.kind == WRITTEN]
    for name, number, sentence in (
        ("findings", len(exceptions), "Findings of this report that rest on exceptions"),
        (
            "measures",
            len(findings) - len(exceptions) - len(written_ones),
            "Findings of this report that state a measure",
        ),
        ("written", len(written_ones), "Findings of this report that rest on evidence beside data"),
        ("recommendations", len(written), "Recommendations of this report"),
        ("checks_run", runs, "Checks that ran"),
        ("files", files, "Files that were imported"),
    ):
        yield _count(f"report.{name}", number, sentence, "report")


def _count(figure_id: str, number: int, sentence: str, kind: FigureKind) -> RegisteredFigure:
    return RegisteredFigure(
        figure_id, number, values.count_text(number), "", sentence, kind, figure_id.split(".")[0]
    )
