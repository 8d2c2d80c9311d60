"""Two versions of a list, or two lists of one record type, side by side.

`list_pairs`: which imports are compared: each list that came again with the version before it; or, where the check has
the parameters `left` and `right`, these two lists.
`record_pairs`: each record of either side, with its row on each side and the fields in which the two rows differ.
`former_records`: the keys of the records of versions before the two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crossfoot.checks.loaded_lists import LoadedList, LoadedLists, column, quoted_text
from crossfoot.mapping.model import Field, RecordType
from crossfoot.mapping.record_types import RESOLVED_AGENCY

_WORDS = ("text", "code")


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is compared: `left_table` holds the rows of the left side, the record type's own those of the right."""

    right: LoadedList
    left_import: int
    left_name: str
    left_table: str
    both: tuple[Field, ...]
    versions: bool

    @property
    def head(self) -> str:
        kind = self.right.kind.name
        return f"'{kind}' AS record_type, {self.left_import} AS left_import, {self.right.import_id} AS right_import"


def _pairs(lists: LoadedLists) -> list[_Pair]:
    left, right = lists.value("left"), lists.value("right")
    if left and right:
        return [
            _pair(lists, two, one.import_id, one.name, one.kind.name, versions=False)
            for one in lists.lists
            if one.name == left
            for two in lists.lists
            if two.name == right and two.kind.name == one.kind.name and two is not one
        ]
    before = dict(
        lists.connection.execute(
            "SELECT list, import_id FROM audit.list_versions WHERE versions_back = 1 AND state = 'superseded'"
        ).fetchall()
    )
    return [
        _pair(lists, one, before[one.name], one.name, f"earlier_{one.kind.name}", versions=True)
        for one in lists.lists
        if one.name in before
    ]


def _pair(
    lists: LoadedLists, right: LoadedList, left_import: int, name: str, table: str, *, versions: bool
) -> _Pair:
    catalogue = "earlier_columns" if versions else "mapped_columns"
    there = {
        field
        for (field,) in lists.connection.execute(
            f"SELECT field FROM audit.{catalogue} WHERE import_id = ?", (left_import,)
        )
    }
    both = tuple(field for field in right.fields if field.name in there)
    return _Pair(right, left_import, name, table, both, versions)


def _list_pairs(lists: LoadedLists) -> list[str]:
    return [
        f"SELECT {pair.head}, {quoted_text(pair.left_name)} AS left_list, "
        f"{quoted_text(pair.right.name)} AS right_list, "
        f"{int(pair.versions)} AS versions, (SELECT count(*) FROM {pair.left_table} t "
        f"WHERE t.import_id = {pair.left_import}) AS left_rows, (SELECT count(*) FROM {pair.right.kind.name} t "
        f"WHERE t.import_id = {pair.right.import_id}) AS right_rows"
        for pair in _pairs(lists)
    ]


def _record_pairs(lists: LoadedLists) -> list[str]:
    return [_records_of(pair) for pair in _pairs(lists)]


def _records_of(pair: _Pair) -> str:
    members = _members(pair.right.kind, pair.both)
    key = _key(pair.right.kind, members)
    compared = [field for field in pair.both if field.name not in _told_by(pair.right.kind, members)]
    sides = ", ".join(
        f"{side} AS MATERIALIZED ({_side(pair, table, number, key, compared)})"
        for side, table, number in (
            ("before", pair.left_table, pair.left_import),
            ("after", pair.right.kind.name, pair.right.import_id),
        )
    )
    changed = " || ".join(_change(field) for field in compared) or "''"
    return (
        f"SELECT {pair.head}, left_row, right_row, key_text, changed FROM (WITH {sides} "
        f"SELECT b.row_id AS left_row, a.row_id AS right_row, b.k AS key_text, "
        f"CASE WHEN a.row_id IS NULL THEN '' ELSE ltrim({changed}, ', ') END AS changed "
        "FROM before b LEFT JOIN after a ON a.k = b.k "
        "UNION ALL SELECT NULL, a.row_id, a.k, '' FROM after a LEFT JOIN before b ON b.k = a.k WHERE b.row_id IS NULL)"
    )


def _side(pair: _Pair, table: str, import_id: int, key: str, compared: list[Field]) -> str:
    """The records of one side. A row that two current lists have repeats a key, but within its own list it may not."""
    kept = "".join(f", {column(field.name)}" for field in compared)
    rows = f"SELECT t.row_id, {key} AS k{kept} FROM {table} t WHERE t.import_id = {import_id}"
    if pair.versions:
        return f"{rows} AND t.repeats IS NULL"
    numbered = f"SELECT *, row_number() OVER (PARTITION BY k ORDER BY row_id) AS n FROM ({rows})"
    return f"SELECT * FROM ({numbered}) WHERE n = 1"


def _members(kind: RecordType, both: tuple[Field, ...]) -> tuple[str, ...]:
    """The members of the key by which rows of the two sides are matched: the first key that both sides have whole."""
    there = {field.name for field in both} | ({RESOLVED_AGENCY} if kind.agency else set())
    for members in (kind.key, kind.natural_key):
        if members and there.issuperset(members):
            return members
    usable = tuple(member for member in kind.natural_key if member in there)
    return usable or tuple(field.name for field in both)


def _told_by(kind: RecordType, members: tuple[str, ...]) -> set[str]:
    """The fields that the key tells already."""
    naming = kind.agency
    agency = {naming.id, naming.name, naming.state} if naming and RESOLVED_AGENCY in members else set()
    return {*members, *agency}


def _key(kind: RecordType, members: tuple[str, ...]) -> str:
    fields = {field.name: field for field in kind.fields}
    return " || ' | ' || ".join(
        f"ifnull({_folded(column(name)) if name in fields and fields[name].type in _WORDS else column(name)}, '')"
        for name in members
    )


def _folded(value: str) -> str:
    """A text without case, blanks at its ends and curly apostrophes, in SQLite's own words: a million rows may pass."""
    return f"lower(trim(replace({value}, '\u2019', '''')))"


def _change(field: Field) -> str:
    before, after = column(field.name, "b"), column(field.name, "a")
    differ = f"{before} IS NOT {after}"
    if field.type in _WORDS:
        differ += f" AND {_folded(before)} IS NOT {_folded(after)}"
    return f"CASE WHEN {differ} THEN ', {field.name.replace('_', ' ')}' ELSE '' END"


def _former_records(lists: LoadedLists) -> list[str]:
    return [
        f"SELECT DISTINCT {pair.head}, {_key(pair.right.kind, _members(pair.right.kind, pair.both))} AS key_text "
        f"FROM list_versions v CROSS JOIN earlier_{pair.right.kind.name} t ON t.import_id = v.import_id "
        f"WHERE v.versions_back > 1 AND v.list = {quoted_text(pair.right.name)}"
        for pair in _pairs(lists)
        if pair.versions
    ]


VERSION_VIEWS: dict[str, tuple[str, Callable[[LoadedLists], list[str]]]] = {
    "list_pairs": (
        "record_type left_import right_import left_list right_list versions left_rows right_rows",
        _list_pairs,
    ),
    "record_pairs": (
        "record_type left_import right_import left_row right_row key_text changed",
        _record_pairs,
    ),
    "former_records": ("record_type left_import right_import key_text", _former_records),
}
