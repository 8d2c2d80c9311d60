"""The second opinion on a text table: its fields cut by other code than Python's csv module."""

from __future__ import annotations

import re
from pathlib import Path

from crossfoot.workbook.certificate_model import Reader, Seen
from crossfoot.workbook.csv_shape import CsvShape
from crossfoot.workbook.second_reading import Rows, SecondReading, everything


class TextTableOpinion:
    """A text table cut into fields by an expression of its own instead of Python's csv module.

    Encoding and delimiter are those that the import uses: they are a choice, which the auditor sees.
    """

    reader = Reader("Crossfoot's plain cutting of text tables", "1")

    def __init__(self, path: Path, shape: CsvShape) -> None:
        mark = re.escape(shape.delimiter)
        self._field = re.compile(rf'(?:"((?:[^"]|"")*)"?)?([^{mark}\r\n]*)({mark}|\r\n|\r|\n|\Z)')
        self._text = path.read_bytes().decode(shape.encoding)
        self._skip = shape.skip

    def sheet(self, name: str) -> SecondReading:  # noqa: ARG002 - a text table has one sheet
        """The one sheet."""
        return SecondReading(
            self.reader,
            "full",
            self._rows,
            everything,
            "Each field, cut by code that shares nothing with the first reading but the encoding and the delimiter.",
            "in two ways (Python's csv module, and a plain cutting of the text)",
        )

    def _rows(self) -> Rows:
        text, at = self._text, 0
        for _ in range(self._skip):
            at = text.index("\n", at) + 1
        number, column, row = self._skip + 1, 1, dict[int, Seen]()
        while at < len(text):
            found = self._field.match(text, at)
            if found is None:
                return
            quoted, plain, end = found.groups()
            value = plain if quoted is None else quoted.replace('""', '"') + plain
            if value:
                row[column] = Seen("text", value)
            at, column = found.end(), column + 1
            if end in ("\r\n", "\r", "\n", ""):
                if row:
                    yield number, row
                number, column, row = number + 1, 1, {}
