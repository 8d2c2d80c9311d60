"""`crossfoot override`: correct a value beside the one that stands in the workbook; list or withdraw corrections."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, print_table
from crossfoot.errors import AuditFileError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.auditfile.corrections.override_list import Override


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.description = (
        "Correct a value beside the one that stands in the workbook; without anything to do, list the corrections in "
        "force. By raw value: --field officers.authorized_on --raw 7/72025 --used 2025-07-07 --reason R. One cell: "
        "--import 3 --cell F12 --used 2025-07-07 --reason R. The workbook and the misfits stay as they stand."
    )
    parser.add_argument(
        "--field", metavar="TYPE.FIELD", help="the field, with its record type: officers.authorized_on"
    )
    parser.add_argument("--raw", metavar="TEXT", help="every cell of the field that stands exactly so")
    parser.add_argument(
        "--import", dest="import_id", type=int, metavar="ID", help="the import of the one cell"
    )
    parser.add_argument("--cell", metavar="REF", help="the address of the one cell, such as F12")
    parser.add_argument("--used", metavar="VALUE", help="the value to use")
    parser.add_argument("--no-value", action="store_true", help="use no value: what stands there is none")
    parser.add_argument("--replace", action="store_true", help="the correction that is in force gives way")
    parser.add_argument(
        "--accept-suggestions",
        nargs=2,
        metavar=("FIELD", "RAW"),
        help="use the suggested reading of misfits that stand as RAW",
    )
    parser.add_argument("--withdraw", metavar="UID", help="take back a correction; the list shows its uid")
    parser.add_argument("--all", action="store_true", help="list withdrawn corrections too")
    parser.add_argument(
        "--reason", metavar="R", help="why; required to set or withdraw, it stands in the history"
    )
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Set, accept, withdraw, or list."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.corrections.override_list import list_overrides

    sets = any(
        value is not None for value in (args.field, args.raw, args.import_id, args.cell, args.used)
    ) or bool(args.no_value)
    if sum((sets, args.accept_suggestions is not None, args.withdraw is not None)) > 1:
        raise AuditFileError(
            "More than one thing to do is named.",
            "Set a correction, accept a suggestion or withdraw: one at a time.",
        )
    acts = sets or args.accept_suggestions or args.withdraw
    if acts and not (args.reason or "").strip():
        raise AuditFileError(
            "No reason is given.", "Add --reason 'what it rests on'; it stands in the history."
        )
    with open_audit(args.audit, actor=args.by) as audit:
        if acts:
            _say_one(args, _changed(audit, args))
        else:
            _say_all(args, list_overrides(audit, withdrawn=args.all))
    return 0


def _changed(audit: Audit, args: argparse.Namespace) -> Override:
    from crossfoot.auditfile.corrections.overrides import set_override, withdraw_override
    from crossfoot.auditfile.corrections.suggestions import accept_suggestion

    if args.withdraw is not None:
        return withdraw_override(audit, args.withdraw, args.reason)
    if args.accept_suggestions is not None:
        field, raw = args.accept_suggestions
        return accept_suggestion(audit, field, raw, args.reason)
    if (args.used is None) != args.no_value:
        raise AuditFileError(
            "Say which value is to be used.",
            "Add --used VALUE, or --no-value where what stands there is none.",
        )
    used = args.used or ""
    if args.cell is not None or args.import_id is not None:
        record_type, field, row = _named_cell(audit, args)
        return set_override(
            audit, record_type, field, used, args.reason,
            import_id=args.import_id, row_no=row, raw=args.raw, replace=args.replace,
        )  # fmt: skip
    record_type, _, field = (args.field or "").partition(".")
    if not field:
        raise AuditFileError(
            "The field must name its record type too.",
            "Write it as officers.authorized_on; `crossfoot misfits` does.",
        )
    return set_override(audit, record_type, field, used, args.reason, raw=args.raw, replace=args.replace)


def _named_cell(audit: Audit, args: argparse.Namespace) -> tuple[str, str, int]:
    """Record type, field and row of `--import ID --cell REF`; `--field` chooses where a cell tells two fields."""
    from crossfoot.auditfile.corrections.override_list import field_at

    if args.cell is None or args.import_id is None:
        raise AuditFileError(
            "One cell is named by its import and its address.", "Give both: --import 3 --cell F12."
        )
    record_type, field, row = field_at(audit, args.import_id, args.cell)
    if args.field is None:
        return record_type, field, row
    return record_type, args.field.rpartition(".")[2], row


def _say_one(args: argparse.Namespace, one: Override) -> None:
    if args.json:
        print_json(one)
    elif one.withdrawn:
        print(f"Withdrawn: the cells hold again what they held before. {_again(args)}")
    else:
        cells = "1 cell" if one.cells == 1 else f"{one.cells:,} cells"
        print(f"{one.stood or '(blank)'} is now used as {one.used or 'no value'} in {cells}. {_again(args)}")
        print(f"To take it back: crossfoot override {args.audit} --withdraw {one.uid[:8]} --reason R")


def _again(args: argparse.Namespace) -> str:
    return f"Run the checks again: crossfoot check {args.audit}"


def _say_all(args: argparse.Namespace, found: list[Override]) -> None:
    if args.json:
        print_json(found)
    elif not found:
        print("No value is corrected: the checks read what stands in the workbooks.")
    else:
        print_table(
            ("correction", "field", "as it stands", "used", "cells", "reason", "by", "on", ""),
            (_line(override) for override in found),
        )


def _line(override: Override) -> tuple[str | int, ...]:
    place = f" (import {override.import_id}, {override.ref})" if override.ref else ""
    return (
        override.uid[:8],
        f"{override.record_type}.{override.field}",
        f"{override.stood}{place}",
        override.used or "(no value)",
        override.cells,
        override.reason,
        override.actor,
        override.at[:10],
        "withdrawn" if override.withdrawn else "",
    )
