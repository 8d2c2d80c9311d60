"""The tables that an analysis may look at, and their columns, named as an auditor names them.

A table is a record type (all its current lists), one list by its name, or the register of agencies. A column is a field
of the record type, or a column that was kept as raw text and is named by its header: so a table that is no list of the
pack (`other_table`) has columns too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, Literal

from crossfoot.checks.program import NotTestableError
from crossfoot.mapping.headers import header_key
from crossfoot.mapping.model import Field, RecordType
from crossfoot.mapping.record_types import OTHER_TABLE, record_types

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""A query of the audit file: text and parameters, and the rows."""

REGISTER = "agencies"
"""The register of agencies: one row for each agency that any list names."""
_OF_THE_REGISTER = ("name", "state", "agency_id")
RESOLVED = "agency_ref"
"""The agency that a row resolves to, however the row names it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: a `field` of the record type, or (None) one kept as raw text, at `letters` by import."""

    name: str
    field: Field | None
    headers: tuple[str, ...] = ()
    letters: dict[int, str] = field_of(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the audit holds. `imports` are empty for the register, which belongs to no import."""

    name: str
    record_type: RecordType
    imports: tuple[int, ...]
    columns: tuple[Column, ...]

    def column(self, asked: str) -> Column:
        """The column that is called so; NotTestableError lists what there is."""
        key = header_key(asked)
        by_name = [one for one in self.columns if one.name == asked]
        found = by_name or [
            one for one in self.columns if key in {header_key(text) for text in (one.name, *one.headers)}
        ]
        letter = asked.removeprefix("column ").upper() if asked.startswith("column ") else ""
        found = found or [one for one in self.columns if letter and letter in one.letters.values()]
        if len(found) == 1:
            return found[0]
        if found:
            where = " and ".join(
                f"“column {letter}”" for one in found for letter in sorted(set(one.letters.values()))
            )
            raise NotTestableError(
                f"Several columns of {self.name} are called {asked!r}; name one of them as {where}."
            )
        there = ", ".join(one.name or f"column {min(one.letters.values())}" for one in self.columns)
        raise NotTestableError(f"{self.name} has no column {asked!r}. It has: {there}.")

    def is_identifier(self, column: Column) -> bool:
        """Whether the column holds names or numbers that someone assigned: a key, or a reference to another list."""
        kind = self.record_type
        naming = kind.agency
        assigned = {*kind.key, *(reference.field for reference in kind.references)}
        assigned |= {naming.id, naming.name} if naming else set()
        if column.field is not None:
            return column.field.name in assigned or column.field.type not in ("integer", "number", "money")
        return bool(_ASSIGNED & set(header_key(column.name).split()))


_RESOLVED_AGENCY = Column(RESOLVED, Field(RESOLVED, "text", "The agency that the row resolves to."))
_ASSIGNED = frozenset(("id", "no", "number", "nr", "code", "zip", "phone", "badge", "year"))
"""Words in the header of a column whose numbers are given out and not measured."""


def table_names(ask: Ask) -> list[str]:
    """The tables of the audit: record types with a current list, lists with a name of their own, the register."""
    lists = ask("SELECT record_type, list FROM list_catalogue ORDER BY record_type, list", ())
    register = [REGISTER] if ask("SELECT 1 FROM cf_entity LIMIT 1", ()) else []
    return list(dict.fromkeys([*register, *(kind for kind, _ in lists), *(name for _, name in lists)]))


def table_called(ask: Ask, asked: str | None) -> Table:
    """The table that the auditor named; NotTestableError lists those of the audit."""
    kinds = record_types(str(ask("SELECT pack FROM cf_audit", ())[0][0]))
    lists = ask("SELECT record_type, list, import_id FROM list_catalogue ORDER BY import_id", ())
    name = (asked or "").strip()
    by_kind = [row for row in lists if row[0] == name]
    found = (
        by_kind
        or [row for row in lists if row[1] == name]
        or [row for row in lists if header_key(row[1]) == header_key(name)]
    )
    if name == REGISTER and name in table_names(ask):
        return Table(REGISTER, kinds[REGISTER], (), _register_columns(kinds[REGISTER], ask))
    if not found or not name:
        there = ", ".join(table_names(ask)) or "no list yet"
        said = f"The audit holds no table called {name!r}." if name else "No table was named."
        raise NotTestableError(f"{said} It holds: {there}.")
    imports = tuple(row[2] for row in found)
    return Table(name, kinds[found[0][0]], imports, _columns(ask, kinds[found[0][0]], imports))


def _register_columns(kind: RecordType, ask: Ask) -> tuple[Column, ...]:
    mapped = {
        name
        for (name,) in ask("SELECT DISTINCT field FROM mapped_columns WHERE record_type = ?", (REGISTER,))
    }
    fields = [one for one in kind.fields if one.name in mapped or one.name in _OF_THE_REGISTER]
    return (*(Column(one.name, one) for one in fields), _RESOLVED_AGENCY)


def _columns(ask: Ask, kind: RecordType, imports: tuple[int, ...]) -> tuple[Column, ...]:
    marks = ", ".join("?" * len(imports))
    rows = ask(
        "SELECT import_id, letter, header, field, treatment FROM mapped_columns "
        f"WHERE import_id IN ({marks}) ORDER BY import_id, length(letter), letter",
        imports,
    )
    headers: dict[str, list[str]] = {}
    kept: dict[tuple[str, int], Column] = {}
    seen: dict[tuple[int, str], int] = {}
    for import_id, letter, header, name, treatment in rows:
        if name is not None:
            headers.setdefault(name, []).append(header)
        elif treatment == "kept":
            place = seen[(import_id, header_key(header))] = seen.get((import_id, header_key(header)), -1) + 1
            column = kept.setdefault((header_key(header), place), Column(header.strip(), None))
            column.letters[import_id] = letter
    known = [
        Column(one.name, one, tuple(dict.fromkeys(headers.get(one.name, ()))))
        for one in kind.fields
        if one.name in headers or one.derived_from in headers
    ]
    if kind.agency is not None:
        known.append(_RESOLVED_AGENCY)
    return (*known, *kept.values())


def title_of(table: Table) -> str:
    """How a sentence calls the table."""
    return table.name if table.record_type is OTHER_TABLE else table.record_type.title.lower()


Reading = Literal["text", "number", "date"]
"""As what the values of a column are read."""
