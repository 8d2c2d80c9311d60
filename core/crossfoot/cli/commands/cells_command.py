"""`crossfoot cells`: every non-empty cell of a workbook as JSON lines, for a reviewer's own comparison."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossfoot.cli.output import print_json_lines


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK")
    parser.add_argument("--sheet", metavar="NAME", help="only this sheet")


def run(args: argparse.Namespace) -> int:
    """Print the cells in the order in which the file holds them."""
    from crossfoot.workbook.cell_json import cell_as_json
    from crossfoot.workbook.read import iter_cells

    print_json_lines(cell_as_json(cell) for cell in iter_cells(args.workbook, args.sheet))
    return 0
