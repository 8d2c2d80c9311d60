"""Builds all sample workbooks with the tables of what is planted and what is expected."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, fields
from pathlib import Path

from crossfoot.errors import WorkbookError
from crossfoot.samples.addenda import build_addenda
from crossfoot.samples.agreements import build_agreements
from crossfoot.samples.applications import build_applications
from crossfoot.samples.budget import build_budget
from crossfoot.samples.charging_documents import build_encounters_and_documents
from crossfoot.samples.complaints import build_complaints
from crossfoot.samples.control_totals import build_control_totals
from crossfoot.samples.equipment import build_equipment
from crossfoot.samples.expected import expected_figures, toml_text
from crossfoot.samples.inspections import build_inspections
from crossfoot.samples.measures import build_measures
from crossfoot.samples.meetings import build_meetings
from crossfoot.samples.model import Planted, Workbook
from crossfoot.samples.officers import build_officers
from crossfoot.samples.positions import build_positions
from crossfoot.samples.training import build_training
from crossfoot.samples.training_plan import plan_officers
from crossfoot.samples.write import write_workbook

PLANTED_FILE = "planted.csv"
EXPECTED_FILE = "expected.toml"


def build_samples(folder: Path) -> list[Path]:
    """Write the workbooks, `planted.csv` and `expected.toml` into `folder`; the paths in this order.

    Every build gives the same bytes. WorkbookError where the folder cannot be written to.
    """
    workbooks, planted, expected = plan_samples()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = [write_workbook(workbook, folder) for workbook in workbooks]
        for name, text in ((PLANTED_FILE, _planted_text(planted)), (EXPECTED_FILE, expected)):
            (folder / name).write_bytes(text.encode())
            paths.append(folder / name)
    except OSError as error:
        raise WorkbookError(
            f"The sample workbooks could not be written to {folder}: {error.strerror}.",
            "Choose a folder that you may write to, and close the sample workbooks where they are open.",
        ) from None
    return paths


def plan_samples() -> tuple[list[Workbook], list[Planted], str]:
    """All workbooks before they are written, what is planted in them, and the text of the expected figures."""
    plans = plan_officers()
    built = [
        build_agreements(),
        build_addenda(),
        build_meetings(),
        build_inspections(),
        build_applications(),
        build_officers(plans),
        build_training(plans),
        build_equipment(),
        build_positions(),
        build_budget(),
        build_encounters_and_documents(plans),
        build_complaints(plans),
        build_measures(),
    ]
    built.append(build_control_totals([workbook for workbook, _ in built]))
    workbooks = [workbook for workbook, _ in built]
    planted = [one for _, found in built for one in found]
    return workbooks, planted, toml_text(expected_figures(workbooks, plans))


def _planted_text(planted: list[Planted]) -> str:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow([field.name for field in fields(Planted)])
    table.writerows(astuple(one) for one in planted)
    return out.getvalue()
