from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.formats.csv_file import preview_text
from crossfoot.workbook.formats.csv_shape import csv_shape
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.model import ReadOptions
from crossfoot.workbook.read import iter_cells
from hypothesis import given, settings
from hypothesis import strategies as st

TEXT = "name;note\nJosé;Ü, 1\n"


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    return path


def texts(path: Path, options: ReadOptions) -> list[str]:
    return [cell.raw for cell in iter_cells(path, None, options)]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_unicode_is_found_with_a_byte_order_mark_and_without(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    path = written(tmp_path, (mark + TEXT).encode(encoding))
    assert texts(path, ReadOptions()) == ["name", "note", "José", "Ü, 1"]


def test_utf_32_is_found_by_its_mark(tmp_path: Path) -> None:
    assert texts(written(tmp_path, TEXT.encode("utf-32")), ReadOptions()) == ["name", "note", "José", "Ü, 1"]


@pytest.mark.parametrize(
    ("chosen", "content"),
    [
        ("utf-8", ("\ufeff" + TEXT).encode("utf-8")),
        ("UTF8", TEXT.encode("utf-8")),
        ("utf-16", TEXT.encode("utf-16")),
        ("utf-16", TEXT.encode("utf-16-le")),
        ("utf-16-le", ("\ufeff" + TEXT).encode("utf-16-le")),
        ("utf-16-be", TEXT.encode("utf-16-be")),
        ("cp1252", TEXT.encode("cp1252")),
        ("latin-1", TEXT.encode("latin-1")),
        ("cp850", TEXT.encode("cp850")),
        ("cp037", TEXT.encode("cp037")),
    ],
)
def test_a_chosen_encoding_gives_the_letters_and_no_mark_among_them(
    tmp_path: Path, chosen: str, content: bytes
) -> None:
    path = written(tmp_path, content)
    assert texts(path, ReadOptions(encoding=chosen)) == ["name", "note", "José", "Ü, 1"]


def test_a_stated_encoding_makes_a_text_table_of_what_does_not_give_itself_away(tmp_path: Path) -> None:
    path = written(tmp_path, "郡,州\n甲,乙\n".encode("utf-16-le"))
    with pytest.raises(WorkbookError, match="is not a workbook"):
        texts(path, ReadOptions())
    assert texts(path, ReadOptions(encoding="utf-16-le")) == ["郡", "州", "甲", "乙"]


def test_the_choice_of_an_encoding_leaves_plain_letters_as_they_are(tmp_path: Path) -> None:
    path = written(tmp_path, b"id,note\n007, x  y \n")
    for encoding in (None, "utf-8", "cp1252", "latin-1", "shift_jis", "ascii"):
        assert texts(path, ReadOptions(encoding=encoding)) == ["id", "note", "007", " x  y "]


@pytest.mark.parametrize("name", ["nonsense", "", "base64", "rot13", "a\0b", "utf-8 or so"])
def test_a_name_that_is_no_encoding_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkbookError, match="is the name of no encoding") as caught:
        csv_shape(written(tmp_path, b"a,b\n"), ReadOptions(encoding=name))
    assert "cp1252" in caught.value.hint


def test_an_encoding_that_does_not_fit_is_refused_with_the_line_and_the_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, b"name\nplain\nJos\xe9\n")
    with pytest.raises(WorkbookError, match=r"cannot be read as text in utf-8: line 3 holds bytes \(E9\)"):
        texts(path, ReadOptions(encoding="utf-8"))


def test_bytes_that_no_guess_explains_are_refused_and_never_replaced(tmp_path: Path) -> None:
    path = written(tmp_path, "name,Имя\n".encode("cp1251") + b"\x81\x8d\n")
    with pytest.raises(WorkbookError, match="cannot be read as text in cp1252: line 2") as caught:
        texts(path, ReadOptions())
    assert "cp1251" in caught.value.hint


def test_a_guessed_encoding_is_said_and_a_chosen_one_is_not_doubted(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.encode("cp1252"))
    assert any("Windows-1252" in loss for loss in inspect_workbook(path).losses)
    assert inspect_workbook(path, options=ReadOptions(encoding="cp1252")).losses == ()
    path = written(tmp_path, TEXT.encode())
    assert inspect_workbook(path).losses == ()


def test_the_reading_names_encoding_and_delimiter_and_what_was_chosen(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT.encode())
    found = {"encoding": "utf-8", "encoding_chosen": False, "delimiter": ";", "delimiter_chosen": False}
    assert inspect_workbook(path).reading == found
    chosen = ReadOptions(encoding="utf-8", delimiter=",")
    assert inspect_workbook(path, options=chosen).reading == {
        "encoding": "utf-8",
        "encoding_chosen": True,
        "delimiter": ",",
        "delimiter_chosen": True,
    }


def test_a_chosen_delimiter_cuts_and_the_rest_stays_text(tmp_path: Path) -> None:
    path = written(tmp_path, b"a;b,c\n")
    assert texts(path, ReadOptions(delimiter=";")) == ["a", "b,c"]
    assert texts(path, ReadOptions(delimiter=",")) == ["a;b", "c"]
    assert texts(path, ReadOptions(delimiter="#")) == ["a;b,c"]


def test_a_chosen_delimiter_goes_before_a_line_that_names_one(tmp_path: Path) -> None:
    path = written(tmp_path, b"sep=;\na;b,c\n")
    assert [(cell.ref, cell.raw) for cell in iter_cells(path, None, ReadOptions(delimiter=","))] == [
        ("A2", "a;b"),
        ("B2", "c"),
    ]


@pytest.mark.parametrize("delimiter", ["", ";;", '"', "\n", "\r", "\0"])
def test_what_cannot_separate_fields_is_one_sentence(tmp_path: Path, delimiter: str) -> None:
    with pytest.raises(WorkbookError, match="cannot separate the fields") as caught:
        csv_shape(written(tmp_path, b"a,b\n"), ReadOptions(delimiter=delimiter))
    assert "one character" in caught.value.hint


def test_a_line_that_names_a_nonsensical_separator_is_a_row(tmp_path: Path) -> None:
    assert texts(written(tmp_path, b'sep="\na,b\n'), ReadOptions())[-2:] == ["a", "b"]


def test_a_separator_inside_quoted_texts_does_not_mislead(tmp_path: Path) -> None:
    content = 'name;note\n"Smith, J, Jr";"a,b,c"\n"Doe, K, Sr";"d,e,f"\n'
    assert csv_shape(written(tmp_path, content.encode())).delimiter == ";"


def test_the_preview_shows_the_first_ten_records_as_the_options_cut_them(tmp_path: Path) -> None:
    path = written(tmp_path, "".join(f"{i};é,{i}\n" for i in range(30)).encode("cp1252"))
    shown = preview_text(path, ReadOptions(encoding="cp1252", delimiter=","))
    assert shown[:2] == [["0;é", "0"], ["1;é", "1"]]
    assert len(shown) == 10
    assert preview_text(path, ReadOptions(encoding="cp850", delimiter=";"))[0] == ["0", "Ú,0"]


@given(
    rows=st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))), max_size=6
    ),
    delimiter=st.sampled_from(",;\t|#"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "gb18030"]),
)
@settings(max_examples=150, deadline=None)
def test_any_table_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    header = ["name"]  # so that no first letter of a generated text makes another kind of file of it
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    options = ReadOptions(encoding=encoding, delimiter=delimiter)
    assert [(cell.row, cell.column, cell.raw) for cell in iter_cells(path, None, options)] == list(
        _cells([header, *rows])
    )


def _cells(rows: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    for number, fields in enumerate(rows, start=1):
        for column, text in enumerate(fields, start=1):
            if text:
                yield number, column, text
