"""`crossfoot import`: load a workbook's lists into the audit, all of it or nothing."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.output import print_json, progress_line
from crossfoot.errors import MappingError

if TYPE_CHECKING:
    from crossfoot.auditfile.imports import ImportResult, ImportSummary


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--new-version-of", metavar="LIST", help="this workbook replaces that list")
    which.add_argument("--as-list", metavar="NAME", help="this workbook is another list, called NAME")
    parser.add_argument("--sheet", metavar="NAME", help="only this sheet")
    parser.add_argument(
        "--as", dest="record_type", metavar="RECORD_TYPE", help="what the rows are, such as officers"
    )
    parser.add_argument("--mapping", type=Path, metavar="FILE.toml", help="which column is which field")
    parser.add_argument(
        "--hash-only", action="store_true", help="keep the workbook's fingerprint, not its bytes"
    )
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Plan, load, and say what became of every cell."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.import_plan import ImportChoices, plan_import
    from crossfoot.auditfile.imports import load_workbook_rows

    progress = progress_line()
    choices = ImportChoices(
        sheet=args.sheet, record_type=args.record_type, mapping_toml=_mapping_text(args.mapping),
        as_list=args.as_list, new_version_of=args.new_version_of,
    )  # fmt: skip
    with open_audit(args.audit, actor=args.by) as audit:
        plan = plan_import(audit, args.workbook, choices, progress)
        result = load_workbook_rows(audit, plan, keep_whole=not args.hash_only, progress=progress)
    if args.json:
        print_json(_document(result))
        return 0
    print(f"{result.name}  (sha256 {result.sha256})")
    for summary in result.imports:
        hidden = f" ({summary.hidden_rows:,} hidden in Excel)" if summary.hidden_rows else ""
        print(
            f"  Sheet {summary.sheet!r} is the list {summary.list_name!r}: {summary.rows:,} rows{hidden}. "
            f"{summary.cells:,} cells = {summary.typed:,} typed + {summary.misfits:,} misfits + "
            f"{summary.kept:,} kept as text; {summary.ignored:,} outside the data range."
        )
        for hazard in summary.hazards:
            print(f"    ! {hazard.message}")
    for skipped in result.skipped:
        print(f"  Sheet {skipped.sheet!r} was not loaded. {skipped.reason}")
    if any(summary.misfits for summary in result.imports):
        print(f"Cells that did not fit: crossfoot misfits {args.audit}")
    return 0


def _mapping_text(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise MappingError(
            f"The mapping file {path} cannot be read.", "Check its name; it is a TOML text file."
        ) from None


def _document(result: ImportResult) -> dict[str, Any]:
    return {
        "source": {"sha256": result.sha256, "name": result.name},
        "imports": [_import(summary) for summary in result.imports],
        "skipped": result.skipped,
    }


def _import(done: ImportSummary) -> dict[str, Any]:
    mapping = [
        {
            "column": c.letter,
            "header": c.header,
            "field": c.field,
            "reason": c.reason,
            "confidence": c.confidence,
        }
        for c in done.plan.mapping.columns
    ]
    return {
        "import_id": done.import_id, "sheet": done.sheet, "record_type": done.record_type, "list": done.list_name,
        "rows": done.rows, "cells": done.cells, "typed": done.typed, "misfits": done.misfits, "kept": done.kept,
        "ignored": done.ignored, "hidden_rows": done.hidden_rows, "header_row": done.plan.sheet.header_row,
        "supersedes": done.supersedes, "mapping": mapping, "hazards": done.hazards, "certificate": done.certificate,
    }  # fmt: skip
