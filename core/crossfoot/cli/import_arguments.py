"""How a person says on the command line which sheets are meant, where their headers stand and what is left out."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.cli.reading_arguments import reading_arguments, reading_options
from crossfoot.errors import MappingError

if TYPE_CHECKING:
    from crossfoot.auditfile.importing.import_plan import ImportChoices, SheetChoice
    from crossfoot.workbook.model import HeaderChoice


def sheet_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments about sheets, their header, and what of them is left out."""
    parser.add_argument(
        "--sheet",
        metavar="NAME",
        action="append",
        help="only this sheet; repeat it for several, with as many --as, --as-list or --new-version-of",
    )
    parser.add_argument(
        "--as",
        dest="record_type",
        metavar="RECORD_TYPE",
        action="append",
        help="what the rows are, such as officers; other_table keeps every column as it stands",
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--new-version-of",
        metavar="LIST",
        action="append",
        help="the sheet replaces that list; it is read as that list was read",
    )
    which.add_argument("--as-list", metavar="NAME", action="append", help="another list, called NAME")
    parser.add_argument(
        "--header-row", type=int, metavar="N", help="the row of the header; its last row where it has several"
    )
    parser.add_argument("--header-rows", type=int, metavar="N", help="how many rows the header has")
    parser.add_argument(
        "--skip",
        metavar="ROWS:REASON",
        action="append",
        default=[],
        help='rows that are no data, with the reason: --skip "12-14:totals of the sender"',
    )
    parser.add_argument(
        "--leave-out",
        metavar="COLUMN",
        action="append",
        default=[],
        help='a column that is not loaded: C, or with the reason: "C:internal notes"',
    )
    parser.add_argument(
        "--keep-identifiers",
        metavar="COLUMN:REASON",
        action="append",
        default=[],
        help='a column that names persons is loaded as pseudonyms: "G:matched with the court list, step oversight.2"',
    )
    reading_arguments(parser)


def import_choices(
    args: argparse.Namespace, mapping_toml: str | None = None, *, keep_source: bool = True
) -> ImportChoices:
    """What the arguments say; MappingError where they contradict each other."""
    from crossfoot.auditfile.importing.import_plan import ImportChoices
    from crossfoot.mapping.inspect_apart import THE_ONLY_SHEET
    from crossfoot.mapping.model import SkippedRows
    from crossfoot.mapping.stated import rows_between

    skipped = []
    for text in args.skip:
        rows, _, reason = text.partition(":")
        between = rows_between(rows)
        if between is None or not reason.strip():
            raise MappingError(
                f"--skip {text!r} does not say which rows are left out, and why.",
                'Write it as --skip "12-14:totals of the sender".',
            )
        skipped.append(SkippedRows(*between, reason.strip()))
    sheets = tuple(args.sheet or ())
    headers = {}
    if args.header_row is not None or args.header_rows is not None:
        headers[_only(sheets, "--header-row")] = _header(args.header_row, args.header_rows)
    several = _several(args, sheets)
    return ImportChoices(
        sheet=sheets[0] if len(sheets) == 1 else None,
        record_type=None if several else _one(args.record_type, "--as"),
        mapping_toml=mapping_toml,
        as_list=None if several else _one(args.as_list, "--as-list"),
        new_version_of=None if several else _one(args.new_version_of, "--new-version-of"),
        keep_source=keep_source,
        sheets=several,
        headers={sheet or THE_ONLY_SHEET: header for sheet, header in headers.items()},
        skipped=tuple(skipped),
        left_out=dict(_left_out(text) for text in args.leave_out),
        keep_identifiers=dict(_kept(text) for text in args.keep_identifiers),
        options=reading_options(args),
    )


def mapping_text(path: Path | None) -> str | None:
    """The text of a mapping file; MappingError where it cannot be read."""
    if path is None:
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise MappingError(
            f"The mapping file {path} cannot be read.", "Check its name; it is a TOML text file."
        ) from None


def _several(args: argparse.Namespace, sheets: tuple[str, ...]) -> tuple[SheetChoice, ...]:
    """Several sheets, each with what is said of it in the same place; nothing where one sheet or none is named."""
    from crossfoot.auditfile.importing.import_plan import SheetChoice

    if len(sheets) < 2:
        return ()
    twice = next((sheet for sheet in sheets if sheets.count(sheet) > 1), None)
    if twice is not None:
        raise MappingError(f"The sheet {twice!r} is named twice.", "Name each sheet once.")
    said = {
        "--as": args.record_type or (),
        "--as-list": args.as_list or (),
        "--new-version-of": args.new_version_of or (),
    }
    for option, values in said.items():
        allowed = (0, 1, len(sheets)) if option == "--as" else (0, len(sheets))
        if len(values) not in allowed:
            raise MappingError(
                f"{len(sheets)} sheets are named, but {len(values)} {option}.",
                f"Give {option} once for each --sheet, in the same order.",
            )
    filled = {
        option: list(values) * (len(sheets) if len(values) == 1 else 1) or [None] * len(sheets)
        for option, values in said.items()
    }
    return tuple(SheetChoice(*each) for each in zip(sheets, *filled.values(), strict=True))


def _one(values: list[str] | None, option: str) -> str | None:
    if values and len(values) > 1:
        raise MappingError(
            f"{option} is given {len(values)} times, but one sheet is named or none.",
            f"Give {option} once for each --sheet, in the same order.",
        )
    return values[0] if values else None


def _only(sheets: tuple[str, ...], option: str) -> str:
    if len(sheets) > 1:
        raise MappingError(
            f"{option} is about one sheet, but {len(sheets)} are named.",
            "Import that sheet by itself, or write the header rows into a mapping file (--mapping FILE.toml).",
        )
    return sheets[0] if sheets else ""


def _header(row: int | None, rows: int | None) -> HeaderChoice:
    from crossfoot.workbook.model import HeaderChoice

    if row is None:
        raise MappingError(
            "How many rows the header has is said, but not where it stands.",
            "Give its last row with --header-row N.",
        )
    rows = 1 if rows is None else rows
    if row < 1 or not 1 <= rows <= row:
        raise MappingError(
            f"A header of {rows} rows cannot end in row {row}." if row >= 1 else f"There is no row {row}.",
            "Rows count from 1, as Excel shows them; --header-row is the last row of the header.",
        )
    return HeaderChoice(row, rows)


def _left_out(text: str) -> tuple[str, str]:
    from crossfoot.mapping.edit import LEFT_OUT

    letter, _, reason = text.partition(":")
    return letter.strip().upper(), reason.strip() or LEFT_OUT


def _kept(text: str) -> tuple[str, str]:
    letter, _, reason = text.partition(":")
    if not reason.strip():
        raise MappingError(
            f"--keep-identifiers {text!r} does not say why the column has to be kept.",
            'Write it as --keep-identifiers "G:matched with the court list".',
        )
    return letter.strip().upper(), reason.strip()
