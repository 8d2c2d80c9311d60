"""Run cases, each in a copy of one blank audit."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot import content
from crossfoot.auditfile.audit import Audit, create_audit, open_audit
from crossfoot.auditfile.importing.plain_rows import load_plain_rows
from crossfoot.checks.catalogue import Catalogue, load_checks
from crossfoot.checks.model import Check, CheckOutcome
from crossfoot.checks.parameters import set_parameter
from crossfoot.checks.runner import run_checks
from crossfoot.errors import CrossfootError
from crossfoot.mapping.record_types import record_types
from crossfoot.review.criteria import confirm_criterion, edit_criterion, load_pack_criteria
from crossfoot.testing.case_file import AS_OF, PERIOD_START, STATED, Case, read_case_file
from crossfoot.testing.case_lists import note_hazards, note_totals
from crossfoot.testing.case_samples import draw_case_samples
from crossfoot.testing.expectations import Unit, differences


@dataclass(frozen=True, slots=True)
class CaseResult:
    """Whether a case holds; `problems` are sentences, one for each difference from what the case expects."""

    name: str
    passed: bool
    problems: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((f"{self.name}:", *self.problems)) if self.problems else self.name


def run_case_file(path: Path, pack: str = content.DEFAULT_PACK) -> list[CaseResult]:
    """Run each case of the file in an audit of its own.

    CheckDefinitionError names the file and the case where the file itself is wrong (an unknown key, check or field).
    """
    types = record_types(pack)
    catalogue = load_checks(content.pack(pack), types)
    cases = read_case_file(path, catalogue, types)
    with tempfile.TemporaryDirectory(prefix="crossfoot-cases-") as folder:
        blank = new_blank(Path(folder), pack)
        return [run_case(case, blank, catalogue) for case in cases]


def new_blank(folder: Path, pack: str) -> Path:
    """An audit without lists in `folder`, in which the criteria of the pack are loaded and unconfirmed; its path."""
    blank = folder / "blank.crossfoot"
    with create_audit(
        blank, title="Case", as_of=AS_OF, period_start=PERIOD_START, pack=pack, actor="case"
    ) as audit:
        load_pack_criteria(audit)
    return blank


def run_case(case: Case, blank: Path, catalogue: Catalogue) -> CaseResult:
    """Run one case in a copy of the `blank` audit."""
    path = blank.with_name("case.crossfoot")
    try:
        with settled_audit(case, blank, path, catalogue) as audit:
            (outcome,) = run_checks(audit, [case.check], catalogue=catalogue)
            problems = tuple(differences(case.expect, outcome, _units(audit, outcome)))
    except CrossfootError as error:
        raise case.wrong(error.message, error.hint) from None
    finally:
        path.unlink(missing_ok=True)
    return CaseResult(case.name, not problems, problems)


@contextmanager
def settled_audit(case: Case, blank: Path, path: Path, catalogue: Catalogue) -> Iterator[Audit]:
    """A copy of the blank audit at `path`, with the facts, criteria, parameters and rows of the case."""
    shutil.copyfile(blank, path)
    with open_audit(path, actor="case") as audit:
        audit.connection.execute("PRAGMA synchronous = OFF")  # thrown away: no need to wait for the disk
        audit.set_facts(**case.facts)
        _settle(audit, case, catalogue.check(case.check))
        yield audit


def _settle(audit: Audit, case: Case, check: Check) -> None:
    """Bring criteria, parameters and rows of the case into its audit."""
    for criterion in case.criteria.get("confirmed", ()):
        stated = {key: case.criteria[key] for key in STATED if key in case.criteria}
        if stated:
            edit_criterion(audit, criterion, **_as_staged(stated))
        confirm_criterion(audit, criterion, "Case", dt.date.fromisoformat(case.facts["as_of"]))
    for name, value in case.settings.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        set_parameter(audit, check, name, text, "the case")
    for record_type, rows in case.rows.items():
        if record_type in case.absent:
            continue
        before = None
        for version in (*case.lists.get("earlier", {}).get(record_type, ()), rows):
            before = _load(audit, case, check, record_type, version, supersedes=before)
    for name, other in case.lists.get("other_lists", {}).items():
        _load(audit, case, check, other["of"], other["rows"], list_name=name)
    note_totals(audit, case.lists.get("control_totals", []))
    note_hazards(audit, case.lists.get("hazards", []))
    draw_case_samples(audit, case.samples)


def _load(
    audit: Audit,
    case: Case,
    check: Check,
    record_type: str,
    rows: list[dict[str, Any]],
    *,
    list_name: str | None = None,
    supersedes: int | None = None,
) -> int:
    """Load the rows of one list, or of one version of it; the number of the import."""
    wanted = (*check.needs.get(record_type, ()), *check.uses.get(record_type, ()))
    named = [name for row in rows for name in row if name != "hidden" and audit.types[record_type].fields]
    columns = [
        name for name in dict.fromkeys((*named, *wanted)) if f"{record_type}.{name}" not in case.absent
    ]
    staged = [_as_staged(row) for row in rows]
    return load_plain_rows(
        audit, record_type, staged, columns=columns, list_name=list_name, supersedes=supersedes
    ).import_id


def _as_staged(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its dates as text, as they stand in the audit file."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()}


def _units(audit: Audit, outcome: CheckOutcome) -> list[Unit]:
    rows = audit.rows(
        "SELECT o.entity, o.outcome, o.kind, o.reason, o.row_ids, o.evidence FROM cf_outcome_row o "
        "JOIN cf_check_run r USING (run_id) WHERE r.uid = ? ORDER BY o.entity",
        (outcome.run_id,),
    )
    return [
        Unit(
            row["entity"],
            row["outcome"],
            row["kind"],
            {
                "reason": row["reason"],
                "row_ids": json.loads(row["row_ids"]),
                **json.loads(row["evidence"]),
            },
        )
        for row in rows
    ]
