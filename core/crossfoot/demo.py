"""The main job on the sample workbooks: import, check, confirm what is planted, write the findings, print the report.

The agency, its people and every figure are fictitious, and the report says so on each page.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot import content
from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.importing.import_plan import plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.checks.catalogue import load_checks
from crossfoot.checks.model import CheckOutcome
from crossfoot.checks.parameters import set_parameter
from crossfoot.errors import AuditFileError
from crossfoot.plan.answers import answer_question
from crossfoot.plan.approval import approve_plan
from crossfoot.plan.load import load_model_plan
from crossfoot.plan.run import run_planned
from crossfoot.progress import Progress, silent
from crossfoot.report.build import build_report
from crossfoot.report.issue import issue_report
from crossfoot.review.criteria import load_pack_criteria, load_sample_criteria
from crossfoot.review.decisions import decide
from crossfoot.review.exceptions import list_exceptions, source_cells
from crossfoot.review.findings import draft_finding, edit_finding
from crossfoot.review.recommendations import add_recommendation, edit_recommendation, list_recommendations

AUDIT_NAME = "demonstration - fictitious data.crossfoot"
REPORT_NAME = "demonstration - fictitious data - audit report.pdf"
REASON = "planted in the sample"
_WHO = "demonstration"


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demonstration made. `pages` and `sha256` are the report's."""

    audit: Path
    report: Path
    pages: int
    sha256: str
    outcomes: tuple[CheckOutcome, ...]
    confirmed: dict[str, int]


def run_demo(folder: Path, progress: Progress = silent) -> DemoResult:
    """The whole way, into `folder`; the files of an earlier demonstration there are replaced.

    AuditFileError or ReportError where the folder cannot be written.
    """
    path = folder / AUDIT_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            old.unlink(missing_ok=True)
    except OSError as error:
        raise AuditFileError(
            f"The demonstration cannot be written to {folder}: {error.strerror}.",
            "Choose a folder that you may write to, and close the earlier demonstration if it is open.",
        ) from None
    with prepare_demonstration(path, progress) as audit:
        shipped = load_checks(content.pack(audit.facts.pack), audit.types)  # none of whoever runs it
        outcomes = tuple(run_planned(audit, progress=progress, catalogue=shipped))
        confirmed = confirm_planted(audit)
        write_findings(audit)
        printed = issue_report(
            audit, build_report(audit, progress=progress), folder / REPORT_NAME, progress=progress
        )
    return DemoResult(path, printed.path, printed.pages, printed.sha256, outcomes, confirmed)


def prepare_demonstration(path: Path, progress: Progress = silent) -> Audit:
    """Create the demonstration's audit at `path`: workbooks, criteria, parameters, the model plan, approved.

    No check is run, nothing is decided.

    A build that is cancelled or fails leaves no file behind.
    """
    facts = dict(_said()["audit"])
    issue_date = facts.pop("issue_date")
    audit = create_audit(path, fictitious=True, actor=_WHO, **facts)
    try:
        audit.set_facts(issue_date=issue_date.isoformat())
        load_pack_criteria(audit)
        load_sample_criteria(audit)
        for workbook in sorted(content.file_path("samples").glob("*.xlsx")):
            load_workbook_rows(audit, plan_import(audit, workbook, progress=progress), progress=progress)
        catalogue = load_checks(content.pack(audit.facts.pack), audit.types)
        for entry in _said()["parameters"]:
            set_parameter(
                audit, catalogue.check(entry["check"]), entry["name"], entry["value"], entry["source"]
            )
        load_model_plan(audit, by=_WHO)
        approve_plan(audit, _said()["plan"]["approved_by"])
    except BaseException:
        audit.close()
        path.unlink(missing_ok=True)
        raise
    return audit


def confirm_planted(audit: Audit) -> dict[str, int]:
    """Confirm the exceptions whose source row is in the table of what is planted; returns how many, by check."""
    planted = planted_rows()
    records = list_exceptions(audit)
    cells = source_cells(audit, records)
    confirmed: dict[str, int] = {}
    ids = []
    for record in records:
        if any((row.file, row.sheet, row.row) in planted for row in cells[record.id]):
            ids.append(record.id)
            confirmed[record.check] = confirmed.get(record.check, 0) + 1
    if ids:
        decide(audit, ids, "confirmed", REASON, by=_WHO)
    return confirmed


def planted_rows() -> set[tuple[str, str, int]]:
    """(workbook, sheet, row) of every planted row, from the table beside the samples."""
    with content.file_path("samples", "planted.csv").open(encoding="utf-8", newline="") as file:
        return {(row["workbook"], row["sheet"], int(row["row"])) for row in csv.DictReader(file)}


def write_findings(audit: Audit) -> None:
    """Draft a finding from each check that the demonstration speaks of, and give it its invented cause and effect.

    Where a finding answers a question of the plan, the answer is recorded too.
    """
    for entry in _said()["findings"]:
        finding = draft_finding(audit, entry["check"], by=_WHO)
        edit_finding(
            audit, finding.uid, by=_WHO, title=entry["title"], cause=entry["cause"], effect=entry["effect"]
        )
        if "answers" in entry:
            answer_question(audit, entry["answers"], finding=finding.uid, by=_WHO)
        if "action" not in entry:
            continue
        words = {"action": entry["action"], "addressee": entry["addressee"], "cause": entry["cause"]}
        templates = list_recommendations(audit, finding.uid)
        if templates:
            edit_recommendation(audit, templates[0].uid, by=_WHO, **words)
        else:
            add_recommendation(audit, finding.uid, by=_WHO, **words)


def _said() -> dict[str, Any]:
    return content.read_toml(content.root() / "samples" / "demonstration.toml")
