"""`crossfoot trace`: walk a figure of the report back to the rows and cells of the workbooks that it counts."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.correction_words import corrected_cells
from crossfoot.cli.output import print_json
from crossfoot.errors import CheckRunError


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("figure", metavar="FIGURE", help="its id, such as authority-not-revoked.confirmed")


def run(args: argparse.Namespace) -> int:
    """Trace it."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.report.figures import figure_register, trace_registered
    from crossfoot.review.exceptions import rows_behind

    with open_audit(args.audit) as audit:
        register = figure_register(audit)
        if args.figure not in register:
            near = ", ".join(
                [name for name in register if name.startswith(args.figure.partition(".")[0])][:8]
            )
            raise CheckRunError(
                f"There is no figure {args.figure!r} in this audit.",
                f"Near it are: {near}."
                if near
                else "Run the checks first; `crossfoot checks show ID` lists figures.",
            )
        figure = register[args.figure]
        rows = [
            (traced.part, row)
            for traced in trace_registered(audit, args.figure)
            for row in rows_behind(audit, traced.record_type, traced.row_ids)
        ]
    if args.json:
        cells = [
            {"sha256": row.sha256, "file": row.file, "sheet": row.sheet, "row": row.row, "ref": cell.ref,
             "field": cell.field, "value": cell.value, "part": part, "raw": cell.raw, "correction": cell.correction}
            for part, row in rows
            for cell in row.cells
        ]  # fmt: skip
        print_json(
            {"figure": figure.id, "value": figure.value, "text": figure.text, "check": figure.check,
             "rows": len(rows), "cells": cells}
        )  # fmt: skip
        return 0
    print(f"{figure.id} = {figure.text}: {figure.sentence}")
    for part, row in rows:
        print(f"  {part + ': ' if part else ''}{row.file}, sheet {row.sheet}, row {row.row}")
        for line in corrected_cells(row):
            print(f"    {line}")
    if not rows:
        print(
            "  No row lies behind it: it is a count of nothing, a date, a parameter, or a figure of an import itself."
        )
    return 0
