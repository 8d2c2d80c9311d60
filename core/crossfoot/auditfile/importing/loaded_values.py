"""The values that an import loaded, compared one by one with a second reading: the certificate of a large list.

It works on columns of some thousand rows. A column that is the same in both is done at once; where it is not, its cells
are looked at one by one: first what the second program read is converted as the import converts, then the stored text
is compared.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from crossfoot.auditfile.importing.loaded_sheet import LoadedRows, Stored, loaded_rows, spellings
from crossfoot.progress import Progress
from crossfoot.staging.convert import Unfit
from crossfoot.staging.plan import StagingPlan, Target
from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.certificate.calamine_opinion import (
    calamine_cell,
    calamine_saw,
    without_what_calamine_loses,
)
from crossfoot.workbook.certificate.certificate_model import (
    ColumnPair,
    ColumnTotals,
    Difference,
    Seen,
    SheetCertificate,
)
from crossfoot.workbook.certificate.certificate_rules import same_moment
from crossfoot.workbook.certificate.certificate_words import MEASURES, not_seen_words, seen_words, sentence
from crossfoot.workbook.certificate.certify import CROSSFOOT
from crossfoot.workbook.certificate.large_opinion import LargeOpinion
from crossfoot.workbook.certificate.second_reading import Grid, NoSecondOpinionError
from crossfoot.workbook.certificate.seen_cells import number_text, value_text
from crossfoot.workbook.xlsx.cell_values import boolean_value, parse_number

_REMEMBERED = 65_536
_UNFIT = object()


def compare_loaded(
    sheet: str,
    opinion: LargeOpinion,
    side: sqlite3.Connection,
    number: int,
    plan: StagingPlan,
    cells: int,
    progress: Progress,
) -> SheetCertificate:
    """Compare sheet `number` of the side file with a second reading; `cells` is how many cells were loaded.

    NoSecondOpinionError where the second program finds no such sheet or fails, or the rows stand out of order.
    """
    comparison = _Comparison(sheet, plan, opinion.grid(sheet), spellings(side, number))
    for found in loaded_rows(side, number, len(plan.fields)):
        comparison.take(found)
        progress(comparison.rows, 0, f"{sheet}: comparing what was loaded")
    comparison.finish()
    return comparison.certificate(opinion, cells)


class _Column:
    """One column: how many cells each program saw, and the first that they saw differently."""

    def __init__(self) -> None:
        self.first = self.second = 0
        self.differing = 0
        self.difference: tuple[str, str, str] | None = None


class _Made(dict[Any, Any]):
    """What a value of the second program becomes by the import's own conversion; worked out once for each."""

    def __init__(self, target: Target) -> None:
        super().__init__({None: None})
        self._convert = target.convert

    def work_out(self, value: Any) -> Any:
        """The typed value; `_UNFIT` where it fits its field no more than the import's misfit does."""
        made = self._convert(calamine_cell(value))
        return _UNFIT if isinstance(made, Unfit) else made

    def __missing__(self, value: Any) -> Any:
        made = self.work_out(value)
        if len(self) < _REMEMBERED:
            self[value] = made
        return made


class _Comparison:
    """The comparison of one sheet while it runs."""

    def __init__(
        self, sheet: str, plan: StagingPlan, grid: Grid, spelled: dict[tuple[str, str], Stored]
    ) -> None:
        self.rows = 0
        self._sheet = sheet
        self._plan = plan
        self._theirs = enumerate(grid.rows, start=1)
        self._first_column = grid.first_column
        self._spelled = spelled
        self._columns = {number: _Column() for number in sorted(plan.columns)}
        self._made = {number: _Made(target) for number, target in plan.columns.items() if target}
        self._not_seen: Counter[str] = Counter()
        self._at = 0

    def take(self, found: LoadedRows) -> None:
        """Compare some loaded rows."""
        width = max(self._columns, default=0) - self._first_column + 1
        theirs = self._rows_of(found.numbers)
        shortest = min(map(len, theirs))
        if shortest < width:
            theirs = [row + [""] * (width - len(row)) for row in theirs]
        by_column = list(zip(*theirs, strict=False))
        nothing = ("",) * len(theirs)
        for column, target in self._plan.columns.items():
            at = column - self._first_column
            values = by_column[at] if 0 <= at < len(by_column) else nothing
            if target is None:
                self._kept(found, column, values)
            else:
                self._typed(found, column, target, found.columns[target.place], values)
        self.rows += len(found.numbers)
        for kept in found.stored.values():
            self._not_seen["error"] += kept.cell_type == "error"
            self._not_seen["link"] += kept.link is not None

    def finish(self) -> None:
        """Look at what the second program reads behind the last loaded row."""
        for at, values in self._theirs:
            self._passed(at, values)

    def _rows_of(self, numbers: tuple[int, ...]) -> list[list[Any]]:
        """The second program's rows of these numbers; [] for a row that it does not have."""
        first, last = numbers[0], numbers[-1]
        if first <= self._at or last - first + 1 != len(numbers) or sorted(numbers) != list(numbers):
            return [self._row(number) for number in numbers]
        rows = [self._row(first), *(values for _, values in islice(self._theirs, len(numbers) - 1))]
        self._at = last
        return rows + [[]] * (len(numbers) - len(rows))

    def _row(self, number: int) -> list[Any]:
        """The second program's row of that number; the rows passed on the way were not loaded."""
        if number <= self._at:
            raise NoSecondOpinionError("the sheet states its rows out of order and is too large to be sorted")
        self._at = number
        for at, values in self._theirs:
            if at == number:
                return values
            self._passed(at, values)
        return []

    def _passed(self, row: int, values: list[Any]) -> None:
        if self._plan.is_data(row):
            self._not_loaded(row, values)

    def _not_loaded(self, row: int, values: list[Any]) -> None:
        """A row of the data range that was not loaded: right where it holds nothing but blanks, a difference else."""
        for column, counted in self._columns.items():
            at = column - self._first_column
            seen = calamine_saw(values[at]) if 0 <= at < len(values) else None
            if seen is not None:
                counted.second += 1
                self._differ(row, column, None, seen)

    def _typed(
        self, found: LoadedRows, column: int, target: Target, ours: tuple[Any, ...], values: Sequence[Any]
    ) -> None:
        theirs = (
            tuple([None if value == "" else value for value in values]) if "" in values else tuple(values)
        )
        counted = self._columns[column]
        filled = len(theirs) - theirs.count(None)
        odd = () if ours == theirs or _as_digits(theirs) == ours else self._odd(column, ours, theirs)
        counted.first += filled
        counted.second += filled
        for at in odd:
            self._look_at(found, column, target, at, ours[at], theirs[at])

    def _odd(self, column: int, ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> Iterable[int]:
        """Where what the second program read does not become the loaded value by the import's own conversion."""
        made = self._made[column]
        if bool in set(map(type, theirs)):  # True and 1 are one key
            converted = [None if value is None else made.work_out(value) for value in theirs]
        else:
            converted = list(map(made.__getitem__, theirs))
        if converted == list(ours):
            return ()
        return [at for at, value in enumerate(converted) if value != ours[at]]

    def _look_at(
        self, found: LoadedRows, column: int, target: Target, at: int, loaded: Any, value: Any
    ) -> None:
        """Compare one cell by its stored text, or by its typed value where that gives the text back."""
        row = found.numbers[at]
        kept = found.stored.get(f"{column_letters(column)}{row}")
        kept = kept or self._spelled.get((target.field.name, str(loaded)))
        second = None if value is None else calamine_saw(value)
        if kept is None and loaded is not None and second is not None and _means(loaded, second):
            return
        first = _stored_seen(kept) if kept else None if loaded is None else _loaded_seen(loaded)
        self._settle(row, column, first, second, counted_as=value is not None)

    def _kept(self, found: LoadedRows, column: int, values: Sequence[Any]) -> None:
        letters, counted = column_letters(column), self._columns[column]
        for row, value in zip(found.numbers, values, strict=True):
            kept = found.stored.get(f"{letters}{row}")
            if kept is None and value == "":
                continue
            counted.first += value != ""
            counted.second += value != ""
            first = _stored_seen(kept) if kept else None
            self._settle(row, column, first, calamine_saw(value), counted_as=value != "")

    def _settle(
        self, row: int, column: int, first: Seen | None, second: Seen | None, *, counted_as: bool
    ) -> None:
        """Judge one cell; so far both programs were counted as having seen it, or neither (`counted_as`)."""
        counted = self._columns[column]
        counted.first += (first is not None) - counted_as
        counted.second += (second is not None) - counted_as
        if first == second or (first is not None and second is not None and same_moment(first, second)):
            return
        self._differ(row, column, first, second)

    def _differ(self, row: int, column: int, first: Seen | None, second: Seen | None) -> None:
        counted = self._columns[column]
        counted.differing += 1
        if counted.difference is None:
            ref = f"{column_letters(column)}{row}"
            counted.difference = (ref, seen_words(first, second), seen_words(second, first))

    def certificate(self, opinion: LargeOpinion, cells: int) -> SheetCertificate:
        """What was found."""
        words = dict(MEASURES)
        differences = []
        for number, counted in self._columns.items():
            if counted.difference is not None:
                cells_differ = counted.first != counted.second
                first, second = (counted.first, counted.second) if cells_differ else ("", "")
                measure = words["cells"] if cells_differ else "loaded values"
                differences.append(
                    Difference(column_letters(number), measure, str(first), str(second), *counted.difference)
                )
        differing = sum(counted.differing for counted in self._columns.values())
        certificate = SheetCertificate(
            sheet=self._sheet,
            mode="loaded",
            verdict="differ" if differing else "agree",
            sentence="",
            first=CROSSFOOT,
            second=opinion.reader,
            cells=cells,
            cells_second=sum(counted.second for counted in self._columns.values()),
            compared=opinion.compared,
            not_seen=not_seen_words(self._not_seen, opinion.reader),
            differences=tuple(differences),
            cells_that_differ=differing,
            columns=tuple(
                ColumnPair(
                    column_letters(number),
                    ColumnTotals(cells=counted.first),
                    ColumnTotals(cells=counted.second),
                )
                for number, counted in self._columns.items()
            ),
        )
        return replace(certificate, sentence=sentence(certificate, opinion.twice, self._not_seen["error"]))


def _as_digits(values: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """Whole numbers as the texts of their digits, for identifiers; None where the values are something else."""
    if set(map(type, values)) != {float}:
        return None
    try:
        whole = tuple(map(int, values))
    except (OverflowError, ValueError):
        return None
    return tuple(map(str, whole)) if whole == values else None


def _stored_seen(kept: Stored) -> Seen | None:
    """What the second program should see of a cell whose stored text was kept; None for nothing."""
    kind, raw = kept.cell_type, kept.raw
    if kind in ("number", "date", "datetime", "time", "duration"):
        number = parse_number(raw)
        if number is not None:
            return Seen("number", number_text(float(number)))
        return Seen("date", raw) if kind != "number" else None
    if kind == "boolean":
        return Seen(kind, value_text(kind, boolean_value(raw)))
    return without_what_calamine_loses(Seen(kind, raw))


def _loaded_seen(loaded: Any) -> Seen:
    """A typed value that gives its cell back."""
    return Seen("text", loaded) if isinstance(loaded, str) else Seen("number", number_text(float(loaded)))


def _means(loaded: Any, second: Seen) -> bool:
    """Whether a typed value, of which no other text was kept, is what the second program saw."""
    if second.kind == "number":
        number = parse_number(loaded) if isinstance(loaded, str) else loaded
        return number is not None and number_text(float(number)) == second.text
    if second.kind == "date":
        return isinstance(loaded, str) and same_moment(Seen("date", loaded), second)
    return str(loaded).strip() == second.text
