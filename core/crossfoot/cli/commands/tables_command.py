"""`crossfoot tables`: what the audit holds."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import print_json, print_table


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Print the tables."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.lookups import tables

    with open_audit(args.audit) as audit:
        found = tables(audit)
    if args.json:
        print_json(
            [
                {"record_type": t.record_type, "title": t.title, "rows": t.rows, "imports": t.imports}
                for t in found
            ]
        )
    elif not found:
        print(f"No list yet. Next: crossfoot import {args.audit} WORKBOOK.xlsx")
    else:
        print_table(
            ("table", "rows", "import", "from"),
            (
                (table.record_type, table.rows, one.import_id if one else None, f"{one.file}, sheet {one.sheet}" if one else
                 "named by the rows of other lists")
                for table in found
                for one in (table.imports or (None,))
            ),
        )  # fmt: skip
    return 0
