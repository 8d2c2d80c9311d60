"""`crossfoot history`: all that was done, in order."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import print_json_lines


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Print one line per event."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.history import events

    with open_audit(args.audit) as audit:
        if args.json:
            print_json_lines(
                {"seq": e.seq, "id": e.id, "at": e.at, "actor": e.actor, "kind": e.kind, "object": e.object,
                 "body": e.body, "hash": e.hash}
                for e in events(audit.connection)
            )  # fmt: skip
            return 0
        for event in events(audit.connection):
            print(
                f"{event.seq:>5}  {event.at}  {event.actor:<16} {event.kind:<20} {event.object}  {event.hash[:12]}"
            )
    return 0
