"""`crossfoot samples`: write the sample workbooks of the fictitious agency to a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossfoot.cli.output import print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("folder", type=Path, metavar="DIR")


def run(args: argparse.Namespace) -> int:
    """Build the workbooks anew, byte for byte as they were shipped."""
    from crossfoot.samples.build import build_samples

    paths = build_samples(args.folder)
    if args.json:
        print_json([str(path) for path in paths])
    else:
        for path in paths:
            print(path)
    return 0
