"""`crossfoot withdraw`: an import no longer counts; its rows stay in the file."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument(
        "import_id", type=int, metavar="IMPORT", help="the number that `crossfoot tables` shows"
    )
    parser.add_argument(
        "--reason", required=True, help="why it should no longer count; it stands in the history"
    )
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Withdraw the import."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.importing.withdraw import withdraw_import
    from crossfoot.auditfile.lookups import imports

    with open_audit(args.audit, actor=args.by) as audit:
        withdraw_import(audit, args.import_id, args.reason)
        lines = imports(audit)
    name = next(line.list_name for line in lines if line.import_id == args.import_id)
    versions = [line for line in lines if line.list_name == name]
    if args.json:
        print_json({"withdrawn": args.import_id})
    else:
        print(f"Import {args.import_id} no longer counts. Run the checks again: crossfoot check {args.audit}")
        if not any(line.state == "current" for line in versions):
            print(
                f"! No version of the list {name!r} counts now; a version before it does not come back by itself. "
                "Import the workbook that should count."
            )
    return 0
