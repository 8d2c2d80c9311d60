"""Record types as a pack defines them, and the mapping of a sheet to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crossfoot.values import fold

FieldType = Literal["text", "link", "date", "timestamp", "integer", "number", "money", "boolean", "code"]
"""How a field is stored: text and code as TEXT; link as TEXT (the target); date and timestamp as ISO TEXT;
integer as INTEGER; number as REAL; money as INTEGER cents; boolean as INTEGER 0 or 1."""

FieldClass = Literal[
    "public",
    "internal",
    "personal",
    "sensitive_personal",
    "law_enforcement",
    "third_person",
    "pre_decisional",
]


@lru_cache(maxsize=512)
def _codes_by_spelling(values: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {fold(spelling): code for code, spellings in values for spelling in (code, *spellings)}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record type. `values` maps each code to the spellings that are read as it.

    Spellings and `header_synonyms` are compared folded; `meaning` is the plain sentence that the window and the
    data request show. `derived_from` names the field whose cell also tells this one (the state of a document from
    its link), where no column is mapped to it.
    """

    name: str
    type: FieldType
    meaning: str
    required: bool = False
    header_synonyms: tuple[str, ...] = ()
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    field_class: FieldClass = "internal"
    derived_from: str = ""

    def code_for(self, folded: str) -> str | None:
        """The code that a folded spelling stands for; None where it stands for none."""
        return _codes_by_spelling(self.values).get(folded)


@dataclass(frozen=True, slots=True)
class Reference:
    """`field` of this record type names a row of record type `target` by that one's `target_field`."""

    field: str
    target: str
    target_field: str


@dataclass(frozen=True, slots=True)
class AgencyNaming:
    """The fields by which a row names its agency (any of them may be empty), and what it carries of it."""

    id: str = ""
    name: str = ""
    state: str = ""
    carries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordType:
    """One kind of list that agencies hand over: what a row is, which fields it has, what makes a row unique.

    `key` is the identifier that the agency itself gives; `natural_key` what identifies a row where there is
    none (`agency_ref` in it stands for the resolved agency). Either may be empty. `required_one_of` lists groups
    of fields of which one whole group must be mapped: a row names its agency by id, or by name and state. `joins`
    lists groups of fields that checks look rows up by, the first ones by equality; each gets an index of its own.
    """

    name: str
    title: str
    unit: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    natural_key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    agency: AgencyNaming | None = None
    required_one_of: tuple[tuple[str, ...], ...] = ()
    joins: tuple[tuple[str, ...], ...] = ()

    def field(self, name: str) -> Field | None:
        """The field called `name`, or None."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What becomes of one column: `field` is the field it fills, None where the column is kept as raw text.

    `pseudonyms` says that its values are stored as keyed pseudonyms and never as they stand.

    `left_out` declares that the column is not loaded at all: its cells are counted as ignored. `reason` says why, for
    the auditor; `confidence` is 0 to 1. `kind` tells which sort of evidence it rests on. `date_format` (strptime) is
    only set when the auditor says how text dates of this column are to be read.
    """

    letter: str
    header: str
    field: str | None
    reason: str
    confidence: float
    kind: Literal["synonym", "fuzzy", "content", "auditor", "template", "none"] = "none"
    date_format: str | None = None
    left_out: bool = False
    pseudonyms: bool = False


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """Rows of the sheet (both ends included) that the auditor declares to be no data, such as a row of totals.

    Their cells are counted as ignored; the reason is kept with the import.
    """

    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one sheet is read: which record type, from which header row, which column is which field.

    A header may stand over several rows: `header_row` is its last one, `header_rows` how many there are.
    """

    sheet: str
    record_type: str
    header_row: int
    columns: tuple[ColumnMapping, ...]
    reason: str = ""
    confidence: float = 0.0
    missing_required: tuple[str, ...] = ()
    header_rows: int = 1
    skipped: tuple[SkippedRows, ...] = ()

    def column_of(self, field: str) -> ColumnMapping | None:
        """The column mapped to `field`, or None."""
        return next((column for column in self.columns if column.field == field), None)
