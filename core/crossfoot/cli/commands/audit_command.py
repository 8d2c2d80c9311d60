"""`crossfoot audit`: the facts of the audit, and how they are set."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from crossfoot.cli.arguments import a_date, audit_argument, by_argument
from crossfoot.cli.output import print_json

_TEXTS = {
    "title": "the title",
    "number": "the number of the report",
    "auditee": "the agency that is audited",
    "office": "the office that audits",
    "objective": "the objective, as a question",
    "marking": "what every page and copy bears",
    "marking_reason": "why there is this marking",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    for name, help_text in _TEXTS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", help=help_text)
    parser.add_argument("--no-marking-because", metavar="REASON", help="no marking is needed, and why")
    parser.add_argument(
        "--issue-date", type=a_date, metavar="DATE", help="the date that the report prints as its own"
    )
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Set what was given, then show all."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.errors import AuditFileError

    changes = {name: getattr(args, name) for name in _TEXTS if getattr(args, name) is not None}
    if args.no_marking_because is not None:
        if changes.get("marking"):
            raise AuditFileError(
                "A marking is given, and that none is needed.",
                "Give --marking or --no-marking-because, not both.",
            )
        changes |= {"marking": "", "marking_reason": args.no_marking_because.strip()}
    if changes.get("marking") == "" and not changes.get("marking_reason"):
        raise AuditFileError(
            "No marking is chosen only with a reason.", "Give --no-marking-because 'why none is needed'."
        )
    if args.issue_date is not None:
        changes["issue_date"] = args.issue_date.isoformat()
    with open_audit(args.audit, actor=args.by) as audit:
        if changes:
            audit.set_facts(**changes)
        facts = asdict(audit.facts)
    if args.json:
        print_json(facts)
    else:
        facts["marking"] = {None: "not chosen yet", "": "none is needed"}.get(
            facts["marking"], facts["marking"]
        )
        for name, value in facts.items():
            print(f"{name.replace('_', ' '):<14} {'' if value is None else value}")
    return 0
