"""Text tables (.csv, .tsv): every cell is the text that it is; nothing is taken for a number or a date."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType

from crossfoot.errors import WorkbookError
from crossfoot.workbook.addresses import LAST_COLUMN, column_letters
from crossfoot.workbook.format import unreadable
from crossfoot.workbook.formats.csv_shape import CsvShape, csv_shape
from crossfoot.workbook.model import AS_FOUND, Cell, ReadOptions, SheetPlace, SheetRow
from crossfoot.workbook.xlsx.sheet_frame import SheetFrame

_LONGEST_FIELD = 4 * 1024 * 1024
_PREVIEW_RECORDS = 10
_KINDS_OF_ROWS = 1_000


class CsvBook:
    """A text table as a workbook of one sheet, which is named after its file."""

    date1904 = False

    def __init__(self, path: Path, options: ReadOptions = AS_FOUND) -> None:
        self.path = path
        self.shape = csv_shape(path, options)
        self.sheets: tuple[SheetPlace, ...] = (SheetPlace(path.stem, "visible", path.name),)
        self._seen = _Seen()

    def __enter__(self) -> CsvBook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Nothing stays open between the rows."""

    @property
    def reading(self) -> dict[str, str | bool]:
        """How the table is read: encoding and delimiter, and which of them a person chose."""
        shape = self.shape
        return {
            "encoding": shape.encoding.removesuffix("-sig"),
            "encoding_chosen": shape.encoding_chosen,
            "delimiter": shape.delimiter,
            "delimiter_chosen": shape.delimiter_chosen,
        }

    @property
    def losses(self) -> tuple[str, ...]:
        """What is doubtful about the reading; complete once the rows were read."""
        return (*self.shape.doubts(), *self._seen.doubts())

    def frame(self, sheet: SheetPlace) -> SheetFrame:  # noqa: ARG002 - the shape that all readers have
        """A text table has nothing around its rows."""
        return SheetFrame()

    def rows(self, sheet: SheetPlace, frame: SheetFrame | None = None) -> Iterator[SheetRow]:  # noqa: ARG002
        """The records that hold a non-empty field; numbers count all records, blank ones too, as Excel's rows do."""
        name, seen = sheet.name, _Seen()
        self._seen = seen
        for number, fields in _records(self.path, self.shape, seen):
            if len(fields) > LAST_COLUMN:
                raise WorkbookError(
                    f"{self.path.name} has {len(fields):,} fields in row {number}, more than {LAST_COLUMN:,}.",
                    "Check which character separates its fields.",
                )
            cells = tuple(
                Cell(name, f"{column_letters(column)}{number}", number, column, "text", text, text)
                for column, text in enumerate(fields, start=1)
                if text
            )
            if cells:
                seen.width(len(fields), cells[-1].column, number)
                yield SheetRow(number, False, cells)


def preview_text(path: Path, options: ReadOptions = AS_FOUND) -> list[list[str]]:
    """The first ten records as they are cut with these options, for a window to show; WorkbookError as in reading."""
    return [
        fields for _, fields in islice(_records(path, csv_shape(path, options), _Seen()), _PREVIEW_RECORDS)
    ]


class _Seen:
    """What was met in the rows that an auditor should know."""

    def __init__(self) -> None:
        self._loose_quotes = 0
        self._first_loose_quote = 0
        self._widths: dict[tuple[int, int], list[int]] = {}

    def loose_quote(self, row: int) -> None:
        """Text followed a closing quotation mark in the row."""
        self._loose_quotes += 1
        self._first_loose_quote = self._first_loose_quote or row

    def width(self, fields: int, last_filled: int, row: int) -> None:
        """The row has so many fields, of which the last that holds text is the one given."""
        kind = (fields, last_filled)
        if kind not in self._widths and len(self._widths) >= _KINDS_OF_ROWS:
            kind = (0, 0)  # so uneven a table needs no finer count
        self._widths.setdefault(kind, [0, row])[0] += 1

    def doubts(self) -> Iterator[str]:
        """The sentences."""
        if self._loose_quotes:
            yield (
                f"Rows in which text follows a closing quotation mark: {self._loose_quotes:,} (first: row "
                f"{self._first_loose_quote:,}). The marks are left out, as Excel does."
            )
        yield from self._uneven()

    def _uneven(self) -> Iterator[str]:
        counts: Counter[int] = Counter()
        for (fields, _), (count, _) in self._widths.items():
            counts[fields] += count
        if not counts:
            return
        usual = counts.most_common(1)[0][0]
        filled = max(last for fields, last in self._widths if fields == usual)
        others = [seen for (fields, last), seen in self._widths.items() if last > usual or fields < filled]
        if others:
            yield (
                f"Rows with more or fewer fields than the usual {usual:,}: {sum(count for count, _ in others):,} of "
                f"{counts.total():,} (first: row {min(row for _, row in others):,}). Look whether the separator or a "
                "line break stands inside a text there."
            )


def _records(path: Path, shape: CsvShape, seen: _Seen) -> Iterator[tuple[int, list[str]]]:
    """The records with their numbers, blank ones too."""
    csv.field_size_limit(_LONGEST_FIELD)
    with _trouble(path), path.open(encoding=shape.encoding, newline="") as file:
        for _ in range(shape.skip):
            file.readline()
        number = shape.skip
        pending: list[str] = []
        lines = _noted(file, pending)
        reader = csv.reader(lines, delimiter=shape.delimiter, strict=True)
        while True:
            number += 1
            pending.clear()
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                fields = _loosely(path, number, pending, shape.delimiter, error)
                seen.loose_quote(number)
                reader = csv.reader(lines, delimiter=shape.delimiter, strict=True)
            if any("\0" in line for line in pending):
                raise WorkbookError(
                    f"{path.name} holds a NUL character in row {number:,}, which no text table has.",
                    "Ask the sender for the file again; it may be damaged, or padded by an old system.",
                )
            yield number, fields


def _noted(file: Iterable[str], pending: list[str]) -> Iterator[str]:
    """The lines; those of the record in work are kept in `pending`."""
    for line in file:
        pending.append(line)
        yield line


def _loosely(path: Path, number: int, lines: list[str], delimiter: str, error: csv.Error) -> list[str]:
    """A record in which text follows a closing quotation mark, cut as Excel cuts it, where it is one line.

    Over several lines a mark that was never closed has taken in other rows: that is refused.
    """
    if "field limit" in str(error):
        raise WorkbookError(
            f"{path.name} has a field of more than {_LONGEST_FIELD:,} characters in row {number:,}.",
            "Look whether a quotation mark is opened there and never closed, and which character separates the fields.",
        ) from None
    if len(lines) == 1:
        records = list(csv.reader([*lines, "\0"], delimiter=delimiter))
        if len(records) == 2:
            return records[0]
    raise WorkbookError(
        f"{path.name} opens a quotation mark in row {number:,} that is not closed where its field ends.",
        "Look at that row in a text editor, and ask the sender for a file with its quotation marks doubled.",
    ) from None


@contextmanager
def _trouble(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise unreadable(path, error) from None
    except (csv.Error, UnicodeError) as error:
        raise WorkbookError(
            f"{path.name} cannot be read as a text table: {error}.",
            "Open it in a text editor and look whether it is a table of text, then save it as UTF-8.",
        ) from None
