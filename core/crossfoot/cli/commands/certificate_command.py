"""`crossfoot certificate`: whether two independent programs read the imported sheets alike, column by column."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from crossfoot.cli.arguments import audit_argument
from crossfoot.cli.output import print_json, print_table

if TYPE_CHECKING:
    from crossfoot.auditfile.importing.certificate_records import KeptCertificate

_MEANING = "Two readings that agree show that the file was read as it stands; they do not show that its data are true."
_HEADERS = (
    "column",
    "",
    "cells",
    "texts",
    "numbers",
    "dates",
    "errors",
    "formulas",
    "links",
    "sum",
    "letters",
    "checksum",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    audit_argument(parser)
    parser.add_argument(
        "--import", dest="import_id", type=int, metavar="N", help="only the import of this number"
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit code 1 where two readings do not agree, or were not made"
    )


def run(args: argparse.Namespace) -> int:
    """Print the certificates of the current imports, or of one import."""
    from crossfoot.auditfile.audit import open_audit
    from crossfoot.auditfile.importing.certificate_records import certificates

    with open_audit(args.audit) as audit:
        found = certificates(audit, args.import_id)
    if args.json:
        print_json([{"import_id": one.import_id, "list": one.list_name, "file": one.file, "sheet": one.sheet,
                     **one.record} for one in found])  # fmt: skip
    else:
        for one in found:
            _print(one)
        print(_MEANING if found else "No list was imported yet.")
    return int(args.strict and any(one.verdict != "agree" for one in found))


def _print(one: KeptCertificate) -> None:
    print(f"Import {one.import_id}: {one.list_name}, from {one.file}, sheet {one.sheet}")
    print(f"  {one.sentence}")
    reading = one.reading
    if reading is None or reading.second is None:
        print()
        return
    print(f"  Compared: {reading.compared}")
    for words in reading.not_seen:
        print(f"  {words}")
    for entry in reading.explained:
        print(f"  Known difference in {entry.count:,} cells (first: {entry.ref}). {entry.why}")
    for difference in reading.differences:
        print(
            f"  ! Column {difference.column}, {difference.measure}: {difference.first} and {difference.second}; "
            f"first at {difference.ref}: {difference.first_there} and {difference.second_there}"
        )
    rows = []
    for pair in reading.columns:
        alike = pair.first == pair.second
        sides = [("both", pair.first)] if alike else [("first", pair.first), ("second", pair.second)]
        rows += [
            (pair.column, side, t.cells, t.texts, t.numbers, t.dates, t.errors, t.formulas, t.links, t.sum,
             t.text_length, t.checksum[:12])
            for side, t in sides
        ]  # fmt: skip
    print_table(_HEADERS, rows)
    print()
