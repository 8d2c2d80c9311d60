"""`crossfoot`: reads the command, loads only what that command needs, and turns every outcome into an exit code.

Exit codes: 0 done; 1 a comparison or a strict check found a difference; 2 known trouble, said in one sentence with what
to do; 70 a mistake of the program; 130 cancelled.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from crossfoot import __version__
from crossfoot.errors import Cancelled, CrossfootError

COMMANDS: dict[str, str] = {
    "new": "create an audit file",
    "plan": "the plan of the audit: objectives, questions and steps; approve, run, conclude and answer them",
    "planning": "planning pages: risk, internal control, fraud risk, prior recommendations, independence",
    "control-test": "what was established of a control: who is assigned, which report exists, what followed",
    "inspect": "look through a workbook: sheets, header rows, columns, hidden things, what may mislead",
    "cells": "every non-empty cell of a workbook, as JSON lines",
    "import": "load a workbook's lists into the audit",
    "mappings": "how sheets are read: keep mappings as templates, write or propose them as TOML files",
    "withdraw": "take an import out of the audit, with a reason; nothing is deleted",
    "certificate": "whether two independent programs read the imported sheets alike, column by column",
    "tables": "the tables that the audit holds",
    "misfits": "the cells that did not fit their field, as they stood",
    "cell": "a cell as it stood, in its sheet: its row and those around it, from the kept workbook",
    "hazards": "what may mislead in the lists, and what was decided of it",
    "override": "correct a value beside the one that stands in the workbook; list or withdraw corrections",
    "control-totals": "note what the sender says a list holds, and compare it with the list",
    "diff": "what changed from one version of a list to the next, field by field",
    "agencies": "the agencies that the lists name, which names may be one, and what was decided about them",
    "checks": "list, show or test check modules",
    "check": "run checks",
    "analyze": "ask an analysis of any table: groups, bands, duplicates, gaps, digits, outliers and more",
    "sample": "samples of a list: how many items, draw them, enter results, project with limits",
    "instrument": "questions for each item of a sample, answered by two people from its documents",
    "reliability": "what the tests found in each list, and what the auditor concludes on its reliability",
    "criteria": "list, add, confirm or attach criteria",
    "exceptions": "what the checks flagged, with the source cell of each",
    "decide": "confirm or explain exceptions, with a reason",
    "finding": "draft, write, edit, list or show findings, their flags and recommendations",
    "request": "ask the auditee for data, documents and interviews: letter, templates, lists; take in what comes back",
    "evidence": "evidence beside data: register documents and computations, list, show, export, withdraw",
    "interview": "interviews in numbered paragraphs: record, confirm, corroborate",
    "cite": "cite evidence for or against a finding, a recommendation, a step or a question",
    "audit": "show or set the facts of the audit: title, number, issue date, marking",
    "custody": "every copy that was written out of the audit: what, when, by whom, marked how, given to whom",
    "verify": "whether the audit file still is what its history says: chain, rows, kept workbooks, evidence, purges",
    "purge": "take a value, a column, a row, a workbook or evidence out of the file everywhere, and leave a tombstone",
    "history": "all that was done, by whom and when, as JSON lines",
    "restricted": "the value behind a token, for a reviewer who has to trace it; who asked and why is recorded",
    "trace": "walk a figure of the report back to the cells that it counts",
    "report": "print the audit report as a PDF",
    "samples": "write the sample workbooks (a fictitious agency) to a folder",
    "demo": "the whole way on the samples: workbooks in, checks, findings, PDF, a picture of the window",
    "gui": "open the window",
}
COMMAND_THAT_FORGETS = "purge"
KNOWN_TROUBLE, OUR_BUG, CANCELLED = 2, 70, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Known trouble goes to standard error as a sentence and a hint."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--work-apart"]:  # the packaged program as its own process apart (crossfoot.apart.run)
        from crossfoot.apart.child import main as work_apart

        return work_apart()
    parser, chosen = _parser(words)
    try:
        args = parser.parse_args(words)
    except SystemExit as stop:
        return int(stop.code or 0)
    if chosen is None:
        parser.print_help()
        return 0
    try:
        return int(importlib.import_module(_module(chosen)).run(args))
    except CrossfootError as trouble:
        return _say_trouble(trouble)
    except (Cancelled, KeyboardInterrupt):
        print("Cancelled. What was not finished left no trace.", file=sys.stderr)
        return CANCELLED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to say
        return 0
    except Exception:
        return _say_bug()


def _parser(words: Sequence[str]) -> tuple[argparse.ArgumentParser, str | None]:
    parser = argparse.ArgumentParser(
        prog="crossfoot",
        description="From an agency's workbooks to an audit report whose every figure traces to a cell.",
        epilog="Help on one command: crossfoot COMMAND --help. Every command takes --json.",
    )
    parser.add_argument("--version", action="version", version=f"crossfoot {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    chosen = words[0] if words and words[0] in COMMANDS else None
    for name, help_text in COMMANDS.items():
        command = commands.add_parser(
            name, help=help_text, description=help_text[0].upper() + help_text[1:] + "."
        )
        if name == chosen:
            command.add_argument("--json", action="store_true", help="print JSON on standard output")
            importlib.import_module(_module(name)).configure(command)
    return parser, chosen


def _module(command: str) -> str:
    return f"crossfoot.cli.commands.{command.replace('-', '_')}_command"


def _say_trouble(trouble: CrossfootError) -> int:
    print(f"crossfoot: {trouble.message}", file=sys.stderr)
    if trouble.hint:
        print(f"What to do: {trouble.hint}", file=sys.stderr)
    return KNOWN_TROUBLE


def _say_bug() -> int:
    import tempfile
    import traceback
    from pathlib import Path

    report = Path(tempfile.gettempdir()) / "crossfoot-mistake.log"
    text = traceback.format_exc()
    if COMMAND_THAT_FORGETS in sys.argv[1:2]:  # what is to be forgotten is not written down here
        words, text = (
            sys.argv[:2],
            "\n".join(line for line in text.splitlines() if line.startswith("  File ")),
        )
    else:
        words = sys.argv
    try:
        report.write_text(f"crossfoot {__version__}\n{' '.join(words)}\n{text}", encoding="utf-8")
        where = f"The details are in {report}; please send them to the people who keep Crossfoot."
    except OSError:
        where = f"Please send these details to the people who keep Crossfoot:\n{text}"
    print(f"crossfoot: this is a mistake in Crossfoot, not in your data. {where}", file=sys.stderr)
    return OUR_BUG


if __name__ == "__main__":
    sys.exit(main())
