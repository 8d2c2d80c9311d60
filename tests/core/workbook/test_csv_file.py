from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.csv_shape import CsvShape, csv_shape
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
