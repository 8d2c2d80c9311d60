"""A copy of a workbook without some columns: nothing of them stands in it, and every other cell reads as before."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.model import ReadOptions
from crossfoot.workbook.read import open_rows
from crossfoot.workbook.reduced import reduce
from crossfoot.workbook.reduced.cuts import SheetCut
from crossfoot.workbook.reduced.reduce import write_reduced
from crossfoot.workbook.xlsx.xlsx_book import iter_cells
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.core.workbook.xlsx_parts import Sheet, write_workbook


def raw(path: Path, sheet: str = "Sheet1") -> dict[str, str]:
    return {cell.ref: cell.raw for cell in iter_cells(path, sheet)}


def all_bytes(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_the_cells_of_the_column_are_gone_its_header_and_all_other_cells_stay(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
        '<row r="2" hidden="1"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>4</v></c><c r="C2"><v>7</v></c></row>'
        '<row r="3"><c r="B3" t="inlineStr"><is><t>secret in line</t></is></c><c r="C3" s="1"><v>42767</v></c></row>'
    )
    path = write_workbook(
        tmp_path / "list.xlsx",
        Sheet(rows),
        Sheet('<row r="1"><c r="A1" t="s"><v>5</v></c></row>', "Other"),
        strings=(
            "<t>Name</t>",
            "<t>SSN</t>",
            "<t>Count</t>",
            "<t>Ann</t>",
            "<t>secret</t>",
            "<t>other sheet</t>",
        ),
        formats=["yyyy-mm-dd"],
    )
    target = tmp_path / "copy.xlsx"
    write_reduced(path, target, [SheetCut("Sheet1", (2,), (1,))])
    assert raw(target) == {"A1": "Name", "B1": "SSN", "C1": "Count", "A2": "Ann", "C2": "7", "C3": "42767"}
    kinds = {cell.ref: (cell.type, cell.hidden) for cell in iter_cells(target)}
    assert (kinds["C2"], kinds["C3"]) == (("number", True), ("date", False))
    assert b"secret" not in all_bytes(target)
    assert b"other sheet" not in all_bytes(target)


def test_a_formula_that_shared_the_one_of_a_cut_cell_keeps_its_text(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="A2"><f t="shared" ref="A2:B2" si="0">D2*2</f><v>4</v></c>'
        '<c r="B2"><f t="shared" si="0"/><v>6</v></c></row>'
    )
    path = write_workbook(tmp_path / "list.xlsx", Sheet(rows))
    write_reduced(path, tmp_path / "copy.xlsx", [SheetCut("Sheet1", (1,), ())])
    assert [(cell.ref, cell.formula) for cell in iter_cells(tmp_path / "copy.xlsx")] == [("B2", "=E2*2")]


def test_what_stands_around_the_rows_does_not_repeat_what_was_cut(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Name", "SSN"])
    sheet.append(["Ann", "secret"])
    sheet["A2"].comment = Comment("secret in a comment", "secret author")
    sheet["B2"].hyperlink = "https://example.com/secret"
    sheet["A2"].hyperlink = "https://example.com/kept"
    sheet.auto_filter.ref = "A1:B2"
    sheet.auto_filter.add_filter_column(1, ["secret"])
    book.properties.creator = "secret person"
    book.save(tmp_path / "list.xlsx")
    write_reduced(tmp_path / "list.xlsx", tmp_path / "copy.xlsx", [SheetCut("Sheet", (2,), (1,))])
    assert b"secret" not in all_bytes(tmp_path / "copy.xlsx")
    assert [cell.link for cell in iter_cells(tmp_path / "copy.xlsx")] == [
        None,
        None,
        "https://example.com/kept",
    ]


@pytest.mark.parametrize(
    "text", ["a_x0041_b", "a&#10;b", " two  blanks ", "&lt;tag&gt; &amp; more", "_x000B_"]
)
def test_odd_texts_read_as_before(tmp_path: Path, text: str) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c></row>'
    path = write_workbook(
        tmp_path / "list.xlsx", Sheet(rows), strings=[f'<t xml:space="preserve">{text}</t>']
    )
    write_reduced(path, tmp_path / "copy.xlsx", [SheetCut("Sheet1", (2,), ())])
    assert raw(tmp_path / "copy.xlsx") == {"A1": raw(path)["A1"]}


def test_the_copy_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "list.xlsx", Sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    )
    for name in ("one.xlsx", "two.xlsx"):
        write_reduced(path, tmp_path / name, [SheetCut("Sheet1", (2,), ())])
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_table_keeps_its_records_encoding_and_other_fields(tmp_path: Path, encoding: str) -> None:
    lines = ["Náme;SSN;Note", "Ann;123-45-6789;", "", '"B;é";secret;"two\nlines"', ";secret"]
    path = tmp_path / "list.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    options = ReadOptions(encoding=None if encoding != "cp1252" else encoding)
    write_reduced(path, tmp_path / "copy.csv", [SheetCut("list", (2,), (1,))], options)
    text = (tmp_path / "copy.csv").read_bytes().decode(encoding)
    assert "secret" not in text
    assert "6789" not in text
    rows = open_rows(tmp_path / "copy.csv", "copy", ReadOptions(encoding=options.encoding, delimiter=";"))
    found = {cell.ref: cell.raw for row in rows for cell in row.cells}
    assert found == {"A1": "Náme", "B1": "SSN", "C1": "Note", "A2": "Ann", "A4": "B;é", "C4": "two\nlines"}


def test_a_copy_that_reads_otherwise_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_workbook(
        tmp_path / "list.xlsx", Sheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>')
    )

    def wrong(book: object, target: Path, cuts: object, macros: bool) -> None:
        write_workbook(target, Sheet('<row r="1"><c r="A1"><v>9</v></c></row>'))

    monkeypatch.setattr(reduce, "write_xlsx_copy", wrong)
    with pytest.raises(WorkbookError, match="reads otherwise in cell A1"):
        write_reduced(path, tmp_path / "copy.xlsx", [SheetCut("Sheet1", (2,), ())])
