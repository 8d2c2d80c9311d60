"""`crossfoot hazards`: what may mislead in the lists, and what the auditor decided of it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import no_list_yet, print_json
from crossfoot.errors import AuditFileError

if TYPE_CHECKING:
    from crossfoot.auditfile.importing.hazard_decisions import HazardLine


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.description = (
        "List what may mislead in the current lists, decided or open; with --decide, decide one: "
        "--import 1 --decide hidden-rows --as 'they count' --reason R. The decision 'open again' takes one back"
    )
    parser.add_argument("--import", dest="import_id", type=int, metavar="ID", help="only this import")
    parser.add_argument("--open", action="store_true", help="only what must be decided and is not")
    parser.add_argument("--decide", metavar="CODE", help="the hazard to decide, by its code")
    parser.add_argument(
        "--place", metavar="PLACE", help="which of several with that code, by its place as listed"
    )
    parser.add_argument(
        "--as", dest="decision", metavar="DECISION", help="what you decide, in the words that the list offers"
    )
    parser.add_argument("--reason", metavar="R", help="what the decision rests on; it stands in the history")
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """List, or decide one."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.importing.hazard_decisions import decide_hazard, list_hazards
    from crossfoot.auditfile.lookups import tables

    if args.decide is None and (args.decision or args.place or args.reason):
        raise AuditFileError("No hazard is named to be decided.", "Name its code with --decide.")
    if args.decide is not None and (args.import_id is None or not args.decision):
        raise AuditFileError(
            "A decision needs the import and what is decided.", "Add --import ID and --as DECISION."
        )
    with open_audit(args.audit, actor=args.by) as audit:
        if args.decide is not None:
            lines = [
                decide_hazard(
                    audit, args.import_id, args.decide, args.place, args.decision, args.reason or ""
                )
            ]
        else:
            lines = [line for line in list_hazards(audit, args.import_id) if line.open or not args.open]
            if not lines and args.import_id is None and not args.json and not tables(audit):
                print(no_list_yet(args.audit))
                return 0
    if args.json:
        print_json([_document(line) for line in lines])
    else:
        _show(lines, args.open)
    return 0


def _document(line: HazardLine) -> dict[str, Any]:
    made = line.decision
    return {
        "import_id": line.import_id, "list": line.list_name, "file": line.file, "sheet": line.sheet,
        "code": line.code, "place": line.place, "count": line.count, "message": line.message,
        "must_decide": line.must_decide, "open": line.open, "choices": line.choices,
        "decision": made.decision if made else None, "reason": made.reason if made else None,
        "by": made.actor if made else None, "at": made.at if made else None,
        "made_for_import": made.import_id if made else None, "still_loaded": line.still_loaded,
    }  # fmt: skip


def _show(lines: Sequence[HazardLine], only_open: bool) -> None:
    if not lines:
        print("Nothing is left to decide." if only_open else "Nothing in the lists may mislead.")
    shown = 0
    for line in lines:
        if line.import_id != shown:
            print(f"Import {line.import_id}, {line.list_name} ({line.file}, sheet {line.sheet})")
            shown = line.import_id
        print(f"  {line.code}  {line.place}\n    {line.message}")
        if line.must_decide or line.decision:
            print(f"    {_decision_words(line)}")
        if line.still_loaded:
            print(
                '    The rows are still in the list: import it again with them skipped (--skip "ROWS:REASON").'
            )


def _decision_words(line: HazardLine) -> str:
    made = line.decision
    if made is None:
        return f"OPEN. Decide: {' / '.join(line.choices)}"
    carried = f", for import {made.import_id} and the same here" if line.carried else ""
    return f"Decided: {made.decision} ({made.actor}, {made.at[:10]}{carried}). {made.reason}"
