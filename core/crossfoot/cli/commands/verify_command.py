"""`crossfoot verify`: whether the audit file still is what its history says."""

from __future__ import annotations

import argparse

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import print_json, progress_line


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.description = (
        "Recompute the history, the rows of all imports, the kept workbooks and the attached files, and say what is "
        "not as it was written. Exit code 1 where something differs. A whole history can be made anew: compare with "
        "the hash that a report printed (--head)."
    )
    parser.add_argument(
        "--head", metavar="HEX", help="the hash that a report prints; the history must hold it"
    )


def run(args: argparse.Namespace) -> int:
    """Verify and say what differs."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.verify import verify

    with open_audit(args.audit) as audit:
        found = verify(audit, args.head, progress_line())
    if args.json:
        print_json(found)
        return int(not found.ok)
    for difference in found.differences:
        print(f"  ! {difference}")
    for notice in found.notices:
        print(f"    {notice}")
    result = "The file is what its history says" if found.ok else "The file is not what its history says"
    print(f"{result}: {found.events:,} events, the last one {found.head}.")
    if found.ok and args.head is None:
        print("Whether this is the history that a report was built from, its printed hash tells: --head HEX.")
    return int(not found.ok)
