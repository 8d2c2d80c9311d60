"""`crossfoot custody`: every copy and export that left the audit file."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import print_json, print_table


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)


def run(args: argparse.Namespace) -> int:
    """List the copies, the oldest first."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.custody import list_copies

    with open_audit(args.audit) as audit:
        copies = list_copies(audit)
    if args.json:
        print_json(copies)
    elif not copies:
        print("No copy has been written out of this audit yet.")
    else:
        print_table(
            ("event", "on", "by", "what", "file", "sha256", "bytes", "marking", "given to"),
            (
                (
                    str(c.seq),
                    c.at[:10],
                    c.actor,
                    c.what,
                    c.file,
                    c.sha256[:16],
                    c.bytes,
                    c.marking,
                    c.given_to,
                )
                for c in copies
            ),
        )
    return 0
