"""What is counted of one column of a list while its cells come in, one by one or many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.inspection.places import Places
from crossfoot.workbook.inspection.text_shapes import (
    IDENTIFIER,
    LIKE_DATE,
    LIKE_NUMBER,
    OUTER_BLANKS,
    PENDING,
    text_traits,
)
from crossfoot.workbook.model import Cell, CellType, ColumnInfo
from crossfoot.workbook.xlsx.formulas import names_other_workbook

SAMPLES = 12
EXACT_DIGITS = 15
"""Excel keeps and shows this many significant digits of a number."""
_CLEAR_MAJORITY = 0.8


def shown_text(cell: Cell) -> str:
    """The cell as a header or a sample: its raw text, or the ISO date, number or error in it."""
    return cell.raw if cell.type == "text" else str(cell.value)


@dataclass(slots=True)
class ColumnFacts:
    """One column of the data range. Cells are named by their row numbers; blank ones are not given to it."""

    column: int
    header: str
    hidden: bool
    kinds: Counter[str] = field(default_factory=Counter)
    samples: dict[str, None] = field(default_factory=dict)
    filled: int = 0
    links: int = 0
    formulas: int = 0
    identifiers: int = 0
    typed_in: Places = field(default_factory=Places)
    errors: Places = field(default_factory=Places)
    no_value: Places = field(default_factory=Places)
    from_outside: Places = field(default_factory=Places)
    text_dates: Places = field(default_factory=Places)
    text_numbers: Places = field(default_factory=Places)
    outer_blanks: Places = field(default_factory=Places)
    long_wholes: Places = field(default_factory=Places)
    long_fractions: Places = field(default_factory=Places)
    unlinked: Places = field(default_factory=Places)
    pending_linked: Places = field(default_factory=Places)
    wrapped: Places = field(default_factory=Places)

    @property
    def letter(self) -> str:
        """The column's letters."""
        return column_letters(self.column)

    @property
    def name(self) -> str:
        """The column as an auditor would point at it."""
        return f'column {self.letter} ("{self.header}")' if self.header else f"column {self.letter}"

    @property
    def kind(self) -> str:
        """The commonest cell type, errors aside; `mixed` where none is clearly so, `empty` where nothing is filled."""
        if len(self.kinds) == 1:
            return next(iter(self.kinds))
        kinds = Counter({kind: count for kind, count in self.kinds.items() if kind != "error"})
        if not kinds:
            return "error" if self.kinds else "empty"
        kind, count = kinds.most_common(1)[0]
        return kind if count >= _CLEAR_MAJORITY * kinds.total() else "mixed"

    def add(self, cell: Cell) -> None:
        """Count one cell that is not blank."""
        row = cell.row
        self.filled += 1
        self.kinds[cell.type] += 1
        if len(self.samples) < SAMPLES and cell.value is not None and cell.type != "error":
            self.samples[shown_text(cell)] = None
        if cell.formula is None:
            self.typed_in.add(row)
        else:
            self._formula(row, cell.formula, cell.formula_without_value)
        if cell.type == "text":
            if traits := text_traits(cell.raw):
                self._traits(row, traits)
        elif cell.type == "number":
            if _may_be_long(cell.raw):
                self._long_number(row, cell.raw)
        elif cell.type == "error":
            self.errors.add(row)
        if cell.link is None:
            self.unlinked.add(row)
        else:
            self._link(row, cell)

    def add_plain(
        self, kind: CellType, rows: Sequence[int], texts: Sequence[str] = (), raws: Sequence[str] = ()
    ) -> None:
        """Count many cells of one type that have neither formula nor link.

        `texts` are the raw texts of text cells, `raws` the stored numbers of number cells, one for each row.
        Samples come by `add_sample`.
        """
        self.filled += len(rows)
        self.kinds[kind] += len(rows)
        self.typed_in.add_all(rows)
        self.unlinked.add_all(rows)
        if kind == "error":
            self.errors.add_all(rows)
        if texts:
            for row, traits in zip(rows, map(text_traits, texts), strict=True):
                if traits:
                    self._traits(row, traits)
        if raws and (max(map(len, raws)) > EXACT_DIGITS or "E" in "".join(raws).upper()):
            for row, raw in zip(rows, raws, strict=True):
                if _may_be_long(raw):
                    self._long_number(row, raw)

    @property
    def wants_samples(self) -> bool:
        """Whether it has fewer samples than it keeps."""
        return len(self.samples) < SAMPLES

    def add_sample(self, text: str) -> bool:
        """Take a value as a sample; whether more are wanted."""
        if len(self.samples) < SAMPLES:
            self.samples[text] = None
        return len(self.samples) < SAMPLES

    def _formula(self, row: int, formula: str, without_value: bool) -> None:
        self.formulas += 1
        if without_value:
            self.no_value.add(row)
        if "[" in formula and names_other_workbook(formula):
            self.from_outside.add(row)

    def _traits(self, row: int, traits: int) -> None:
        if traits & OUTER_BLANKS:
            self.outer_blanks.add(row)
        if traits & LIKE_DATE:
            self.text_dates.add(row)
        elif traits & LIKE_NUMBER:
            self.text_numbers.add(row)
        if traits & IDENTIFIER:
            self.identifiers += 1

    def _long_number(self, row: int, raw: str) -> None:
        digits, whole = significant_digits(raw)
        if digits <= EXACT_DIGITS:
            return
        if whole:
            self.long_wholes.add(row)
        elif not _is_short(raw):
            self.long_fractions.add(row)

    def _link(self, row: int, cell: Cell) -> None:
        self.links += 1
        if cell.link_unwrapped is not None:
            self.wrapped.add(row)
        if text_traits(cell.raw) & PENDING:
            self.pending_linked.add(row)

    def info(self, data_rows: int) -> ColumnInfo:
        """The column as handed on."""
        return ColumnInfo(
            letter=self.letter,
            header=self.header,
            kind=self.kind,
            filled=self.filled,
            blanks=max(0, data_rows - self.filled),
            errors=self.errors.count,
            links=self.links,
            hidden=self.hidden,
            samples=tuple(self.samples),
            identifiers=self.identifiers,
        )


def _may_be_long(raw: str) -> bool:
    return len(raw) > EXACT_DIGITS or "E" in raw or "e" in raw


def _is_short(raw: str) -> bool:
    """Whether the stored number is the one that its first 15 digits name, as 1.1000000000000001 is 1.1 to Excel."""
    number = float(raw)
    return float(f"{number:.{EXACT_DIGITS}g}") == number


def significant_digits(raw: str) -> tuple[int, bool]:
    """How many significant digits a stored number has, and whether it is a whole number.

    A whole number counts all its digits before the point, the zeros at its end too: they may stand where an identifier
    lost its last digits.

    >>> significant_digits("1234567890123450"), significant_digits("1.23456789012345E+15"), significant_digits("0.10")
    ((16, True), (16, True), (1, False))
    """
    mantissa, _, power = raw.strip().lstrip("+-").upper().partition("E")
    whole, _, fraction = mantissa.partition(".")
    fraction = fraction.rstrip("0")
    try:
        exponent = int(power or "0")
    except ValueError:
        return 0, False
    digits = (whole + fraction).lstrip("0")
    if exponent >= len(fraction):
        return (len(digits) + exponent - len(fraction) if digits else 0), True
    return len(digits.rstrip("0")), False
