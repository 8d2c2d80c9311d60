"""`crossfoot reliability`: what the tests of data reliability found in each list, and what the auditor concludes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table

if TYPE_CHECKING:
    from crossfoot.review.reliability import ReliabilityTest


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.description = (
        "Show each list with what the tests of data reliability found; with --list and --conclude, record what you "
        "conclude. The program never concludes; a new version of the list or a new run makes a conclusion stale."
    )
    parser.add_argument("--list", dest="list_name", metavar="NAME", help="the list that is concluded on")
    parser.add_argument(
        "--conclude",
        metavar="C",
        help="'sufficiently reliable', 'not sufficiently reliable' or 'undetermined'",
    )
    parser.add_argument("--purpose", default="", metavar="P", help="what the list is used for in this audit")
    parser.add_argument("--reason", default="", metavar="R", help="what the conclusion rests on")
    parser.add_argument(
        "--limitations", default="", metavar="L", help="what the list cannot be used for, or only with care"
    )
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Conclude where asked; then show all lists."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.errors import ReviewError
    from crossfoot.review.reliability import conclude, list_reliability

    if (args.list_name is None) != (args.conclude is None):
        raise ReviewError("A conclusion is of a list.", "Give --list NAME and --conclude C together.")
    with open_audit(args.audit, actor=args.by) as audit:
        if args.conclude is not None:
            conclude(audit, args.list_name, args.conclude, args.purpose, args.reason, args.limitations)
        found = list_reliability(audit)
    if args.json:
        print_json(found)
    elif not found:
        print("The audit holds no list yet.")
    else:
        print_table(
            ("list", "conclusion", "by", *(test.check for test in found[0].tests)),
            (
                (
                    one.list_name,
                    f"{one.conclusion or '(none yet)'}{' (stale)' if one.stale else ''}",
                    one.actor,
                    *(_said(test) for test in one.tests),
                )
                for one in found
            ),
        )
        for one in found:
            if one.stale:
                print(f"{one.list_name}: {one.stale} Conclude again.")
    return 0


def _said(test: ReliabilityTest) -> str:
    if not test.status:
        return "not run"
    if test.exceptions:
        said = f"{test.exceptions:,} exception{'' if test.exceptions == 1 else 's'}"
    elif test.status in ("not_tested", "failed"):
        said = test.status.replace("_", " ")
    elif test.noted:
        said = f"{test.noted:,} to ask about"
    else:
        said = "none found" if test.tested else "none to test"
    return said if test.current else f"{said}, to run again"
