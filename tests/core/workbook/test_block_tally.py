"""An inspection says the same of a sheet whether its rows came in blocks or one by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from crossfoot.errors import WorkbookError
from crossfoot.workbook.book import Book
from crossfoot.workbook.inspection.inspect import inspect_workbook
from crossfoot.workbook.model import WorkbookInfo
from crossfoot.workbook.xlsx import package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.bench.lists import completions
from tests.core.workbook.xlsx_parts import Sheet, table, write_workbook
from tests.places import SHARED


def both(path: Path) -> tuple[WorkbookInfo, WorkbookInfo]:
    """The inspection by blocks, and row by row."""
    by_blocks = inspect_workbook(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Book, "fast_reading", lambda book, place, frame=None: None)
        return by_blocks, inspect_workbook(path)


@pytest.mark.parametrize("styled", [False, True])
def test_a_long_list_is_inspected_alike(tmp_path: Path, styled: bool) -> None:
    by_blocks, by_rows = both(completions(tmp_path / "list.xlsx", 1_500, styled=styled))
    assert by_blocks == by_rows
    assert {hazard.code for hazard in by_blocks.sheets[0].hazards} == {
        "text-that-looks-like-a-date",
        "number-stored-as-text",
    }


def test_what_misleads_far_below_the_header_is_found_in_blocks_too(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(("NAME", "AMOUNT", "DAY"))
    for number in range(2, 600):
        sheet.append((f"name {number}", number, f"note {number}"))
    sheet["A300"] = " blank before"
    sheet["B301"] = "12"
    sheet["C302"] = "7/4/2025"
    sheet["A303"], sheet["B303"], sheet["C303"] = "NAME", "AMOUNT", "DAY"
    sheet["A400"] = "Total"
    sheet["B401"] = 1234567890123456
    sheet["E402"] = "beside"
    sheet["B403"] = "#N/A"
    for row in (500, 501):
        for column in "ABC":
            sheet[f"{column}{row}"] = None
    sheet.row_dimensions[510].hidden = True
    sheet["A520"].hyperlink = "https://moa.example/a"
    sheet["C530"] = "   "
    book.save(tmp_path / "list.xlsx")
    by_blocks, by_rows = both(tmp_path / "list.xlsx")
    assert by_blocks == by_rows
    assert {
        "trailing-spaces", "number-stored-as-text", "text-that-looks-like-a-date", "header-row-repeated", "total-rows",
        "cells-outside-data-range", "error-cells", "blank-row-inside", "hidden-rows",
    } <= {hazard.code for hazard in by_blocks.sheets[0].hazards}  # fmt: skip


def test_a_row_that_sums_up_those_above_it_is_found_in_blocks_too(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(("NAME", "AMOUNT", "COUNT"))
    for number in range(400):
        sheet.append((f"name {number}", 7, 2))
    sheet.append((None, 2800, 800))
    book.save(tmp_path / "list.xlsx")
    by_blocks, by_rows = both(tmp_path / "list.xlsx")
    assert by_blocks == by_rows
    assert "total-rows" in {hazard.code for hazard in by_blocks.sheets[0].hazards}


def listed(tmp_path: Path, header: str, rows: list[str], strings: tuple[str, ...] = ()) -> Path:
    """A header, and below it rows of cells without their addresses' row: `REF` stands for it."""
    body = header + "".join(
        f'<row r="{n}">{cells.replace("REF", str(n))}</row>' for n, cells in enumerate(rows, start=2)
    )
    return write_workbook(tmp_path / "list.xlsx", Sheet(body), strings=strings)


NUMBERS = ['<c r="AREF"><v>5</v></c><c r="CREF"><v>6</v></c>'] * 150
BLANK_BETWEEN = '<c r="AREF"><v>5</v></c><c r="BREF" t="str"><v> </v></c><c r="CREF"><v>6</v></c>'


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (table(("A", None, "C")), [*NUMBERS, BLANK_BETWEEN]),
        (table(("A", None, "C")), [*NUMBERS, '<c r="AREF"><v>007</v></c><c r="CREF"><v>00</v></c>']),
        (table(("A", None, "C")), [*NUMBERS, f'<c r="AREF"><v>{"9" * 309}</v></c><c r="CREF"><v>1</v></c>']),
        (table((2020, None, 2021)), [*NUMBERS, '<c r="AREF"><v>2020</v></c><c r="CREF"><v>2021</v></c>']),
        (table(("no", None, "C")), [*NUMBERS, '<c r="AREF" t="e"><v>NO</v></c><c r="CREF" t="e"><v>c</v></c>']),
    ],
    ids=["blank texts between headers", "needless zeros", "too large a number", "header of numbers", "header as error"],
)  # fmt: skip
def test_odd_cells_far_below_the_header_are_counted_alike(
    tmp_path: Path, header: str, rows: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "CHUNK", 1_000)  # several blocks
    by_blocks, by_rows = both(listed(tmp_path, header, rows))
    assert by_blocks == by_rows
    assert by_blocks.sheets[0].last_data_row == 152


def test_an_index_of_thousands_of_digits_is_damage_far_below_the_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "CHUNK", 1_000)
    rows = [*NUMBERS, f'<c r="AREF" t="s"><v>{"1" * 5_000}</v></c>']
    with pytest.raises(WorkbookError, match="points at shared text"):
        inspect_workbook(listed(tmp_path, table(("A", "C")), rows, strings=("<t>x</t>",)))


@pytest.mark.slow
@pytest.mark.skipif(SHARED is None, reason="the shared data are not beside the project")
@pytest.mark.parametrize("folder", ["ice-287g", "workbooks"])
def test_real_workbooks_are_inspected_alike(folder: str) -> None:
    assert SHARED is not None
    compared = 0
    for path in sorted((SHARED / "data" / folder).rglob("*.xls[xm]")):
        try:
            by_blocks, by_rows = both(path)
        except WorkbookError:
            continue
        assert by_blocks == by_rows, path.name
        compared += 1
    assert compared > 8


VALUES = st.one_of(
    st.none(),
    st.integers(-3, 40),
    st.sampled_from(
        [0.5, 1e20, True, "Total", "sum of it", " x", "x ", "12", "7/4/2025", "Pending", "NAME", "#N/A", ""]
    ),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=25, max_size=60))
def test_any_list_is_inspected_alike(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(("NAME", "AMOUNT", "DAY"))
    for _ in range(120):  # enough rows for blocks
        sheet.append(("a", 1, "b"))
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    by_blocks, by_rows = both(tmp_path / "list.xlsx")
    assert by_blocks == by_rows
