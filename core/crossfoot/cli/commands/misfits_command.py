"""`crossfoot misfits`: the cells that did not fit their field, as they stood."""

from __future__ import annotations

import argparse
import shlex
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import no_list_yet, print_json, print_table

if TYPE_CHECKING:
    from crossfoot.auditfile.corrections.suggestions import MisfitGroup
    from crossfoot.auditfile.lookups import MisfitLine


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("--import", dest="import_id", type=int, metavar="ID", help="only this import")
    parser.add_argument(
        "--groups", action="store_true", help="by field and text, with suggested readings and what is used"
    )


def run(args: argparse.Namespace) -> int:
    """Print the ledger."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.corrections.suggestions import misfit_groups
    from crossfoot.auditfile.lookups import misfits, tables

    with open_audit(args.audit) as audit:
        found = misfits(audit, args.import_id)
        groups = misfit_groups(audit, args.import_id)
        empty = not tables(audit)
    if args.json and args.groups:
        print_json(groups)
    elif args.json:
        print_json(
            [
                {"import_id": m.import_id, "sheet": m.sheet, "ref": m.ref, "field": m.field, "raw": m.raw,
                 "reason": m.reason, "suggestion": m.suggestion, "file": m.file, "row": m.row, "type": m.cell_type,
                 "override": m.override or None, "used": m.used if m.override else None}
                for m in found
            ]
        )  # fmt: skip
    elif not found:
        print(no_list_yet(args.audit) if empty else "Every cell fits its field.")
    else:
        _say(args, found, groups)
    return 0


def _say(args: argparse.Namespace, found: list[MisfitLine], groups: list[MisfitGroup]) -> None:
    if args.groups:
        print_table(
            ("cells", "field", "as it stands", "why it does not fit", "could be read as", "used", "first"),
            (
                (g.count, f"{g.record_type}.{g.field}", g.raw, g.reason, g.suggestion, _used(g), g.first)
                for g in groups
            ),
        )
    else:
        print_table(
            ("import", "cell", "field", "as it stood", "why it does not fit", "could be read as", "used"),
            (
                (m.import_id, f"{m.sheet}!{m.ref}", m.field, m.raw, m.reason, m.suggestion,
                 (m.used or "no value") if m.override else "")
                for m in found
            ),
        )  # fmt: skip
    offered = [group for group in groups if group.suggestion and group.overridden < group.count]
    if offered:
        one = offered[0]
        print(
            f"{sum(g.count - g.overridden for g in offered):,} cells have a suggested reading that nobody "
            "has accepted. "
            f"To accept one: crossfoot override {args.audit} --accept-suggestions "
            f"{one.record_type}.{one.field} {shlex.quote(one.raw)} --reason R"
        )


def _used(group: MisfitGroup) -> str:
    """What is used for the cells of a group; how many of them, where it is not all."""
    if not group.overridden:
        return ""
    some = "" if group.overridden == group.count else f" ({group.overridden:,} of {group.count:,} cells)"
    return f"{group.used or 'no value'}{some}"
