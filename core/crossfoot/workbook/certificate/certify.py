"""The import certificate: a sheet read twice, by two independent programs, compared cell by cell and column by column.

It shows that the file was read as it stands; whether its data are true, it cannot show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from crossfoot import __version__
from crossfoot.progress import Progress, silent
from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.certificate.certificate_model import (
    ColumnPair,
    Difference,
    Explained,
    Reader,
    Seen,
    SheetCertificate,
)
from crossfoot.workbook.certificate.certificate_rules import DOUBLED, Pair, Rule, explanation
from crossfoot.workbook.certificate.certificate_words import MEASURES, not_seen_words, seen_words, sentence
from crossfoot.workbook.certificate.column_tally import ColumnTally
from crossfoot.workbook.certificate.second_opinion import second_opinion
from crossfoot.workbook.certificate.second_reading import (
    NoSecondOpinionError,
    Rows,
    SecondReading,
    everything,
)
from crossfoot.workbook.certificate.seen_cells import seen_in
from crossfoot.workbook.model import AS_FOUND, Cell, ReadOptions, SheetRow
from crossfoot.workbook.read import open_rows

FULL_UP_TO = 300_000
"""Cells of a workbook up to which openpyxl reads it whole; beyond that calamine reads it, which sees less."""
CROSSFOOT = Reader("Crossfoot", __version__)
_TELL_EVERY = 2_000  # rows

FirstReading = Callable[[], Iterator[SheetRow]]
Reading = Callable[[Path, str, ReadOptions], Iterator[SheetRow]]
"""How Crossfoot reads the rows of one sheet: `open_rows`, or something that looks on while they pass."""


def certify_sheets(
    path: Path,
    sheets: Iterable[str],
    options: ReadOptions = AS_FOUND,
    *,
    full_up_to: int = FULL_UP_TO,
    progress: Progress = silent,
    reading: Reading | None = None,
) -> list[SheetCertificate]:
    """Read each of the sheets twice and compare; the second program opens the workbook once.

    A file that no second program can read gives certificates that say so; WorkbookError only where our own reader
    cannot read it.
    """
    certificates, read = [], reading or open_rows
    progress(0, 0, "Reading the workbook a second time")
    with second_opinion(path, options, full_up_to) as opinion:
        for name in sheets:
            try:
                second = opinion.sheet(name)
                certificates.append(compare(name, partial(read, path, name, options), second, progress))
            except NoSecondOpinionError as trouble:
                certificates.append(not_compared(name, str(trouble)))
    return certificates


def not_compared(sheet: str, why: str) -> SheetCertificate:
    """The certificate of a sheet that was read once; `why` is a sentence."""
    return SheetCertificate(sheet, "none", "not compared", why, CROSSFOOT)


def compare(
    sheet: str, first: FirstReading, second: SecondReading, progress: Progress = silent
) -> SheetCertificate:
    """Compare two readings of one sheet.

    NoSecondOpinionError where the second program fails on the way. `first` is read again, sorted, where the file
    states its rows out of order; only sheets that are compared in full are small enough for that.
    """
    try:
        return _Comparison(sheet, second, progress).of(first())
    except _OutOfOrderError:
        if second.mode != "full":
            raise NoSecondOpinionError(
                "the sheet states its rows out of order and is too large to be sorted"
            ) from None
        return _Comparison(sheet, second, progress).of(_sorted(first()))


class _OutOfOrderError(Exception):
    """The file states its rows, or the cells of a row, in another order than their numbers."""


def _sorted(rows: Iterator[SheetRow]) -> Iterator[SheetRow]:
    cells: dict[int, list[Cell]] = {}
    for row in rows:
        for cell in row.cells:
            cells.setdefault(cell.row, []).append(cell)
    for number in sorted(cells):
        yield SheetRow(number, False, tuple(cells[number]))


class _Column:
    """One column: a tally that both readings share until they differ, and two from there."""

    def __init__(self) -> None:
        self.first = self.second = ColumnTally()
        self.explained = 0
        self.difference: tuple[str, str, str] | None = None

    def add(self, row: int, first: Seen | None, second: Seen | None) -> None:
        """Take what the two saw in a cell."""
        if self.first is not self.second:
            if first is not None:
                self.first.add(row, first)
            if second is not None:
                self.second.add(row, second)
        elif first is not None:
            self.first.add(row, first)

    def part(self, ref: str, first: Seen | None, second: Seen | None) -> None:
        """Note where the two readings differ; from the first such cell on they are tallied apart."""
        if self.difference is None:
            self.difference = (ref, seen_words(first, second), seen_words(second, first))
            self.second = self.first.copy()


class _Comparison:
    """The comparison of one sheet while it runs."""

    def __init__(self, sheet: str, second: SecondReading, progress: Progress) -> None:
        self._sheet = sheet
        self._second = second
        self._progress = progress
        self._columns: dict[int, _Column] = {}
        self._explained: Counter[Rule] = Counter()
        self._explained_at: dict[Rule, str] = {}
        self._not_seen: Counter[str] = Counter()
        self._unseen_cells = 0
        self._differing = 0
        self._cells = self._cells_second = 0

    def of(self, first: Iterator[SheetRow]) -> SheetCertificate:
        """Compare all rows."""
        for done, (number, cells, seen) in enumerate(_paired(first, self._second.rows())):
            if done % _TELL_EVERY == 0:
                self._progress(done, 0, f"{self._sheet}: comparing two readings")
            self._row(number, cells, seen)
        return self._certificate()

    def _row(self, number: int, cells: tuple[Cell, ...], theirs: dict[int, Seen]) -> None:
        self._cells += len(cells)
        self._cells_second += len(theirs)
        ours: dict[int, Cell] = {}
        for cell in cells:
            if cell.column in ours:
                self._explain(DOUBLED, cell.column, cell.ref)
            ours[cell.column] = cell
        sees_all = self._second.view is everything
        for column, cell in ours.items():
            saw = seen_in(cell)
            first = saw if sees_all else self._seen_by_both(saw)
            second = theirs.pop(column, None)
            if first == second:
                if first is not None:
                    self._column(column).add(number, first, first)
            else:
                self._differ(number, column, cell, first, second)
        for column, second in theirs.items():
            self._differ(number, column, None, None, second)

    def _seen_by_both(self, saw: Seen) -> Seen | None:
        """What is left of a cell for the second program; what it cannot see is counted."""
        first = self._second.view(saw)
        if saw.formula:
            self._not_seen["formula"] += 1
        if saw.link:
            self._not_seen["link"] += 1
        if first is None:
            self._unseen_cells += 1
            if saw.kind in ("error", "text"):
                self._not_seen["error" if saw.kind == "error" else "blank"] += 1
        return first

    def _differ(
        self, row: int, column: int, cell: Cell | None, first: Seen | None, second: Seen | None
    ) -> None:
        pair = Pair(cell, first, second, row, column, self._second.under_merge, self._second.made_up)
        ref = f"{column_letters(column)}{row}"
        rule = explanation(pair)
        if rule is not None:
            self._explain(rule, column, ref)
            return
        self._differing += 1
        self._column(column).part(ref, first, second)
        self._column(column).add(row, first, second)

    def _explain(self, rule: Rule, column: int, ref: str) -> None:
        self._explained[rule] += 1
        self._explained_at.setdefault(rule, ref)
        self._column(column).explained += 1

    def _column(self, column: int) -> _Column:
        known = self._columns.get(column)
        if known is None:
            known = self._columns[column] = _Column()
        return known

    def _certificate(self) -> SheetCertificate:
        pairs = tuple(_pair(number, self._columns[number]) for number in sorted(self._columns))
        differences = tuple(
            difference
            for number, pair in zip(sorted(self._columns), pairs, strict=True)
            for difference in _differences(pair, self._columns[number])
        )
        explained = tuple(
            Explained(rule.code, count, rule.why, self._explained_at[rule])
            for rule, count in self._explained.most_common()
        )
        second = self._second
        certificate = SheetCertificate(
            sheet=self._sheet,
            mode=second.mode,
            verdict="differ" if self._differing else "agree",
            sentence="",
            first=CROSSFOOT,
            second=second.reader,
            cells=self._cells,
            cells_second=self._cells_second,
            compared=second.compared,
            not_seen=not_seen_words(self._not_seen, second.reader),
            explained=explained,
            differences=differences,
            cells_that_differ=self._differing,
            columns=pairs,
        )
        return replace(certificate, sentence=sentence(certificate, second.twice, self._unseen_cells))


def _paired(
    first: Iterator[SheetRow], second: Rows
) -> Iterator[tuple[int, tuple[Cell, ...], dict[int, Seen]]]:
    """The rows of both readings side by side, by number."""
    nothing: tuple[int, dict[int, Seen]] = (0, {})
    theirs = next(second, nothing)
    last = 0
    for row in first:
        number = row.number
        if number <= last or any(cell.row != number for cell in row.cells):
            raise _OutOfOrderError
        last = number
        while theirs[0] and theirs[0] < number:
            yield theirs[0], (), theirs[1]
            theirs = next(second, nothing)
        if theirs[0] == number:
            yield number, row.cells, theirs[1]
            theirs = next(second, nothing)
        else:
            yield number, row.cells, {}
    while theirs[0]:
        yield theirs[0], (), theirs[1]
        theirs = next(second, nothing)


def _pair(number: int, column: _Column) -> ColumnPair:
    first = column.first.totals()
    second = first if column.second is column.first else column.second.totals()
    return ColumnPair(column_letters(number), first, second, column.explained)


def _differences(pair: ColumnPair, column: _Column) -> Iterator[Difference]:
    if column.difference is None:
        return
    for name, words in MEASURES:
        first, second = getattr(pair.first, name), getattr(pair.second, name)
        if first != second:
            yield Difference(pair.column, words, str(first), str(second), *column.difference)
