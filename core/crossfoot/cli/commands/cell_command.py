"""`crossfoot cell`: a cell as it stood, in its sheet, read anew from the workbook that the audit file keeps."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import print_json, print_table, progress_line
from crossfoot.cli.reading_arguments import reading_arguments, reading_options
from crossfoot.errors import AuditFileError

if TYPE_CHECKING:
    from crossfoot.auditfile.importing.source_cells import SourceRows

_WIDEST = 28


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument(
        "--import",
        dest="import_id",
        type=int,
        required=True,
        metavar="N",
        help="`crossfoot tables` lists them",
    )
    parser.add_argument("--ref", required=True, metavar="REF", help="the address of the cell, such as D435")
    parser.add_argument("--around", type=int, default=3, metavar="ROWS", help="rows before and after (3)")
    reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the cell, then its surroundings."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.importing.source_cells import cells_around
    from crossfoot.workbook.addresses import parse_area

    area = parse_area(args.ref)
    if area is None or area.cells != 1:
        raise AuditFileError(f"{args.ref!r} is no address of one cell.", "Write it as D435.")
    with open_audit(args.audit) as audit:
        found = cells_around(
            audit, args.import_id, area.first_row, args.around, args.around,
            password=reading_options(args).password, progress=progress_line(),
        )  # fmt: skip
    cell = found.cell(area.ref)
    if args.json:
        print_json({"file": found.file, "sha256": found.sha256, "sheet": found.sheet, "ref": area.ref, "cell": cell,
                    "header": found.header, "rows": found.rows, "not_kept": found.not_kept})  # fmt: skip
        return 0
    print(f"{found.file}, sheet {found.sheet}, cell {area.ref} (sha256 {found.sha256})")
    left_out = found.not_kept_of(area.ref)
    if left_out is not None:
        print(f"  {left_out.said}")
    if cell is None and left_out is None:
        print("  The cell is empty.")
    elif cell is not None:
        facts = {
            "type": cell.type,
            "stored": repr(cell.raw),
            "shown": "" if cell.shown is None else repr(cell.shown),
            "formula": cell.formula,
            "link": cell.link,
            "merged": cell.merged,
            "hidden": "yes" if cell.hidden else "",
        }
        for name, value in facts.items():
            if value:
                print(f"  {name}: {value}")
    print()
    _grid(found)
    return 0


def _grid(found: SourceRows) -> None:
    from crossfoot.workbook.addresses import column_letters

    rows = (*found.header, *(row for row in found.rows if row not in found.header))
    columns = sorted({cell.column for row in rows for cell in row.cells})
    lines = []
    for row in rows:
        texts = {
            cell.column: " ".join((cell.raw if cell.shown is None else cell.shown).split())
            for cell in row.cells
        }
        mark = f"{row.number}{' (hidden)' if row.hidden else ''}{' <' if row.number == found.row else ''}"
        lines.append([mark, *(_cut(texts.get(column, "")) for column in columns)])
    print_table(["row", *map(column_letters, columns)], lines)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."
