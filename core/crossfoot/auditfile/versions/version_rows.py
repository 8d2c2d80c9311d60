"""The rows of one import as the agency delivered them, ready to be compared with those of another.

Corrections of the auditor are taken back here: two versions are compared as they came. A cell that fits no type is
compared by its text, a link by the address behind a mail filter's wrapping.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.record_names import (
    quoted,
    whole_rows,
)
from crossfoot.auditfile.versions.version_model import AsItStood, Compared, Version
from crossfoot.errors import AuditFileError
from crossfoot.mapping.headers import header_key
from crossfoot.mapping.model import RecordType
from crossfoot.workbook.xlsx.links import unwrap


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is compared: a field of the record type, or (`field` False) a kept column by its header."""

    name: str
    field: bool
    type: str
    before: str
    after: str

    def letter(self, later: bool) -> str:
        """Where it stands in the sheet of the one or the other version."""
        return self.after if later else self.before


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one version: row numbers, hidden flags, and the compared values in the order of the columns."""

    version: Version
    numbers: list[int]
    hidden: list[bool]
    values: list[tuple[Compared, ...]]


def version(audit: Audit, import_id: int) -> Version:
    """One import as a version; AuditFileError where there is no such import."""
    found = audit.rows(f"{_VERSIONS} WHERE i.import_id = ?", (import_id,))
    if not found:
        raise AuditFileError(
            f"There is no import {import_id} in this audit.", "`crossfoot tables` lists the imports."
        )
    return Version(**found[0])


def versions_of(audit: Audit, list_name: str) -> list[Version]:
    """All versions of a list, oldest first; withdrawn ones too, as their `state` says."""
    found = audit.rows(f"{_VERSIONS} WHERE l.name = ? ORDER BY i.import_id", (list_name,))
    return [Version(**row) for row in found]


_VERSIONS = (
    "SELECT i.import_id, l.name AS list_name, i.record_type, s.name AS file, s.sha256, i.sheet, i.rows, i.state, "
    "i.loaded_at FROM cf_import i JOIN cf_list l ON l.list_id = i.list_id JOIN cf_source s ON s.source_id = i.source_id"
)


def compared_columns(
    audit: Audit, record_type: RecordType, before: int, after: int
) -> tuple[tuple[Column, ...], tuple[str, ...], tuple[str, ...]]:
    """What both versions have, and what only the one or only the other has (as field names or headers)."""
    fields = [_field_letters(audit, record_type, import_id) for import_id in (before, after)]
    kept = [_kept_letters(audit, import_id) for import_id in (before, after)]
    columns = [
        Column(field.name, True, field.type, fields[0][field.name], fields[1][field.name])
        for field in record_type.fields
        if field.name in fields[0] and field.name in fields[1]
    ]
    columns += [
        Column(f"column {kept[0][key][1]!r}", False, "text", kept[0][key][0], kept[1][key][0])
        for key in kept[0]
        if key in kept[1]
    ]
    gone, come = (
        tuple(name for name in fields[one] if name not in fields[other])
        + tuple(f"column {header!r}" for key, (_, header) in kept[one].items() if key not in kept[other])
        for one, other in ((0, 1), (1, 0))
    )
    return tuple(columns), gone, come


def load_rows(audit: Audit, side: Version, columns: Sequence[Column], *, later: bool) -> Rows:
    """The rows of one version in the order of its sheet."""
    names = "".join(f", {quoted(column.name)}" if column.field else ", NULL" for column in columns)
    found = audit.connection.execute(
        f"SELECT row_no, hidden{names} FROM {whole_rows(audit.types[side.record_type])} WHERE import_id = ? "
        "ORDER BY row_no, row_id",
        (side.import_id,),
    ).fetchall()
    numbers, hidden = [row[0] for row in found], [bool(row[1]) for row in found]
    values: list[tuple[Compared, ...]] = [row[2:] for row in found]
    place = {number: index for index, number in enumerate(numbers)}
    changed: dict[int, list[Compared]] = {}

    def put(number: int, column: int, value: Compared) -> None:
        index = place.get(number)
        if index is not None:
            changed.setdefault(index, list(values[index]))[column] = value

    by_name = {column.name: index for index, column in enumerate(columns) if column.field}
    for number, field, stored in audit.connection.execute(
        "SELECT row_no, field, before FROM cf_override_cell WHERE import_id = ?", (side.import_id,)
    ):
        if field in by_name:
            put(number, by_name[field], json.loads(stored) if stored is not None else None)
    for number, field, raw in audit.connection.execute(
        "SELECT row_no, field, raw FROM cf_misfit WHERE import_id = ? ORDER BY misfit_id", (side.import_id,)
    ):
        if field in by_name:
            put(number, by_name[field], AsItStood(raw))
    kept = {column.letter(later): index for index, column in enumerate(columns) if not column.field}
    if kept:
        for number, letter, raw in audit.connection.execute(
            "SELECT row_no, rtrim(ref, '0123456789'), raw FROM cf_restricted_cell WHERE import_id = ?",
            (side.import_id,),
        ):
            if letter in kept:
                put(number, kept[letter], raw)
    for column in (index for index, one in enumerate(columns) if one.type == "link"):
        for index, row in enumerate(values):
            address = row[column]
            if isinstance(address, str) and (bare := unwrap(address)):
                put(numbers[index], column, bare)
    for index, row_values in changed.items():
        values[index] = tuple(row_values)
    return Rows(side, numbers, hidden, values)


def _field_letters(audit: Audit, record_type: RecordType, import_id: int) -> dict[str, str]:
    letters = dict(
        audit.connection.execute(
            "SELECT field, letter FROM cf_import_column WHERE import_id = ? AND treatment = 'field'",
            (import_id,),
        )
    )
    for field in record_type.fields:
        if field.derived_from in letters and field.name not in letters:
            letters[field.name] = letters[field.derived_from]
    return letters


def _kept_letters(audit: Audit, import_id: int) -> dict[tuple[str, int], tuple[str, str]]:
    """The kept columns by header and, where a header stands over several, by which of them it is."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for letter, header in audit.connection.execute(
        "SELECT letter, header FROM cf_import_column WHERE import_id = ? AND treatment = 'kept' ORDER BY position",
        (import_id,),
    ):
        key = header_key(header)
        found[key, seen[key]] = (letter, header)
        seen[key] += 1
    return found
