"""`crossfoot import`: load a workbook's lists into the audit, all of it or nothing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossfoot.cli.arguments import audit_argument, by_argument
from crossfoot.cli.import_arguments import import_choices, mapping_text, sheet_arguments
from crossfoot.cli.output import print_json, progress_line
from crossfoot.errors import MappingError

if TYPE_CHECKING:
    from crossfoot.auditfile.audit import Audit
    from crossfoot.auditfile.importing.import_model import ImportPlan
    from crossfoot.auditfile.importing.imports import ImportResult, ImportSummary
    from crossfoot.auditfile.lookups import ImportLine
    from crossfoot.workbook.model import Hazard

HIDDEN_SHEETS = ("hidden-sheet", "very-hidden-sheet")


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK")
    sheet_arguments(parser)
    parser.add_argument("--mapping", type=Path, metavar="FILE.toml", help="which column is which field")
    parser.add_argument(
        "--hash-only", action="store_true", help="keep the workbook's fingerprint, not its bytes"
    )
    parser.add_argument(
        "--keep-fuller-copy",
        action="store_true",
        help="keep columns of this file that an earlier import of it left out",
    )
    parser.add_argument(
        "--no-certificate",
        action="store_true",
        help="do not read the sheets a second time by another program",
    )
    parser.add_argument(
        "--save-template", metavar="NAME", help="keep how the sheet was read, to recognise the list next time"
    )
    by_argument(parser)


def run(args: argparse.Namespace) -> int:
    """Plan, load, and say what became of every cell."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.corrections.override_list import list_overrides
    from crossfoot.auditfile.importing.import_plan import plan_import
    from crossfoot.auditfile.importing.imports import load_workbook_rows
    from crossfoot.auditfile.importing.templates import save_template
    from crossfoot.auditfile.lookups import imports
    from crossfoot.checks.not_needed import not_needed

    progress = progress_line()
    choices = import_choices(args, mapping_text(args.mapping), keep_source=not args.hash_only)
    with open_audit(args.audit, actor=args.by) as audit:
        plan = plan_import(audit, args.workbook, choices, progress)
        _check_template(audit, plan, args.save_template)
        result = load_workbook_rows(
            audit, plan, keep_whole=choices.keep_source, fuller_copy=args.keep_fuller_copy,
            certify=not args.no_certificate, progress=progress,
        )  # fmt: skip
        if args.save_template is not None:
            save_template(audit, args.save_template, plan.sheets[0].mapping)
        asked = [one for sheet in plan.sheets for one in not_needed(audit, sheet.mapping)]
        others = imports(audit)
        of_one_cell = [one.import_id for one in list_overrides(audit)]
    if args.json:
        print_json({**_document(result), "not_needed": asked})
        return 0
    print(f"{result.name}  (sha256 {result.sha256})")
    for summary in result.imports:
        rows = f"{summary.rows:,} row{'' if summary.rows == 1 else 's'}"
        hidden = f" ({summary.hidden_rows:,} hidden in Excel)" if summary.hidden_rows else ""
        print(
            f"  Sheet {summary.sheet!r} is the list {summary.list_name!r}: {rows}{hidden}. "
            f"{summary.cells:,} cells = {summary.typed:,} typed + {summary.misfits:,} misfits + "
            f"{summary.kept:,} kept as text; {summary.ignored:,} {_ignored(summary)}."
        )
        mark = "! " if summary.certificate["verdict"] == "differ" else ""
        print(f"    {mark}{summary.certificate['sentence']}")
        if summary.corrected:
            print(
                f"    Corrections that you set before hold for {summary.corrected:,} of its cells: "
                f"crossfoot override {args.audit} lists them."
            )
        if not summary.rows:
            print("    ! The list has no rows: nothing stands below the header that is not left out.")
        left_behind = of_one_cell.count(summary.supersedes) if summary.supersedes is not None else 0
        if left_behind:
            print(
                f"    ! Corrections of single cells of the version before that do not hold here: {left_behind:,}. "
                f"crossfoot override {args.audit} lists them; set again those that are still needed."
            )
        each = f"crossfoot mappings {args.audit} --import {summary.import_id}"
        print(f"    {summary.plan.mapping.reason} Each column: {each}")
        for sentence in _same_sheet(summary, result.sha256, others):
            print(f"    ! {sentence}")
        for hazard in summary.hazards:
            print(f"    ! {hazard.message}")
    for one in asked:
        print(f"  ? Sheet {one.sheet!r}: {one.said}")
    if result.said_of_source:
        print(f"  {result.said_of_source}")
    for skipped in result.skipped:
        print(f"  Sheet {skipped.sheet!r} was not loaded. {skipped.reason}")
        for hazard in _why_it_may_matter(plan, skipped.sheet):
            print(f"    ! {hazard.message}")
    if any(summary.misfits for summary in result.imports):
        print(f"Cells that did not fit: crossfoot misfits {args.audit}")
    return 0


def _check_template(audit: Audit, plan: ImportPlan, name: str | None) -> None:
    """Say before the import, not after it, that its mapping cannot be kept as a template."""
    from crossfoot.auditfile.importing.templates import check_template

    if name is None:
        return
    if len(plan.sheets) != 1:
        raise MappingError(
            f"--save-template is about one sheet, but {len(plan.sheets)} are imported.",
            "Name the sheet with --sheet.",
        )
    check_template(audit, name, plan.sheets[0].mapping)


def _why_it_may_matter(plan: ImportPlan, name: str) -> list[Hazard]:
    """What is said of a sheet that is not loaded: that somebody hid it."""
    sheet = plan.workbook.sheet(name)
    return [one for one in sheet.hazards if one.code in HIDDEN_SHEETS] if sheet else []


def _same_sheet(summary: ImportSummary, sha256: str, others: Sequence[ImportLine]) -> Iterator[str]:
    """What to say where the same sheet is in the audit already: as a list that counts, or as the version before."""
    for one in others:
        if one.import_id == summary.import_id or (one.sha256, one.sheet) != (sha256, summary.sheet):
            continue
        if one.import_id == summary.supersedes:
            yield f"This is the very file that was loaded as the version before (import {one.import_id})."
        elif one.state == "current" and one.record_type == summary.record_type:
            yield (
                f"The same sheet of the same file is loaded already, as the list {one.list_name!r} (import "
                f"{one.import_id}): its rows count twice. Withdraw one of the two if you do not mean that."
            )


def _ignored(summary: ImportSummary) -> str:
    """Where the ignored cells stand."""
    mapping = summary.plan.mapping
    rows = sum(one.last - one.first + 1 for one in mapping.skipped)
    columns = sum(column.left_out for column in mapping.columns)
    named = [
        f"{number:,} {word}{'' if number == 1 else 's'}"
        for number, word in ((rows, "row"), (columns, "column"))
        if number
    ]
    left_out = f", or in {' and '.join(named)} left out as you said" if named else ""
    return f"outside the data range{left_out}"


def _document(result: ImportResult) -> dict[str, Any]:
    return {
        "source": {
            "sha256": result.sha256,
            "name": result.name,
            "kept": result.kept,
            "said": result.said_of_source,
        },
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
            "kind": c.kind,
            "date_format": c.date_format,
            "left_out": c.left_out,
        }
        for c in done.plan.mapping.columns
    ]
    return {
        "import_id": done.import_id, "sheet": done.sheet, "record_type": done.record_type, "list": done.list_name,
        "rows": done.rows, "cells": done.cells, "typed": done.typed, "misfits": done.misfits, "kept": done.kept,
        "ignored": done.ignored, "hidden_rows": done.hidden_rows, "header_row": done.plan.sheet.header_row,
        "header_rows": done.plan.mapping.header_rows, "skipped": done.plan.mapping.skipped,
        "reason": done.plan.mapping.reason,
        "supersedes": done.supersedes, "mapping": mapping, "hazards": done.hazards, "certificate": done.certificate,
        "corrected": done.corrected,
    }  # fmt: skip
