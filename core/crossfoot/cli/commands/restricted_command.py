"""`crossfoot restricted`: the value behind a token of the history or of an export, for a reviewer who has to trace."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    actions = parser.add_subparsers(dest="what", metavar="reveal", required=True)
    show = actions.add_parser("reveal", help="print the value behind a token; who asked and why is recorded")
    show.add_argument("token", metavar="TOKEN", help="such as R-3fa4c2d19b07")
    show.add_argument("--reason", required=True, metavar="TEXT", help="why you need to see it")
    by_argument(show)
    show.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Print the value, after the event that says who saw it."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.pseudonyms import reveal

    with open_audit(args.audit, actor=args.by) as audit:
        value = reveal(audit, args.token, args.reason)
    if args.json:
        print_json({"token": args.token, "value": value})
    else:
        print(value)
    return 0
