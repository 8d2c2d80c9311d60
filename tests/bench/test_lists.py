"""The made workbooks are valid: another library opens them and sees the values that were meant."""

from __future__ import annotations

import datetime as dt
import random
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.bench.exact_path import count_rows
from tests.bench.lists import Value, completions, sheet_values

SEED, ROWS = 7, 50


def as_read(value: Value) -> object:
    """What openpyxl gives for a value of the generator."""
    if isinstance(value, tuple):
        return dt.datetime.combine(dt.date(1899, 12, 30) + dt.timedelta(days=value[1]), dt.time())
    return value


@pytest.mark.parametrize("styled", [False, True])
def test_openpyxl_sees_the_values_of_each_sheet(tmp_path: Path, styled: bool) -> None:
    path = completions(tmp_path / "list.xlsx", ROWS, styled=styled, sheets=2, seed=SEED)
    chance = random.Random(SEED)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Completions 1", "Completions 2"]
    for sheet in book:
        meant = [[as_read(value) for value in row] for row in sheet_values(ROWS, chance)]
        assert [list(row) for row in sheet.iter_rows(values_only=True)] == meant


def test_a_list_is_the_same_each_time_it_is_made(tmp_path: Path) -> None:
    first, second = (completions(tmp_path / name, ROWS, seed=SEED) for name in ("a.xlsx", "b.xlsx"))
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as other:
        assert one.namelist() == other.namelist()
        assert all(one.read(name) == other.read(name) for name in one.namelist())


def test_a_list_holds_blanks_and_what_does_not_fit(tmp_path: Path) -> None:
    rows = list(sheet_values(2_000, random.Random(SEED)))[1:]
    dates, scores = [row[3] for row in rows], [row[6] for row in rows]
    assert None in dates and any(isinstance(date, str) for date in dates)
    assert {None, "pending", "85%"} <= set(scores)


def test_a_styled_list_has_styled_blanks_and_bands_as_excel_writes_them(tmp_path: Path) -> None:
    path = completions(tmp_path / "list.xlsx", ROWS, styled=True, seed=SEED)
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
    assert re.search(r'<c r="G\d+" s="\d"/>', xml)
    fills = {cell.fill.fgColor.rgb for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row}
    assert fills == {"FFEEF2F7", "FFFFFFFF"}


@pytest.mark.parametrize("styled", [False, True])
def test_each_row_is_counted_on_one_path(tmp_path: Path, styled: bool) -> None:
    counted = count_rows(completions(tmp_path / "list.xlsx", ROWS, styled=styled, sheets=2, seed=SEED))
    assert counted.fast + counted.exact == 2 * (ROWS + 1)
