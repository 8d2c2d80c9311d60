"""`crossfoot cells`: every non-empty cell of a workbook as JSON lines, for a reviewer's own comparison."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossfoot.cli.reading_arguments import reading_arguments, reading_options


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("workbook", type=Path, metavar="WORKBOOK")
    parser.add_argument("--sheet", metavar="NAME", help="only this sheet")
    reading_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the cells in the order in which the file holds them."""
    from crossfoot.workbook.cells_apart import cell_lines_apart

    for line in cell_lines_apart(args.workbook, args.sheet, reading_options(args)):
        print(line)
    return 0
