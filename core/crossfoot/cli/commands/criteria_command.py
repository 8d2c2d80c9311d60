"""`crossfoot criteria`: what should be, and who read it on the page."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from crossfoot.cli.arguments import a_date, audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table
from crossfoot.errors import ReviewError


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("--add", type=Path, metavar="FILE.toml", help="load criteria that the auditor wrote")
    parser.add_argument("--confirm", metavar="ID", help="say that you read this criterion in its document")
    parser.add_argument("--on", type=a_date, metavar="DATE", help="when it was confirmed (default: today)")
    parser.add_argument("--attach", nargs=2, metavar=("CHECK", "ID"), help="let a check rest on a criterion")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Do what was asked, then list all."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.review import criteria

    with open_audit(args.audit, actor=args.by) as audit:
        criteria.load_pack_criteria(audit)
        if args.add is not None:
            if not args.add.is_file():
                raise ReviewError(
                    f"There is no criteria file {args.add}.", "Check its name; it is a TOML text file."
                )
            criteria.load_criteria_file(audit, args.add)
        if args.attach is not None:
            criteria.attach_criterion(audit, *args.attach)
        if args.confirm is not None:
            today = dt.datetime.now(dt.UTC).date()
            criteria.confirm_criterion(audit, args.confirm, args.by or audit.actor, args.on or today)
        found = criteria.list_criteria(audit)
    if args.json:
        print_json(found)
    else:
        print_table(
            ("criterion", "force", "document", "confirmed by"),
            ((c.id, c.force, c.document, c.confirmed_by or "to be confirmed") for c in found),
        )
    return 0
