"""The demonstration audit: the sample workbooks imported and checked, the decisions left to whoever tries it."""

from __future__ import annotations

from pathlib import Path

from crossfoot import content
from crossfoot.auditfile.audit import Audit, create_audit
from crossfoot.auditfile.import_plan import plan_import
from crossfoot.auditfile.imports import load_workbook_rows
from crossfoot.checks.runner import run_checks
from crossfoot.progress import Progress
from crossfoot.review.criteria import load_criteria_file, load_pack_criteria
from crossfoot.samples.model import AGENCY, AS_OF, PERIOD_START

FILE_NAME = "demonstration.crossfoot"


def build_demonstration(folder: Path, progress: Progress) -> Path:
    """Build the demonstration in `folder`, and return its file; one that is there already is left as it is.

    A build that is cancelled or fails leaves no file behind.
    """
    path = folder / FILE_NAME
    if path.exists():
        return path
    try:
        with create_audit(
            path,
            title="Oversight of the Delegated Authority Program",
            number="DEMO-01",
            auditee=AGENCY,
            office="Office of Inspector General",
            as_of=AS_OF,
            period_start=PERIOD_START,
            period_end=AS_OF,
            fictitious=True,
        ) as audit:
            _fill(audit, progress)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _fill(audit: Audit, progress: Progress) -> None:
    load_pack_criteria(audit)
    load_criteria_file(audit, content.root() / "samples" / "criteria.toml", "sample")
    workbooks = sorted(content.file_path("samples").glob("*.xlsx"))
    for number, workbook in enumerate(workbooks):

        def tell(_done: int, _total: int, _note: str, *, at: int = number, name: str = workbook.name) -> None:
            progress(at, len(workbooks) + 1, f"Importing {name}")

        load_workbook_rows(audit, plan_import(audit, workbook, progress=tell), progress=tell)

    def tell_check(_done: int, _total: int, note: str) -> None:
        progress(len(workbooks), len(workbooks) + 1, f"Checking: {note}")

    list(run_checks(audit, progress=tell_check))
