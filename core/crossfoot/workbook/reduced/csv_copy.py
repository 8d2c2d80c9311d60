"""A text table without the fields of some columns; every other field stays in its column and its record."""

from __future__ import annotations

import csv
from pathlib import Path

from crossfoot.workbook.formats.csv_file import CsvBook
from crossfoot.workbook.reduced.cuts import SheetCut


def write_csv_copy(book: CsvBook, target: Path, cut: SheetCut) -> None:
    """Write the copy in the encoding and with the separator of the table; blank records stay, so that numbers do."""
    shape = book.shape
    with target.open("w", encoding=shape.encoding, newline="") as file:
        if shape.skip:
            file.write(f"sep={shape.delimiter}\r\n")
        writer = csv.writer(file, delimiter=shape.delimiter)
        written = shape.skip
        for row in book.rows(book.sheets[0]):
            file.write("\r\n" * (row.number - written - 1))
            fields = [""] * row.cells[-1].column
            for cell in row.cells:
                if not cut.drops(cell.row, cell.column):
                    fields[cell.column - 1] = cell.raw
            writer.writerow(fields if any(fields) else [])
            written = row.number
