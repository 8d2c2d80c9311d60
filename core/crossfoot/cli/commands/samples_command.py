"""`crossfoot samples`: the sample workbooks of the fictitious agency, or a request's templates as it fills them in."""

from __future__ import annotations

import argparse
from pathlib import Path

from crossfoot.cli.output import print_json


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument(
        "--fill",
        type=Path,
        metavar="REQUEST_DIR",
        help="instead, fill in the templates and questionnaires of a request that was written to this folder",
    )


def run(args: argparse.Namespace) -> int:
    """Build the workbooks anew, byte for byte as they were shipped; or fill in templates from their rows."""
    not_kept: tuple[str, ...] = ()
    if args.fill is not None:
        from crossfoot.samples.filled_templates import write_filled_templates

        filled = write_filled_templates(args.fill, args.folder)
        paths, not_kept = list(filled.files), filled.not_kept
    else:
        from crossfoot.samples.build import build_samples

        paths = build_samples(args.folder)
    if args.json:
        print_json([str(path) for path in paths])
        return 0
    for path in paths:
        print(path)
    if not_kept:
        print(f"The fictitious agency keeps no list of: {', '.join(not_kept)}.")
    return 0
