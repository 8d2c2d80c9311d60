"""`crossfoot demo`: the whole way on the samples, without questions: workbooks, checks, findings, PDF, a picture."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from crossfoot.cli.outcome_words import outcome_document
from crossfoot.cli.output import print_json, print_table, progress_line

PICTURE_NAME = "window.png"


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("folder", nargs="?", type=Path, default=Path("demo"), metavar="DIR")
    parser.add_argument("--no-window", action="store_true", help="take no picture of the window")


def run(args: argparse.Namespace) -> int:
    """Run the demonstration and show what came out."""
    from crossfoot.demo import run_demo

    done = run_demo(args.folder, progress_line())
    picture, why_not = (
        (None, "not asked for") if args.no_window else _picture(done.audit, args.folder / PICTURE_NAME)
    )
    if args.json:
        print_json(
            {"audit": str(done.audit), "report": str(done.report), "pages": done.pages, "sha256": done.sha256,
             "screenshot": str(picture) if picture else None, "screenshot_missing_because": why_not,
             "confirmed": done.confirmed, "checks": [outcome_document(outcome) for outcome in done.outcomes]}
        )  # fmt: skip
        return 0 if picture or args.no_window else 2
    print("The Bureau of Delegated Examples, a fictitious agency: what the checks found in its workbooks\n")
    print_table(
        ("check", "outcome", "tested", "exceptions", "confirmed"),
        (
            (o.check, o.said, o.tested, o.exceptions if o.kind == "exception" else None,
             done.confirmed.get(o.check) if o.kind == "exception" else None)
            for o in done.outcomes
        ),
    )  # fmt: skip
    print(f"\nAudit file:  {done.audit}")
    print(f"Report:      {done.report}  ({done.pages} pages)")
    print(f"Window:      {picture or 'no picture: ' + why_not}")
    return 0 if picture or args.no_window else 2


def _picture(audit: Path, target: Path) -> tuple[Path | None, str]:
    """Let the window, in a process of its own, open the audit and take its picture; core knows it only by name."""
    words = [
        sys.executable,
        "-m",
        "crossfoot_gui.app",
        str(audit),
        "--screenshot",
        str(target),
        "--page",
        "checks",
    ]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode == 0 and target.is_file():
        return target, ""
    said = (done.stderr.strip().splitlines() or ["the window did not open"])[-1]
    return None, said
