"""Repeated keys are found while rows are laid exactly as they are found by looking at all rows afterwards."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from crossfoot.auditfile.audit import create_audit
from crossfoot.auditfile.importing import imports
from crossfoot.auditfile.importing.import_plan import plan_import
from crossfoot.auditfile.importing.imports import load_workbook_rows
from crossfoot.values import fold, fold_all
from openpyxl import Workbook

ROWS = [
    ("DIO-1", "OL-1", "2018-01-01", 1),
    ("dio-1 ", "OL-1", "2018-01-01", 1),  # the same officer, spelled otherwise
    ("DIO-1", "OL-1", "2018-01-01", None),  # no attempt is another attempt than the first
    ("DIO-1", "OL-1", "2018-01-01", None),
    ("DIO-2", "OL-1", "2018-01-01", 1),
    (None, "OL-1", "2018-01-01", 1),  # no officer: repeats nothing
    (None, "OL-1", "2018-01-01", 1),
    ("DIO-2", "OL-1", "nonsense", 1),
]


def workbook(path: Path, rows: list[tuple[object, ...]]) -> Path:
    book = Workbook()
    book.active.append(("DIO ID", "COURSE CODE", "DATE COMPLETED", "ATTEMPT"))
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def repeats(path: Path, source: Path, *, watched: bool) -> list[tuple[int, int | None]]:
    """Row numbers with the row that each repeats."""
    with (
        create_audit(path, title="Repeats", as_of=dt.date(2018, 3, 31)) as audit,
        pytest.MonkeyPatch.context() as patch,
    ):
        if not watched:
            patch.setattr(imports, "_may_repeat", lambda *_: {})
        load_workbook_rows(audit, plan_import(audit, source), certify=False)
        rows = audit.rows("SELECT row_id, row_no, repeats FROM training_completions ORDER BY row_id")
    number = {row["row_id"]: row["row_no"] for row in rows}
    return [(row["row_no"], number.get(row["repeats"])) for row in rows]


def test_watching_finds_the_repeats_that_looking_finds(tmp_path: Path) -> None:
    source = workbook(tmp_path / "list.xlsx", ROWS)
    watched = repeats(tmp_path / "a.crossfoot", source, watched=True)
    assert watched == repeats(tmp_path / "b.crossfoot", source, watched=False)
    assert watched == [(2, None), (3, 2), (4, None), (5, 4), (6, None), (7, None), (8, None), (9, None)]


def test_a_second_list_of_the_kind_is_compared_with_the_first(tmp_path: Path) -> None:
    from crossfoot.auditfile.importing.import_plan import ImportChoices

    first, second = workbook(tmp_path / "1.xlsx", ROWS[:1]), workbook(tmp_path / "2.xlsx", ROWS[1:2])
    with create_audit(tmp_path / "a.crossfoot", title="Repeats", as_of=dt.date(2018, 3, 31)) as audit:
        load_workbook_rows(audit, plan_import(audit, first), certify=False)
        load_workbook_rows(audit, plan_import(audit, second, ImportChoices(as_list="more")), certify=False)
        assert audit.rows("SELECT count(*) AS n FROM training_completions WHERE repeats IS NOT NULL") == [
            {"n": 1}
        ]


@pytest.mark.parametrize(
    "texts",
    [
        ["A b", "c"],
        ["", "A"],
        [" a", "b"],
        ["a ", "b"],
        ["a  b"],
        ["a\tb", "c"],
        ["É"],
        ["a\x00b", "C"],
        ["O\u2019Hara"],
        [],
    ],
)
def test_many_texts_fold_as_each_of_them_does(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]
