"""What an audit holds, as the views of data reliability are made from it: its current lists and their columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crossfoot.checks.model import ParameterValue
from crossfoot.mapping.model import Field, RecordType


@dataclass(frozen=True, slots=True)
class LoadedList:
    """The current version of a list: the fields to which a column is mapped, and where its rows are.

    `rows` is what stands behind FROM; `only` a condition on `t` that no other list of the record type meets.
    """

    kind: RecordType
    import_id: int
    name: str
    fields: tuple[Field, ...]
    alone: bool

    @property
    def only(self) -> str:
        """The condition by which the rows of this list are told from another one's of its record type."""
        return "1" if self.alone else f"t.import_id = {self.import_id}"

    @property
    def head(self) -> str:
        """The columns that say which list a row of a view speaks of."""
        return f"'{self.kind.name}' AS record_type, {self.import_id} AS import_id"


@dataclass(frozen=True, slots=True)
class LoadedLists:
    """All current lists, and the parameters of the check that asks."""

    lists: tuple[LoadedList, ...]
    types: Mapping[str, RecordType]
    parameters: Mapping[str, ParameterValue]
    connection: sqlite3.Connection

    def has(self, record_type: str, *fields: str) -> bool:
        """Whether a list of the record type is loaded and each of the fields is in one of them."""
        there = {field.name for one in self.of(record_type) for field in one.fields}
        return any(True for _ in self.of(record_type)) and there.issuperset(fields)

    def of(self, record_type: str) -> Iterator[LoadedList]:
        """The current lists of a record type."""
        return (one for one in self.lists if one.kind.name == record_type)

    def value(self, parameter: str) -> Any:
        """The value of a parameter of the check; None where it has none of that name."""
        found = self.parameters.get(parameter)
        return None if found is None else found.value


def loaded_lists(
    connection: sqlite3.Connection, types: Mapping[str, RecordType], parameters: Mapping[str, ParameterValue]
) -> LoadedLists:
    """The current lists of the audit that is attached to `connection` as `audit`."""
    mapped: dict[int, set[str]] = {}
    for import_id, field in connection.execute(
        "SELECT import_id, field FROM audit.mapped_columns WHERE field IS NOT NULL"
    ):
        mapped.setdefault(import_id, set()).add(field)
    found = connection.execute(
        "SELECT record_type, import_id, list FROM audit.list_catalogue ORDER BY import_id"
    ).fetchall()
    names = [name for name, _, _ in found]
    lists = [
        LoadedList(
            types[name],
            import_id,
            title,
            tuple(field for field in types[name].fields if field.name in mapped.get(import_id, ())),
            names.count(name) == 1,
        )
        for name, import_id, title in found
        if name in types and name != "agencies"
    ]
    return LoadedLists(tuple(one for one in lists if one.fields), types, parameters, connection)


def quoted_text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def column(name: str, alias: str = "t") -> str:
    """A field of a row as SQL names it."""
    return f'{alias}."{name}"'


def key_text(kind: RecordType, alias: str = "t") -> str:
    """The key of a row as text: the natural key where there is one, else the identifier that the agency gives."""
    members = kind.natural_key or kind.key
    return " || ' | ' || ".join(f"ifnull({column(member, alias)}, '')" for member in members) or "''"
