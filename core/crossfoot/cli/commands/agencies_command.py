"""`crossfoot agencies`: the register of agencies, which names may be one, and what was decided about them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--candidates", action="store_true", help="names that are alike and not decided")
    what.add_argument("--decided", action="store_true", help="the decisions about names")
    what.add_argument(
        "--same", nargs=2, metavar=("A", "B"), help="the two names are one agency; write a name as STATE|name"
    )
    what.add_argument("--distinct", nargs=2, metavar=("A", "B"), help="the two names are two agencies")
    what.add_argument("--withdraw", metavar="DECISION", help="take a decision back")
    parser.add_argument(
        "--officers", action="store_true", help="of officers, by their identifiers, not agencies"
    )
    parser.add_argument("--evidence", default="", metavar="TEXT", help="what shows it; with --withdraw, why")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """List, or decide."""
    from crossfoot.auditfile.audit import open_audit

    with open_audit(args.audit, actor=args.by) as audit:
        if args.same or args.distinct:
            return _decide(audit, args)
        if args.withdraw:
            return _withdraw(audit, args)
        if args.decided:
            return _decisions(audit, args)
        if args.candidates or args.officers:
            return _candidates(audit, args)
        return _register(audit, args)


def _register(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.auditfile.identity.agency_identity import agencies

    found = agencies(audit)
    if args.json:
        print_json(found)
    elif not found:
        print(f"No list names an agency yet. Next: crossfoot import {args.audit} WORKBOOK.xlsx")
    else:
        rows = ((one.state, one.name, one.agency_id, one.named_by, "; ".join(one.aliases)) for one in found)
        print_table(("state", "agency", "id", "first named by", "also"), rows)
    return 0


def _candidates(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.auditfile.identity.agency_identity import candidates
    from crossfoot.auditfile.identity.officer_identity import officer_candidates

    found = officer_candidates(audit) if args.officers else candidates(audit)
    if args.json:
        print_json(found)
    elif not found:
        print("No names are alike that are not decided on.")
    else:
        rows = (
            (f"{c.score:.2f}", c.entity_a, c.entity_b, f"{c.name_a} / {c.name_b}", c.reason) for c in found
        )
        print_table(("likeness", "A", "B", "names", "why"), rows)
        print("Alike does not mean the same. Decide with --same A B or --distinct A B, and --evidence TEXT.")
    return 0


def _decide(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.auditfile.identity.agency_identity import AGENCY, OFFICER, confirm_distinct, confirm_same

    kind = OFFICER if args.officers else AGENCY
    decide, (a, b) = (confirm_same, args.same) if args.same else (confirm_distinct, args.distinct)
    alias = decide(audit, a, b, args.evidence, kind=kind)
    if args.json:
        print_json({"decided": alias})
    else:
        one_or_two = "one" if alias.same else "two"
        print(f"Noted: {alias.entity_a} and {alias.entity_b} are {one_or_two}. Decision {alias.uid}.")
        if alias.same and kind == AGENCY:
            print(f"Run the checks again: crossfoot check {args.audit}")
    return 0


def _withdraw(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.auditfile.identity.agency_identity import withdraw_alias

    withdraw_alias(audit, args.withdraw, args.evidence)
    if args.json:
        print_json({"withdrawn": args.withdraw})
    else:
        print(f"The decision no longer holds. Run the checks again: crossfoot check {args.audit}")
    return 0


def _decisions(audit: Audit, args: argparse.Namespace) -> int:
    from crossfoot.auditfile.identity.agency_identity import aliases

    found = aliases(audit)
    if args.json:
        print_json(found)
    elif not found:
        print("Nothing is decided about names.")
    else:
        rows = (
            (
                one.uid,
                one.kind,
                one.entity_a,
                "is" if one.same else "is not",
                one.entity_b,
                one.evidence,
                one.actor,
            )
            for one in found
        )
        print_table(("decision", "kind", "A", "", "B", "evidence", "by"), rows)
    return 0
