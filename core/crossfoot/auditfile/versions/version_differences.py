"""Field by field, in what two rows differ: in value, in spelling only, or in how the same value is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.record_names import (
    KEPT_CELLS,
)
from crossfoot.auditfile.versions.version_model import AsItStood, Compared, FieldChange, RowChange, shown
from crossfoot.auditfile.versions.version_rows import Column, Rows
from crossfoot.values import fold

_PAGE = 500
_WORDS = ("text", "code")
"""Types whose values are words: blanks, case and apostrophes are spelling. In a link or a number they are not."""

Written = dict[tuple[int, int], str | None]
"""The text of cells by (position in the list of pairs, position of the column)."""
Spellings = dict[int, dict[Compared, str]]
"""By position of the column: the text that stands for a value in all cells that have none of their own."""


def row_changes(
    audit: Audit,
    columns: Sequence[Column],
    rows: tuple[Rows, Rows],
    pairs: Sequence[tuple[int, int]],
    label: Callable[[int], str],
) -> tuple[list[RowChange], int]:
    """The pairs that differ, in order, and how many do not. `label` gives the key of an
    earlier row as text."""
    differing = {
        number: [
            index
            for index, (a, b) in enumerate(zip(rows[0].values[i], rows[1].values[j], strict=True))
            if a != b
        ]
        for number, (i, j) in enumerate(pairs)
        if rows[0].values[i] != rows[1].values[j]
    }
    spelled = _spellings(audit, columns, rows[0]), _spellings(audit, columns, rows[1])
    for number, index in (
        *_written_otherwise(audit, columns, rows, pairs),
        *_spelled_otherwise(spelled, rows, pairs),
    ):
        fields = differing.setdefault(number, [])
        if index not in fields:
            fields.append(index)
    texts = _cell_texts(audit, columns, rows, pairs, differing, spelled)
    changes = []
    for number in sorted(differing):
        i, j = pairs[number]
        before, after = rows[0].numbers[i], rows[1].numbers[j]
        found = tuple(
            _change(columns[index], rows[0].values[i][index], rows[1].values[j][index], (before, after),
                    (texts[0].get((number, index)), texts[1].get((number, index))))
            for index in sorted(differing[number])
        )  # fmt: skip
        if found := tuple(change for change in found if not _same_as_written(change)):
            changes.append(RowChange(label(i), before, after, found))
    return changes, len(pairs) - len(changes)


def _change(
    column: Column,
    before: Compared,
    after: Compared,
    numbers: tuple[int, int],
    texts: tuple[str | None, str | None],
) -> FieldChange:
    refs = f"{column.before}{numbers[0]}", f"{column.after}{numbers[1]}"
    raws = tuple(_raw(value, text) for value, text in zip((before, after), texts, strict=True))
    return FieldChange(
        column.name, before, after, raws[0], raws[1], *refs, spelling=_spelling(column, before, after)
    )


def _raw(value: Compared, text: str | None) -> str | None:
    return text if text is not None else None if value is None else shown(value)


def _same_as_written(change: FieldChange) -> bool:
    return change.before == change.after and change.before_raw == change.after_raw


def _spelling(column: Column, before: Compared, after: Compared) -> bool:
    if before == after:
        return True  # the same value, written in another way
    if isinstance(before, AsItStood) != isinstance(after, AsItStood):
        return False
    if isinstance(before, AsItStood) or column.type in _WORDS:
        return fold(shown(before)) == fold(shown(after))
    return False


def _written_otherwise(
    audit: Audit, columns: Sequence[Column], rows: tuple[Rows, Rows], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Pairs and columns whose cells may hold another text: kept texts that only one side has, or has otherwise."""
    run = audit.connection
    run.execute("CREATE TEMP TABLE IF NOT EXISTS version_pair (n INTEGER PRIMARY KEY, before, after)")
    run.execute("CREATE TEMP TABLE IF NOT EXISTS version_column (place, before, after)")
    run.execute("DELETE FROM version_pair")
    run.execute("DELETE FROM version_column")
    run.execute("SAVEPOINT version_pairs")  # one transaction, inside another or not
    run.executemany(
        "INSERT INTO version_pair VALUES (?, ?, ?)",
        ((n, rows[0].numbers[i], rows[1].numbers[j]) for n, (i, j) in enumerate(pairs)),
    )
    run.execute("RELEASE version_pairs")
    seen: set[str] = set()
    for place, column in enumerate(columns):
        if column.field and column.before not in seen:  # a derived field has no cell of its own
            seen.add(column.before)
            run.execute("INSERT INTO version_column VALUES (?, ?, ?)", (place, column.before, column.after))
    # CROSS keeps the order of the two tables: without statistics SQLite would look at every pair for every kept text
    texts = [
        f"SELECT p.n, c.place, r.raw FROM version_pair p CROSS JOIN cf_raw_cell r ON r.import_id = {import_id} "
        f"AND r.row_no = p.{side} JOIN version_column c ON c.{side} = rtrim(r.ref, '0123456789')"
        for side, import_id in (("before", rows[0].version.import_id), ("after", rows[1].version.import_id))
    ]
    for one, other in (texts, texts[::-1]):
        yield from (row[:2] for row in run.execute(f"{one} EXCEPT {other}").fetchall())


def _spellings(audit: Audit, columns: Sequence[Column], side: Rows) -> Spellings:
    """The texts that stand for the values of codes and the like, where no cell of its own is kept."""
    places = {column.name: index for index, column in enumerate(columns) if column.field}
    found: Spellings = {}
    for field, value, raw in audit.connection.execute(
        "SELECT field, value, raw FROM cf_spelling WHERE import_id = ?", (side.version.import_id,)
    ):
        if field in places:
            typed = int(value) if columns[places[field]].type == "boolean" else value
            found.setdefault(places[field], {})[typed] = raw
    return found


def _spelled_otherwise(
    spelled: tuple[Spellings, Spellings], rows: tuple[Rows, Rows], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Pairs and columns with the same value, which the one version spells in another way than the other."""
    for index in sorted({*spelled[0], *spelled[1]}):
        before, after = spelled[0].get(index, {}), spelled[1].get(index, {})
        other = {value for value in {*before, *after} if before.get(value, value) != after.get(value, value)}
        if other:
            for number, (i, j) in enumerate(pairs):
                if rows[0].values[i][index] in other and rows[0].values[i][index] == rows[1].values[j][index]:
                    yield number, index


def _cell_texts(
    audit: Audit,
    columns: Sequence[Column],
    rows: tuple[Rows, Rows],
    pairs: Sequence[tuple[int, int]],
    wanted: dict[int, list[int]],
    spelled: tuple[Spellings, Spellings],
) -> tuple[Written, Written]:
    """The kept texts of the cells that differ, of either side."""
    found: tuple[Written, Written] = ({}, {})
    for later, side in enumerate(rows):
        for number, fields in wanted.items():
            values = side.values[pairs[number][later]]
            for index in fields:
                if (text := spelled[later].get(index, {}).get(values[index])) is not None:
                    found[later][number, index] = text
        letters: dict[str, list[int]] = {}
        for index, column in enumerate(columns):
            letters.setdefault(column.letter(bool(later)), []).append(index)
        by_row = {side.numbers[pairs[number][later]]: number for number in wanted}
        for row_no, letter, raw in _raw_cells(audit, side.version.import_id, list(by_row)):
            number = by_row[row_no]
            for index in letters.get(letter, ()):
                if index in wanted[number]:
                    found[later][number, index] = raw
    return found


def _raw_cells(audit: Audit, import_id: int, numbers: list[int]) -> Iterable[tuple[int, str, Any]]:
    for start in range(0, len(numbers), _PAGE):
        page = numbers[start : start + _PAGE]
        for table in ("cf_raw_cell", KEPT_CELLS):
            yield from audit.connection.execute(
                f"SELECT row_no, rtrim(ref, '0123456789'), raw FROM {table} WHERE import_id = ? "
                f"AND row_no IN ({', '.join('?' * len(page))}) ORDER BY raw_cell_id",
                (import_id, *page),
            )
