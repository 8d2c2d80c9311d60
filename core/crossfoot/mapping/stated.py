"""What a mapping file states, read and checked by itself, before it meets a sheet.

    sheet = "Sheet1"
    record_type = "agreements"
    header_row = 4                 # the last row of the header
    header_rows = 2                # left out: one row
    list = "Agreements of May"     # left out: the import names the list

    [[skipped]]
    rows = "12-14"
    reason = "Totals of the sender."

    [[columns]]
    column = "F"
    header = "SIGNED"
    field = "signed_on"
    date_format = "%m/%d/%Y"

    [[columns]]
    column = "H"
    left_out = true
    reason = "Internal notes, not asked for."

Several sheets stand in one file as `[[sheets]]`, each with the same keys (`[[sheets.columns]]`). A column that the file
does not name, or names without a field, is kept as raw text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import Any

from crossfoot.errors import MappingError
from crossfoot.mapping.model import SkippedRows
from crossfoot.workbook.model import HeaderChoice

_SHEET_KEYS: dict[str, type] = {
    "sheet": str,
    "record_type": str,
    "header_row": int,
    "header_rows": int,
    "list": str,
    "new_version_of": str,
    "skipped": list,
    "columns": list,
}
_COLUMN_KEYS: dict[str, type] = {
    "column": str,
    "header": str,
    "field": str,
    "date_format": str,
    "left_out": bool,
    "pseudonyms": bool,
    "reason": str,
}
_SKIPPED_KEYS: dict[str, type] = {"rows": str, "reason": str}
_KINDS = {str: "text in quotes", int: "a whole number", list: "a list of tables", bool: "true or false"}
_ROWS = re.compile(r"\s*(\d{1,7})\s*(?:(?:-|to)\s*(\d{1,7})\s*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class StatedColumn:
    """One column as a mapping file names it: by letter, by header, or by both."""

    letter: str = ""
    header: str | None = None
    field: str | None = None
    date_format: str | None = None
    left_out: bool = False
    pseudonyms: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class StatedSheet:
    """One sheet as a mapping file states it; `sheet` is empty where the file leaves it to the import."""

    record_type: str
    sheet: str = ""
    header: HeaderChoice | None = None
    columns: tuple[StatedColumn, ...] = ()
    skipped: tuple[SkippedRows, ...] = ()
    list_name: str | None = None
    new_version_of: str | None = None


def stated_sheets(text: str) -> tuple[StatedSheet, ...]:
    """What the TOML text states, one entry per sheet; MappingError names the sheet, column entry and key at fault."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError(
            f"The mapping file is not valid TOML: {error}.", "Correct the line that the message names."
        ) from None
    if "sheets" not in table:
        return (_sheet(table, "The mapping file", "the mapping file"),)
    if len(table) > 1:
        other = next(key for key in table if key != "sheets")
        raise MappingError(
            f'The mapping file has [[sheets]], but also the key "{other}" outside of them.',
            "Write it into the sheet that it belongs to.",
        )
    entries = _tables(table, "sheets", "the mapping file")
    stated = tuple(
        _sheet(
            entry, f"Sheet entry {number} of the mapping file", f"sheet entry {number} of the mapping file"
        )
        for number, entry in enumerate(entries, start=1)
    )
    _check_names([sheet.sheet for sheet in stated])
    return stated


def rows_between(text: str) -> tuple[int, int] | None:
    """The first and the last row that `12-14` or `12` names; None where it names no rows.

    >>> rows_between("12-14"), rows_between("7"), rows_between("a")
    ((12, 14), (7, 7), None)
    """
    found = _ROWS.fullmatch(text)
    return (int(found[1]), int(found[2] or found[1])) if found else None


def _check_names(names: list[str]) -> None:
    for number, name in enumerate(names, start=1):
        if not name:
            raise MappingError(
                f"Sheet entry {number} of the mapping file names no sheet.", 'Write sheet = "NAME" into it.'
            )
        if names.count(name) > 1:
            raise MappingError(f'The mapping file names the sheet "{name}" twice.', "Remove one of the two.")
    if not names:
        raise MappingError("The mapping file names no sheet.", "Write each sheet as [[sheets]].")


def _sheet(table: dict[str, Any], what: str, within: str) -> StatedSheet:
    _check_keys(table, _SHEET_KEYS, what)
    if "list" in table and "new_version_of" in table:
        raise MappingError(
            f"{what} says both list and new_version_of.",
            "A sheet is either a list of its own or the new version of one: remove one of the two.",
        )
    return StatedSheet(
        record_type=table.get("record_type", ""),
        sheet=table.get("sheet", ""),
        header=_header(table, what),
        columns=tuple(
            _column(entry, f"Column entry {number} of {within}")
            for number, entry in enumerate(_tables(table, "columns", within), start=1)
        ),
        skipped=tuple(
            _skipped(entry, f"Skipped entry {number} of {within}")
            for number, entry in enumerate(_tables(table, "skipped", within), start=1)
        ),
        list_name=table.get("list"),
        new_version_of=table.get("new_version_of"),
    )


def _header(table: dict[str, Any], what: str) -> HeaderChoice | None:
    row, rows = table.get("header_row"), table.get("header_rows", 1)
    if row is None:
        if "header_rows" in table:
            raise MappingError(
                f"{what} says how many rows the header has, but not where it stands.",
                "Write header_row = N, the last row of the header.",
            )
        return None
    if row < 1:
        raise MappingError(
            f"The mapping puts the header in row {row}.", "Rows count from 1, as Excel shows them."
        )
    if not 1 <= rows <= row:
        raise MappingError(
            f"{what}: a header of {rows} rows cannot end in row {row}.",
            "header_row is the last row of the header; header_rows says how many rows it has.",
        )
    return HeaderChoice(row, rows)


def _column(entry: dict[str, Any], what: str) -> StatedColumn:
    _check_keys(entry, _COLUMN_KEYS, what)
    return StatedColumn(
        letter=entry.get("column", "").strip().upper(),
        header=entry.get("header"),
        field=entry.get("field"),
        date_format=entry.get("date_format"),
        left_out=entry.get("left_out", False),
        pseudonyms=entry.get("pseudonyms", False),
        reason=entry.get("reason"),
    )


def _skipped(entry: dict[str, Any], what: str) -> SkippedRows:
    _check_keys(entry, _SKIPPED_KEYS, what)
    rows = rows_between(entry.get("rows", ""))
    if rows is None:
        raise MappingError(
            f'{what}: "{entry.get("rows", "")}" names no rows.', 'Write rows = "12-14", or rows = "12".'
        )
    return SkippedRows(*rows, entry.get("reason", ""))


def _tables(table: dict[str, Any], key: str, within: str) -> list[dict[str, Any]]:
    entries = table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise MappingError(
            f"In {within}, {key} is not a list of tables.", f"Write each of them as [[{key}]]."
        )
    return entries


def _check_keys(table: dict[str, Any], known: MappingOf[str, type], what: str) -> None:
    for key, value in table.items():
        if key not in known:
            raise MappingError(f'{what} has the unknown key "{key}".', f"The keys are: {', '.join(known)}.")
        if type(value) is not known[key]:
            raise MappingError(f'{what}: "{key}" is {value!r}.', f"It must be {_KINDS[known[key]]}.")
