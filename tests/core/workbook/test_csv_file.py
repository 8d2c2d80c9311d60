from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.book import open_book
from crossfoot.workbook.formats import csv_file
from crossfoot.workbook.formats.csv_shape import CsvShape, csv_shape
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.read import iter_cells, open_rows, sheet_names


def written(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = tmp_path / "officers 2018.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def grid(path: Path) -> list[list[str]]:
    return [[cell.raw for cell in row.cells] for row in open_rows(path, "officers 2018")]


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_the_encoding_is_found_and_no_letter_is_lost(tmp_path: Path, encoding: str, found: str) -> None:
    path = written(tmp_path, "name,state\nJosé Peña,TX\n", encoding)
    assert csv_shape(path).encoding == found
    assert grid(path) == [["name", "state"], ["José Peña", "TX"]]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_the_lines_evenly(tmp_path: Path, mark: str) -> None:
    rows = [["name", "note"], ["a", "x, y"], ["b", "1;2"]]
    quoted = "\n".join(mark.join(f'"{field}"' for field in row) for row in rows)
    path = written(tmp_path, quoted)
    assert csv_shape(path).delimiter == mark
    assert grid(path) == rows


def test_a_line_that_names_the_separator_is_obeyed_and_is_no_row(tmp_path: Path) -> None:
    path = written(tmp_path, "sep=;\na;b,c\n")
    assert csv_shape(path) == CsvShape("utf-8-sig", ";", 1)
    assert [(cell.ref, cell.raw) for cell in iter_cells(path)] == [("A2", "a"), ("B2", "b,c")]


def test_every_field_stays_the_text_that_it_is(tmp_path: Path) -> None:
    path = written(tmp_path, "id,on,share\n007,3/4/2025,1E5\n")
    assert {(cell.type, cell.value) for cell in iter_cells(path)} >= {
        ("text", "007"),
        ("text", "3/4/2025"),
        ("text", "1E5"),
    }


def test_blank_fields_are_no_cells_and_blank_lines_still_count(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n\n,c\n")
    assert [(cell.ref, cell.raw) for cell in iter_cells(path)] == [("A1", "a"), ("B1", "b"), ("B3", "c")]


def test_a_line_break_inside_quotes_stays_inside_its_cell(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\r\n"one\r\ntwo",c\r\n')
    assert grid(path) == [["a", "b"], ["one\r\ntwo", "c"]]


def test_a_long_field_is_read_whole(tmp_path: Path) -> None:
    assert len(grid(written(tmp_path, "a," + "x" * 200_000 + "\n"))[0][1]) == 200_000


def test_the_sheet_is_named_after_the_file(tmp_path: Path) -> None:
    assert sheet_names(written(tmp_path, "a,b\n")) == ["officers 2018"]


def test_half_a_character_of_utf_16_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="cannot be read as text in utf-16: line 2 holds bytes"):
        grid(written(tmp_path, "a,b\n".encode("utf-16") + b"\xd8"))


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\nc,"never\nd,e\nf,g\n')
    with pytest.raises(WorkbookError, match="opens a quotation mark in row 2 that is not closed"):
        grid(path)
    path = written(tmp_path, 'a,b\nc,"never')
    with pytest.raises(WorkbookError, match="opens a quotation mark in row 2 that is not closed"):
        grid(path)


def test_a_stray_mark_that_takes_in_other_rows_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\n"c,d\ne,f\n"g,h\n')
    with pytest.raises(WorkbookError, match="opens a quotation mark in row 2"):
        grid(path)


def test_text_behind_a_closing_mark_is_cut_as_excel_does_and_said(tmp_path: Path) -> None:
    path = written(tmp_path, 'name,age\n"Big" Jim,7\n"Tiny" Tim,8\n"a ""b"" c",9\n')
    assert grid(path) == [["name", "age"], ["Big Jim", "7"], ["Tiny Tim", "8"], ['a "b" c', "9"]]
    (loss,) = inspect_workbook(path).losses
    assert "closing quotation mark: 2 (first: row 2)" in loss


def test_a_mark_inside_an_unquoted_text_is_text(tmp_path: Path) -> None:
    path = written(tmp_path, 'pipe 5" wide,x\n')
    assert grid(path) == [['pipe 5" wide', "x"]]
    assert inspect_workbook(path).losses == ()


def test_a_nul_in_a_row_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n" * 20_000 + "c,d\0\n")
    with pytest.raises(WorkbookError, match="holds a NUL character in row 20,001"):
        grid(path)


def test_a_field_beyond_all_measure_is_refused_with_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_file, "_LONGEST_FIELD", 1_000)
    path = written(tmp_path, 'a,b\nc,"' + "x\n" * 600 + '"\n')
    with pytest.raises(WorkbookError, match="a field of more than 1,000 characters in row 2") as caught:
        grid(path)
    assert "never closed" in caught.value.hint


def test_rows_of_uneven_length_keep_their_fields_and_are_said(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,c\n1,2,3\n1,2\n1,2,3,4\n5,6,7\n")
    assert [len(row) for row in grid(path)] == [3, 3, 2, 4, 3]
    (loss,) = inspect_workbook(path).losses
    assert "than the usual 3: 2 of 5 (first: row 3)" in loss


def test_blank_fields_at_the_end_of_rows_are_no_unevenness(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n1,2,\n3,4,\n5,6,,\n7,8,\n")
    assert inspect_workbook(path).losses == ()


def test_what_is_said_of_the_rows_is_of_the_last_reading(tmp_path: Path) -> None:
    with open_book(written(tmp_path, 'a,b\n"x"y,1\n')) as book:
        for _ in range(2):
            assert len(list(book.rows(book.sheets[0]))) == 2
        assert "mark: 1 (first: row 2)" in book.losses[0]


def test_a_blank_line_before_the_table_moves_nothing(tmp_path: Path) -> None:
    assert [(c.ref, c.raw) for c in iter_cells(written(tmp_path, "\r\n\r\na,b\r\n"))] == [
        ("A3", "a"),
        ("B3", "b"),
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_ending_ends_a_row(tmp_path: Path, ending: str) -> None:
    assert grid(written(tmp_path, f"a;b{ending}c,e;d{ending}")) == [["a", "b"], ["c,e", "d"]]


def test_the_line_separators_of_unicode_stay_inside_their_cell(tmp_path: Path) -> None:
    assert grid(written(tmp_path, "a\u2028b,c\x0bd\x85e\n")) == [["a\u2028b", "c\x0bd\x85e"]]
