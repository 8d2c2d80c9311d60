"""`crossfoot tables`: what the audit holds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import print_json, print_table

if TYPE_CHECKING:
    from crossfoot.auditfile.lookups import TableLine


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
        print_table(("table", "rows", "import", "from"), (line for table in found for line in _lines(table)))
    return 0


def _lines(table: TableLine) -> list[tuple[str, int, int | None, str]]:
    if not table.imports:
        return [(table.record_type, table.rows, None, "named by the rows of other lists")]
    return [
        (table.record_type, one.rows, one.import_id, f"{one.file}, sheet {one.sheet}")
        for one in table.imports
    ]
