"""The exact path: the rows of a sheet from its XML, one event at a time, in bounded memory.

Whatever a workbook may hold goes through here; a faster path may take the common shapes and leave the rest to it.
Rows and cells come in the order of the file; one that is doubled or out of order is handed on as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crossfoot.errors import WorkbookError
from crossfoot.workbook.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number
from crossfoot.workbook.model import Cell, CellType, CellValue, SheetRow
from crossfoot.workbook.xlsx.cell_values import boolean_value, iso_meaning, number_meaning
from crossfoot.workbook.xlsx.formulas import Formulas
from crossfoot.workbook.xlsx.links import unwrap
from crossfoot.workbook.xlsx.package import Package
from crossfoot.workbook.xlsx.shared_strings import unescape
from crossfoot.workbook.xlsx.sheet_frame import SheetFrame
from crossfoot.workbook.xlsx.styles import PLAIN, NumberFormat
from crossfoot.workbook.xlsx.text_budget import LONGEST_INDEX, TextBudget
from crossfoot.workbook.xlsx.xml_stream import new_parser, plain_trouble, tags

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
    budget: TextBudget | None = None


def read_rows(source: SheetSource) -> Iterator[SheetRow]:
    """The rows of the sheet that hold a cell with a value or a formula."""
    reading = RowReading(source)
    for chunk in source.package.chunks(source.part):
        yield from reading.feed(chunk)
    yield from reading.feed(b"", last=True)


def shared_text(source: SheetSource, index: str, ref: str) -> str:
    """The shared text that a cell points at; WorkbookError where there is none of this index."""
    number = int(index) if len(index) <= LONGEST_INDEX and index.strip().isdecimal() else -1
    if 0 <= number < len(source.strings):
        return source.strings[number]
    raise source.package.damaged(
        f"cell {ref} of sheet {source.sheet!r} points at shared text {index!r}, "
        f"but the workbook holds {len(source.strings):,}"
    )


def stored_meaning(
    stored: str, raw: str, shown: NumberFormat, date1904: bool
) -> tuple[CellType, str, CellValue]:
    """Type, raw text and value of a cell that stores its value itself, by its stored type (`t`) and number format."""
    if stored == "n":
        kind, value = number_meaning(raw, shown, date1904)
        return kind, raw, value
    if stored in ("str", "inlineStr"):
        text = unescape(raw)
        return "text", text, text
    if stored == "b":
        return "boolean", raw, boolean_value(raw)
    if stored == "d":
        kind, value = iso_meaning(raw, shown)
        return kind, raw, value
    return ("error" if stored == "e" else "text"), raw, raw


class RowReading:
    """Takes the bytes of a sheet piece by piece, and gives the rows that each piece finished."""

    def __init__(self, source: SheetSource) -> None:
        self._ready: list[SheetRow] = []
        self._parser = new_parser(self._start, self._end, self._text)
        self._source = source
        self._formulas = Formulas()
        self._formats = _Formats(source.formats)
        self._hidden_columns: dict[int, bool] = {}
        self._link_at = source.frame.links.at if source.frame.links else None
        self._merged = source.frame.merged_corners()
        self._row = 0
        self._digits = ""
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

    def feed(self, piece: bytes, last: bool = False) -> list[SheetRow]:
        """Parse the next piece; what is wrong with it is a WorkbookError."""
        with plain_trouble(self._source.package, self._source.part):
            self._parser.Parse(piece, last)
        rows, self._ready = self._ready, []
        return rows

    def go_on_after(self, row: int) -> None:
        """Take the row of this number as read elsewhere: a row without a number of its own follows it."""
        self._row = row
        self._parser.pass_over_tags()

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return self._parser.depth

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _TAGS.get(name)
        if tag == "c":
            if self._cells is not None:
                self._cell = attributes
                self._value = self._formula = self._inline = None
        elif tag == "v":
            if self._cell is not None:
                self._pieces = []
        elif tag == "row":
            self._start_row(attributes)
        elif tag is not None and self._cell is not None:
            self._start_rare(tag, attributes)

    def _start_rare(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "f":
            self._pieces = []
            self._formula_attributes = attributes
        elif tag == "is":
            self._inline = []
        elif tag == "rPh":
            self._phonetic += 1
        elif self._inline is not None and not self._phonetic:
            self._pieces = []

    def _text(self, data: str) -> None:
        if self._pieces is not None:
            self._pieces.append(data)

    def _end(self, name: str) -> None:
        tag = _TAGS.get(name)
        if tag == "c":
            if self._cell is not None:
                if self._value is not None or self._formula is not None or self._inline is not None:
                    self._end_cell(self._cell)
                else:
                    self._column = self._place(self._cell.get("r"))[2]
                self._cell = None
        elif tag == "v":
            if self._pieces is not None:
                if self._value is None:
                    self._value = "".join(self._pieces)
                self._pieces = None
        elif tag == "row":
            if self._cells:
                self._ready.append(SheetRow(self._row, self._row_hidden, tuple(self._cells)))
            self._cells = None
        elif tag is not None and self._cell is not None:
            self._end_rare(tag)

    def _end_rare(self, tag: str) -> None:
        if tag == "rPh":
            self._phonetic -= 1
        elif self._pieces is not None:
            text, self._pieces = "".join(self._pieces), None
            if tag == "f" and self._formula is None:
                self._formula = (self._formula_attributes, text)
            elif tag == "t" and self._inline is not None:
                self._inline.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r")
        self._row = self._row + 1 if stated is None else self._row_number(stated)
        self._digits = str(self._row)
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

    def _place(self, stated: str | None) -> tuple[str, int, int]:
        """Address, row and column of the cell; one without an address stands right of the one before."""
        if stated is None:
            if self._column == LAST_COLUMN:
                raise self._trouble(f"more than {LAST_COLUMN:,} columns in row {self._row}")
            column = self._column + 1
            return f"{column_letters(column)}{self._row}", self._row, column
        letters = stated.rstrip(_DIGITS)
        digits = stated[len(letters) :]
        column = column_number(letters)
        if column and digits == self._digits:
            return stated, self._row, column
        column = column or column_number(letters.replace("$", "").upper())
        row = int(digits) if 1 <= len(digits) <= 7 else 0
        if not column or not 1 <= row <= LAST_ROW:
            raise self._trouble(f"the cell address {stated!r}")
        return f"{column_letters(column)}{row}", row, column

    def _end_cell(self, attributes: dict[str, str]) -> None:
        ref, row, column = self._place(attributes.get("r"))
        self._column = column
        number_format = self._formats[attributes.get("s")]
        formula = self._formula
        meaning = self._meaning(attributes.get("t", "n"), ref, number_format)
        if meaning is None and formula is None:
            return
        kind, raw, value = meaning or ("number", "", None)
        source = self._source
        link = self._link_at(row, column) if self._link_at else None
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
                self._merged.get((row, column)) if self._merged else None,
            )
        )

    def _meaning(self, stored: str, ref: str, shown: NumberFormat) -> tuple[CellType, str, CellValue] | None:
        """Type, raw text and value of the cell; None where nothing is stored in it."""
        raw = self._value
        if stored == "s" and raw:
            text = shared_text(self._source, raw, ref)
            if self._source.budget is not None:
                self._source.budget.spend(len(text))
            return "text", text, text
        if stored == "inlineStr":
            if self._inline is None:
                return None
            return stored_meaning(stored, "".join(self._inline), shown, self._source.date1904)
        if raw is None or (raw == "" and stored != "str"):
            return None
        return stored_meaning(stored, raw, shown, self._source.date1904)


class _Formats(dict[str | None, NumberFormat]):
    """The number format by what a cell's `s` says; an index that names none means no format."""

    def __init__(self, formats: Sequence[NumberFormat]) -> None:
        super().__init__({str(index): number_format for index, number_format in enumerate(formats)})
        self[None] = formats[0] if formats else PLAIN

    def __missing__(self, style: str | None) -> NumberFormat:
        index = style.strip().lstrip("0") if style else ""
        self[style] = self.get(index or "0", PLAIN)
        return self[style]
