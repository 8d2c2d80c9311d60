"""`crossfoot report`: print the audit report as a PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, progress_line


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("pdf", type=Path, metavar="OUT.pdf")
    status = parser.add_mutually_exclusive_group()
    status.add_argument(
        "--draft", action="store_true", help="a draft; open questions show in it (the default)"
    )
    status.add_argument(
        "--final", action="store_true", help="the final report; refused while anything is open"
    )
    parser.add_argument(
        "--public", action="store_true", help="leave the tables of exceptions out, and say so"
    )
    parser.add_argument("--paper", choices=("letter", "a4"), default="letter")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Build the model, render it, record what was printed."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.custody import require_marking
    from crossfoot.auditfile.history import content_head
    from crossfoot.report.build import build_report
    from crossfoot.report.issue import issue_report
    from crossfoot.report.walk import figure_refs

    progress = progress_line()
    with open_audit(args.audit, actor=args.by) as audit:
        require_marking(audit)
        report = build_report(
            audit, status="final" if args.final else "draft", public=args.public, progress=progress
        )
        head = content_head(audit.connection)
        printed = issue_report(audit, report, args.pdf, paper=args.paper, progress=progress)
    figures = len(figure_refs(report))
    if args.json:
        print_json(
            {"path": str(printed.path), "sha256": printed.sha256, "pages": printed.pages, "figures": figures,
             "head": head.hash, "status": report.status, "notices": printed.notices}
        )  # fmt: skip
        return 0
    print(
        f"{printed.path}: {printed.pages} pages, {figures:,} figures, each with its source. sha256 {printed.sha256}"
    )
    for notice in printed.notices:
        print(f"  ! {notice}")
    return 0
