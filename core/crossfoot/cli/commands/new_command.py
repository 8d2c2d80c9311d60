"""`crossfoot new`: create an audit file."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import a_date, audit_argument, by_argument
from crossfoot.cli.output import print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    from crossfoot import content

    audit_argument(parser)
    parser.add_argument("--title", required=True, help="the title of the audit; the report prints it")
    parser.add_argument(
        "--as-of", required=True, type=a_date, metavar="DATE", help="the date that the audit speaks of"
    )
    parser.add_argument(
        "--period-start", type=a_date, metavar="DATE", help="default: the fiscal year of the as-of date"
    )
    parser.add_argument("--period-end", type=a_date, metavar="DATE")
    parser.add_argument(
        "--pack", default=content.DEFAULT_PACK, help="the audit program (default: %(default)s)"
    )
    parser.add_argument("--number", default="", help="the number of the report")
    parser.add_argument("--auditee", default="", help="the agency that is audited")
    parser.add_argument("--office", default="", help="the office that audits")
    parser.add_argument("--objective", default="", help="the audit's objective, as a question")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Create the file."""
    from crossfoot.auditfile.audit import create_audit
    from crossfoot.review.criteria import load_pack_criteria

    with create_audit(
        args.audit, title=args.title, as_of=args.as_of, period_start=args.period_start, period_end=args.period_end,
        pack=args.pack, number=args.number, auditee=args.auditee, office=args.office, objective=args.objective,
        actor=args.by,
    ) as audit:  # fmt: skip
        load_pack_criteria(audit)
        facts = audit.facts
    if args.json:
        print_json(
            {"audit": str(args.audit), "id": facts.uid, "pack": facts.pack, "as_of": facts.as_of,
             "period_start": facts.period_start, "period_end": facts.period_end}
        )  # fmt: skip
    else:
        period = f"{facts.period_start} to {facts.period_end}"
        print(f"Created {args.audit}: {facts.title}, as of {facts.as_of}, period {period}.")
        print(f"Next: crossfoot plan {args.audit} load, or crossfoot import {args.audit} WORKBOOK.xlsx")
    return 0
