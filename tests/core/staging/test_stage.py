"""A sheet is staged alike whether its rows came in blocks or one by one, and every cell of it is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.mapping.model import Mapping, SkippedRows
from crossfoot.mapping.propose import propose_mapping
from crossfoot.mapping.record_types import record_types
from crossfoot.staging import block
from crossfoot.staging.model import StagedChunk
from crossfoot.staging.stage import stage_rows
from crossfoot.workbook.book import Book
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.model import SheetInfo
from crossfoot.workbook.read import iter_cells
from crossfoot.workbook.xlsx import package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.bench.lists import completions
from tests.core.workbook.xlsx_parts import Sheet, table, write_workbook
from tests.places import SHARED

TYPES = record_types()


def rows_of(chunks: list[StagedChunk]) -> list[tuple[object, ...]]:
    """All rows of the chunks: number, hidden, values."""
    return [row for chunk in chunks for row in zip(chunk.rows, chunk.hidden, *chunk.columns, strict=True)]


def everything(chunks: list[StagedChunk]) -> dict[str, object]:
    """All that staging gives, whatever its chunks; misfits and raw texts as a set with their count."""
    return {
        "rows": rows_of(chunks),
        "misfits": sorted(map(repr, (one for chunk in chunks for one in chunk.misfits))),
        "raw": sorted(map(repr, (one for chunk in chunks for one in chunk.raw_cells))),
        "spellings": sorted(map(repr, chunks[-1].spellings)),
        "counts": [
            sum(getattr(chunk, name) for chunk in chunks) for name in ("cells", "typed", "kept", "ignored")
        ],
    }


def both(path: Path, record_type: str, change=lambda mapping: mapping) -> tuple[dict, dict]:
    """The first sheet staged by blocks (with few values remembered, so that all ways are gone), and row by row."""
    sheet: SheetInfo = inspect_workbook(path).sheets[0]
    mapping: Mapping = change(propose_mapping(sheet, TYPES, record_type))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "FEW", 5)
        patch.setattr(block, "REMEMBERED", 40)
        by_blocks = list(stage_rows(path, sheet, mapping, TYPES[record_type]))
        patch.setattr(Book, "fast_reading", lambda book, place, frame=None: None)
        by_rows = list(stage_rows(path, sheet, mapping, TYPES[record_type]))
    return everything(by_blocks), everything(by_rows)


def cells_in(path: Path, sheet: str) -> int:
    return sum(1 for cell in iter_cells(path, sheet))


@pytest.mark.parametrize("styled", [False, True])
def test_a_long_list_is_staged_alike(tmp_path: Path, styled: bool) -> None:
    path = completions(tmp_path / "list.xlsx", 2_000, styled=styled)
    by_blocks, by_rows = both(path, "training_completions")
    assert by_blocks == by_rows
    assert len(by_blocks["rows"]) == 2_000
    assert len(by_blocks["misfits"]) > 20
    cells, typed, kept, ignored = by_blocks["counts"]
    assert cells == typed + len(by_blocks["misfits"]) + kept
    assert cells + ignored == cells_in(path, "Completions 1")


def test_skipped_rows_and_columns_left_out_are_ignored_and_counted(tmp_path: Path) -> None:
    path = completions(tmp_path / "list.xlsx", 600)

    def change(mapping: Mapping) -> Mapping:
        from dataclasses import replace

        columns = tuple(
            replace(column, field=None, left_out=column.letter == "J") if column.letter in "GJ" else column
            for column in mapping.columns
        )
        return replace(
            mapping, columns=columns, skipped=(SkippedRows(100, 109, "notes"), SkippedRows(601, 601, "total"))
        )

    by_blocks, by_rows = both(path, "training_completions", change)
    assert by_blocks == by_rows
    assert len(by_blocks["rows"]) == 600 - 11
    cells, typed, kept, ignored = by_blocks["counts"]
    assert kept > 500  # column G is kept as text
    assert ignored > 500  # column J is left out
    assert cells == typed + len(by_blocks["misfits"]) + kept
    assert cells + ignored == cells_in(path, "Completions 1")


@pytest.mark.skipif(SHARED is None, reason="the shared data are not beside the project")
def test_a_real_list_with_hyperlinks_is_staged_alike() -> None:
    assert SHARED is not None
    (path,) = (SHARED / "data" / "ice-287g" / "2025-07-18").glob("participating*.xlsx")
    by_blocks, by_rows = both(path, "agreements")
    assert by_blocks == by_rows
    assert len(by_blocks["rows"]) == 832


@pytest.mark.parametrize(
    "cell",
    [
        ' t="str"><v>\xa0</v>', ' t="str"><v>_x0020_</v>', ' t="str"><v>&#160;</v>', "><v> </v>", "><v>\xa0</v>",
        ' t="s"><v>1</v>', ' t="s"><v>01</v>', ' t="s"><v> 1</v>', ' t="s"><v>1 </v>', ' t="s"><v>&#49;</v>',
    ],
)  # fmt: skip
def test_a_row_of_blanks_is_no_data_row_however_they_are_spelled(
    tmp_path: Path, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "CHUNK", 1_000)  # several blocks
    header = table(("RECORD ID", "DIO ID", "DATE COMPLETED", "RESULT", "SCORE", "REMEDIAL"))
    plain = ' t="s"><v>0</v>' if "t=" in cell else "><v>7</v>"
    rows = "".join(f'<row r="{n}"><c r="A{n}"{cell if n == 200 else plain}</c></row>' for n in range(2, 202))
    path = write_workbook(
        tmp_path / "list.xlsx",
        Sheet(header + rows),
        strings=("<t>x</t>", '<t xml:space="preserve"> </t>'),
    )
    by_blocks, by_rows = both(path, "training_completions")
    assert by_blocks == by_rows
    assert len(by_blocks["rows"]) == 199


def test_an_index_with_too_many_zeros_is_damage_also_where_a_column_is_taken_as_a_whole(
    tmp_path: Path,
) -> None:
    header = table(("RECORD ID", "DIO ID", "DATE COMPLETED", "RESULT", "SCORE", "REMEDIAL"))
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n}</v></c></row>' for n in range(2, 1_800))
    path = write_workbook(tmp_path / "list.xlsx", Sheet(header + rows), strings=["<t>x</t>"] * 1_800)
    sheet = inspect_workbook(path).sheets[0]
    mapping = propose_mapping(sheet, TYPES, "training_completions")
    write_workbook(
        path,
        Sheet(header + rows.replace("<v>1799<", "<v>0000000001799<")),
        strings=["<t>x</t>"] * 1_800,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "CHUNK", 4_000)
        patch.setattr(block, "FEW", 5)
        with pytest.raises(WorkbookError, match="points at shared text"):
            list(stage_rows(path, sheet, mapping, TYPES["training_completions"]))


VALUES = st.one_of(
    st.none(),
    st.integers(-3, 10**16),
    st.sampled_from(
        ["", " ", "x", "Yes", "no", "YES", "N/A", "7/4/2025", "85%", 0.5, True, "Passed", "fail", "007", 0]
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*[VALUES] * 6), min_size=1, max_size=40))
def test_any_list_is_staged_alike_and_no_cell_is_lost(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(("RECORD ID", "DIO ID", "DATE COMPLETED", "RESULT", "SCORE", "REMEDIAL"))
    for number in range(60):
        sheet.append((number, f"DIO-{number}", None, "Passed", 80, "No"))
    for row in rows:
        sheet.append(row)
    sheet["H30"] = "beside"
    book.save(tmp_path / "list.xlsx")
    by_blocks, by_rows = both(tmp_path / "list.xlsx", "training_completions")
    assert by_blocks == by_rows
    cells, typed, kept, ignored = by_blocks["counts"]
    assert cells == typed + len(by_blocks["misfits"]) + kept
    assert cells + ignored == cells_in(tmp_path / "list.xlsx", sheet.title)
