"""The exact path: the rows of a sheet from its XML, one event at a time, in bounded memory.

Whatever a workbook may hold goes through here; a faster path may take the common shapes and leave the rest to it.
Rows and cells come in the order of the file; one that is doubled or out of order is handed on as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crossfoot.errors import WorkbookError
from crossfoot.workbook.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number
from crossfoot.workbook.cell_values import boolean_meaning, iso_meaning, number_meaning
from crossfoot.workbook.formulas import Formulas
from crossfoot.workbook.links import unwrap
from crossfoot.workbook.model import Cell, CellType, CellValue, SheetRow
from crossfoot.workbook.package import Package
from crossfoot.workbook.shared_strings import unescape
from crossfoot.workbook.sheet_frame import SheetFrame
from crossfoot.workbook.styles import PLAIN, NumberFormat
from crossfoot.workbook.xml_stream import feed, new_parser, tags

_TAGS = tags("row", "c", "v", "f", "is", "t", "rPh")
_DIGITS = "0123456789"
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class SheetSource:
    """All that the rows of one sheet need from around them."""

    package: Package
    part: str
    sheet: str
    hidden: bool
    strings: Sequence[str]
    formats: Sequence[NumberFormat]
    date1904: bool
    frame: SheetFrame


def read_rows(source: SheetSource) -> Iterator[SheetRow]:
    """The rows of the sheet that hold a cell with a value or a formula."""
    reading = _RowReading(source)
    parser = new_parser(reading.start, reading.end, reading.text)
    for _ in feed(source.package, source.part, parser, source.package.chunks(source.part)):
        if reading.ready:
            rows, reading.ready = reading.ready, []
            yield from rows


class _RowReading:
    """Gathers the events of rows and cells; finished rows wait in `ready`."""

    def __init__(self, source: SheetSource) -> None:
        self.ready: list[SheetRow] = []
        self._source = source
        self._formulas = Formulas()
        self._hidden_columns: dict[int, bool] = {}
        self._has_links = bool(source.frame.links.by_ref or source.frame.links.areas)
        self._row = 0
        self._column = 0
        self._row_hidden = False
        self._cells: list[Cell] | None = None
        self._cell: dict[str, str] | None = None
        self._value: str | None = None
        self._formula: tuple[dict[str, str], str] | None = None
        self._formula_attributes: dict[str, str] = {}
        self._inline: list[str] | None = None
        self._phonetic = 0
        self._pieces: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag is None:
            return
        if tag == "c":
            if self._cells is not None:
                self._cell = attributes
                self._value = self._formula = self._inline = None
        elif tag == "row":
            self._start_row(attributes)
        elif self._cell is None:
            return
        elif tag == "v":
            self._pieces = []
        elif tag == "f":
            self._pieces = []
            self._formula_attributes = attributes
        elif tag == "is":
            self._inline = []
        elif tag == "rPh":
            self._phonetic += 1
        elif self._inline is not None and not self._phonetic:
            self._pieces = []

    def text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag is None:
            return
        if tag == "row":
            if self._cells:
                self.ready.append(SheetRow(self._row, self._row_hidden, tuple(self._cells)))
            self._cells = None
        elif self._cell is None:
            return
        elif tag == "c":
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "rPh":
            self._phonetic -= 1
        elif self._pieces is not None:
            text, self._pieces = "".join(self._pieces), None
            if tag == "v" and self._value is None:
                self._value = text
            elif tag == "f" and self._formula is None:
                self._formula = (self._formula_attributes, text)
            elif tag == "t" and self._inline is not None:
                self._inline.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        self._row = self._row + 1 if stated is None else self._row_number(stated)
        self._row_hidden = attributes.get("hidden") in _TRUE
        self._column = 0
        self._cells = []

    def _row_number(self, stated: str) -> int:
        try:
            number = float(stated)
        except ValueError:
            number = 0
        if not 1 <= number <= LAST_ROW or number != int(number):
            raise self._trouble(f"row number {stated!r}")
        return int(number)

    def _trouble(self, what: str) -> WorkbookError:
        return self._source.package.damaged(
            f"sheet {self._source.sheet!r} states {what}, which no sheet can have"
        )

    def _place(self, stated: str | None) -> tuple[int, int]:
        """Row and column of the cell; one without an address stands right of the one before."""
        if stated is None:
            return self._row, self._column + 1
        letters = stated.rstrip(_DIGITS)
        digits = stated[len(letters) :]
        column = column_number(letters) or column_number(letters.replace("$", "").upper())
        row = int(digits) if digits and len(digits) <= 7 else 0
        if not column or not 1 <= row <= LAST_ROW:
            raise self._trouble(f"the cell address {stated!r}")
        return row, column

    def _end_cell(self, attributes: dict[str, str]) -> None:
        row, column = self._place(attributes.get("r"))
        self._column = column
        if column > LAST_COLUMN:
            raise self._trouble(f"more than {LAST_COLUMN:,} columns in row {row}")
        formula = self._formula
        if self._value is None and formula is None and self._inline is None:
            return
        ref = f"{column_letters(column)}{row}"
        number_format = self._number_format(attributes.get("s"))
        meaning = self._meaning(attributes.get("t", "n"), ref, number_format)
        if meaning is None and formula is None:
            return
        kind, raw, value = meaning or ("number", "", None)
        source = self._source
        link = source.frame.links.at(row, column) if self._has_links else None
        hidden = self._hidden_columns.get(column)
        if hidden is None:
            hidden = self._hidden_columns[column] = source.hidden or source.frame.hides_column(column)
        assert self._cells is not None
        self._cells.append(
            Cell(
                source.sheet,
                ref,
                row,
                column,
                kind,
                raw,
                value,
                number_format.code,
                self._formulas.text(*formula, ref) if formula else None,
                meaning is None,
                link,
                unwrap(link) if link else None,
                hidden or self._row_hidden,
            )
        )

    def _number_format(self, style: str | None) -> NumberFormat:
        formats = self._source.formats
        if style is None:
            return formats[0] if formats else PLAIN
        try:
            index = int(style)
        except ValueError:
            index = -1
        return formats[index] if 0 <= index < len(formats) else PLAIN

    def _meaning(self, stored: str, ref: str, shown: NumberFormat) -> tuple[CellType, str, CellValue] | None:
        """Type, raw text and value of the cell; None where nothing is stored in it."""
        if stored == "inlineStr":
            if self._inline is None:
                return None
            text = unescape("".join(self._inline))
            return "text", text, text
        raw = self._value
        if raw is None or (raw == "" and stored != "str"):
            return None
        if stored == "s":
            text = self._shared(raw, ref)
            return "text", text, text
        if stored == "n":
            return _with_raw(raw, number_meaning(raw, shown, self._source.date1904))
        if stored == "str":
            text = unescape(raw)
            return "text", text, text
        if stored == "e":
            return "error", raw, raw
        if stored == "b":
            return _with_raw(raw, boolean_meaning(raw))
        if stored == "d":
            return _with_raw(raw, iso_meaning(raw, shown))
        return "text", raw, raw

    def _shared(self, index: str, ref: str) -> str:
        strings = self._source.strings
        number = int(index) if index.strip().isdigit() else -1
        if not 0 <= number < len(strings):
            raise self._source.package.damaged(
                f"cell {ref} of sheet {self._source.sheet!r} points at shared text {index!r}, "
                f"but the workbook holds {len(strings):,}"
            )
        return strings[number]


def _with_raw(raw: str, meaning: tuple[CellType, CellValue]) -> tuple[CellType, str, CellValue]:
    return meaning[0], raw, meaning[1]
