"""The second opinion on a text table: its fields cut by other code than Python's csv module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from crossfoot.workbook.certificate.certificate_model import Reader, Seen
from crossfoot.workbook.certificate.second_reading import Grid, Rows, SecondReading, everything
from crossfoot.workbook.formats.csv_shape import CsvShape

LARGEST_TEXT = 256 * 1024**2
"""Bytes of a text table that is read a second time; the second reading holds it whole."""
TOO_LARGE = f"it is larger than {LARGEST_TEXT // 1024**2} MB"
PLAIN_CUTTING = "the plain cutting of text tables"
IN_TWO_WAYS = "in two ways (Python's csv module, and a plain cutting of the text)"


class TextTableOpinion:
    """A text table cut into fields by an expression of its own instead of Python's csv module.

    Encoding and delimiter are those that the import uses: they are a choice, which the auditor sees.
    """

    reader = Reader("Crossfoot's plain cutting of text tables", "1")

    def __init__(self, path: Path, shape: CsvShape) -> None:
        mark = re.escape(shape.delimiter)
        self._field = re.compile(rf'(?:"((?:[^"]|"")*)"?)?([^{mark}\r\n]*)({mark}|\r\n|\r|\n|\Z)')
        self._text = path.read_bytes().decode(shape.encoding)
        self._delimiter = shape.delimiter
        self._skip = shape.skip

    def sheet(self, name: str) -> SecondReading:  # noqa: ARG002 - a text table has one sheet
        """The one sheet."""
        return SecondReading(
            self.reader,
            "full",
            self._rows,
            everything,
            "Each field, cut by code that shares nothing with the first reading but the encoding and the delimiter.",
            IN_TWO_WAYS,
        )

    def grid(self, name: str) -> Grid:  # noqa: ARG002 - as in `sheet`
        """The fields of all records, blank ones too."""
        return Grid(1, self._records())

    @property
    def cells(self) -> int:
        """About how many fields the table has."""
        return self._text.count(self._delimiter) + self._text.count("\n") + self._text.count("\r")

    def _rows(self) -> Rows:
        for number, fields in enumerate(self._records(), start=1):
            row = {column: Seen("text", text) for column, text in enumerate(fields, start=1) if text}
            if row:
                yield number, row

    def _records(self) -> Iterator[list[str]]:
        text, at = self._text, 0
        for _ in range(self._skip):
            at = text.index("\n", at) + 1
            yield []
        fields: list[str] = []
        match = self._field.match
        while at < len(text):
            found = match(text, at)
            if found is None:
                return
            quoted, plain, end = found.groups()
            fields.append(plain if quoted is None else quoted.replace('""', '"') + plain)
            at = found.end()
            if end != self._delimiter:
                yield fields
                fields = []
        if fields:
            yield fields
