"""Text tables (.csv, .tsv): every cell is the text that it is; nothing is taken for a number or a date."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crossfoot.errors import WorkbookError
from crossfoot.workbook.addresses import LAST_COLUMN, column_letters
from crossfoot.workbook.format import unreadable
from crossfoot.workbook.model import Cell, SheetRow

DELIMITERS = ",;\t|"
_SAMPLE_LINES = 50
_LONGEST_FIELD = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CsvShape:
    """How the text table is written; `skip` lines (a `sep=` line) stand before it."""

    encoding: str
    delimiter: str
    skip: int = 0


def csv_sheet_name(path: Path) -> str:
    """The one sheet of a text table is named after its file."""
    return path.stem


def sniff_csv(path: Path) -> CsvShape:
    """Encoding (byte order mark, else UTF-8, else Windows-1252) and delimiter (the one that cuts lines most evenly)."""
    encoding = _encoding(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            lines = [line for line, _ in zip(file, range(_SAMPLE_LINES), strict=False)]
    except UnicodeError as error:
        raise _no_table(path, error) from None
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) <= 5:
        return CsvShape(encoding, lines[0].rstrip("\r\n")[4:] or ",", 1)
    return CsvShape(encoding, max(DELIMITERS, key=lambda mark: _evenness(lines, mark)))


def iter_csv_rows(path: Path, shape: CsvShape | None = None) -> Iterator[SheetRow]:
    """The records that hold a non-empty field; numbers count all records, blank ones too, as Excel's rows do."""
    csv.field_size_limit(_LONGEST_FIELD)
    shape = shape or sniff_csv(path)
    sheet = csv_sheet_name(path)
    try:
        with path.open(encoding=shape.encoding, newline="") as file:
            for _ in range(shape.skip):
                file.readline()
            for number, fields in enumerate(
                csv.reader(file, delimiter=shape.delimiter), start=1 + shape.skip
            ):
                if len(fields) > LAST_COLUMN:
                    raise WorkbookError(
                        f"{path.name} has {len(fields):,} fields in row {number}, more than {LAST_COLUMN:,}.",
                        "Check which character separates its fields.",
                    )
                cells = tuple(
                    Cell(sheet, f"{column_letters(column)}{number}", number, column, "text", text, text)
                    for column, text in enumerate(fields, start=1)
                    if text
                )
                if cells:
                    yield SheetRow(number, False, cells)
    except OSError as error:
        raise unreadable(path, error) from None
    except (csv.Error, UnicodeError) as error:
        raise _no_table(path, error) from None


def _no_table(path: Path, error: Exception) -> WorkbookError:
    return WorkbookError(
        f"{path.name} cannot be read as a text table: {error}.",
        "Open it in a text editor and look whether it is a table of text, then save it as UTF-8.",
    )


def _encoding(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(4)
            if head.startswith((b"\xff\xfe", b"\xfe\xff")):
                return "utf-16"
        with path.open(encoding="utf-8-sig", newline="") as text:
            while text.read(1024 * 1024):
                pass
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _evenness(lines: list[str], mark: str) -> tuple[float, int]:
    """The share of lines that are cut into the commonest number of fields, and that number; one field counts nought."""
    try:
        widths = [len(fields) for fields in csv.reader(lines, delimiter=mark) if fields]
    except csv.Error:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    common = max(set(widths), key=widths.count)
    return (widths.count(common) / len(widths) if common > 1 else 0.0), common
