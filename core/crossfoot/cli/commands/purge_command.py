"""`crossfoot purge`: take out of the audit file what should not be in it, everywhere, and leave a tombstone."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table, progress_line

if TYPE_CHECKING:
    from crossfoot.auditfile.purging.purge_model import Purged


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.description = (
        "Take a value out of the audit file wherever it stands, in any spelling, or a column, a row, a workbook or a "
        "piece of evidence. A token stands in its place, and a tombstone says who removed it, why and on whose "
        "authority. It cannot be undone. Look first with --dry-run."
    )
    parser.add_argument(
        "--value", metavar="TEXT", help="a value; - asks for it, so that it is in no history of a shell"
    )
    parser.add_argument(
        "--field", default="", metavar="FIELD", help="only the cells of this field that hold it"
    )
    parser.add_argument(
        "--inside-words", choices=("remove", "leave"), help="what becomes of it as a part of longer words"
    )
    parser.add_argument("--source", default="", metavar="NAME", help="a workbook, by its name or sha256")
    parser.add_argument("--evidence", default="", metavar="E-N", help="a piece of evidence")
    parser.add_argument("--import", dest="import_id", type=int, metavar="ID", help="the import of --column")
    parser.add_argument("--column", default="", metavar="LETTER", help="a column, by its letter or field")
    parser.add_argument("--row", type=_a_row, metavar="IMPORT:ROW", help="a row, as the sheet numbers it")
    parser.add_argument(
        "--everywhere",
        action="store_true",
        help="the values of the column or row, wherever else they stand too",
    )
    parser.add_argument("--reason", required=True, metavar="R", help="why it leaves, without saying it")
    parser.add_argument("--authority", required=True, metavar="A", help="who or which rule demands it")
    parser.add_argument("--dry-run", action="store_true", help="say only where it stands")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Purge, and say what was removed and what somebody still has to do."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.purging.purge import purge
    from crossfoot.auditfile.purging.purge_model import PurgeRequest

    request = PurgeRequest(
        args.reason, args.authority, _asked() if args.value == "-" else (args.value or ""), args.field, args.source,
        args.evidence, args.import_id, args.column, args.row, args.inside_words, args.everywhere,
    )  # fmt: skip
    with open_audit(args.audit, actor=args.by) as audit:
        done = purge(audit, request, by=args.by, dry_run=args.dry_run, progress=progress_line())
    if args.json:
        print_json({**_plain(done), "cells": done.cells})
    else:
        _say(done)
    return 0


def _plain(done: Purged) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(done)


def _say(done: Purged) -> None:
    print_table(
        ("where", "how", "cells"), ((place.place, place.standing, place.cells) for place in done.places)
    )
    if done.dry_run:
        print(f"{done.what[0].upper()}{done.what[1:]} stands in {done.cells:,} cells. Nothing was changed.")
    else:
        print(
            f"Purged {done.what} from {done.cells:,} cells; {done.events:,} events of the history say less than "
            f"before. The tombstone is [purged:{done.token}]."
        )
    for note in done.notes:
        print(f"  ! {note}")
    if done.recall:
        print("These copies left the audit file before; what they hold must be called back by hand:")
        for copy in done.recall:
            to = f", given to {copy.given_to}" if copy.given_to else ""
            print(f"  - {copy.file} ({copy.what}), {copy.at[:10]}, by {copy.actor}{to}")


def _asked() -> str:
    """The value, typed without being shown, or from standard input."""
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass("Value to purge: ")
    return sys.stdin.readline().rstrip("\r\n")


def _a_row(text: str) -> tuple[int, int]:
    import_id, colon, row_no = text.partition(":")
    if not (colon and import_id.isdecimal() and row_no.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} names no import and row; write it as 3:17")
    return int(import_id), int(row_no)
