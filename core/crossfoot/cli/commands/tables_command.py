"""`crossfoot tables`: what the audit holds."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import no_list_yet, print_json, print_table

if TYPE_CHECKING:
    from crossfoot.auditfile.importing.certificate_records import KeptCertificate
    from crossfoot.auditfile.lookups import ImportLine, TableLine

_WORDS = {"agree": "same", "differ": "DIFFERS", "not compared": "no"}
_STATES = {"current": "counts", "superseded": "replaced", "withdrawn": "withdrawn"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument(
        "--all", action="store_true", help="every import, those too that were replaced or withdrawn"
    )


def run(args: argparse.Namespace) -> int:
    """Print the tables."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.importing.certificate_records import certificates
    from crossfoot.auditfile.lookups import imports, tables

    with open_audit(args.audit) as audit:
        if args.all:
            _every_import(imports(audit), args.json)
            return 0
        found = tables(audit)
        read_twice = {one.import_id: one for one in certificates(audit)}
    if args.json:
        print_json(
            [
                {
                    "record_type": t.record_type,
                    "title": t.title,
                    "rows": t.rows,
                    "imports": t.imports,
                    "read_twice": {one.import_id: read_twice[one.import_id].verdict for one in t.imports},
                }
                for t in found
            ]
        )
    elif not found:
        print(no_list_yet(args.audit))
    else:
        lines = (line for table in found for line in _lines(table, read_twice))
        print_table(("table", "list", "rows", "import", "read twice", "from"), lines)
        for one in read_twice.values():
            if one.verdict == "differ":
                print(f"! Import {one.import_id}, sheet {one.sheet}: {one.sentence}")
    return 0


def _lines(
    table: TableLine, read_twice: Mapping[int, KeptCertificate]
) -> list[tuple[str, str, int, int | None, str, str]]:
    if not table.imports:
        return [(table.record_type, "", table.rows, None, "", "named by the rows of other lists")]
    return [
        (table.record_type, one.list_name, one.rows, one.import_id, _WORDS[read_twice[one.import_id].verdict],
         f"{one.file}, sheet {one.sheet}")
        for one in table.imports
    ]  # fmt: skip


def _every_import(lines: Sequence[ImportLine], as_json: bool) -> None:
    if as_json:
        print_json(lines)
        return
    rows = (
        (one.import_id, one.list_name, one.record_type, _STATES[one.state], one.rows, one.loaded_at[:10], one.actor,
         f"{one.file}, sheet {one.sheet}")
        for one in lines
    )  # fmt: skip
    print_table(("import", "list", "table", "state", "rows", "loaded", "by", "from"), rows)
