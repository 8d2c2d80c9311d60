"""What becomes of each column of a sheet, by its mapping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crossfoot.mapping.model import Field, Mapping, RecordType
from crossfoot.staging.convert import Convert, converter, gives_back
from crossfoot.staging.model import Spelling, TypedValue
from crossfoot.values import fold
from crossfoot.workbook.addresses import column_number
from crossfoot.workbook.model import Cell, SheetInfo

Derive = Callable[[Cell], TypedValue]


@dataclass(frozen=True, slots=True)
class Target:
    """Where the value of one column goes: its place among the staged fields, and how it is converted."""

    place: int
    field: Field
    convert: Convert
    derived: tuple[tuple[int, Derive], ...] = ()


class StagingPlan:
    """The columns of the data range (`columns`: a target, or None where the column is kept as raw text), those that the
    mapping leaves out, and the rows that are data."""

    def __init__(self, sheet: SheetInfo, mapping: Mapping, record_type: RecordType) -> None:
        self.fields = staged_fields(mapping, record_type)
        self.first_row, self.last_row = sheet.first_data_row, sheet.last_data_row
        self.skipped = tuple((rows.first, rows.last) for rows in mapping.skipped)
        self._spellings: dict[tuple[str, TypedValue], Spelling] = {}
        place = {name: at for at, name in enumerate(self.fields)}
        mapped = {column.field for column in mapping.columns if column.field}
        self.columns: dict[int, Target | None] = {}
        for column in mapping.columns:
            if column.left_out:
                continue
            number = column_number(column.letter)
            field = record_type.field(column.field) if column.field else None
            if field is None:
                self.columns[number] = None
                continue
            derived = tuple(
                (place[f.name], _derivation(f))
                for f in record_type.fields
                if f.derived_from == field.name and f.name not in mapped
            )
            self.columns[number] = Target(
                place[field.name], field, converter(field, column.date_format), derived
            )

    @property
    def spellings(self) -> tuple[Spelling, ...]:
        """How each code and each yes or no was first spelled in its column."""
        return tuple(self._spellings.values())

    def tells(self, target: Target, cell: Cell, value: TypedValue) -> bool:
        """Whether the stored text of the cell can be told from its typed value, so that it need not be kept beside it:
        the value gives it back, or is a code that the cell spells as the first one of its value in the column did."""
        if cell.link:
            return False
        if target.field.type not in ("code", "boolean"):
            return gives_back(cell, value)
        spelling = Spelling(target.field.name, str(value), cell.raw, cell.type)
        return self._spellings.setdefault((target.field.name, value), spelling) == spelling

    def is_data(self, row: int) -> bool:
        """Whether the row of this number is one of the data."""
        return self.first_row <= row <= self.last_row and not any(
            first <= row <= last for first, last in self.skipped
        )


def staged_fields(mapping: Mapping, record_type: RecordType) -> tuple[str, ...]:
    """The fields that staging fills, in record-type order: those with a column, and those derived from one."""
    mapped = {column.field for column in mapping.columns if column.field}
    return tuple(f.name for f in record_type.fields if f.name in mapped or f.derived_from in mapped)


def _derivation(derived: Field) -> Derive:
    """A status read from a link's cell: a hyperlink decides 'linked', else the cell's text, else 'unlinked'."""
    known = {fold(s): code for code, spellings in derived.values for s in (code, *spellings)}
    codes = [code for code, _ in derived.values]

    def derive(cell: Cell) -> TypedValue:
        if cell.type == "error":
            return None
        if cell.link or cell.raw.strip().lower().startswith(("http://", "https://")):
            return "linked" if "linked" in codes else None
        return known.get(fold(cell.raw), "unlinked" if "unlinked" in codes else None)

    return derive
