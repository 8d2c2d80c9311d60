"""`crossfoot inspect`: look through a workbook before it is imported."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from crossfoot.cli.output import print_json, print_table, progress_line
from crossfoot.cli.reading_arguments import reading_arguments, reading_options, reading_words
from crossfoot.workbook.model import SheetInfo, WorkbookInfo


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK")
    reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Inspect and print."""
    from crossfoot.mapping.inspect_apart import inspect_apart

    info = inspect_apart(args.workbook, progress_line(), options=reading_options(args))
    if args.json:
        print_json(_document(info))
        return 0
    print(f"{info.path}  ({info.format}, {info.bytes:,} bytes, sha256 {info.sha256})")
    for sentence in (*reading_words(info.reading), *info.losses):
        print(f"  - {sentence}")
    for sheet in info.sheets:
        _show(sheet)
    return 0


def _document(info: WorkbookInfo) -> dict[str, Any]:
    return {
        "path": info.path,
        "sha256": info.sha256,
        "format": info.format,
        "bytes": info.bytes,
        "reading": info.reading,
        "losses": info.losses,
        "sheets": [_sheet(sheet) for sheet in info.sheets],
    }


def _sheet(sheet: SheetInfo) -> dict[str, Any]:
    return {
        "name": sheet.name, "state": sheet.state, "header_row": sheet.header_row, "data_rows": sheet.data_rows,
        "hidden_rows": sheet.hidden_rows,
        "columns": [
            {"letter": c.letter, "header": c.header, "kind": c.kind, "filled": c.filled, "blanks": c.blanks,
             "errors": c.errors, "links": c.links, "hidden": c.hidden}
            for c in sheet.columns
        ],
        "hazards": sheet.hazards,
    }  # fmt: skip


def _show(sheet: SheetInfo) -> None:
    hidden = f", {sheet.hidden_rows:,} of them hidden in Excel" if sheet.hidden_rows else ""
    rows = f"{sheet.data_rows:,} data rows{hidden}"
    print(f"\nSheet {sheet.name!r} ({sheet.state}): header in row {sheet.header_row}, {rows}")
    print_table(
        ("column", "header", "kind", "filled", "blank", "errors", "links"),
        ((c.letter, c.header, c.kind, c.filled, c.blanks, c.errors, c.links) for c in sheet.columns),
    )
    for hazard in sheet.hazards:
        if hazard.code == "format-losses":  # shown above, once for the whole file
            continue
        print(f"  ! {hazard.message}")
