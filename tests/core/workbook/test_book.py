from __future__ import annotations

import gc
from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.book import open_book
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.model import SheetPlace
from crossfoot.workbook.read import iter_cells, open_rows, sheet_names

from tests.core.workbook.ods_parts import cell, row, write_ods
from tests.core.workbook.xls_parts import XlsSheet, ole_file, text, write_xls
from tests.core.workbook.xlsx_parts import Sheet, table, write_workbook


def xlsx(path: Path) -> Path:
    return write_workbook(path, Sheet(table(["a"]), name="S"))


def xls(path: Path) -> Path:
    return write_xls(path, XlsSheet("S", (text(0, 0, "a"),)))


def ods(path: Path) -> Path:
    return write_ods(path, ("S", row(cell("string", shown="a"))))


def csv(path: Path) -> Path:
    path.write_bytes(b"a\n")
    return path


@pytest.mark.parametrize("ending", [".xls", ".xlsx", ".xlsb", ".ods", ".csv", ".txt", ""])
@pytest.mark.parametrize("write", [xlsx, xls, ods, csv])
def test_content_decides_and_not_the_ending(tmp_path: Path, write: object, ending: str) -> None:
    path = write(tmp_path / f"S{ending}")  # type: ignore[operator]
    with open_book(path) as book:
        assert book.format == write.__name__  # type: ignore[attr-defined]
        assert [sheet.name for sheet in book.sheets] == ["S"]
        assert [cell.raw for found in book.rows(book.place("S")) for cell in found.cells] == ["a"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><body><table><tr><td>a</td></tr></table>", "list.xls is a web page and not a workbook"),
        (b'<?xml version="1.0"?><Workbook/>', "list.xls is an XML document and not a workbook"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00", "list.xls is in a format of Excel 4 or older"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", "list.xls is in a format of Excel 4 or older"),
        (b"%PDF-1.7", "list.xls is not a workbook"),
        (ole_file({"WordDocument": b"a letter"}), "list.xls is not a workbook"),
        (
            ole_file({"Workbook": b"nothing of a workbook"}),
            "list.xls cannot be read as an old Excel workbook",
        ),
        (b"", "list.xls is empty"),
    ],
)
def test_what_only_calls_itself_an_old_workbook_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(content)
    for use in (sheet_names, inspect_workbook, lambda path: list(iter_cells(path))):
        with pytest.raises(WorkbookError) as caught:
            use(path)
        assert caught.value.message.startswith(sentence)
        assert caught.value.hint


def test_only_a_text_table_does_not_tell_numbers_from_texts(tmp_path: Path) -> None:
    typed = {}
    for write in (xlsx, xls, ods, csv):
        with open_book(write(tmp_path / write.__name__)) as book:
            typed[book.format] = book.cells_are_typed
    assert typed == {"xlsx": True, "xls": True, "ods": True, "csv": False}


def test_a_workbook_of_the_present_format_loses_nothing(tmp_path: Path) -> None:
    info = inspect_workbook(xlsx(tmp_path / "list.xlsx"))
    assert (info.losses, info.reading) == ((), {})


@pytest.mark.parametrize("write", [xlsx, xls, ods, csv])
def test_a_sheet_that_is_not_there_is_said_at_once(tmp_path: Path, write: object) -> None:
    path = write(tmp_path / "S")  # type: ignore[operator]
    with pytest.raises(WorkbookError, match="S has no sheet 'T'") as caught:
        open_rows(path, "T")
    assert caught.value.hint == "Its sheets are: 'S'."


def test_rows_that_are_never_read_leave_no_workbook_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = []
    path = xlsx(tmp_path / "list.xlsx")
    from crossfoot.workbook.xlsx.xlsx_book import XlsxBook

    leave = XlsxBook.__exit__
    monkeypatch.setattr(XlsxBook, "__exit__", lambda self, *why: (closed.append(1), leave(self, *why))[1])
    rows = open_rows(path, "S")
    assert closed == []
    del rows
    gc.collect()
    assert closed == [1]
    assert len(list(open_rows(path, "S"))) == 1
    assert closed == [1, 1]


def test_the_place_of_a_sheet_carries_its_state(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "list.xls", XlsSheet("S"), XlsSheet("T", state=2))
    with open_book(path) as book:
        assert book.place("T") == SheetPlace("T", "veryHidden", "1")
