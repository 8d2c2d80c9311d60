"""`crossfoot misfits`: the cells that did not fit their field, as they stood."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import print_json, print_table


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("--import", dest="import_id", type=int, metavar="ID", help="only this import")


def run(args: argparse.Namespace) -> int:
    """Print the ledger."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.lookups import misfits

    with open_audit(args.audit) as audit:
        found = misfits(audit, args.import_id)
    if args.json:
        print_json(
            [
                {"import_id": m.import_id, "sheet": m.sheet, "ref": m.ref, "field": m.field, "raw": m.raw,
                 "reason": m.reason, "suggestion": m.suggestion, "file": m.file, "row": m.row, "type": m.cell_type}
                for m in found
            ]
        )  # fmt: skip
    elif not found:
        print("Every cell fits its field.")
    else:
        print_table(
            ("import", "cell", "field", "as it stood", "why it does not fit", "could be read as"),
            ((m.import_id, f"{m.sheet}!{m.ref}", m.field, m.raw, m.reason, m.suggestion) for m in found),
        )
    return 0
