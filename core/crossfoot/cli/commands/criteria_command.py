"""`crossfoot criteria`: what should be, and who read it on the page."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import a_date, audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table
from crossfoot.errors import ReviewError

if TYPE_CHECKING:
    from crossfoot.review.criteria import CriterionRecord


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("--add", type=Path, metavar="FILE.toml", help="load criteria that the auditor wrote")
    parser.add_argument("--confirm", metavar="ID", help="say that you read this criterion in its document")
    parser.add_argument("--on", type=a_date, metavar="DATE", help="when it was confirmed (default: today)")
    parser.add_argument("--attach", nargs=2, metavar=("CHECK", "ID"), help="let a check rest on a criterion")
    parser.add_argument("--show", metavar="ID", help="one criterion, whole")
    parser.add_argument(
        "--in-force-on", type=a_date, metavar="DATE", help="only those that bound an event of that day"
    )
    parser.add_argument(
        "--model", default="", metavar="M", help="... under an agreement of that model, such as JEM"
    )
    parser.add_argument(
        "--template", default="", metavar="T", help="... and of that template, such as JEM-2020"
    )
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
        found = [criteria.find_criterion(audit, args.show)] if args.show else criteria.list_criteria(audit)
    if args.in_force_on is not None:
        from crossfoot.review.criteria_in_force import criteria_in_force

        found = criteria_in_force(found, args.in_force_on, args.model, args.template)
    elif args.model or args.template:
        raise ReviewError(
            "Which criteria bound an event depends on its day.", "Give the day with --in-force-on, too."
        )
    if args.json:
        print_json(found)
    elif args.show:
        for one in found:
            print("\n".join(_told(one)))
    elif not found:
        print("No criterion of this audit was in force then, for such an agreement.")
    else:
        print_table(
            ("criterion", "force", "document", "confirmed by"),
            ((c.id, c.force, c.document, c.confirmed_by or "to be confirmed") for c in found),
        )
    return 0


def _told(one: CriterionRecord) -> Iterator[str]:
    yield f"{one.id}: {one.text}"
    since = f"from {one.in_force_from}" if one.in_force_from else "from a day that is not stated"
    until = f" to {one.in_force_to}" if one.in_force_to else ""
    for name, said in (
        ("document", one.citation),
        ("version", one.version),
        ("in force", since + until),
        ("applies to", ", ".join(one.applies_to) or "all"),
        ("whose duty", one.responsible_party.replace("_", " ")),
        ("force", one.force),
        ("states", ", ".join(f"{key} = {value}" for key, value in one.parameters.items())),
        ("source", one.source),
        ("confirmed by", f"{one.confirmed_by}, {one.confirmed_on}" if one.confirmed else "nobody yet"),
    ):
        if said:
            yield f"  {name:<13} {said}"
