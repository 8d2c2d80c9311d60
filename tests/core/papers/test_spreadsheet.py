"""Workbooks that leave the program: fixed bytes, text that stays text, a parser that is guarded."""

from __future__ import annotations

import datetime as dt
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
