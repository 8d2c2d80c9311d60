"""`crossfoot exceptions`: what the checks flagged, with the source cell of each."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.correction_words import corrected_cells
from crossfoot.cli.output import print_json
from crossfoot.errors import ReviewError

if TYPE_CHECKING:
    from crossfoot.checks.model import CheckOutcome
    from crossfoot.review.exceptions import ExceptionRecord, SourceRow


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("--check", metavar="ID", help="only those of this check")
    parser.add_argument(
        "--decision", metavar="D", help="only those decided so, such as undecided or confirmed"
    )


def run(args: argparse.Namespace) -> int:
    """Print them."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.checks.read import latest_outcomes
    from crossfoot.checks.staleness import outdated_checks
    from crossfoot.review.exceptions import list_exceptions, source_cells

    with open_audit(args.audit) as audit:
        ran = {outcome.check: outcome for outcome in latest_outcomes(audit)}
        if args.check is not None and args.check not in ran:
            raise ReviewError(
                f"The check {args.check} did not run in this audit.",
                f"Run it: crossfoot check AUDIT {args.check}.",
            )
        records = list_exceptions(audit, args.check, args.decision)
        sources = source_cells(audit, records)
        outdated = outdated_checks(audit)
    for check, why in outdated.items():
        if args.check in (None, check):
            print(f"crossfoot: {check} is not current. {why}", file=sys.stderr)
    if args.json:
        print_json([_document(record, sources[record.id]) for record in records])
        return 0
    for record in records:
        print(f"{record.id}  {record.decision:<12} {record.check}: {record.entity}")
        print(f"    {record.message}")
        for row in sources[record.id]:
            print(
                f"    {row.file}, sheet {row.sheet}, row {row.row}{' (hidden in Excel)' if row.hidden else ''}"
            )
            for line in corrected_cells(row):
                print(f"      {line}")
    print(_total(len(records), list(ran.values())))
    return 0


def _total(found: int, outcomes: list[CheckOutcome]) -> str:
    """How many were found; where none, what that rests on: a check that did not test is not a clean one."""
    if found:
        return f"{found:,} exceptions."
    if not outcomes:
        return "No check has run yet, so nothing is known of exceptions."
    tested = sum(outcome.status in ("clean", "flagged") for outcome in outcomes)
    return f"No such exceptions. Of {len(outcomes)} checks run, {tested} tested for exceptions; the others did not."


def _document(record: ExceptionRecord, rows: list[SourceRow]) -> dict[str, Any]:
    return {
        "id": record.id,
        "check": record.check,
        "entity": record.entity,
        "kind": record.kind,
        "message": record.message,
        "decision": record.decision,
        "reason": record.reason,
        "decided_by": record.decided_by,
        "evidence": record.evidence,
        "source": [
            {"sha256": row.sha256, "file": row.file, "sheet": row.sheet, "row": row.row, "ref": cell.ref,
             "field": cell.field, "value": cell.value, "raw": cell.raw, "correction": cell.correction}
            for row in rows
            for cell in row.cells
        ],
    }  # fmt: skip
