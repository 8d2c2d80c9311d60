"""An audit with agreements of which some are not linked, and a criterion that says they should be."""

from __future__ import annotations

from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.checks.runner import run_checks
from crossfoot.review.criteria import load_pack_criteria, load_sample_criteria

from tests.builders import AGREEMENT_HEADERS, agreement_row, load, new_audit, write_xlsx
from tests.gui.ready_audits import copy_of

CHECK = "moa-document-missing"


def audit_with_agreements(folder: Path, *, confirmed: bool = True, run: bool = True) -> Path:
    """Three agreements older than 30 days: two "link pending", one linked to the host that the policy names."""
    return copy_of(f"flagged-{confirmed}-{run}", folder, lambda kept: _build(kept, confirmed, run))


def _build(folder: Path, confirmed: bool, run: bool) -> Path:
    rows = [
        agreement_row("Alder County"),
        agreement_row("Birch County"),
        agreement_row("Cedar County", moa="link"),
    ]
    path = write_xlsx(
        folder / "list.xlsx",
        {"Agreements": [AGREEMENT_HEADERS, *rows]},
        links={"G4": "https://moa.example/cedar.pdf"},
    )
    with new_audit(folder) as audit:
        load(audit, path)
        load_pack_criteria(audit)
        if confirmed:
            load_sample_criteria(audit)
        if run:
            run_check(audit)
        return audit.path


def run_check(audit: Audit) -> None:
    """Run the check of this audit."""
    list(run_checks(audit, [CHECK]))
