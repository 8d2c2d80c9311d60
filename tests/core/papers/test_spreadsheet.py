"""Workbooks that leave the program: fixed bytes, text that stays text, a parser that is guarded."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import openpyxl
import openpyxl.xml
from crossfoot.papers.spreadsheet import PaperSheet, SheetColumn, write_paper

MADE = dt.datetime(2018, 4, 2, 9, 0, 0)  # noqa: DTZ001 - written as UTC
SHEET = PaperSheet(
    "Officers",
    (SheetColumn("officer"), SheetColumn("answer", choices=("yes", "no"), fill=True)),
    rows=[("=1+1", None), ("+5", "yes")],
    lead=("Officers to look at",),
    protected=True,
)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_paper(tmp_path / "a.xlsx", [SHEET], title="T", marking="", made=MADE)
    assert first == write_paper(tmp_path / "b.xlsx", [SHEET], title="T", marking="", made=MADE)
    assert first != write_paper(tmp_path / "c.xlsx", [SHEET], title="T", marking="SECRET", made=MADE)


def test_what_looks_like_a_formula_is_written_as_text(tmp_path: Path) -> None:
    write_paper(tmp_path / "a.xlsx", [SHEET], title="T", marking="", made=MADE)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Officers"]
    assert [(page.cell(row, 1).value, page.cell(row, 1).data_type) for row in (3, 4)] == [
        ("=1+1", "s"),
        ("+5", "s"),
    ]


def test_only_the_column_to_fill_in_can_be_changed(tmp_path: Path) -> None:
    write_paper(tmp_path / "a.xlsx", [SHEET], title="T", marking="", made=MADE)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Officers"]
    assert page.protection.sheet
    assert [page.cell(3, column).protection.locked for column in (1, 2)] == [True, False]


def test_the_marking_stands_on_the_sheet_and_on_each_printed_page(tmp_path: Path) -> None:
    write_paper(tmp_path / "a.xlsx", [SHEET], title="T", marking="SECRET", made=MADE)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Officers"]
    assert page["A1"].value == page.oddHeader.center.text == page.oddFooter.center.text == "SECRET"


def test_openpyxl_works_with_the_parser_that_defusedxml_guards() -> None:
    assert not openpyxl.xml.LXML
    assert openpyxl.xml.DEFUSEDXML


def test_a_table_begins_with_its_header_and_holds_formats_for_every_row_to_come(tmp_path: Path) -> None:
    columns = (SheetColumn("since", kind="date"), SheetColumn("answer", choices=("yes", "no")))
    table = PaperSheet("Data", columns, lead=("Not shown",), table=True)
    write_paper(tmp_path / "a.xlsx", [table], title="T", marking="SECRET", made=MADE)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Data"]
    assert [cell.value for cell in page[1]] == ["since", "answer"]
    assert page.max_row == 1
    assert page.column_dimensions["A"].number_format == "yyyy-mm-dd"
    assert [str(rule.sqref) for rule in page.data_validations.dataValidation] == ["B2:B1048576"]
    assert page.oddHeader.center.text == "SECRET"


def test_a_row_is_as_high_as_its_longest_text_and_grows_when_someone_writes_into_it(tmp_path: Path) -> None:
    rows = [("one", "x" * 8), ("two", "word " * 30), ("three", "a\nb\nc")]
    sheet = PaperSheet("Notes", (SheetColumn("no"), SheetColumn("text", 20)), rows)
    write_paper(tmp_path / "a.xlsx", [sheet], title="T", marking="", made=MADE)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        written = package.read("xl/worksheets/sheet1.xml").decode()
    heights = re.findall(r'<row r="\d" ht="(\d+)"( customHeight="1")?>', written)
    fixed, free = ' customHeight="1"', ""
    assert heights == [("32", fixed), ("15", free), ("120", free), ("45", free)]


def test_a_long_line_above_the_header_is_broken_before_a_printed_page_would_cut_it(tmp_path: Path) -> None:
    lead = ("Title", "A long sentence that says how the form is to be filled in, and by whom, and by when.")
    sheet = PaperSheet("Notes", (SheetColumn("no", 20), SheetColumn("text", 20)), (), lead)
    write_paper(tmp_path / "a.xlsx", [sheet], title="T", marking="", made=MADE)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Notes"]
    lines = [page.cell(row, 1).value for row in range(1, page.max_row + 1)]
    assert (lines[0], lines[-1]) == ("Title", "no")
    assert " ".join(lines[1:-1]) == lead[1]
    assert max(len(line) for line in lines) <= 42
