"""Cells that leave: a column that should not have been imported, a row, or one value of one field.

A text gets a token, which is the same wherever the text is the same; a date, a number or a code leaves an empty cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from crossfoot.auditfile.corrections.override_cells import used_value
from crossfoot.auditfile.purging.blobs import drop_source, purge_blobs
from crossfoot.auditfile.purging.forms import FormsRewriter, forms_of
from crossfoot.auditfile.purging.kept_copy import keep_without_column
from crossfoot.auditfile.purging.needle import Needle
from crossfoot.auditfile.purging.pseudonym_list import forget_unused_pseudonyms
from crossfoot.auditfile.purging.purge_model import PurgeRequest
from crossfoot.auditfile.purging.readings import folded
from crossfoot.auditfile.purging.rewriting import Places
from crossfoot.auditfile.purging.walk import rows_with
from crossfoot.auditfile.purging.work import Work
from crossfoot.auditfile.record_names import (
    KEPT_CELLS,
    field_table,
    holds_rows,
    quoted,
    rows_table,
    whole_rows,
)
from crossfoot.errors import AuditFileError
from crossfoot.mapping.model import Field, RecordType

_TEXTS = ("text", "link")
_MOST_LOOKED_FOR = 100
_OF_UNITS = ("cf_outcome_row", "cf_exception")
_ABOUT_ROWS = (
    "WHERE record_type = ? AND EXISTS (SELECT 1 FROM json_each(row_ids) j "
    "WHERE j.value IN (SELECT r.value FROM json_each(?) r))"
)
_OF_ROWS = ("cf_raw_cell", "cf_misfit", "cf_spelling", "cf_override", "cf_override_cell")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an import: `field` is None where no field was mapped to it."""

    import_id: int
    kind: RecordType
    letter: str
    field: Field | None


def purge_column(work: Work, request: PurgeRequest) -> str:
    """Empty a column of an import; returns what it was."""
    column = _find_column(work, request.import_id or 0, request.column)
    values = clear_cells(work, column, None)
    keep_without_column(work, column.import_id, column.letter)
    if column.field is not None and column.field.type not in _TEXTS:
        work.audit.connection.execute(
            "UPDATE cf_import_column SET treatment = 'left out', reason = 'Purged.' WHERE import_id = ? AND letter = ?",
            (column.import_id, column.letter),
        )
    clear_copies(work, values, [column], everywhere=request.everywhere)
    return f"column {column.letter} of import {column.import_id}"


def purge_row(work: Work, request: PurgeRequest) -> str:
    """Empty a row of an import; it stays as a row without values, so that numbers of rows hold."""
    assert request.row is not None
    import_id, row_no = request.row
    columns = columns_of_import(work, import_id)
    table = quoted(rows_table(columns[0].kind.name))
    found = work.audit.rows(
        f"SELECT row_id FROM {table} WHERE import_id = ? AND row_no = ?", (import_id, row_no)
    )
    if not found:
        raise AuditFileError(
            f"Import {import_id} has no row {row_no}.",
            "Rows are numbered as in the sheet; `crossfoot cell` shows them.",
        )
    values = [value for column in columns for value in clear_cells(work, column, [row_no])]
    for derived in _derived(columns):
        values += clear_cells(work, derived, [row_no])
    _drop_source_of(work, import_id)
    clear_copies(work, values, columns, everywhere=request.everywhere, rows=[row["row_id"] for row in found])
    return f"row {row_no} of import {import_id}"


def purge_field_value(work: Work, request: PurgeRequest) -> str:
    """Empty the cells of one field that hold one value, in all imports; returns what it was."""
    name = request.field.strip().lower().replace(" ", "_")
    kinds = [(kind, field) for kind in work.audit.types.values() if (field := kind.field(name)) is not None]
    if not kinds:
        raise AuditFileError(
            f"No list has a field called {request.field!r}.",
            "`crossfoot tables` shows the lists and their fields.",
        )
    values: list[Any] = [request.value]
    columns: list[Column] = []
    for kind, field in kinds:
        for (import_id,) in work.audit.connection.execute(
            "SELECT import_id FROM cf_import WHERE record_type = ? ORDER BY import_id", (kind.name,)
        ).fetchall():
            column = next((one for one in columns_of_import(work, import_id) if one.field == field), None)
            rows = _rows_of_value(work, column, request.value) if column else []
            if column and rows:
                values += clear_cells(work, column, rows)
                _drop_source_of(work, import_id)
                columns.append(column)
    if columns:
        clear_copies(work, values, columns, everywhere=request.everywhere)
    return f"a value of the field {name}"


def clear_cells(work: Work, column: Column, rows: Sequence[int] | None) -> list[Any]:
    """Empty the cells of a column (of these rows; None: of all), whatever table keeps them; returns what they held."""
    held = _clear_typed(work, column, rows) if column.field is not None else []
    for table, texts in (
        ("cf_raw_cell", ("raw", "link")),
        (KEPT_CELLS, ("raw", "link")),
        ("cf_misfit", ("raw", "suggestion")),
    ):
        held += _clear_stored(work, column, rows, table, texts)
    if column.field is not None:
        held += _clear_corrections(work, column, rows)
        held += _clear_spellings(work, column)
    return [value for value in held if value is not None and value != ""]


def clear_copies(
    work: Work,
    values: Iterable[Any],
    columns: Sequence[Column],
    *,
    everywhere: bool,
    rows: Sequence[int] = (),
) -> None:
    """Let the values leave what was made of the cells: outcomes, exceptions, samples, the history.

    `rows` are the row ids of rows that leave as a whole: what checks said of them is looked into word by word.
    """
    keys = frozenset(column.field.name for column in columns if column.field is not None)
    held = list(values)
    forms = forms_of([*held, *forget_unused_pseudonyms(work, held)])
    words = program_words(work)
    plain = FormsRewriter(forms, work.tokens, keys, within=everywhere, words=words)
    within = FormsRewriter(forms, work.tokens, keys, within=True, words=words)
    elsewhere = Places()
    for table in work.tables():
        if table.name in _OF_ROWS or holds_rows(table.name):
            if everywhere:
                work.rewrite(table, within)
            continue
        if table.name in _OF_UNITS:
            said = tuple(column for column in table.texts if column in ("message", "evidence"))
            work.rewrite(replace(table, texts=said), within)
            work.rewrite(table, within, _ABOUT_ROWS, (columns[0].kind.name, json.dumps(list(rows))))
        work.rewrite(table, plain)
        if not everywhere:
            for row in rows_with(work.audit.connection, table, within.may_be_in):
                for name, text in row.texts.items():
                    standings = within.rewrite(text)[1]
                    if standings:
                        elsewhere.add(table.name, name, standings)
    if everywhere:
        _clear_files(work, sorted(within.own))
    elif elsewhere.cells:
        work.notes.append(
            f"{elsewhere.cells:,} longer texts (such as {_first_place(elsewhere)}) hold words that are values of these "
            "cells; they stay. --everywhere takes them out too."
        )


def _clear_files(work: Work, forms: list[str]) -> None:
    """Kept workbooks and attached files that hold one of the values, where these are few enough to look for each."""
    if len(forms) > _MOST_LOOKED_FOR:
        work.notes.append(
            f"Attached files were not searched for {len(forms):,} values: purge those that hold them with --evidence."
        )
        return
    purge_blobs(work, *(Needle(form) for form in forms))


def program_words(work: Work) -> frozenset[str]:
    """Words of the program's own tables, events and checks: a value that is one of them cannot be told from it."""
    run = work.audit.connection
    texts = [sql for (sql,) in run.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
    texts += [kind for (kind,) in run.execute("SELECT DISTINCT kind FROM cf_event")]
    texts += [check for (check,) in run.execute("SELECT DISTINCT check_id FROM cf_check_run")]
    quoted_words = (one for text in texts for one in re.findall(r"'([^']+)'", text))
    return frozenset(
        {*(word.lower() for text in texts for word in re.findall(r"[\w.-]+", text)), *quoted_words}
    )


def _first_place(places: Places) -> str:
    from crossfoot.auditfile.purging.place_words import place_words

    table, column, _ = min(places.counts)
    return place_words(table, column)


def _clear_typed(work: Work, column: Column, rows: Sequence[int] | None) -> list[Any]:
    assert column.field is not None
    run, name = work.audit.connection, quoted(column.field.name)
    table = field_table(column.kind, column.field.name)
    where, given = _where(column, rows)
    if table != rows_table(column.kind.name):  # the restricted part of a row goes by its row_id
        where = f"row_id IN (SELECT row_id FROM {quoted(rows_table(column.kind.name))} WHERE {where})"
    found = run.execute(
        f"SELECT DISTINCT {name} FROM {quoted(table)} WHERE {where} AND {name} IS NOT NULL", given
    ).fetchall()
    (cells,) = run.execute(
        f"SELECT count(*) FROM {quoted(table)} WHERE {where} AND {name} IS NOT NULL", given
    ).fetchone()
    if not cells:
        return []
    work.places.add(table, column.field.name, ["itself"], cells)
    if column.field.type in _TEXTS:
        run.create_function("purged_word", 1, lambda text: _word(work, text), deterministic=True)
        run.execute(
            f"UPDATE {quoted(table)} SET {name} = purged_word({name}) WHERE {where} AND {name} IS NOT NULL",
            given,
        )
    else:
        run.execute(f"UPDATE {quoted(table)} SET {name} = NULL WHERE {where}", given)
    return [value for (value,) in found]


def _word(work: Work, text: Any) -> str | None:
    return None if text is None else work.tokens.word(folded(str(text)), str(text))


def _where(column: Column, rows: Sequence[int] | None) -> tuple[str, tuple[Any, ...]]:
    if rows is None:
        return "import_id = ?", (column.import_id,)
    return "import_id = ? AND row_no IN (SELECT value FROM json_each(?))", (
        column.import_id,
        json.dumps(list(rows)),
    )


def _clear_stored(
    work: Work, column: Column, rows: Sequence[int] | None, table: str, texts: Sequence[str]
) -> list[Any]:
    run = work.audit.connection
    where, given = _where(column, rows)
    where += " AND ref = ? || row_no"
    held: list[Any] = []
    for key, *said in run.execute(
        f"SELECT rowid, {', '.join(texts)} FROM {table} WHERE {where}", (*given, column.letter)
    ).fetchall():
        held += said
        words = ["" if text == "" else _word(work, text) for text in said]
        marks = ", ".join(f"{name} = ?" for name in texts)
        run.execute(f"UPDATE {table} SET {marks} WHERE rowid = ?", (*words, key))
        work.places.add(table, "raw", ["itself"])
    return held


def _clear_corrections(work: Work, column: Column, rows: Sequence[int] | None) -> list[Any]:
    """What corrections of these cells hold: the value before, the value used, and the raw text that they go by."""
    assert column.field is not None
    run, name = work.audit.connection, column.field.name
    where, given = _where(column, rows)
    held: list[Any] = []
    for override, row_no, before, used in run.execute(
        f"SELECT override_uid, row_no, before, used FROM cf_override_cell WHERE {where} AND field = ?",
        (*given, name),
    ).fetchall():
        held += [json.loads(before), json.loads(used)]
        words = [json.dumps(_word(work, value) if isinstance(value, str) and column.field.type in _TEXTS else None)
                 for value in (json.loads(before), json.loads(used))]  # fmt: skip
        run.execute(
            "UPDATE cf_override_cell SET before = ?, used = ? WHERE import_id = ? AND row_no = ? AND field = ?",
            (*words, column.import_id, row_no, name),
        )
        (raw, text) = run.execute("SELECT raw, used FROM cf_override WHERE uid = ?", (override,)).fetchone()
        held += [raw, text]
        run.execute(
            "UPDATE cf_override SET raw = ?, used = ? WHERE uid = ?",
            (_word(work, raw), _word(work, text) if text else text, override),
        )
        work.places.add("cf_override_cell", "used", ["itself"])
    return held


def _clear_spellings(work: Work, column: Column) -> list[Any]:
    """Spellings of values that no cell of the column has any more."""
    assert column.field is not None
    run, name = work.audit.connection, quoted(column.field.name)
    unused = (
        f"import_id = ? AND field = ? AND NOT EXISTS (SELECT 1 FROM {whole_rows(column.kind)} t "
        f"WHERE t.import_id = cf_spelling.import_id AND CAST(t.{name} AS TEXT) = cf_spelling.value)"
    )
    given = (column.import_id, column.field.name)
    held = run.execute(f"SELECT value, raw FROM cf_spelling WHERE {unused}", given).fetchall()
    run.execute(f"DELETE FROM cf_spelling WHERE {unused}", given)
    if held:
        work.places.add("cf_spelling", "raw", ["itself"], len(held))
    return [text for pair in held for text in pair]


def _rows_of_value(work: Work, column: Column, value: str) -> list[int]:
    """The rows of which the cell is the value: as it is typed, or as its stored text is spelled."""
    assert column.field is not None
    run, form = work.audit.connection, folded(value)
    try:
        typed: Any = used_value(column.field, value)
    except AuditFileError:
        typed = value
    name, table = quoted(column.field.name), whole_rows(column.kind)
    found = {
        row_no
        for (row_no,) in run.execute(
            f"SELECT row_no FROM {table} WHERE import_id = ? AND {name} = ?", (column.import_id, typed)
        )
    }
    if column.field.type in _TEXTS:
        for row_no, text in run.execute(
            f"SELECT row_no, {name} FROM {table} WHERE import_id = ? AND {name} IS NOT NULL",
            (column.import_id,),
        ):
            if folded(text) == form:
                found.add(row_no)
    for stored in ("cf_raw_cell", "cf_misfit"):
        for row_no, text in run.execute(
            f"SELECT row_no, raw FROM {stored} WHERE import_id = ? AND ref = ? || row_no",
            (column.import_id, column.letter),
        ):
            if folded(text) == form:
                found.add(row_no)
    return sorted(found)


def _find_column(work: Work, import_id: int, named: str) -> Column:
    wanted = named.strip().lower().replace(" ", "_")
    for column in columns_of_import(work, import_id):
        if column.letter.lower() == wanted or (column.field is not None and column.field.name == wanted):
            return column
    raise AuditFileError(
        f"Import {import_id} has no column {named!r}.", "Name it by its letter in the sheet, or by its field."
    )


def columns_of_import(work: Work, import_id: int) -> list[Column]:
    """The columns that an import loaded; AuditFileError where there is no such import."""
    rows = work.audit.rows(
        "SELECT i.record_type, c.letter, c.field FROM cf_import i JOIN cf_import_column c ON c.import_id = i.import_id "
        "WHERE i.import_id = ? AND c.treatment <> 'left out' ORDER BY c.position",
        (import_id,),
    )
    if not rows:
        raise AuditFileError(
            f"There is no import {import_id} in this audit.", "`crossfoot tables` lists the imports."
        )
    kind = work.audit.types[rows[0]["record_type"]]
    return [
        Column(import_id, kind, row["letter"], kind.field(row["field"]) if row["field"] else None)
        for row in rows
    ]


def _derived(columns: Sequence[Column]) -> list[Column]:
    """Fields that have no column of their own and were told by another one's cell."""
    mapped = {column.field.name for column in columns if column.field is not None}
    return [
        Column(columns[0].import_id, columns[0].kind, "", field)
        for field in columns[0].kind.fields
        if field.derived_from in mapped and field.name not in mapped
    ]


def _drop_source_of(work: Work, import_id: int) -> None:
    row = work.audit.rows(
        "SELECT s.source_id, s.kept FROM cf_import i JOIN cf_source s ON s.source_id = i.source_id "
        "WHERE i.import_id = ?",
        (import_id,),
    )[0]
    if row["kept"] == "whole":
        drop_source(work, row["source_id"])
