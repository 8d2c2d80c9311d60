"""`crossfoot control-totals`: what the sender says a list holds, compared with what it holds."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table
from crossfoot.errors import AuditFileError

MEASURES = ("rows", "sum", "distinct", "filled")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.description = (
        "Note what the sender says a list holds; without anything to note, compare all control totals with the lists. "
        "--list budget --measure sum --field enacted --expected 1,234.50 --source 'letter of 3 May 2018'."
    )
    parser.add_argument("--list", dest="list_name", metavar="NAME", help="the list that the total is of")
    parser.add_argument(
        "--measure",
        choices=MEASURES,
        help="rows of the list; sum of a field; distinct values of a field; rows where a field is filled",
    )
    parser.add_argument("--field", default="", metavar="FIELD", help="the field of a sum or count")
    parser.add_argument("--expected", metavar="NUMBER", help="what the sender says, such as 1,234.50")
    parser.add_argument(
        "--source", metavar="S", help='where the sender says it, such as "letter of 3 May 2018"'
    )
    parser.add_argument("--replace", action="store_true", help="the total that is in force gives way")
    parser.add_argument("--withdraw", metavar="UID", help="take back a total; the list shows its uid")
    parser.add_argument("--reason", metavar="R", help="why it is withdrawn")
    parser.add_argument("--strict", action="store_true", help="exit code 1 where a total does not agree")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Set or withdraw, then compare all."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.corrections.control_totals import set_control_total, withdraw_control_total
    from crossfoot.auditfile.corrections.reconciliation import reconcile

    named = [args.list_name, args.measure, args.expected]
    if any(part is not None for part in (*named, args.source)) and None in named:
        raise AuditFileError(
            "A control total needs its list, its measure and the number that is expected.",
            "Give --list, --measure, --expected and --source (and --field, unless the rows are counted).",
        )
    with open_audit(args.audit, actor=args.by) as audit:
        if args.withdraw is not None:
            withdraw_control_total(audit, args.withdraw, args.reason or "")
        if args.expected is not None:
            set_control_total(
                audit, args.list_name, args.measure, args.expected, args.source or "",
                field=args.field, replace=args.replace,
            )  # fmt: skip
        found = reconcile(audit)
    if args.json:
        print_json(found)
    elif not found:
        print("No control total is noted. Ask the sender for one: how many rows, the sum of an amount.")
    else:
        print_table(
            ("total", "list", "measure", "expected", "found", "difference", "source"),
            (
                (r.total.uid[:8], r.total.list_name, f"{r.total.measure} {r.total.field}".strip(), r.expected,
                 r.found or "(none)", r.difference or "(none)", r.total.source)
                for r in found
            ),
        )  # fmt: skip
        for one in found:
            if not one.agrees or one.unreadable or one.corrected:
                print(one.words)
    return int(args.strict and not all(one.agrees for one in found))
