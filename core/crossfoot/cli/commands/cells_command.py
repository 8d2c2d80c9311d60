"""`crossfoot cells`: every non-empty cell of a workbook as JSON lines, for a reviewer's own comparison."""

from __future__ import annotations

import argparse
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK")
    parser.add_argument("--sheet", metavar="NAME", help="only this sheet")


def run(args: argparse.Namespace) -> int:
    """Print the cells in the order in which the file holds them."""
    from crossfoot.workbook.cells_apart import cell_lines_apart

    for line in cell_lines_apart(args.workbook, args.sheet):
        print(line)
    return 0
