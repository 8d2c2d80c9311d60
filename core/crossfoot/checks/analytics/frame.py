"""The rows of a table with the columns that an analysis asks for, laid as the scratch table `analysed`.

Columns of `analysed`: entity, row_id, record_type, why ('' or why the row is not looked at: 'repeated key'), and for
each column asked for as ALIAS: `ALIAS` (its value; NULL where there is none) and `ALIAS_why` ('', 'blank' or 'could
not be read'); for a text also `ALIAS_key`, by which two spellings meet.
A text that stands for a missing value ('N/A', '-') is blank, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.checks.analytics.reading import date_of, number_of, text_of
from crossfoot.checks.analytics.tables import REGISTER, Column, Reading, Table, table_called
from crossfoot.checks.functions import fold
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox
from crossfoot.staging.convert import NULL_LIKE

_NUMBERS = frozenset(("integer", "number", "money", "boolean"))
_DATES = frozenset(("date", "timestamp"))
_TEXTS = frozenset(("text", "link", "code"))
_NO_VALUE = ", ".join(f"'{text}'" for text in sorted(NULL_LIKE))
_NEARLY_ALL = 0.9
"""From this share on of the values that are numbers (or dates) a raw column is read so; the others cannot be read."""
_LONGEST_NO_VALUE = max(map(len, NULL_LIKE)) + 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A column that an analysis asks for under an alias, and as what it is to be read."""

    alias: str
    column: Column
    reading: Reading

    @property
    def scale(self) -> int:
        """By how much numbers are larger than they are printed: money is kept in cents."""
        return 100 if self.column.field is not None and self.column.field.type == "money" else 1

    @property
    def whole(self) -> bool:
        """Whether its numbers are whole by their type."""
        return self.column.field is not None and self.column.field.type == "integer"


def named_table(sandbox: Sandbox, name: str | None) -> Table:
    """The table that the auditor named; NotTestableError lists those of the audit."""
    return table_called(sandbox.own, name)


def only_column(table: Table, names: Sequence[str], what: str) -> Column:
    """The one column that an analysis works on; NotTestableError where none or several are named."""
    if len(names) != 1:
        given = f"{len(names)} were named" if names else "none was named"
        raise NotTestableError(f"{what} looks at one column of {table.name} at a time; {given}.")
    return table.column(names[0])


def reading_of(sandbox: Sandbox, table: Table, column: Column) -> Reading:
    """As what the values of a column are best read: by its type, or for raw text by what nearly all of them are."""
    if column.field is not None:
        kind = column.field.type
        return "number" if kind in _NUMBERS else "date" if kind in _DATES else "text"
    _add_readers(sandbox)
    _lay_kept(sandbox, table, [column])
    texts, numbers, dates = sandbox.own(
        f"SELECT count({_blank_as_null('raw0')}), count(read_number({_blank_as_null('raw0')}, type0)), "
        f"count(read_date({_blank_as_null('raw0')}, type0, date1904)) FROM kept_cells"
    )[0]
    if texts and numbers >= _NEARLY_ALL * texts:
        return "number"
    return "date" if texts and dates >= _NEARLY_ALL * texts else "text"


def lay_frame(
    sandbox: Sandbox,
    table: Table,
    asked: Sequence[Asked],
    only: Sequence[str] = (),
    *,
    name: str = "analysed",
) -> None:
    """Lay the rows of `table` as the scratch table `name`. `only` are conditions `column=value` that rows must "
    "meet."""
    conditions = [_condition(table, said, place) for place, said in enumerate(only)]
    every = [*asked, *(condition for condition, _ in conditions)]
    _add_readers(sandbox)
    _lay_kept(sandbox, table, [one.column for one in every if one.column.field is None])
    kept = {id(column): place for place, column in enumerate(_kept_columns(every))}
    columns = ["entity", "row_id", "record_type", "why"]
    parts = [_entity(table), "r.row_id", _record_type(table), _WHY]
    for one in every:
        value, is_blank = _expressions(table, one, kept.get(id(one.column)))
        columns += [one.alias, f"{one.alias}_why"]
        parts += [
            value,
            f"CASE WHEN ({value}) IS NOT NULL THEN '' WHEN {is_blank} THEN 'blank' ELSE 'could not be read' END",
        ]
        if one.reading == "text":
            columns.append(f"{one.alias}_key")
            parts.append(f"fold_text({value})")
    joined = "LEFT JOIN kept_cells k ON k.import_id = r.import_id AND k.row_no = r.row_no" if kept else ""
    view = quoted(table.record_type.name)
    imports = f"WHERE r.import_id IN ({', '.join(map(str, table.imports))})" if table.imports else ""
    sandbox.lay_own_table(
        name, columns, f"SELECT {', '.join(parts)} FROM audit.{view} r {joined} {imports}", ()
    )
    for condition, key in conditions:
        sandbox.own(f'DELETE FROM "{name}" WHERE {condition.alias}_key IS NOT ?', (key,))
    sandbox.read.add(table.record_type.name)
    if table.name == REGISTER:
        sandbox.read.update(
            kind for (kind,) in sandbox.own("SELECT DISTINCT record_type FROM audit.cf_entity")
        )


_WHY = "CASE WHEN r.repeats IS NOT NULL THEN 'repeated key' ELSE '' END"


def _entity(table: Table) -> str:
    if table.name == REGISTER:
        return "r.agency_ref"
    if len(table.imports) == 1:
        return "'row ' || r.row_no"
    return "'import ' || r.import_id || ', row ' || r.row_no"


def _record_type(table: Table) -> str:
    return "r.named_by" if table.name == REGISTER else f"'{table.record_type.name}'"


def _condition(table: Table, said: str, place: int) -> tuple[Asked, str | None]:
    name, equals, value = said.partition("=")
    if not equals:
        raise NotTestableError(f"The condition {said!r} names no column and value; write it as COLUMN=VALUE.")
    column = table.column(name.strip())
    key = fold(value.strip()) or None
    if column.field is not None and key is not None:
        code = column.field.code_for(key)
        key = fold(code) if code else key
    return Asked(f"only{place}", column, "text"), key


def _add_readers(sandbox: Sandbox) -> None:
    sandbox.add_function("read_number", 2, number_of)
    sandbox.add_function("read_date", 3, date_of)
    sandbox.add_function("read_text", 3, text_of)
    sandbox.add_function("fold_text", 1, fold)


def _kept_columns(asked: Sequence[Asked]) -> list[Column]:
    return list({id(one.column): one.column for one in asked if one.column.field is None}.values())


def _lay_kept(sandbox: Sandbox, table: Table, columns: Sequence[Column]) -> None:
    """The raw cells of kept columns, a row of the sheet to a row, in one pass over the index."""
    sandbox.own("DROP TABLE IF EXISTS kept_cells")
    unique = list({id(column): column for column in columns}.values())
    if not unique:
        return
    parts = []
    letters: set[str] = set()
    for place, column in enumerate(unique):
        letters |= set(column.letters.values())
        at = " ".join(
            f"WHEN {import_id} THEN '{letter}'" for import_id, letter in sorted(column.letters.items())
        )
        here = f"c.ref = CASE c.import_id {at} END || c.row_no"
        parts.append(f"max(CASE WHEN {here} THEN c.raw END) AS raw{place}")
        parts.append(f"max(CASE WHEN {here} THEN c.cell_type END) AS type{place}")
    wanted = ", ".join(f"'{letter}'" for letter in sorted(letters))
    sandbox.own(
        "CREATE TABLE kept_cells AS SELECT c.import_id, c.row_no, "
        "EXISTS (SELECT 1 FROM audit.cf_hazard h WHERE h.import_id = c.import_id AND h.code = 'dates-1904') "
        f"AS date1904, {', '.join(parts)} FROM audit.cf_restricted_cell c "
        f"WHERE c.import_id IN ({', '.join(map(str, table.imports))}) "
        f"AND rtrim(c.ref, '0123456789') IN ({wanted}) GROUP BY c.import_id, c.row_no"
    )
    sandbox.own("CREATE UNIQUE INDEX kept_cells_by_row ON kept_cells (import_id, row_no)")


def _blank_as_null(text: str) -> str:
    return (
        f"CASE WHEN length({text}) <= {_LONGEST_NO_VALUE} AND lower(trim({text})) IN ({_NO_VALUE}) "
        f"THEN NULL ELSE {text} END"
    )


def _expressions(table: Table, one: Asked, kept: int | None) -> tuple[str, str]:
    """The SQL of the value, and of whether nothing stands where it is NULL."""
    if kept is not None:
        raw, kind = _blank_as_null(f"k.raw{kept}"), f"k.type{kept}"
        value = {
            "text": f"CASE {kind} WHEN 'text' THEN nullif(trim({raw}), '') "
            f"ELSE read_text({raw}, {kind}, k.date1904) END",
            "number": f"read_number({raw}, {kind})",
            "date": f"read_date({raw}, {kind}, k.date1904)",
        }[one.reading]
        return value, f"(({raw}) IS NULL OR {kind} = 'error')"
    field = one.column.field
    assert field is not None
    name = f"r.{quoted(field.name)}"
    misfit = (
        "NOT EXISTS (SELECT 1 FROM audit.cf_misfit m WHERE m.import_id = r.import_id AND m.row_no = r.row_no "
        f"AND m.field = '{field.name}' AND m.reason NOT LIKE 'error value%' "
        "AND m.reason NOT IN ('text that stands for a missing value', 'only blanks'))"
    )
    value = {"text": _as_text, "number": _as_number, "date": _as_date}[one.reading](table, one.column, name)
    return value, f"({_blank_as_null(name)}) IS NULL AND {misfit}" if field.type in _TEXTS else misfit


def _as_text(_table: Table, column: Column, name: str) -> str:
    kind = column.field.type if column.field else "text"
    if kind in _TEXTS:
        return f"nullif(trim({_blank_as_null(name)}), '')"
    if kind == "boolean":
        return f"CASE {name} WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END"
    if kind == "money":
        return f"CASE WHEN {name} IS NOT NULL THEN printf('%.2f', {name} / 100.0) END"
    if kind == "number":
        return (
            f"CASE WHEN {name} = CAST({name} AS INTEGER) THEN CAST(CAST({name} AS INTEGER) AS TEXT) "
            f"WHEN {name} IS NOT NULL THEN printf('%.15g', {name}) END"
        )
    return f"CAST({name} AS TEXT)"


def _as_number(table: Table, column: Column, name: str) -> str:
    kind = column.field.type if column.field else "text"
    if kind in _NUMBERS:
        return name
    if kind == "text":
        return f"read_number({_blank_as_null(name)}, 'text')"
    raise NotTestableError(f"The column {column.name!r} of {table.name} does not hold numbers.")


def _as_date(table: Table, column: Column, name: str) -> str:
    kind = column.field.type if column.field else "text"
    if kind in _DATES:
        return f"substr({name}, 1, 10)"
    if kind == "text":
        return f"read_date({_blank_as_null(name)}, 'text', 0)"
    raise NotTestableError(f"The column {column.name!r} of {table.name} does not hold dates.")


def left_out(*needed: Asked) -> str:
    """The SQL of why a row of `analysed` is not looked at ('' where it is): a repeated key, or no value in a "
    "column."""
    return f"CASE WHEN why <> '' THEN why {lacking(*needed)} ELSE '' END"


def lacking(*needed: Asked) -> str:
    """The branches of a CASE for rows without a value in one of the columns, each with its reason."""
    return " ".join(
        f"WHEN {one.alias} IS NULL THEN {literal(f'{one.column.name} is ')} || "
        f"replace({one.alias}_why, 'could not be', 'there, but could not be')"
        for one in needed
    )


def printed(one: Asked, prefix: str = "") -> str:
    """The SQL of a column's value as it is printed: money in dollars, not in cents."""
    return f"{prefix}{one.alias}" if one.scale == 1 else f"{prefix}{one.alias} / {one.scale}.0"


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def given_list(given: Mapping[str, Any], name: str) -> list[str]:
    """The values of a parameter that is a list; empty where it is not set."""
    return [str(value) for value in given.get(name) or ()]
