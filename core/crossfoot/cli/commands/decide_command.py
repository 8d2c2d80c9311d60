"""`crossfoot decide`: confirm or explain exceptions, with a reason."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json
from crossfoot.errors import ReviewError

DECISIONS = ("confirmed", "explained", "data_error", "out_of_scope", "ask", "no_reply", "refer", "reopened")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("ids", nargs="*", metavar="EXCEPTION", help="ids that `crossfoot exceptions` shows")
    parser.add_argument("--all-of", metavar="CHECK", help="every undecided exception of this check")
    parser.add_argument("--as", dest="decision", required=True, choices=DECISIONS)
    parser.add_argument("--reason", required=True, metavar="R", help="why; it stands in the history")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Record the decisions."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.review.decisions import decide, decide_all

    if bool(args.ids) == bool(args.all_of):
        raise ReviewError(
            "No exception is named, or both single ones and a whole check.",
            "Give the ids of exceptions, or --all-of CHECK, not both.",
        )
    with open_audit(args.audit, actor=args.by) as audit:
        if args.all_of:
            decided = decide_all(audit, args.all_of, args.decision, args.reason, by=args.by)
        else:
            decided = decide(audit, args.ids, args.decision, args.reason, by=args.by)
    if args.json:
        print_json({"decided": decided})
    else:
        print(f"{decided:,} exceptions are now {args.decision.replace('_', ' ')}.")
    return 0
